"""Imported tiers."""
