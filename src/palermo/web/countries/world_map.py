"""Shapes of countries, made by the front end's build from Natural Earth (public domain)."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from palermo.kernel.errors import NotReady
from palermo.kernel.messages import N_

WORLD = Path(__file__).parents[1] / "static" / "built" / "world.json"


@functools.cache
def world_shapes() -> tuple[str, Mapping[str, Mapping[str, Any]]]:
    """View box, and for each ISO 3166-1 alpha-3 code a path `d` and, if small, a circle `x y r`."""
    if not WORLD.is_file():
        raise NotReady(
            N_("The world map has not been built."),
            where=str(WORLD.name),
            remedy=N_("Run: make setup"),
        )
    world = json.loads(WORLD.read_text(encoding="utf-8"))
    return world["viewBox"], world["countries"]
