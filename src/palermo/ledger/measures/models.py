"""Values of measures."""

from __future__ import annotations

from django.db import models

from palermo.cases.plan import ValueState
from palermo.kernel.amounts import MEASURE_VALUE
from palermo.ledger.columns import enum_column, enum_constraint


class MeasureValue(models.Model):
    """A value of a measure for a period, entered by hand. A correction is a new row."""

    country = models.CharField(max_length=3)
    measure = models.CharField(max_length=20)
    start = models.DateField()
    end = models.DateField()
    state = enum_column(ValueState, ValueState.VALUE)
    value = models.DecimalField(
        max_digits=MEASURE_VALUE.digits, decimal_places=MEASURE_VALUE.places, null=True
    )
    source = models.CharField(max_length=300)
    entered_by = models.CharField(max_length=150)
    entered_at = models.DateTimeField()
    superseded_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["measure", "start", "id"]
        constraints = [
            enum_constraint("state", ValueState, "value_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="value", value__isnull=False)
                | (~models.Q(state="value") & models.Q(value=None)),
                name="a_value_or_a_reason",
            ),
            models.UniqueConstraint(
                fields=["country", "measure", "start", "end"],
                condition=models.Q(superseded_by=None),
                name="one_current_value",
            ),
            models.CheckConstraint(
                condition=models.Q(end__gte=models.F("start")), name="period_runs_forward"
            ),
        ]
