"""What users download."""
