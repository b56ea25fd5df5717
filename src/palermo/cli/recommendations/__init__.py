"""Commands about recommendations and duties."""
