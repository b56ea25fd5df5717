"""Files into text, one module a format. Each raises UnreadableInput and nothing else."""
