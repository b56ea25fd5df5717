"""What the files of a pack say of each other: every id that is used must exist."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path

from palermo.offences.shapes import OffencesFile
from palermo.packs.check_own import check_own_data, procedure_paths
from palermo.packs.pack import Pack
from palermo.packs.problems import ProblemList, note_doubles, note_unknown_ids


def check_references(pack: Pack, base: Path, own: Path, problems: ProblemList) -> None:
    """Note every id that is used and nowhere defined, or defined twice."""
    measures = [m.id for m in pack.measures]
    items = [i.id for i in pack.checklist]
    agencies = [a.code for a in pack.agencies]
    themes = [t.id for t in pack.themes.themes]
    at: tuple[Path, ...] = (own / "measures.yaml", base / "measures.yaml")
    note_doubles(measures, at, problems)
    for measure in pack.measures:
        note_unknown_ids(measure.split, pack.splits, "split", measure.id, at, problems)
        note_unknown_ids(measure.criteria, items, "criterion", measure.id, at, problems)
    at = (own / "checklist.yaml", base / "checklist.yaml")
    note_doubles(items, at, problems)
    for item in pack.checklist:
        note_unknown_ids(item.measures, measures, "measure", item.id, at, problems)
        note_unknown_ids(item.themes, themes, "theme", item.id, at, problems)
    ignored = sorted(pack.checklist_rules.ignored_themes)
    note_unknown_ids(ignored, themes, "theme", "evidence_for_nothing", at, problems)
    at = (own / "recommendation_measures.yaml", base / "recommendation_measures.yaml")
    note_unknown_ids(pack.theme_measures, themes, "theme", "themes", at, problems)
    for theme in sorted(set(themes) - set(pack.theme_measures)):
        problems.add_in(
            at, f"the theme {theme!r} is missing (write [] if no measure fits)", "themes"
        )
    for theme, proposed in pack.theme_measures.items():
        note_unknown_ids(proposed, measures, "measure", theme, at, problems)
    at = (own / "finding_figures.yaml", base / "finding_figures.yaml")
    for rule in pack.finding_figures.rules:
        note_unknown_ids((*rule.all, *rule.none), themes, "theme", rule.measure, at, problems)
    at = (own / "offences.yaml", base / "offences.yaml")
    note_doubles((f.id for f in pack.facts), at, problems)
    note_doubles((r.id for r in pack.closing_reasons), at, problems)
    _check_articles(pack, (own / "articles.yaml",), problems)
    at = (own / "pack.yaml",)
    note_unknown_ids(pack.roles, pack.speech.roles, "role", "roles", at, problems)
    note_doubles(
        (i.id for i in pack.instruments.instruments), (base / "instruments.yaml",), problems
    )
    _check_guide(pack, (own / "guide.yaml", base / "guide.yaml"), problems)
    _check_procedures(pack, agencies, (own, base), problems)
    check_own_data(pack, base, own, problems)
    at = (own / "agencies.yaml",)
    note_doubles(agencies, at, problems)
    for agency in pack.agencies:
        others = (*agency.refers_to, *([agency.part_of] if agency.part_of else []))
        note_unknown_ids(others, agencies, "agency", agency.code, at, problems)
        note_unknown_ids(agency.measures, measures, "measure", agency.code, at, problems)


def _check_articles(pack: Pack, at: tuple[Path, ...], problems: ProblemList) -> None:
    """Facts that articles and the circumstances of their penalties name exist."""
    known = {fact.id for fact in pack.facts}
    for article in pack.articles:
        note_unknown_ids(article.facts, known, "fact", article.code, at, problems)
        for penalty in article.penalties:
            named = [name for c in penalty.circumstances for name in c.facts]
            note_unknown_ids(named, known, "fact", penalty.paragraph, at, problems)


def check_national_elements(
    offences: OffencesFile, base: Path, own: Path, problems: ProblemList
) -> None:
    """Note what `in_law` names that is no national fact of the common file, or names twice."""
    at = (own / "offences.yaml", base / "offences.yaml")
    named = [one.fact for one in offences.in_law]
    national = {fact.id for fact in offences.facts if fact.national}
    note_unknown_ids(named, national, "national fact", "in_law", at, problems)
    for name, times in Counter(named).items():
        if times > 1:
            problems.add_in(at, f"in_law names {name} {times} times", name)


def _check_procedures(
    pack: Pack, agencies: Collection[str], folders: tuple[Path, Path], problems: ProblemList
) -> None:
    """Places, roles, agencies, instruments and procedures that procedures name exist."""
    instruments = [i.id for i in pack.instruments.instruments]
    for p in pack.procedures.versions:
        owner = f"{p.id} {p.version}"
        at = procedure_paths(p, folders)
        note_unknown_ids(p.settings, pack.speech.places, "kind of place", owner, at, problems)
        roles = [role for d in p.duties for role in (d.who, *d.to)]
        note_unknown_ids(dict.fromkeys(roles), pack.speech.roles, "role", owner, at, problems)
        note_unknown_ids(p.agencies, agencies, "agency", owner, at, problems)
        child = [name for name in (p.child_procedure, p.child_handover) if name]
        note_unknown_ids(child, pack.procedures.ids, "procedure", owner, at, problems)
        note_unknown_ids(
            [p.instrument] if p.instrument else [], instruments, "instrument", owner, at, problems
        )


def _check_guide(pack: Pack, at: tuple[Path, ...], problems: ProblemList) -> None:
    """No situation leads to a procedure that is not there."""
    guide = pack.guide
    note_doubles((one.id for one in guide.situations), at, problems)
    note_doubles((one.id for one in guide.terms), at, problems)
    for one in guide.situations:
        note_unknown_ids(one.procedures, pack.procedures.ids, "procedure", one.id, at, problems)
