"""Pages about countries."""
