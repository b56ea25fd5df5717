"""What users do with recommendations and duties."""
