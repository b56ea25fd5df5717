"""Our own tables, and their written forms: CSV, XLSX, JSON. See README.md."""
