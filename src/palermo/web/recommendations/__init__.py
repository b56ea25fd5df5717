"""Pages about recommendations and duties."""
