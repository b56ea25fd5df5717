"""The shipped instruments: facts with their marks, without wording."""

from __future__ import annotations

from pathlib import Path

import yaml

from palermo.kernel.sources import Certainty
from palermo.packs.load import load_pack
from palermo.packs.places import find_countries

PACK = load_pack()
BY_ID = {i.id: i for i in PACK.instruments.instruments}


def test_each_instrument_carries_its_published_rule() -> None:
    deciding = {i.id: i.deciding.at_least for i in BY_ID.values() if i.deciding}
    assert deciding == {"qyit": 1, "raft": 1, "child-sex-trafficking": 2, "ahtst-refugees": 6}
    without = {i.id for i in BY_ID.values() if i.cut_off is None}
    assert without == {"ahtst", "tvit-short", "cse-it", "htst-youth"}
    # Described but not confirmed: they decide nothing.
    assert {i.id for i in BY_ID.values() if i.cut_off and not i.deciding} == {
        "m-tvit-short",
        "m-ahtst",
    }


def test_what_was_not_read_in_the_publication_is_marked() -> None:
    for study in BY_ID["raft"].studies:
        for figure in (study.sensitivity, study.specificity):
            assert figure is not None
            assert figure.certainty is Certainty.UNVERIFIED
    cut_offs = {i.id: i.cut_off.source.certainty for i in BY_ID.values() if i.cut_off}
    sure = {name for name, certainty in cut_offs.items() if certainty is Certainty.VERIFIED}
    assert sure == {"qyit", "ahtst-refugees", "child-sex-trafficking"}
    cse = BY_ID["cse-it"]
    assert [n.certainty for n in cse.limits] == [Certainty.VERIFIED, Certainty.UNVERIFIED]


def test_no_wording_is_shipped() -> None:
    assert PACK.wordings == ()
    root: Path = find_countries()
    assert list(root.rglob("wordings")) == []
    facts = yaml.safe_load((root / "base" / "instruments.yaml").read_text(encoding="utf-8"))
    assert all(isinstance(i.get("items", 0), int) for i in facts["instruments"])


def test_weights_in_doubt_are_carried_into_the_procedures() -> None:
    doubted = {
        name: {i.id for i in procedure.indicators if i.doubt}
        for name in ("screen-adult-labour", "screen-child-labour")
        if (procedure := PACK.procedures.version(name, 1))
    }
    assert doubted == {
        "screen-adult-labour": {"CR01", "CD04", "RV13", "RV14"},
        "screen-child-labour": {"CR01", "CD04"},
    }
