"""Commands about tables, search and the log."""
