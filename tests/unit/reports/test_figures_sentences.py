"""Every sentence of `figure_sentences.yaml` states exactly the figures written beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.unit.reports.figure_reading import read

SENTENCES = yaml.safe_load(
    (Path(__file__).parent / "figure_sentences.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: str(case["text"])[:60])
def test_a_sentence_states_exactly_these_figures(case: dict[str, object]) -> None:
    assert read(str(case["text"])) == set(case["figures"])  # type: ignore[call-overload]
