"""Services to which an officer can direct a person (`services.yaml`): hotlines, shelters, lawyers.

Every fact is written, or written as not known (`null`, or left out of `serves`); none is guessed.
"""

from __future__ import annotations

from pydantic import Field

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_
from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import Text


class ServiceKind(LabelledCode):
    """What a service gives, in the order in which services are shown."""

    HOTLINE = "hotline", N_("Hotline")
    SHELTER = "shelter", N_("Shelter")
    MEDICAL = "medical", N_("Medical help")
    COUNSELLING = "counselling", N_("Counselling")
    LEGAL_AID = "legal_aid", N_("Legal aid")
    CHILD_PROTECTION = "child_protection", N_("Protection of children")
    SOCIAL = "social", N_("Social services")
    WORK = "work", N_("Wages and working conditions")
    COMPENSATION = "compensation", N_("Compensation")
    CONSULAR = "consular", N_("Consular help")


class ServedGroup(LabelledCode):
    """Persons whom a service may or may not serve."""

    WOMEN = "women", N_("women")
    MEN = "men", N_("men")
    CHILDREN = "children", N_("children")
    FOREIGNERS = "foreigners", N_("foreign citizens and stateless persons")
    WITHOUT_DOCUMENTS = "without_documents", N_("persons without documents")
    NOT_YET_IDENTIFIED = "not_yet_identified", N_("persons not yet identified as victims")
    WITHOUT_COOPERATION = "without_cooperation", N_("persons who do not work with the authorities")
    WITHOUT_NAME = "without_name", N_("persons who do not give their name")


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


def list_services_for(services: tuple[Service, ...], people: str) -> tuple[Service, ...]:
    """The services for the people of a procedure, by kind; only those known to refuse are left out.

    `people`: `adults`, `children` or `everybody`.
    """
    order = list(ServiceKind)
    adults = (ServedGroup.WOMEN, ServedGroup.MEN)
    kept = [
        service
        for service in services
        if not (people == "children" and service.serves.get(ServedGroup.CHILDREN) is False)
        and not (people == "adults" and all(service.serves.get(g) is False for g in adults))
    ]
    return tuple(sorted(kept, key=lambda service: order.index(service.kind)))
