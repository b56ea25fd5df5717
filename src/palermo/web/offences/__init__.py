"""Pages about the legal elements."""
