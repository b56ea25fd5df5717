"""The journal: what was done or refused, by whom, when and to what."""
