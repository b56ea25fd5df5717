"""Commands about countries."""
