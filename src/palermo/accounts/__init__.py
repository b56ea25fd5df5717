"""Users, agencies, roles and access tokens."""
