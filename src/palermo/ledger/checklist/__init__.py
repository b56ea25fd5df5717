"""Evidence for the checklist."""
