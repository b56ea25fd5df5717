"""Django's SQLite backend, with a queue in which writers wait for their turn."""
