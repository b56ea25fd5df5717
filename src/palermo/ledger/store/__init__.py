"""Writes of the room, grouped by noun. Called by actions only, inside their transaction."""
