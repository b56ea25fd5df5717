"""What must be done for a person, by when, and whether it was."""
