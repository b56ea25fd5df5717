"""The front door at the terminal."""
