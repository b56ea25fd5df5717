"""No operation of the API is unguarded, and none is hidden from its description."""

from __future__ import annotations

from typing import Any

import pytest

from palermo.accounts.rights import RIGHTS
from palermo.api.routes import api


def _operations() -> list[tuple[str, Any]]:
    found = []
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            found += [(f"{'/'.join(o.methods)} {prefix}{path}", o) for o in view.operations]
    return found


OPERATIONS = _operations()


def test_the_walk_sees_the_operations() -> None:
    described = sum(len(methods) for methods in api.get_openapi_schema()["paths"].values())
    assert described == sum(len(operation.methods) for _, operation in OPERATIONS) > 0


@pytest.mark.parametrize("operation", [o for _, o in OPERATIONS], ids=[n for n, _ in OPERATIONS])
def test_every_operation_asks_for_a_right(operation: Any) -> None:
    assert getattr(operation.view_func, "right", None) in RIGHTS
    assert operation.auth_param is not None, "an operation may not switch the ways in off"
    assert operation.view_func.__doc__, "an operation says what it does"
    assert operation.openapi_extra["x-right"] == operation.view_func.right
