"""The front door for people: pages."""
