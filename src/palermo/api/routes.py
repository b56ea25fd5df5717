"""The API: all routers under one description, with one way in and one form of errors."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI

import palermo
from palermo.api.countries import router as countries
from palermo.api.description import DescriptionPage, require_right_for_page
from palermo.api.error_responses import error_components
from palermo.api.guard import Session, Token
from palermo.api.interviews import reviews
from palermo.api.interviews import router as interviews
from palermo.api.json_parser import StrictJsonParser
from palermo.api.offences import router as offences
from palermo.api.people import router as people
from palermo.api.problems import register_error_handlers
from palermo.api.procedures import instruments, practice
from palermo.api.procedures import router as procedures
from palermo.api.reading import router as narratives
from palermo.api.recommendations import router as recommendations
from palermo.api.tables import router as tables


class DescribedApi(NinjaAPI):
    """The API, whose description also has the form of errors."""

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """The description, as OpenAPI."""
        schema = super().get_openapi_schema(**kwargs)
        for kind, parts in error_components().items():
            schema["components"].setdefault(kind, {}).update(parts)
        return schema


api = DescribedApi(
    title="Palermo",
    version=palermo.__version__,
    description=(
        "Reads what a country is asked to do about trafficking in persons, and follows it. "
        "Send the header Authorization: Bearer TOKEN. Errors are application/problem+json in the "
        "language of Accept-Language. Lists come in pages (limit, offset, total, next)."
    ),
    auth=[Token(), Session()],
    docs=DescriptionPage(),
    parser=StrictJsonParser(),
    docs_decorator=require_right_for_page,
    urls_namespace="api",
)
register_error_handlers(api)
for module in (
    countries,
    recommendations,
    narratives,
    procedures,
    instruments,
    practice,
    offences,
    interviews,
    reviews,
    tables,
    people,
):
    api.add_router("", module.router)
