"""Pages about accounts and administration."""
