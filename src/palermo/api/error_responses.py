"""Which errors an operation may answer with, for its description."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from ninja import Field, Schema
from ninja.operation import Operation

from palermo.api.problems import MEDIA_TYPE

_WORDS: Mapping[int, str] = MappingProxyType(
    {
        400: "The body cannot be read.",
        401: "No valid token: the operation is not for visitors.",
        403: "The caller has no right to do this.",
        404: "What the address or a value names does not exist.",
        409: "The rules, or the state of the record, forbid this.",
        413: "The request is too large.",
        422: "A value is missing, wrong, or does not fit the others.",
        429: "Too many wrong tokens came from this address.",
        503: "The database does not answer, or the installation is incomplete.",
    }
)
_ALWAYS = (401, 403, 404, 422, 429, 503)
_WITH_BODY = (400, 413)
_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_BODIES = frozenset({"body", "form", "file"})


class WrongField(Schema):
    """A field that is missing or wrong."""

    where: str
    what: str


class Problem(Schema):
    """An error (RFC 9457). `where` names the field or record, `remedy` says what to do next.

    `confirm`: the flag to send where a value is doubtful and meant. `fields`: every wrong field.
    """

    type: str
    title: str
    status: int = Field(ge=400, le=599)
    detail: str
    where: str
    remedy: str
    confirm: str = ""
    fields: list[WrongField] = Field(default_factory=list)


def describe_errors(operation: Operation) -> dict[int, Any]:
    """The error responses of an operation, in the form of OpenAPI."""
    numbers = set(_ALWAYS)
    if any(model.__ninja_param_source__ in _BODIES for model in operation.models):
        numbers.update(_WITH_BODY)
    if not _SAFE_METHODS.issuperset(operation.methods):
        numbers.add(HTTPStatus.CONFLICT)
    return {n: {"$ref": f"#/components/responses/Error{n}"} for n in sorted(numbers)}


def error_components() -> dict[str, dict[str, Any]]:
    """What the error responses refer to: `responses` and `schemas` by name."""
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "schemas": {**schema.pop("$defs"), "Problem": schema},
        "responses": {
            f"Error{number}": {"description": words, "content": content}
            for number, words in _WORDS.items()
        },
    }
