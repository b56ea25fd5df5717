"""Every sentence and passage states exactly the figures written beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from palermo.packs.load import load_pack
from tests.unit.reports.figure_reading import COUNTRY, EDITION, read

HERE = Path(__file__).parent
SENTENCES = yaml.safe_load((HERE / "figure_kinds.yaml").read_text(encoding="utf-8"))
PASSAGES = yaml.safe_load((HERE / "figure_passages.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", [*SENTENCES, *PASSAGES], ids=lambda case: str(case["text"])[:60])
def test_a_text_states_exactly_these_figures(case: dict[str, Any]) -> None:
    country, edition = case.get("country", COUNTRY), case.get("edition", EDITION)
    demonyms = load_pack("base").vocabulary.names.demonyms()
    assert read(case["text"], country, edition, demonyms) == set(case["figures"])


@pytest.mark.parametrize("case", PASSAGES, ids=lambda case: f"{case['country']} {case['edition']}")
def test_windows_line_ends_change_no_figure(case: dict[str, Any]) -> None:
    text = case["text"].replace(". ", ".\r\n").replace("; ", ";\r\n")
    demonyms = load_pack("base").vocabulary.names.demonyms()
    assert read(text, case["country"], case["edition"], demonyms) == set(case["figures"])
