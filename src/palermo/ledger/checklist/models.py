"""Evidence for the checklist."""

from __future__ import annotations

from django.db import models

from palermo.cases.checklist import EvidenceKind
from palermo.ledger.columns import enum_column, enum_constraint
from palermo.ledger.narratives.models import ReadingItem


class ChecklistEvidence(models.Model):
    """Evidence for or against an item: one person filed it, another may verify it."""

    country = models.CharField(max_length=3)
    edition = models.PositiveSmallIntegerField()
    item = models.CharField(max_length=10)
    speaks_for = models.BooleanField()
    text = models.TextField()
    source = models.CharField(max_length=300)
    written_by = models.CharField(max_length=150)
    written_at = models.DateTimeField()
    kind = enum_column(EvidenceKind, EvidenceKind.DOCUMENT)
    #: Act and article of a fact of law.
    provision = models.CharField(max_length=300, blank=True, default="")
    #: Of a penalty of the law: its range in years. Its words follow from it in every language.
    least_years = models.PositiveSmallIntegerField(null=True)
    most_years = models.PositiveSmallIntegerField(null=True)
    fine_alone = models.BooleanField(default=False)
    #: The finding that was filed; empty where a person wrote the evidence.
    finding = models.ForeignKey(
        ReadingItem, null=True, on_delete=models.PROTECT, related_name="filed_as"
    )
    #: The author says so. It verifies nothing.
    read_at_source = models.BooleanField(default=False)
    verified_by = models.CharField(max_length=150, blank=True, default="")
    verified_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["item", "id"]
        constraints = [
            enum_constraint("kind", EvidenceKind, "check_evidence_kind_known"),
            models.CheckConstraint(
                condition=models.Q(verified_by="") | ~models.Q(verified_by=models.F("written_by")),
                name="check_evidence_verified_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="law") | ~models.Q(provision=""),
                name="fact_of_law_names_its_article",
            ),
            models.UniqueConstraint(
                fields=["country", "edition", "item", "provision"],
                condition=models.Q(most_years__isnull=False),
                name="penalty_filed_once",
            ),
        ]
