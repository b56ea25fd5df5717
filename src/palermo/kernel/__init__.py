"""Words that all rooms share: errors, messages, places in a text, periods, sources."""
