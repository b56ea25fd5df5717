"""Other people's formats only: XLSForm, submissions. See README.md."""
