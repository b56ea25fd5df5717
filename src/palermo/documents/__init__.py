"""Bytes to text, safely: encodings, archives, limits. See README.md."""
