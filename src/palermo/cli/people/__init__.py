"""Commands about users and tokens."""
