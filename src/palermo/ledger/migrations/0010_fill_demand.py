"""Recommendations that were linked become one demand, with all that was planned for each of them.

A duty that nobody worked on, which says the words of its recommendation, is removed where the
demand has another one. Everything else stays, under the reference that people know.
"""

from collections import defaultdict
from string import ascii_lowercase

from django.db import migrations

_WORK = ("actions", "milestones", "evidence", "closures", "notes")
_LETTERS = [*ascii_lowercase, *(f"{a}{b}" for a in ascii_lowercase for b in ascii_lowercase)]


def fill_demands(apps, schema_editor):
    model = apps.get_model("ledger", "Recommendation")
    found = model.objects.select_related("narrative").defer("narrative__text", "narrative__reading")
    rows = {r.pk: r for r in found.order_by("edition", "number")}
    groups = defaultdict(list)
    for row in rows.values():
        groups[_first(rows, row)].append(row)
    for wordings in groups.values():
        _make_demand(apps, wordings)


def _first(rows, row):
    seen = set()
    while row.follows_id in rows and row.pk not in seen:
        seen.add(row.pk)
        row = rows[row.follows_id]
    return row.pk


def _make_demand(apps, wordings):
    worked, untouched = [], []
    for row in sorted(wordings, key=lambda r: (-r.edition, r.number)):
        own = list(row.duties.order_by("letter"))
        alone = len(own) == 1
        for duty in own:
            (untouched if alone and not _is_worked_on(duty, row) else worked).append((row, duty))
    kept = worked or untouched[:1]
    named = kept[0][0] if kept else wordings[-1]
    demand = apps.get_model("ledger", "Demand").objects.create(
        country=named.country, ref=named.ref
    )
    for row in wordings:
        row.demand = demand
        row.save(update_fields=["demand"])
        row.notes.update(demand=demand)
    _keep_duties(demand, kept)
    for _, duty in untouched:
        if duty.pk not in {d.pk for _, d in kept}:
            duty.delete()
    _reopen(apps, demand, wordings, kept)


def _is_worked_on(duty, row):
    planned = duty.lead or duty.due or duty.budget is not None or duty.supporting
    return (
        bool(planned)
        or duty.text != row.text
        or any(getattr(duty, kind).exists() for kind in _WORK)
    )


def _keep_duties(demand, kept):
    taken = set()
    for row, duty in kept:
        free = next(letter for letter in _LETTERS if letter not in taken)
        ref = f"{row.ref}{duty.letter}"
        duty.letter = duty.letter if duty.letter not in taken else free
        taken.add(duty.letter)
        duty.demand, duty.ref = demand, ref
        duty.save(update_fields=["letter", "demand", "ref"])


def _reopen(apps, demand, wordings, kept):
    """A demand that was met before its newest edition was accepted was asked again."""
    counting = [row for row in wordings if row.narrative.state == "accepted"]
    if not counting:
        return
    newest, answers = counting[-1], []
    for _, duty in kept:
        last = duty.closures.exclude(outcome="waiting").order_by("id").last()
        verified = duty.evidence.exclude(verified_by="").exists()
        if last is None or last.outcome != "met" or not verified:
            return
        answers.append(last.confirmed_at)
    if not answers or any(row.edition == newest.edition for row, _ in kept):
        return
    accepted_at = newest.narrative.decided_at
    if accepted_at is None or max(answers) > accepted_at:
        return
    for _, duty in kept:
        done = {
            "actions": duty.actions.filter(state="done"),
            "milestones": duty.milestones.exclude(reached_on=None),
            "evidence": duty.evidence.all(),
            "closures": duty.closures.all(),
        }
        earlier = {kind: sorted(r.pk for r in rows) for kind, rows in done.items()}
        apps.get_model("ledger", "Reopening").objects.create(
            duty=duty,
            recommendation=newest,
            earlier={**earlier, "due": duty.due.isoformat() if duty.due else None},
            reopened_by=newest.narrative.decided_by,
            reopened_at=accepted_at,
        )


def restore_earlier_form(apps, schema_editor):
    """Duties go back to the recommendation that their reference names; each has at least one."""
    rows = apps.get_model("ledger", "Recommendation").objects
    for duty in apps.get_model("ledger", "Duty").objects.all():
        duty.recommendation = rows.get(ref=duty.ref.rstrip(ascii_lowercase))
        duty.letter = duty.ref[len(duty.recommendation.ref) :]
        duty.save(update_fields=["recommendation", "letter"])
    for row in rows.filter(duties=None):
        row.duties.create(letter="a", text=row.text, ref=f"{row.ref}a")
    for row in rows.order_by("edition"):
        before = rows.filter(demand=row.demand_id, edition__lt=row.edition).order_by("edition")
        row.follows = before.last() if row.link_kind != "new" else None
        row.link_kind = row.link_kind if row.follows else "new"
        row.save(update_fields=["follows", "link_kind"])


class Migration(migrations.Migration):

    dependencies = [("ledger", "0009_demand")]

    operations = [migrations.RunPython(fill_demands, restore_earlier_form)]
