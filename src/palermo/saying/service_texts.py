"""Services in words: who may come, when, in which languages; what is not known is said to be so."""

from __future__ import annotations

from dataclasses import dataclass

from babel import Locale

from palermo.packs.pack import Pack
from palermo.packs.services import ServedGroup, Service, ServiceKind, list_services_for
from palermo.procedures.shapes import People
from palermo.saying.procedure_texts import SourceText, source_text


@dataclass(frozen=True, slots=True)
class ServiceText:
    """One service. `number` to `place` are None where not known; so is `run_by_police`.

    `lines`: the other facts in words, each a label and what is known, then what is not known.
    """

    id: str
    kind: ServiceKind
    kind_words: str
    name: str
    number: str | None
    number_words: str | None
    hours: str | None
    languages: tuple[str, ...] | None
    place: str | None
    serves: dict[str, bool]
    run_by_police: bool | None
    body: str
    body_name: str
    police_words: str
    lines: tuple[tuple[str, str], ...]
    source: SourceText


@dataclass(frozen=True, slots=True)
class ServiceList:
    """The services of a country with their headings."""

    heading: str
    lead: str
    none: str
    services: tuple[ServiceText, ...]


def service_list(pack: Pack, language: str, people: People = "everybody") -> ServiceList:
    """The services for the people of a procedure."""
    phrases = {name: text.in_language(language) for name, text in pack.speech.services.items()}
    found = list_services_for(pack.services, people)
    return ServiceList(
        heading=phrases["heading"],
        lead=phrases["lead"],
        none=phrases["none"],
        services=tuple(_service(one, pack, language, phrases) for one in found),
    )


def _service(
    service: Service,
    pack: Pack,
    language: str,
    phrases: dict[str, str],
) -> ServiceText:
    body = pack.agency(service.body).name.in_language(language)
    police = {True: "police", False: "not_police", None: "police_not_known"}
    return ServiceText(
        id=service.id,
        kind=service.kind,
        kind_words=pack.speech.service_kinds[service.kind].in_language(language),
        name=service.name.in_language(language),
        number=service.number,
        number_words=f"{phrases['number']}: {service.number}" if service.number else None,
        hours=service.hours.in_language(language) if service.hours else None,
        languages=service.languages,
        place=service.place.in_language(language) if service.place else None,
        serves={group.value: answer for group, answer in service.serves.items()},
        run_by_police=service.run_by_police,
        body=service.body,
        body_name=body,
        police_words=phrases[police[service.run_by_police]],
        lines=_lines(service, body, pack, language, phrases),
        source=source_text(service.source),
    )


def _lines(
    service: Service, body: str, pack: Pack, language: str, phrases: dict[str, str]
) -> tuple[tuple[str, str], ...]:
    """Label and fact; the last line names what is not known."""
    facts = (
        ("number", service.number),
        ("hours", service.hours.in_language(language) if service.hours else None),
        ("languages", _language_names(service.languages, language)),
        ("place", service.place.in_language(language) if service.place else None),
        ("body", body),
        ("serves", _served_groups(service, True, pack, language)),
        ("serves_not", _served_groups(service, False, pack, language)),
    )
    known = tuple((phrases[name], said) for name, said in facts if said and name != "number")
    missing = [phrases[name] for name, said in facts[:4] if not said]
    unclear = _served_groups(service, None, pack, language) if service.serves else None
    if not service.serves:
        missing.append(phrases["serves_whom"])
    known += ((phrases["not_known_for"], unclear),) if unclear else ()
    return known + (((phrases["not_known"], ", ".join(missing)),) if missing else ())


def _served_groups(service: Service, answer: bool | None, pack: Pack, language: str) -> str | None:
    """The groups about which the answer is known, or (None) is not; None where there is none."""
    words = pack.speech.served_groups
    named = (words[g].in_language(language) for g in ServedGroup if service.serves.get(g) is answer)
    return ", ".join(named) or None


def _language_names(codes: tuple[str, ...] | None, language: str) -> str | None:
    if not codes:
        return None
    names = Locale.parse(language, sep="-").languages
    return ", ".join(names.get(code, code) for code in codes)
