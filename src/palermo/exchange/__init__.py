"""Other people's formats, in and out: CSV, XLSX, JSON, labelled passages."""
