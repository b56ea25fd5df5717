"""Recommendations, their links and their duties."""
