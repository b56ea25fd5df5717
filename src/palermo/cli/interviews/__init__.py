"""Commands about interviews."""
