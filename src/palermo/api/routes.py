"""The API: all routers under one description, with one way in and one form of errors."""

from __future__ import annotations

from ninja import NinjaAPI

import palermo
from palermo.api.description import Description, for_those_who_may
from palermo.api.guard import Session, Token
from palermo.api.problems import answer_errors
from palermo.api.routers import (
    countries,
    instruments,
    interviews,
    narratives,
    offences,
    people,
    practice,
    procedures,
    recommendations,
    tables,
)

api = NinjaAPI(
    title="Palermo",
    version=palermo.__version__,
    description=(
        "Reads what a country is asked to do about trafficking in persons, and follows it. "
        "Send the header Authorization: Bearer TOKEN. Errors are application/problem+json in the "
        "language of Accept-Language. Lists come in pages (limit, offset, total, next)."
    ),
    auth=[Token(), Session()],
    docs=Description(),
    docs_decorator=for_those_who_may,
    urls_namespace="api",
)
answer_errors(api)
for module in (
    countries,
    recommendations,
    narratives,
    procedures,
    instruments,
    practice,
    offences,
    interviews,
    tables,
    people,
):
    api.add_router("", module.router)
