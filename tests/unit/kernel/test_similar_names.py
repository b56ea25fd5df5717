"""The number of a copy is stripped alike wherever columns are matched."""

from __future__ import annotations

import pytest

from palermo.columns.column_names import match_columns
from palermo.kernel.errors import BadValue
from palermo.kernel.similar_names import find_nearest, strip_copy_number


@pytest.mark.parametrize(
    "name", ["debt_1", "debt_001", "debt.1", "debt.123", "debt (2)", "debt_(2)", "debt"]
)
def test_a_copy_has_the_name_of_the_first(name: str) -> None:
    assert strip_copy_number(name) == "debt"


def test_a_number_inside_a_name_stays() -> None:
    assert strip_copy_number("EX01") == "EX01"
    assert strip_copy_number("debt_2024") == "debt_2024"


def test_only_what_is_near_is_found() -> None:
    assert find_nearest("threatned", ["threatened", "debt"]) is not None
    assert find_nearest("wages", ["threatened", "debt"]) is None


def test_a_copy_in_a_file_is_asked_about() -> None:
    with pytest.raises(BadValue):
        match_columns(["debt (2)"], {"debt"}, "file")
