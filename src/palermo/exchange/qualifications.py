"""What the facts of a case carry, as JSON."""

from __future__ import annotations

from typing import Any

from palermo.kernel.sources import Certainty
from palermo.offences.elements import Qualification
from palermo.offences.shapes import Article, Fact


def to_json(found: Qualification, charge: Article | None, language: str) -> dict[str, Any]:
    """One object; its words in `language`."""

    def fact(one: Fact) -> dict[str, Any]:
        return {"id": one.id, "text": one.text.in_language(language), "branch": one.branch}

    return {
        "trafficking": found.trafficking.value,
        "child": found.child.value,
        "elements": [
            {
                "element": e.element,
                "answer": e.answer.value,
                "met_by": [fact(f) for f in e.met_by],
                "open": [fact(f) for f in e.open],
            }
            for e in found.elements
        ],
        "charge": charge
        and {
            "code": charge.code,
            "text": charge.text.in_language(language),
            "trafficking": charge.trafficking,
            "source": charge.source.title,
            "source_verified": charge.source.certainty is Certainty.VERIFIED,
        },
        "flags": [{"rule": f.rule, "what": str(f.what)} for f in found.flags],
    }
