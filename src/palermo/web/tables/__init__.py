"""Downloads, search, and the catalogues of the pack."""
