"""Narratives and what was read in them."""
