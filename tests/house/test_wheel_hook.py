"""A wheel that lacks a built file is refused, by name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.wheel_hook import BUILT, PACKAGE, missing_files

ROOT = Path(__file__).resolve().parents[2]


def _tree(root: Path) -> Path:
    """A small source tree: a page, a view, a style sheet and a catalogue, all of them built."""
    package = root / PACKAGE
    (package / "web" / "templates").mkdir(parents=True)
    (package / "web" / "templates" / "base.html").write_text("{% static 'built/app.js' %}")
    (package / "web" / "map.py").write_text('WORLD = FOLDER / "built" / "world.json"')
    built = root / BUILT
    (built / "fonts").mkdir(parents=True)
    for name in ("app.js", "world.json", "fonts/letters.woff2"):
        (built / name).touch()
    (built / "style.css").write_text("src:url(./fonts/letters.woff2) format(woff2)")
    catalogue = package / "locale" / "az" / "LC_MESSAGES"
    catalogue.mkdir(parents=True)
    for name in ("django.po", "django.mo"):
        (catalogue / name).touch()
    return root


def test_a_complete_tree_lacks_nothing(tmp_path: Path) -> None:
    assert list(missing_files(_tree(tmp_path))) == []


def test_each_file_that_the_source_names_is_missed(tmp_path: Path) -> None:
    root = _tree(tmp_path)
    names = ("app.js", "fonts/letters.woff2", "world.json")
    for name in names:
        (root / BUILT / name).unlink()
    assert list(missing_files(root)) == [
        f"{BUILT.as_posix()}/{n} has not been built." for n in names
    ]


def test_a_catalogue_must_be_compiled_after_its_last_change(tmp_path: Path) -> None:
    root = _tree(tmp_path)
    source = root / PACKAGE / "locale" / "az" / "LC_MESSAGES" / "django.po"
    compiled = source.with_suffix(".mo")
    os.utime(compiled, (1, 1))
    shown = source.relative_to(root).as_posix()
    assert list(missing_files(root)) == [f"{shown} has changed since it was compiled."]
    compiled.unlink()
    assert list(missing_files(root)) == [f"{shown} has not been compiled."]


def test_the_build_ends_with_the_reason_and_the_command(tmp_path: Path) -> None:
    without = shutil.ignore_patterns("__pycache__", "built", "*.mo")
    for name in ("src", "scripts", "countries"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=without)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path / name)
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    done = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "app.js has not been built." in done.stderr
    assert "Run `make wheel`" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("dist/*.whl"))
