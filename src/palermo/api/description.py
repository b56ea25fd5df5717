"""The page that describes the API to people. It loads nothing but the pages' own style."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase

from palermo.accounts.people import VISITOR
from palermo.api.guard import Session, Token, require_right
from palermo.api.problems import problem_response
from palermo.kernel.errors import PalermoError

PAGE = Path(__file__).with_name("description.html")


@dataclass(frozen=True, slots=True)
class OperationDescription:
    """One operation, for the page."""

    id: str
    method: str
    path: str
    right: str
    summary: str
    text: str
    parameters: tuple[tuple[str, str, str], ...]


class DescriptionPage(DocsBase):
    """Lists every operation with its right, words and parameters."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """The page, in the frame of all pages."""
        schema = api.get_openapi_schema()
        groups: dict[str, list[OperationDescription]] = {}
        for tag, operation in _operations(schema):
            groups.setdefault(tag, []).append(operation)
        shown = {"groups": groups, "info": schema["info"], "schema": self.get_openapi_url(api, {})}
        page = Template(PAGE.read_text(encoding="utf-8"))
        return HttpResponse(page.render(RequestContext(request, shown)))


def _operations(schema: dict[str, Any]) -> Iterator[tuple[str, OperationDescription]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            parameters = tuple(
                (p["name"], p["in"], _words_of(p["schema"], schema))
                for p in operation.get("parameters", [])
            )
            yield (
                operation.get("tags", ["other"])[0],
                OperationDescription(
                    id=operation["operationId"],
                    method=method.upper(),
                    path=path,
                    right=operation.get("x-right", ""),
                    summary=operation.get("summary", ""),
                    text=operation.get("description", ""),
                    parameters=parameters,
                ),
            )


def _words_of(parameter: dict[str, Any], schema: dict[str, Any]) -> str:
    kinds = [_kind_of(s, schema) for s in parameter.get("anyOf", [parameter])]
    said = parameter.get("description", "")
    known = " or ".join(kind for kind in kinds if kind not in {"", "null"})
    return "; ".join(part for part in (known, said) if part)


def _kind_of(part: dict[str, Any], schema: dict[str, Any]) -> str:
    """What a value may be: the allowed words, or the kind of value."""
    if "$ref" in part:
        part = schema["components"]["schemas"][part["$ref"].rpartition("/")[2]]
    return ", ".join(map(str, part["enum"])) if "enum" in part else str(part.get("type", ""))


def require_right_for_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The description follows the rule of the pages that visitors see only where it is allowed."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            require_right(Token()(request) or Session()(request) or VISITOR, "view_public")
        except PalermoError as error:
            return problem_response(error)
        return view(request, *args, **kwargs)

    return guarded
