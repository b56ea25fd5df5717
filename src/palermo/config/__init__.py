"""Settings of one installation. The only room that reads the environment."""
