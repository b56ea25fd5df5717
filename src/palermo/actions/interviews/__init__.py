"""What officers do with interviews, imports and devices."""
