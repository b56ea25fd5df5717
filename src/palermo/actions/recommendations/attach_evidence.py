"""Attach a file or a link that shows that something was done."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from palermo.actions._text_rules import required_text
from palermo.actions.step import step
from palermo.actions.visit import Visit
from palermo.documents.kept_files import check_kept_file
from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.ledger.plans.files import remove_evidence_file, store_evidence_file
from palermo.ledger.plans.store import add_evidence
from palermo.ledger.recommendations.queries import find_duty

#: Bytes of one file.
MOST_BYTES = 25 * 1024 * 1024


def attach_evidence(
    visit: Visit,
    *,
    duty_ref: str,
    title: str,
    url: str = "",
    file_name: str = "",
    content: bytes = b"",
) -> int:
    """Keep a link, or a file with its SHA-256; returns the id.

    Raises BadValue for both or neither, a link that is no http(s) address, a file over 25 MB, of a
    kind that is not kept, or that is not what its name says.
    The evidence counts for a status only when another person has verified it.
    """
    with step(visit, "attach_evidence", duty_ref) as act:
        duty = find_duty(duty_ref, visit.today)
        if bool(url) == bool(content):
            raise BadValue(
                N_("Evidence must be either a file or a link."),
                where=duty_ref,
                remedy=N_("Choose a file that is not empty, or enter an address."),
            )
        if url and (urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).netloc):
            raise BadValue(
                N_("This is not a web address."),
                where="url",
                remedy=N_("It must begin with https:// or http://."),
            )
        if len(content) > MOST_BYTES:
            raise BadValue(
                N_("The file is larger than {most} MB."),
                where="file",
                remedy=N_("Send a smaller file, or a link to the file."),
                most=MOST_BYTES // 1024 // 1024,
            )
        if content:
            check_kept_file(file_name, content)
        sha256 = hashlib.sha256(content).hexdigest() if content else ""
        title = required_text("title", title, 300, missing=N_("Say what the evidence shows."))
        stored_name = store_evidence_file(content, sha256) if content else ""
        try:
            with act.writing():
                evidence = add_evidence(
                    duty.id,
                    duty.version,
                    title=title,
                    by=visit.actor.username,
                    at=visit.now,
                    url=url,
                    file_name=file_name[-200:],
                    stored_name=stored_name,
                    sha256=sha256,
                )
                act.detail = {"evidence": evidence, "sha256": sha256}
        except BaseException:
            if stored_name:
                remove_evidence_file(stored_name)
            raise
        return evidence
