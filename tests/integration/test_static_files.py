"""What the server gathers is what the program holds, whatever the times of the files say."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from palermo.cli.office.serving import collect_static

MANIFEST_STORAGE = "whitenoise.storage.CompressedManifestStaticFilesStorage"


@pytest.fixture
def source(settings: Any, tmp_path: Path) -> Path:
    """The one static file of the program, gathered into a folder of its own."""
    folder = tmp_path / "program"
    folder.mkdir()
    settings.STATIC_ROOT = str(tmp_path / "data" / "static")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [str(folder)]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": MANIFEST_STORAGE}}
    file = folder / "app.js"
    file.write_text("first")
    return file


def _served(settings: Any) -> tuple[str, str]:
    """The file as it was gathered, under its plain name and under the one with a hash."""
    root = Path(settings.STATIC_ROOT)
    hashed = json.loads((root / "staticfiles.json").read_text())["paths"]["app.js"]
    return (root / "app.js").read_text(), (root / hashed).read_text()


def test_an_older_file_with_other_content_is_gathered(source: Path, settings: Any) -> None:
    collect_static()
    assert _served(settings) == ("first", "first")
    source.write_text("second")
    os.utime(source, (1, 1))
    collect_static()
    assert _served(settings) == ("second", "second")


def test_the_same_files_are_gathered_once(source: Path, settings: Any) -> None:
    collect_static()
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    os.utime(manifest, (1, 1))
    os.utime(source)
    collect_static()
    assert manifest.stat().st_mtime == 1


def test_files_that_were_lost_are_gathered_again(source: Path, settings: Any) -> None:
    collect_static()
    shutil.rmtree(settings.STATIC_ROOT)
    collect_static()
    assert _served(settings) == ("first", "first")
