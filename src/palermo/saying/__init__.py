"""Rules and results in the reader's language. See README.md."""
