"""One file per thing a user can do. The folder listing is the list of what Palermo does."""
