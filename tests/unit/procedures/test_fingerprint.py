"""The fingerprint of a version changes with every rule and with no word."""

from __future__ import annotations

import json
from typing import Any

import pytest

from palermo.kernel.texts import Text
from palermo.packs.load import load_pack
from palermo.procedures.fingerprint import _rules, fingerprint_procedure
from palermo.procedures.shapes import Procedure

PACK = load_pack("aze")
REFER = PACK.procedures.versions_of("refer-victim")[-1]
CHILD = PACK.procedures.versions_of("child-pathway")[-1]


def _changed(place: str, number: int, **values: Any) -> Procedure:
    items = list(getattr(REFER, place))
    items[number] = items[number].model_copy(update=values)
    return REFER.model_copy(update={place: tuple(items)})


@pytest.mark.parametrize(
    "changed",
    [
        _changed("duties", 0, within_hours=25),
        _changed("duties", 0, acknowledged=False),
        _changed("duties", 0, when=REFER.duties[1].when),
        _changed("questions", 0, about=("under_18",)),
        REFER.model_copy(update={"before": REFER.before[1:]}),
        REFER.model_copy(update={"settings": ("police",)}),
        REFER.model_copy(update={"version": REFER.version + 1}),
    ],
)
def test_a_changed_rule_changes_it(changed: Procedure) -> None:
    assert fingerprint_procedure(changed) != fingerprint_procedure(REFER)


@pytest.mark.parametrize(
    "changed",
    [
        _changed("duties", 0, text=Text({"en": "Refer."})),
        _changed("questions", 1, text=Text({"en": "Agrees"}), why=None),
        REFER.model_copy(update={"title": Text({"en": "Referral"})}),
        REFER.model_copy(
            update={"source": REFER.source.model_copy(update={"certainty": "verified"})}
        ),
    ],
)
def test_changed_words_and_sources_leave_it(changed: Procedure) -> None:
    assert fingerprint_procedure(changed) == fingerprint_procedure(REFER)


def test_every_version_has_its_own() -> None:
    versions = PACK.procedures.versions
    assert len({fingerprint_procedure(p) for p in versions}) == len(versions)


def test_it_is_the_same_after_loading_again() -> None:
    again = Procedure.model_validate(REFER.model_dump(by_alias=True))
    assert again is not REFER
    assert fingerprint_procedure(again) == fingerprint_procedure(REFER)


def test_no_word_of_a_text_is_in_the_rules_and_the_ages_with_words_are() -> None:
    written = json.dumps(_rules(CHILD), ensure_ascii=False)
    assert CHILD.title.in_language("en") not in written
    assert CHILD.source.title not in written
    question = next(q for q in CHILD.questions if q.for_children)
    assert (
        f'"for_children": {json.dumps(dict.fromkeys(map(str, question.for_children)))}' in written
    )
