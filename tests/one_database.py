"""A mark for tests of pages and packs whose outcome does not depend on the database."""

from __future__ import annotations

import pytest
from django.db import connection

on_one_database = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="does not depend on the database; runs on SQLite"
)
