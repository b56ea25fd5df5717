"""The API that is described is the one that answers: generated calls, right and wrong ones.

A person of each role calls every operation that the role may use. For a longer search:
`PALERMO_TEST_API_EXAMPLES=100 python -m pytest tests/integration/test_api_as_described.py`.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest
import schemathesis
import schemathesis.checks
from django.core.handlers.wsgi import WSGIHandler
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from palermo.accounts.rights import RIGHTS, Role
from palermo.api.routes import api
from tests.visits import add_user, create_token

pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("PALERMO_TEST_API_EXAMPLES", "2"))
#: What the office of this test has, so that valid calls reach the rules behind the description.
KNOWN = {
    "ref": "AZE-2022-01",
    "duty_ref": "AZE-2022-01a",
    "code": "AZE",
    "edition": 2022,
    "procedure_id": "refer-victim",
}
#: What the description cannot say of a value: it must fit others, the law, or what is in a file.
RULES = (
    "The period ends before it starts",
    "A demand has between 1 and 26 duties",
    "This does not look like a country narrative",
    "Palermo cannot read this kind of file",
    "This is not a text file",
    "The encoding of the text was not recognised",
    "The due date",
    "Answers that do not fit the procedure",
    "The key has no case",
    "Agreement needs at least two officers",
    "Fleiss' kappa needs",
    "There is no country with the code",
    "Unknown facts",
)


def accepts_what_is_described(ctx: Any, answer: Any, case: Any) -> None:
    """As schemathesis checks it, except where one of the rules refused."""
    refused = answer.status_code == 422 and answer.json()["title"].startswith(RULES)
    if not refused:
        checks.positive_data_acceptance(ctx, answer, case)


CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    accepts_what_is_described,
]
SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema())
SCHEMA.app = WSGIHandler()
# NUL is refused in every text; `test_nul.py` holds that.
SCHEMA.config.generation.update(allow_x00=False)
OPERATIONS = {o.ok().label: o.ok() for o in SCHEMA.get_all_operations()}


def _roles() -> Iterator[tuple[str, Role]]:
    """Each operation with one role that may call it, in turn."""
    for number, (label, operation) in enumerate(OPERATIONS.items()):
        right = operation.definition.raw["x-right"]
        allowed = sorted(RIGHTS.get(right, Role), key=str) or list(Role)
        yield label, allowed[number % len(allowed)]


@pytest.fixture
def bearer(accepted: Callable[..., None]) -> dict[Role, dict[str, str]]:
    """The header of a program of each role, in an office with one accepted edition."""
    accepted(2022)
    signed_in = {}
    for role in Role:
        if role is not Role.PUBLIC:
            user = add_user(username=f"program-{role}", role=role, agency="ATD")
            signed_in[role] = {"Authorization": f"Bearer {create_token(user)}"}
    return signed_in


@pytest.mark.long
def test_operations_answer_as_they_are_described(
    bearer: dict[Role, dict[str, str]], one_connection: None
) -> None:
    findings: dict[str, str] = {}
    for label, role in _roles():
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            try:
                _call(OPERATIONS[label], mode, bearer[role])
            except FailureGroup as group:
                findings |= {f"{label} {mode} {f.title}": str(group) for f in group.exceptions}
    assert not findings, "\n\n".join(f"{name}: {text}" for name, text in findings.items())


def _call(operation: Any, mode: GenerationMode, headers: dict[str, str]) -> None:
    known = {p.name: KNOWN[p.name] for p in operation.path_parameters if p.name in KNOWN}

    @hypothesis.settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(case=operation.as_strategy(mode, path_parameters=known))
    def run(case: Any) -> None:
        answer = case.call(headers=headers)
        case.validate_response(answer, checks=CHECKS, headers=headers)

    run()
