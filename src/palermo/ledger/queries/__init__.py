"""Reads of the room, grouped by noun. They hand out the frozen values of `shapes.py`."""
