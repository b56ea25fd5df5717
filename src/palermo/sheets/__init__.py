"""What is printed and drawn: forms, acts, pictures. See README.md."""
