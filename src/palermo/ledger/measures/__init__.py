"""Values of measures."""
