"""Reads bodies as JSON, without the numbers that JSON does not have."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser


class StrictJsonParser(Parser):
    """Refuses NaN and infinities, which Python reads and no database keeps."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The body. Raises ValueError, which the framework answers as an unreadable request."""
        return json.loads(request.body, parse_constant=_refuse_number)


def _refuse_number(name: str) -> NoReturn:
    raise ValueError(name)
