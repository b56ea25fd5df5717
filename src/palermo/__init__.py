"""Palermo: read what a country is asked to do about trafficking in persons, and follow it.

Each subpackage is a room; `docs/explanation/house.md` draws who may import whom.
"""

__version__ = "0.1.0"
