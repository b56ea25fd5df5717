"""Rights, acts of the log, and fields that errors name have words in every language."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from django.utils.translation import gettext

import palermo
from palermo.accounts.people import VISITOR
from palermo.accounts.rights import RIGHTS, Right
from palermo.actions import guard
from palermo.cases.act_names import ACT_NAMES
from palermo.kernel.errors import BadValue, NotAllowed
from palermo.kernel.field_labels import FieldLabel
from tests.house.test_codes_have_words import LANGUAGES, LOCALE
from tests.house.test_rights import ACTIONS

ROOM = Path(palermo.__file__).parent
_CODE = re.compile(r"[a-z]+(_[a-z]+)*(, [a-z]+(_[a-z]+)*)*")


def test_every_right_has_words_and_every_action_a_verb() -> None:
    assert set(RIGHTS) == set(Right)
    assert len({right.label for right in Right}) == len(Right)
    assert set(ACT_NAMES) >= {path.stem for path in ACTIONS}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verb_of_the_log_is_translated(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    missing = [
        verb
        for verb in ACT_NAMES.values()
        if not (message := catalogue.get(verb)) or not message.string or message.fuzzy
    ]
    assert missing == []


@pytest.mark.parametrize("language", ["en", *LANGUAGES])
@pytest.mark.parametrize("right", Right)
def test_a_refusal_says_the_right_in_words(
    monkeypatch: pytest.MonkeyPatch, right: Right, language: str
) -> None:
    monkeypatch.setattr(guard, "rights_of_actor", lambda actor: frozenset())
    monkeypatch.setattr(guard, "write_line", lambda line: 1)
    with pytest.raises(NotAllowed) as caught, translation.override(language):
        guard.check_right(VISITOR, right.value)
    with translation.override(language):
        said = caught.value.what.say(gettext)
        assert gettext(right.label) in said
    assert right.value not in said


def _fields() -> Iterator[tuple[str, int, str]]:
    """Fields that errors name: `where="…"`, and the first argument of `required_text`."""
    for path in sorted(ROOM.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            named = [k.value for k in node.keywords if k.arg == "where"]
            if getattr(node.func, "id", "") in ("required_text", "_number", "_wrong"):
                named += node.args
            for value in named:
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield path.name, node.lineno, value.value


def test_every_field_that_an_error_names_has_a_label() -> None:
    fields = [found for found in _fields() if _CODE.fullmatch(found[2])]
    assert len(fields) > 40
    known = set(FieldLabel)
    assert [f for f in fields if not set(f[2].split(", ")) <= known] == []


def test_an_error_names_a_field_by_its_label_and_a_file_by_its_name() -> None:
    assert BadValue("Wrong.", where="country, edition").say() == "Country, Edition: Wrong."
    assert BadValue("Wrong.", where="source.txt").say() == "source.txt: Wrong."
    with translation.override("ru"):
        assert not BadValue("Wrong.", where="reason").say(gettext).startswith(("reason", "Reason"))
