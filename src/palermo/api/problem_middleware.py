"""Every error under /api/ is a problem, also those that the framework answers by itself."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request, override

from palermo.api.problems import MEDIA_TYPE, framework_problem

ROOT = "/api/"
#: They tell a program how to go on: which methods an address knows, when to try again.
_KEPT_HEADERS = ("Allow", "Retry-After")


class AnswerProblems:
    """Replaces pages and plain texts that report an error by `application/problem+json`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer of the application; an error of the API always as a problem."""
        answer = self.get_response(request)
        if not request.path_info.startswith(ROOT) or answer.status_code < HTTPStatus.BAD_REQUEST:
            return answer
        if answer.headers.get("Content-Type", "") == MEDIA_TYPE:
            return answer
        # The framework's own middleware may not have chosen the language before it refused.
        language = get_language_from_request(request)
        with override(language):
            problem = framework_problem(answer.status_code)
        for name in _KEPT_HEADERS:
            if name in answer.headers:
                problem.headers[name] = answer.headers[name]
        problem.headers["Content-Language"] = language
        return problem
