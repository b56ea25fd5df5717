"""Users, agencies, roles, access tokens, and the log of what was done."""
