"""What an operation of the API returns is what its description declares."""

from __future__ import annotations

import inspect
from typing import Any, get_args, get_origin

import pytest
from django.http.response import HttpResponseBase
from ninja import Status

from tests.house.test_api_rights import OPERATIONS


def _declared(operation: Any) -> set[Any]:
    models = operation.response_models.values()
    return {model and model.model_fields["response"].annotation for model in models}


def _returned(operation: Any) -> Any:
    returned = inspect.signature(operation.view_func).return_annotation
    if get_origin(returned) is Status:
        (returned,) = get_args(returned)
    is_file = inspect.isclass(returned) and issubclass(returned, HttpResponseBase)
    return None if is_file or returned is type(None) else returned


@pytest.mark.parametrize("operation", [o for _, o in OPERATIONS], ids=[n for n, _ in OPERATIONS])
def test_an_operation_returns_the_type_that_it_declares(operation: Any) -> None:
    assert _declared(operation) == {_returned(operation)}
