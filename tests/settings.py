"""Settings of the tests: those of the program, on a data folder that goes away with the run.

pytest-django reads the settings before any conftest is loaded, so the folder is named here.
"""

from __future__ import annotations

import os
import tempfile

_FOLDER = tempfile.TemporaryDirectory(prefix="palermo-tests-")
os.environ["PALERMO_DATA"] = _FOLDER.name
os.environ["PALERMO_CACHE"] = f"{_FOLDER.name}/cache"
os.environ.setdefault("PALERMO_COUNTRY", "aze")

from palermo.config.settings import *  # noqa: E402, F403
from palermo.config.settings import DATABASES, STATIC_ROOT  # noqa: E402

# The server's folder of collected files; `collectstatic` makes it where the program is installed.
STATIC_ROOT.mkdir()

if DATABASES["default"]["ENGINE"] == "palermo.config.sqlite":
    # Each process has one in memory. pytest-django assumes so only of Django's own backend.
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
