"""Give earlier decisions their history, and mark what was accepted without review as such.

What nobody had decided on was accepted together with the narrative, at the same moment.
"""

from django.db import migrations


def mark_unreviewed(apps, schema_editor):
    narrative_model = apps.get_model("ledger", "Narrative")
    item_model = apps.get_model("ledger", "ReadingItem")
    move_model = apps.get_model("ledger", "NarrativeMove")
    recommendation_model = apps.get_model("ledger", "Recommendation")
    decided = narrative_model.objects.exclude(state="proposed").exclude(decided_at=None)
    for narrative in decided.defer("text", "reading").iterator():
        accepted = narrative.state == "accepted"
        items = item_model.objects.none()
        if accepted:
            items = item_model.objects.filter(
                narrative=narrative,
                decision="accepted",
                decided_by=narrative.decided_by,
                decided_at=narrative.decided_at,
            )
        asked = items.filter(kind="recommendation").values_list("current", flat=True)
        for current in list(asked):
            recommendation_model.objects.filter(
                narrative=narrative, start=current.get("start"), text=current["text"]
            ).update(reviewed=False)
        move_model.objects.create(
            narrative=narrative,
            state=narrative.state,
            by=narrative.decided_by,
            at=narrative.decided_at,
            reason=narrative.reason,
            undecided_items=items.update(decision="unreviewed") if accepted else None,
        )


def forget_unreviewed(apps, schema_editor):
    apps.get_model("ledger", "ReadingItem").objects.filter(decision="unreviewed").update(
        decision="accepted"
    )
    apps.get_model("ledger", "NarrativeMove").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_superseding")]

    operations = [migrations.RunPython(mark_unreviewed, forget_unreviewed)]
