"""Services to which an officer can direct a person (`services.yaml`): hotlines, shelters, lawyers.

Every fact is written, or written as not known (`null`, or left out of `serves`); none is guessed.
The words of the codes are in `phrases/procedures.yaml`.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import Text
from palermo.procedures.shapes import People


class ServiceKind(StrEnum):
    """What a service gives."""

    HOTLINE = "hotline"
    SHELTER = "shelter"
    MEDICAL = "medical"
    COUNSELLING = "counselling"
    LEGAL_AID = "legal_aid"
    CHILD_PROTECTION = "child_protection"
    SOCIAL = "social"
    WORK = "work"
    COMPENSATION = "compensation"
    CONSULAR = "consular"


class ServedGroup(StrEnum):
    """Persons whom a service may or may not serve."""

    WOMEN = "women"
    MEN = "men"
    CHILDREN = "children"
    FOREIGNERS = "foreigners"
    WITHOUT_DOCUMENTS = "without_documents"
    NOT_YET_IDENTIFIED = "not_yet_identified"
    WITHOUT_COOPERATION = "without_cooperation"
    WITHOUT_NAME = "without_name"


class Service(StrictModel):
    """One service. `number`, `hours`, `languages`, `run_by_police` and `place` may be not known.

    `serves`: whether it serves persons of a group; a group that is left out is not known.
    `body`: the agency of the pack that runs it.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    name: Text
    kind: ServiceKind
    number: str | None
    hours: Text | None
    languages: tuple[str, ...] | None
    place: Text | None
    serves: dict[ServedGroup, bool]
    run_by_police: bool | None
    body: str
    source: Source


class ServicesFile(StrictModel):
    """`services.yaml`."""

    since: int = Field(alias="from")
    services: tuple[Service, ...]


def list_services_for(services: tuple[Service, ...], people: People) -> tuple[Service, ...]:
    """The services for the people of a procedure, without those known to refuse them.

    First those that the police do not run, and of these first those that take a person who is not
    yet identified; then in the order of the pack, which its authors chose.
    """
    adults = (ServedGroup.WOMEN, ServedGroup.MEN)
    kept = [
        service
        for service in services
        if not (people == "children" and service.serves.get(ServedGroup.CHILDREN) is False)
        and not (people == "adults" and all(service.serves.get(g) is False for g in adults))
    ]
    return tuple(sorted(kept, key=_distance))


def _distance(service: Service) -> tuple[int, int]:
    """How far a service is from a person who trusts nobody yet; not known is between yes and no."""
    takes = service.serves.get(ServedGroup.NOT_YET_IDENTIFIED)
    places = {False: 0, None: 1, True: 2}
    return places[service.run_by_police], 2 - places[takes]
