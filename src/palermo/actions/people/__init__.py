"""What users do with accounts, tokens and the public page."""
