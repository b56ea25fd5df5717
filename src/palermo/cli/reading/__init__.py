"""Commands about narratives."""
