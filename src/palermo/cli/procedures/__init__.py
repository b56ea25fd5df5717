"""Commands about procedures, instruments and practice."""
