"""Pages about procedures, instruments and practice."""
