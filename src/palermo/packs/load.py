"""Reads a pack in two phases: every file by itself, then what the files say of each other.

All problems of both phases are reported at once, each with file and line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from palermo.cases.checklist import ChecklistRule, ChecklistRules
from palermo.cases.penalty_standard import PenaltyStandard
from palermo.kernel.errors import BadValue, PackProblem
from palermo.offences.shapes import Article, ArticlesFile, Fact, OffencesFile
from palermo.packs import shapes
from palermo.packs.adopted import check_adopted
from palermo.packs.catalogues import DOMAIN
from palermo.packs.check import check_national_elements, check_references
from palermo.packs.guide import Guide
from palermo.packs.instruments import make_procedures, read_wordings
from palermo.packs.pack import Pack
from palermo.packs.pack_files import PackFiles
from palermo.packs.places import BASE, find_countries, hash_files, list_folders, require_pack
from palermo.packs.problems import ProblemList
from palermo.packs.procedures import read_procedures
from palermo.packs.services import Service, ServicesFile
from palermo.packs.vignettes import read_vignettes
from palermo.packs.yaml_files import write_canonical
from palermo.procedures.instruments import InstrumentsFile, Wording
from palermo.procedures.legal_calendar import LegalCalendar
from palermo.procedures.shapes import Concept, Procedure
from palermo.procedures.speech import Speech
from palermo.reports.direction_checks import FindingFigures
from palermo.reports.figures import FigureVocabulary
from palermo.reports.findings import FindingVocabulary
from palermo.reports.header import HeaderVocabulary
from palermo.reports.names import CountryNames
from palermo.reports.recommendations import RecommendationVocabulary
from palermo.reports.register import Register, parse_register_csv
from palermo.reports.similarity import LinkSettings
from palermo.reports.themes import ThemeTaxonomy
from palermo.reports.tier_rules import TierRules
from palermo.reports.vocabulary import Vocabulary

Model = TypeVar("Model", bound=BaseModel)


def load_pack(iso3: str = BASE, *, root: Path | None = None, wordings: Path | None = None) -> Pack:
    """The pack of a country (ISO 3166-1 alpha-3, any case), or the common one.

    `wordings`: the folder of the instruments' wordings that the office loaded, if it has one.

    Read once per process and folder. Raises NotFound for a country without a pack, PackProblem
    with every problem of its files.
    """
    return _load(iso3.lower(), root or find_countries(), wordings)


def read_pack(
    iso3: str, *, root: Path | None = None, wordings: Path | None = None
) -> tuple[Pack, PackFiles]:
    """The pack, read anew, with its files: for who checks, adopts or translates it.

    Raises as `load_pack` does.
    """
    name, folder = iso3.lower(), root or find_countries()
    require_pack(name, folder)
    reading = _PackReader(name, folder, wordings)
    return reading.pack(), reading.files


@lru_cache(maxsize=16)
def _load(name: str, root: Path, wordings: Path | None) -> Pack:
    require_pack(name, root)
    return _PackReader(name, root, wordings).pack()


class _PackReader:
    """One loading of one pack: the folders it is laid together from, and the problems so far."""

    def __init__(self, name: str, root: Path, wordings: Path | None) -> None:
        self.name = name
        self.wordings = wordings if wordings and wordings.is_dir() else None
        self.problems = ProblemList()
        self.own = root / name
        self.base = root / BASE
        self.files = PackFiles(list_folders(name, root))

    def pack(self) -> Pack:
        """Read, link, check. Raises PackProblem."""
        manifest = self._read(self.own / "pack.yaml", shapes.Manifest)
        if manifest:
            self.files.catalogues.languages = manifest.codes
        catalogue = self._joined("measures.yaml", shapes.MeasuresFile)
        checklist = self._joined("checklist.yaml", shapes.ChecklistFile)
        proposed = self._joined("recommendation_measures.yaml", shapes.ThemeMeasures)
        rules = self._read(self.base / "tier_rules.yaml", TierRules)
        vocabulary = self._vocabulary()
        linking = self._joined("phrases/linking.yaml", LinkSettings)
        agencies = self._agencies()
        # The second phase needs all parts; without one it would blame the others for its absence.
        if not (manifest and catalogue and checklist and proposed and rules):
            raise self.problems.as_error()
        # The first rule that fits is taken, so the country's own come first.
        checked_by = self._joined("finding_figures.yaml", FindingFigures, own_first=True)
        speech = self._joined("phrases/procedures.yaml", Speech)
        offences = self._joined("offences.yaml", OffencesFile)
        instruments = self._read(self.base / "instruments.yaml", InstrumentsFile)
        calendar = self._joined("calendar.yaml", LegalCalendar)
        guide = self._joined("guide.yaml", Guide)
        services = self._services()
        if not (vocabulary and linking and checked_by and speech and offences and instruments):
            raise self.problems.as_error()
        if calendar is None or guide is None:
            raise self.problems.as_error()
        expected = None if self.name == BASE else BASE
        if manifest.extends != expected:
            self.problems.add(self.own / "pack.yaml", f"extends must be {expected!r}", "extends")
        wordings = read_wordings(self.wordings, instruments, self.problems)
        procedures = read_procedures(
            self.files,
            self.problems,
            self._runnable(instruments, wordings),
            list_concepts(offences.facts_in_law()),
        )
        for name in sorted(set(manifest.used_by) - set(procedures.ids)):
            self.problems.add(self.own / "pack.yaml", f"there is no procedure {name!r}", name)
        articles = self._articles()
        pack = Pack(
            iso3=self.name.upper(),
            title=manifest.title,
            spoken=manifest.languages,
            time_zone=manifest.time_zone,
            currency=manifest.currency,
            report_names=manifest.report_names,
            holidays=manifest.holidays,
            groups_at_risk=manifest.groups_at_risk,
            roles=manifest.roles,
            agencies=agencies,
            services=services,
            calendar=calendar,
            guide=guide,
            measures=_with_standard_split(catalogue),
            splits=catalogue.splits,
            checklist=checklist.items,
            checklist_rules=_checklist_rules(checklist, self.name.upper(), articles),
            theme_measures=proposed.themes,
            vocabulary=vocabulary,
            linking=linking,
            finding_figures=checked_by,
            tier_rules=rules,
            register=self._register(vocabulary.names),
            speech=speech,
            facts=offences.facts_in_law(),
            closing_reasons=offences.closing_reasons,
            articles=articles,
            instruments=instruments,
            wordings=wordings,
            procedures=procedures.used_by(manifest.used_by),
            vignettes=read_vignettes(self.files, procedures, self.problems),
            fingerprint=compute_fingerprint([*self.files.folders, *self._office_folders()]),
        )
        check_references(pack, self.base, self.own, self.problems)
        check_national_elements(offences, self.base, self.own, self.problems)
        check_adopted(self.files, self.problems)
        if self.problems:
            raise self.problems.as_error()
        return pack

    def _read(self, path: Path, shape: type[Model]) -> Model | None:
        if not path.is_file():
            self.problems.add(path, "the file is missing")
            return None
        try:
            return self.files.read(path, shape)
        except PackProblem as problem:
            self.problems.take(problem)
            return None

    def _joined(self, name: str, shape: type[Model], *, own_first: bool = False) -> Model | None:
        """The common file, with what the country's file of the same name adds."""
        if not (self.base / name).is_file():
            self.problems.add(self.base / name, "the file is missing")
            return None
        try:
            return self.files.read_joined(name, shape, own_first=own_first)
        except PackProblem as problem:
            self.problems.take(problem)
            return None

    def _office_folders(self) -> list[Path]:
        return [self.wordings] if self.wordings else []

    def _runnable(
        self, file: InstrumentsFile, wordings: tuple[Wording, ...]
    ) -> dict[str, Procedure]:
        """The instruments with a wording as procedures, each by its fingerprint."""
        facts = self.files.fingerprint(self.base / "instruments.yaml") if wordings else ""
        found = {}
        for wording, procedure in zip(wordings, make_procedures(file, wordings), strict=True):
            said = write_canonical(wording.model_dump(mode="json"))
            found[hashlib.sha256(f"{facts}\n{said}".encode()).hexdigest()] = procedure
        return found

    def _vocabulary(self) -> Vocabulary | None:
        header = self._joined("phrases/header.yaml", HeaderVocabulary)
        asked = self._joined("phrases/recommendations.yaml", RecommendationVocabulary)
        findings = self._joined("phrases/findings.yaml", FindingVocabulary)
        themes = self._read(self.base / "themes.yaml", ThemeTaxonomy)
        figures = self._joined("phrases/figures.yaml", FigureVocabulary)
        names = self._read(self.base / "countries.yaml", CountryNames)
        if not (header and asked and findings and themes and figures and names):
            return None
        return Vocabulary(header, asked, findings, themes, figures, names)

    def _agencies(self) -> tuple[shapes.Agency, ...]:
        path = self.own / "agencies.yaml"
        if self.name == BASE and not path.is_file():
            return ()
        file = self._read(path, shapes.AgenciesFile)
        return file.agencies if file else ()

    def _services(self) -> tuple[Service, ...]:
        path = self.own / "services.yaml"
        file = self._read(path, ServicesFile) if path.is_file() else None
        return file.services if file else ()

    def _articles(self) -> tuple[Article, ...]:
        path = self.own / "articles.yaml"
        file = self._read(path, ArticlesFile) if path.is_file() else None
        return file.articles if file else ()

    def _register(self, countries: CountryNames) -> Register:
        register = Register()
        for folder in self.files.folders:
            for path in sorted(folder.glob("register/*.csv")):
                text = path.read_text(encoding="utf-8")
                try:
                    claims = parse_register_csv(text, countries.countries)
                except BadValue as error:
                    for line in str(error.what.params.get("lines", error)).splitlines():
                        self.problems.lines.append(f"{path}: {line}")
                else:
                    register = register.with_claims(claims)
        return register


