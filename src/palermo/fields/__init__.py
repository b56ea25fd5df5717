"""The dictionary: every field that may be kept of a person. See README.md."""
