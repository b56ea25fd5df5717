"""Printed and drawn output: forms, acts, pictures. See README.md."""
