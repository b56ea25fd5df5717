"""Pages about narratives."""
