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
from palermo.api.problems import problem_of
from palermo.kernel.errors import PalermoError

PAGE = Path(__file__).with_name("description.html")


@dataclass(frozen=True, slots=True)
class Described:
    """One operation, for the page."""

    id: str
    method: str
    path: str
    right: str
    summary: str
    text: str
    parameters: tuple[tuple[str, str, str], ...]


class Description(DocsBase):
    """Lists every operation with its right, words and parameters."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """The page, in the frame of all pages."""
        schema = api.get_openapi_schema()
        groups: dict[str, list[Described]] = {}
        for tag, operation in _operations(schema):
            groups.setdefault(tag, []).append(operation)
        shown = {"groups": groups, "info": schema["info"], "schema": self.get_openapi_url(api, {})}
        page = Template(PAGE.read_text(encoding="utf-8"))
        return HttpResponse(page.render(RequestContext(request, shown)))


def _operations(schema: dict[str, Any]) -> Iterator[tuple[str, Described]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            parameters = tuple(
                (p["name"], p["in"], _words_of(p["schema"]))
                for p in operation.get("parameters", [])
            )
            yield (
                operation.get("tags", ["other"])[0],
                Described(
                    id=operation["operationId"],
                    method=method.upper(),
                    path=path,
                    right=operation.get("x-right", ""),
                    summary=operation.get("summary", ""),
                    text=operation.get("description", ""),
                    parameters=parameters,
                ),
            )


def _words_of(schema: dict[str, Any]) -> str:
    kinds = [s.get("type", "") for s in schema.get("anyOf", [schema])]
    said = schema.get("description", "")
    return ", ".join(part for part in (" or ".join(k for k in kinds if k), said) if part)


def for_those_who_may(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The description follows the rule of the pages that visitors see only where it is allowed."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            require_right(Token()(request) or Session()(request) or VISITOR, "view_public")
        except PalermoError as error:
            return problem_of(error)
        return view(request, *args, **kwargs)

    return guarded
