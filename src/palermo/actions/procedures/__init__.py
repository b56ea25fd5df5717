"""What users do with procedures and instruments."""
