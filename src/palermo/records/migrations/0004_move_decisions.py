"""Takes ids and times out of the decisions that were kept as prose, one row at a time.

Nothing is computed again: what the prose says is written down, and what has no place goes into
`earlier_form`, under `unmapped` where it could not be understood. `palermo doctor` counts those.
"""

from django.db import migrations
from django.utils.dateparse import parse_datetime

OUTCOMES = ("positive", "negative", "undetermined")
ANSWERS = ("yes", "no", "unknown")
#: What the prose holds besides ids: words that are rendered from the version, and its sources.
RENDERED = {
    "procedure", "version", "in_force_from", "pack", "outcome_words", "source", "source_verified",
    "advice",
}  # fmt: skip
LONGEST_ID = 60


class Reader:
    """One kept indication; what cannot be understood is collected in `unmapped`."""

    def __init__(self, indication):
        self.unmapped = {}
        self.columns = {}
        self.obligations = []
        self.other = {}
        try:
            self._read(indication)
        except (AttributeError, KeyError, TypeError, ValueError):
            self.columns, self.obligations, self.other = {}, [], {}
            self.unmapped = {"indication": indication}

    def _read(self, indication):
        said = dict(indication["said"])
        language = "en" if "en" in said else sorted(said)[0]
        one = dict(said[language])
        more = set(indication) - {"said", "scored", "decided_at"}
        self._leave({name: indication[name] for name in more})
        scored = indication.get("scored") or {}
        self.columns["decided_by"] = scored.get("by") or ""
        self.columns["language"] = scored.get("language") or ""
        self._outcome(one.pop("outcome", None))
        dimensions = {d["id"]: d["answer"] for d in one.pop("dimensions", [])}
        known = {name: answer for name, answer in dimensions.items() if answer in ANSWERS}
        self.columns["dimensions"] = known
        if known != dimensions:
            self._leave({"dimensions": dimensions})
        for column, name in (
            ("grounds", "reasons_for"), ("against", "reasons_against"), ("unknown", "unknown"),
            ("possible_duties", "possible_duties"),
        ):  # fmt: skip
            self.columns[column] = [item["id"] for item in one.pop(name, [])]
        # The id of the label was not kept, so its words are.
        if one.pop("label", None):
            self.other["label"] = {code: words.get("label") for code, words in said.items()}
        instrument = one.pop("instrument", None)
        if instrument:
            facts = ("id", "version", "cut_off", "counted")
            self.other["instrument"] = {f: instrument[f] for f in facts if f in instrument}
        for duty in one.pop("duties", []):
            self._duty(duty)
        self._leave({name: value for name, value in one.items() if name not in RENDERED})

    def _outcome(self, outcome):
        if outcome in OUTCOMES:
            self.columns["outcome"] = outcome
        elif outcome is not None:
            self._leave({"outcome": outcome})

    def _duty(self, duty):
        due = duty.get("due")
        due_at = parse_datetime(due) if due else None
        ids = [o["duty"] for o in self.obligations]
        known = due_at is not None and due_at.tzinfo is not None if due else True
        if not known or duty["id"] in ids or len(duty["id"]) > LONGEST_ID:
            self.unmapped.setdefault("duties", []).append(duty)
            return
        self.obligations.append(
            {
                "duty": duty["id"],
                "who": duty.get("who") or "",
                "due_at": due_at,
                "needs_acknowledgement": bool(duty.get("acknowledged")),
            }
        )

    def _leave(self, values):
        self.unmapped.update(values)


def move_decisions(apps, schema_editor):
    """Fill the new columns and rows from the earlier ones."""
    interviews = apps.get_model("records", "Interview").objects
    obligations = apps.get_model("records", "Obligation").objects
    for row in interviews.order_by("id").iterator(chunk_size=200):
        earlier = {"pack": row.pack_fingerprint}
        if row.indication is not None:
            read = Reader(row.indication)
            earlier.update(read.other)
            if read.unmapped:
                earlier["unmapped"] = read.unmapped
            for column, value in read.columns.items():
                setattr(row, column, value)
            obligations.bulk_create(
                obligations.model(interview=row, **values) for values in read.obligations
            )
        row.earlier_form = earlier
        row.save()


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0003_decisions_as_ids"),
    ]

    operations = [
        migrations.RunPython(move_decisions, migrations.RunPython.noop),
    ]
