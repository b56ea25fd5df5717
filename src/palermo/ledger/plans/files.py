"""Files of evidence. They are stored before the row that names them, outside its transaction."""

from __future__ import annotations

from contextlib import suppress

from django.core.files.base import ContentFile

from palermo.ledger.plans.models import Evidence


def store_evidence_file(content: bytes, sha256: str) -> str:
    """Store the bytes; returns the name under which the row keeps them, which says nothing."""
    field = Evidence._meta.get_field("file")
    name: str = field.generate_filename(Evidence(), f"{sha256}.bin")
    return str(field.storage.save(name, ContentFile(content)))


def remove_evidence_file(stored_name: str) -> None:
    """Remove a file whose row was not written after all."""
    with suppress(OSError):
        Evidence._meta.get_field("file").storage.delete(stored_name)
