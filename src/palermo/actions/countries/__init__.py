"""What users do with countries: the register and the checklist."""
