"""User names that the eye takes for one another have one skeleton, others have not."""

from __future__ import annotations

import pytest

from palermo.accounts.look_alikes import name_skeleton


@pytest.mark.parametrize(
    "other",
    ["аdmin", "ADMIN", "admın", "adm\u0456n", "ad\u200bmin", "admin ", "ádmin", "admln", "adm1n",
     "adrnin", "\uff41dmin"],
)  # fmt: skip
def test_a_name_that_looks_like_admin(other: str) -> None:
    assert name_skeleton(other) == name_skeleton("admin")


def test_two_alphabets_share_the_letter_schwa() -> None:
    assert name_skeleton("\u04d9li") == name_skeleton("əli") == name_skeleton("Əli")


@pytest.mark.parametrize("other", ["admin2", "adman", "amdin", "əlimin", "админ"])
def test_another_name(other: str) -> None:
    assert name_skeleton(other) != name_skeleton("admin")
