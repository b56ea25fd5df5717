"""Interviews and their answers."""
