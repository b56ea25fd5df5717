"""Pages about interviews."""