def _checklist_rules(
    file: shapes.ChecklistFile, country: str, articles: tuple[Article, ...]
) -> ChecklistRules:
    rules = tuple(
        ChecklistRule(
            i.id,
            i.themes,
            i.takes,
            PenaltyStandard(i.penalties.least_maximum_years, i.penalties.weights)
            if i.penalties
            else None,
        )
        for i in file.items
    )
    return ChecklistRules(rules, frozenset(file.evidence_for_nothing), country, articles)


def list_concepts(facts: Iterable[Fact]) -> tuple[Concept, ...]:
    """The facts that an indicator may show."""
    return tuple(
        Concept(
            id=fact.id,
            counts=fact.counts,
            element=fact.element.value,
            branch=fact.branch if fact.branch in ("vulnerability", "abuse") else None,
        )
        for fact in facts
        if fact.element
    )


def _with_standard_split(catalogue: shapes.MeasuresFile) -> tuple[shapes.Measure, ...]:
    """The measures, with `standard` in a split replaced by what it stands for."""
    found = []
    for measure in catalogue.measures:
        parts = (catalogue.standard if s == "standard" else (s,) for s in measure.split)
        split = tuple(dict.fromkeys(code for part in parts for code in part))
        found.append(measure.model_copy(update={"split": split}))
    return tuple(found)


def compute_fingerprint(folders: list[Path]) -> str:
    """SHA-256 over names and contents of all files of the folders, in a fixed order."""
    digest = hashlib.sha256()
    for folder in folders:
        hash_files(digest, folder, _is_source)
    return digest.hexdigest()


def _is_source(path: Path) -> bool:
    return path.suffix in {".yaml", ".csv"} or path.name == f"{DOMAIN}.po"
