"""What `palermo check` measures, once for the same rules.

A pack that a test copies and changes has, but for the change, the rules of the shipped one. Trying
all their mutants again takes seconds each time; a changed rule is another key and is tried.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

_MEASURES = (
    "measure_mutants",
    "measure_coverage",
    "list_failures",
    "check_procedure",
    "check_protection",
)
_known: dict[tuple[str, bytes], Any] = {}


@pytest.fixture
def measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remember in this process what was measured of the same procedure and scenarios."""
    from palermo.cli.procedures import check

    for name in _MEASURES:
        monkeypatch.setattr(check, name, _remember(name, getattr(check, name)))


def _remember(name: str, measure: Callable[..., Any]) -> Callable[..., Any]:
    def measured(*given: Any) -> Any:
        key = (name, pickle.dumps(given))
        if key not in _known:
            result = measure(*given)
            # An iterator can be read once only.
            _known[key] = list(result) if hasattr(result, "__next__") else result
        return _known[key]

    return measured
