"""What users do with narratives."""
