"""Beginning what has a key of its own once, however often and from wherever it is sent."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar
from uuid import UUID

from palermo.kernel.errors import Refused
from palermo.records.interviews.queries import interview_key_exists

Given = ParamSpec("Given")
Begun = TypeVar("Begun")


def begins_once(
    key_of: Callable[[dict[str, object]], UUID | None],
) -> Callable[[Callable[Given, Begun]], Callable[Given, Begun]]:
    """An act that begins an interview under a key, which `key_of` finds in its arguments.

    Where the same was sent twice at the same moment, both find nothing, and the second is refused
    when it writes. It runs again, and then finds what the first began.
    """

    def wrap(act: Callable[Given, Begun]) -> Callable[Given, Begun]:
        @functools.wraps(act)
        def run(*args: Given.args, **kwargs: Given.kwargs) -> Begun:
            key = key_of(kwargs)
            if key is None or interview_key_exists(key):
                return act(*args, **kwargs)
            try:
                return act(*args, **kwargs)
            except Refused:
                if not interview_key_exists(key):
                    raise
            return act(*args, **kwargs)

        return run

    return wrap
