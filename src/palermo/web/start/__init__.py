"""The start page: what is open, due, overdue and waiting for the person who signed in."""
