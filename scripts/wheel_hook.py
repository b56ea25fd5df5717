"""Hatchling's build hook: refuses to build a wheel that lacks what `make setup` builds.

Git ignores those files, so a fresh checkout has none of them. Without them the wheel would install
without an error, answer every page with an error, and know no language but English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = Path("src", "palermo")
BUILT = PACKAGE / "web" / "static" / "built"
#: How views and templates name a built file: `built/app.js`, or `"built" / "world.json"`.
_NAMED = re.compile(r"\bbuilt(?:/|\" / \")([\w-]+\.[a-z]\w*)\b")
#: How the style sheet names a font.
_LOADED = re.compile(r"url\(\"?(?:\./)?(fonts/[\w./-]+)\"?\)")
_PARTS_SHOWN = 5


class WheelHook(BuildHookInterface):  # type: ignore[type-arg]
    """Checks the folder before Hatchling packs it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """End the build when a built file is missing; an editable install needs none."""
        if version == "editable":
            return
        if missing := list(missing_files(Path(self.root))):
            shown = "\n".join(f"  {line}" for line in missing[:_PARTS_SHOWN])
            more = len(missing) - _PARTS_SHOWN
            rest = f"\n  and {more} more" if more > 0 else ""
            raise SystemExit(
                f"The wheel was not built, because it would not work:\n{shown}{rest}\n"
                "Run `make wheel`, which builds these files first."
            )


def missing_files(root: Path) -> Iterator[str]:
    """Each built file that the source needs and that is absent or out of date, one line each."""
    for name in sorted(_built_names(root)):
        if not (root / BUILT / name).is_file():
            yield f"{(BUILT / name).as_posix()} has not been built."
    for source in sorted([*(root / PACKAGE).rglob("*.po"), *(root / "countries").rglob("*.po")]):
        compiled = source.with_suffix(".mo")
        if not compiled.is_file():
            yield f"{source.relative_to(root).as_posix()} has not been compiled."
        elif compiled.stat().st_mtime < source.stat().st_mtime:
            yield f"{source.relative_to(root).as_posix()} has changed since it was compiled."


def _built_names(root: Path) -> set[str]:
    """Names below `built`, as the source and the built style sheet use them."""
    sources = [*(root / PACKAGE).rglob("*.py"), *(root / PACKAGE).rglob("*.html")]
    found = {name for path in sources for name in _NAMED.findall(path.read_text(encoding="utf-8"))}
    style = root / BUILT / "style.css"
    if style.is_file():
        found.update(_LOADED.findall(style.read_text(encoding="utf-8")))
    return found
