"""The fingerprint of one version of a procedure: its rules, without words and sources.

A correction of wording leaves it as it is; a changed condition, deadline or gate does not. It is
kept with every decision, so that a later reader can tell whether the rules at hand are those.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import BaseModel

from palermo.conditions.yaml_form import KIND_CLASSES, write_condition
from palermo.kernel.sources import Source
from palermo.kernel.texts import Text
from palermo.procedures.shapes import Procedure

_LEFT_OUT = (Text, Source)


def fingerprint_procedure(procedure: Procedure) -> str:
    """SHA-256 of the rules in one canonical form, as 64 hexadecimal digits."""
    written = json.dumps(_rules(procedure), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _rules(value: Any) -> Any:
    if isinstance(value, KIND_CLASSES):
        return write_condition(value)
    if isinstance(value, BaseModel):
        parts = {name: getattr(value, name) for name in type(value).model_fields}
        # An optional text that is missing leaves no trace, as one that is there.
        return _rules({name: part for name, part in parts.items() if part is not None})
    if isinstance(value, Mapping):
        # Which ages have words of their own is a rule; the words are none.
        return {
            str(name): None if isinstance(part, Text) and isinstance(name, int) else _rules(part)
            for name, part in value.items()
            if isinstance(name, int) or not isinstance(part, _LEFT_OUT)
        }
    if isinstance(value, tuple | list):
        return [_rules(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
