"""What the files of a pack say of each other: every id that is used must exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path

from palermo.packs.pack import Pack
from palermo.packs.problems import Problems


def check_references(pack: Pack, base: Path, own: Path, problems: Problems) -> None:
    """Note every id that is used and nowhere defined, or defined twice."""
    measures = [m.id for m in pack.measures]
    items = [i.id for i in pack.checklist]
    agencies = [a.code for a in pack.agencies]
    themes = [t.id for t in pack.themes.themes]
    at = base / "measures.yaml"
    _once(measures, at, problems)
    for measure in pack.measures:
        _known(measure.split, pack.splits, "split", measure.id, at, problems)
        _known(measure.criteria, items, "criterion", measure.id, at, problems)
    at = base / "checklist.yaml"
    _once(items, at, problems)
    for item in pack.checklist:
        _known(item.measures, measures, "measure", item.id, at, problems)
        _known(item.themes, themes, "theme", item.id, at, problems)
    at = base / "recommendation_measures.yaml"
    _known(pack.theme_measures, themes, "theme", "themes", at, problems)
    for theme in sorted(set(themes) - set(pack.theme_measures)):
        problems.add(at, f"the theme {theme!r} is missing (write [] if no measure fits)", "themes")
    for theme, proposed in pack.theme_measures.items():
        _known(proposed, measures, "measure", theme, at, problems)
    at = base / "finding_figures.yaml"
    for rule in pack.finding_figures.rules:
        _known((*rule.all, *rule.none), themes, "theme", rule.measure, at, problems)
    at = base / "offences.yaml"
    _once((f.id for f in pack.facts), at, problems)
    _once((r.id for r in pack.closing_reasons), at, problems)
    at = own / "pack.yaml"
    _known(pack.roles, pack.speech.roles, "role", "roles", at, problems)
    _known(pack.roles.values(), agencies, "agency", "roles", at, problems)
    _once((i.id for i in pack.instruments.instruments), base / "instruments.yaml", problems)
    _check_procedures(pack, agencies, (own, base), problems)
    at = own / "agencies.yaml"
    _once(agencies, at, problems)
    for agency in pack.agencies:
        others = (*agency.refers_to, *([agency.part_of] if agency.part_of else []))
        _known(others, agencies, "agency", agency.code, at, problems)
        _known(agency.measures, measures, "measure", agency.code, at, problems)


def _check_procedures(
    pack: Pack, agencies: Collection[str], folders: tuple[Path, Path], problems: Problems
) -> None:
    """Places, roles, agencies, instruments and procedures that procedures name exist."""
    instruments = [i.id for i in pack.instruments.instruments]
    for p in pack.procedures.versions:
        owner = f"{p.id} {p.version}"
        named = [folder / "procedures" / f"{p.id}.yaml" for folder in folders]
        at = next((path for path in named if path.is_file()), named[0])
        _known(p.settings, pack.speech.places, "kind of place", owner, at, problems)
        _known((d.who for d in p.duties), pack.speech.roles, "role", owner, at, problems)
        _known(p.agencies, agencies, "agency", owner, at, problems)
        child = [p.child_procedure] if p.child_procedure else []
        _known(child, pack.procedures.ids, "procedure", owner, at, problems)
        _known(
            [p.instrument] if p.instrument else [], instruments, "instrument", owner, at, problems
        )


def _once(ids: Iterable[str], path: Path, problems: Problems) -> None:
    for name, times in Counter(ids).items():
        if times > 1:
            problems.add(path, f"{name} stands {times} times", name)


def _known(
    used: Iterable[str],
    known: Collection[str],
    kind: str,
    owner: str,
    path: Path,
    problems: Problems,
) -> None:
    for name in used:
        if name not in known:
            problems.add(path, f"{owner} names the {kind} {name!r}, which does not exist", owner)
