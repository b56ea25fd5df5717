"""Who acts, by which country pack, in which language and when: made once by a front door."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.utils import timezone

from palermo.accounts.people import Actor
from palermo.packs.pack import Pack


@dataclass(frozen=True, slots=True)
class Visit:
    """One request or command. Everything below takes these four from here or from an argument.

    `now` is aware; `language` is a code of the pack.
    """

    actor: Actor
    pack: Pack
    language: str
    now: datetime

    def __post_init__(self) -> None:
        if timezone.is_naive(self.now):
            raise ValueError("Visit.now needs a time zone")

    @property
    def zone(self) -> tzinfo:
        """The time zone of the installation."""
        return timezone.get_default_timezone()

    @property
    def today(self) -> date:
        """The day of `now` in the time zone of the installation."""
        return self.now.astimezone(self.zone).date()
