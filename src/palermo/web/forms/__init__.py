"""Shape of what people type. Meaning is checked by the actions behind."""
