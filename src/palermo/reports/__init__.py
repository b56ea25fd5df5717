"""Reads a country narrative: tier, findings, figures, recommendations, each with its place.

Pure: no Django, no files but those passed in, no network. Phrases come from a pack.
"""
