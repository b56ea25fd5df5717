"""Confidential: what was asked and decided about people, under codes. See README.md."""
