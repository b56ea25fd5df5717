"""Commands about the legal elements."""
