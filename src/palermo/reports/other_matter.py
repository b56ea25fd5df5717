"""Says why a text may be no narrative of the report: an article about it, a law, a form, a letter.

A narrative judges one country, in the third person and in English, under a tier and the headings of
chapters. Each function looks for one departure from that. A doubt is a warning for the person who
reviews; only another language is refused, because nothing of it can be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from palermo.kernel.messages import N_, Message
from palermo.kernel.strict_model import StrictModel
from palermo.reports.patterns import Pattern, whole_words_pattern

_PARAGRAPH = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*[•*–—-][ \t])")
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z]+")
#: With fewer words than this a language cannot be told.
_FEWEST_WORDS = 20
#: So many characters show what a text is.
_LOOKED_AT = 20_000
#: So much of a paragraph tells its language, in characters.
_SAMPLE = 400
#: Shares of all words. A third of English prose are such words.
_FEW_ENGLISH, _SOME_FOREIGN = 0.03, 0.05
_QUOTED = re.compile(r"“[^”\n]{0,400}”|\"[^\"\n]{0,400}\"")
_BESIDE = re.compile(r"[a-z,;.][ ]{3,}(?=[A-Za-z•])")
_TO_FILL_IN = re.compile(r"_{3,}|\.{6,}|…{3,}|[☐☑□]|\[ ?\]|:[ \t]*$|\?[ \t]*$", re.MULTILINE)


class OtherMatterWords(StrictModel):
    """Words of texts that are no narrative, as pack data (`phrases/header.yaml`)."""

    english: frozenset[str]
    foreign: frozenset[str]
    told: tuple[Pattern, ...]
    reference_work: tuple[Pattern, ...]
    letter_heads: tuple[Pattern, ...]
    first_person: tuple[Pattern, ...]
    commanding: tuple[Pattern, ...]
    child_labor: tuple[Pattern, ...]
    vacancy: tuple[Pattern, ...]
    speech: tuple[Pattern, ...]
    news: tuple[Pattern, ...]
    datelines: tuple[Pattern, ...]

    @cached_property
    def patterns(self) -> Mapping[str, re.Pattern[str]]:
        """The word lists as expressions, by name."""
        lists = {"told": self.told, "reference_work": self.reference_work}
        lists |= {"first_person": self.first_person, "commanding": self.commanding}
        lists |= {"child_labor": self.child_labor, "vacancy": self.vacancy}
        lists |= {"speech": self.speech, "news": self.news}
        compiled = {name: whole_words_pattern(words) for name, words in lists.items()}
        heads = "|".join(self.letter_heads)
        lines = "|".join(self.datelines)
        compiled["datelines"] = re.compile(rf"^[ \t]*(?:{lines})", re.MULTILINE)
        compiled["letter_heads"] = re.compile(rf"^[ \t]*(?:{heads})", re.MULTILINE)
        return compiled


@dataclass(frozen=True, slots=True)
class ReportMarks:
    """What a text has of a narrative: tier, judgement, kinds of chapters, recommendations.

    `headed`: the tier stands in a heading. `headings` counts the kinds of chapters with a heading;
    `begins_inside`: the text begins with one of them, as a part of a narrative does. `tiers_of`
    are the countries of whose tier it speaks, `judged` those that it measures by the minimum
    standards.
    """

    tier: bool
    headed: bool
    standards: bool
    headings: int
    begins_inside: bool = False
    tiers_of: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()
    demands: int = 0
    asked: int = 0

    @property
    def certain(self) -> bool:
        """Whether nothing but a narrative has all of this."""
        return self.standards and (self.headed or self.headings > 2) and len(self.judged) < 2


def foreign_share(text: str, v: OtherMatterWords) -> float:
    """The share (0 to 1) of the words that stand in paragraphs of another language than English."""
    foreign = total = 0
    for part in _PARAGRAPH.split(text):
        count = len(part.split())
        total += count
        if count >= _FEWEST_WORDS and _is_foreign(part, v):
            foreign += count
    if not foreign and total >= _FEWEST_WORDS and _is_foreign(text, v):
        return 1.0
    return foreign / total if total else 0.0


def _is_foreign(text: str, v: OtherMatterWords) -> bool:
    words = _WORD.findall(text[:_SAMPLE].lower())
    if len(words) < _FEWEST_WORDS:
        return len(words) > 0 and not _LATIN.search(text)
    if 2 * sum(word.isascii() or _LATIN.match(word) is not None for word in words) < len(words):
        return True
    english = sum(map(v.english.__contains__, words))
    foreign = sum(map(v.foreign.__contains__, words))
    if foreign > 2 * english and foreign >= _SOME_FOREIGN * len(words):
        return True
    strange = sum(not word.isascii() for word in words)
    return english < _FEW_ENGLISH * len(words) and strange > 0.1 * len(words)


def find_doubts(
    text: str, marks: ReportMarks, v: OtherMatterWords, foreign: float
) -> Iterator[Message]:
    """Why the text may be no narrative, or may have been taken from its page in a wrong order."""
    if foreign > 0:
        yield Message(N_("Parts of the text are not in English. Palermo reads only English."))
    yield from _of_several(marks)
    yield from _order(text, marks)
    # A chapter may mention what an earlier edition said.
    if not (marks.headed and marks.standards) and not marks.begins_inside:
        yield from _as_told(text[:_LOOKED_AT], v)
    if marks.certain:
        return
    reasons = list(_of_another_kind(text[:_LOOKED_AT], v))
    yield from reasons
    if not reasons and not marks.tier and not marks.standards:
        if marks.headings == 0:
            yield Message(
                N_(
                    "The text has no tier, no judgement by the minimum standards and no heading "
                    "of a chapter. Check that it is from the report on trafficking in persons."
                )
            )
        elif marks.headings > 2 or not marks.begins_inside:
            yield Message(
                N_(
                    "The text has chapters, but no tier and no judgement by the minimum "
                    "standards. It may be the report of another body."
                )
            )


def _of_several(marks: ReportMarks) -> Iterator[Message]:
    if len(marks.judged) > 1:
        yield Message(
            N_(
                "The text judges several countries ({countries}) and could not be divided. Put "
                "the name of each country on a line of its own before its text, and read it again."
            ),
            {"countries": ", ".join(marks.judged)},
        )
    elif len(marks.tiers_of) > 2 and not marks.certain:
        yield Message(
            N_(
                "The text names the tiers of several countries ({countries}). It may be an "
                "overview or an article, not the narrative of one country."
            ),
            {"countries": ", ".join(marks.tiers_of)},
        )


def _order(text: str, marks: ReportMarks) -> Iterator[Message]:
    """Signs that columns were read across, or that boxes were mixed into the text."""
    lines = [line for line in text[:_LOOKED_AT].split("\n") if len(line.split()) > 5]
    beside = sum(_BESIDE.search(line) is not None for line in lines)
    spliced = marks.asked > 0 and 2 * marks.demands < marks.asked
    if (beside >= 5 and 3 * beside > len(lines)) or spliced:
        yield Message(
            N_(
                "The text may have been read across the columns of a page: its parts do not "
                "follow each other. Save the page as text column by column, and read that."
            )
        )


def _as_told(text: str, v: OtherMatterWords) -> Iterator[Message]:
    told = v.patterns["told"].search(text)
    if told:
        yield Message(
            N_(
                "The text speaks about the report (“{quote}”). It may be an article about it. "
                "Check that it is the report itself."
            ),
            {"quote": " ".join(told[0].split())},
        )


def _of_another_kind(text: str, v: OtherMatterWords) -> Iterator[Message]:
    if v.patterns["reference_work"].search(text):
        yield Message(N_("The text looks like an entry of an encyclopedia, not like the report."))
    own = v.patterns["first_person"].findall(_QUOTED.sub(" ", text))
    if len(own) > 1:
        yield Message(
            N_("The text is written in the first person, as letters, audits and speeches are.")
        )
    if len(v.patterns["letter_heads"].findall(text)) > 1:
        yield Message(N_("The text begins like a letter or a cable, not like the report."))
    yield from _of_other_writers(text, v)
    yield from _of_rules_or_forms(text, v)


def _of_other_writers(text: str, v: OtherMatterWords) -> Iterator[Message]:
    """A finding on child labor, a vacancy, a speech, a news item: each by words of its kind."""
    named = {name: _different(text, v.patterns[name]) for name in ("child_labor", "vacancy")}
    if named["child_labor"] > 1:
        yield Message(
            N_("The text looks like a finding on child labor by another body, not like the report.")
        )
    if named["vacancy"] > 1:
        yield Message(N_("The text looks like the notice of a vacancy, not like the report."))
    if v.patterns["speech"].search(text):
        yield Message(N_("The text looks like a speech, not like the report."))
    if v.patterns["news"].search(text) or v.patterns["datelines"].search(text):
        yield Message(N_("The text looks like a news item about the report, not like the report."))


def _different(text: str, pattern: re.Pattern[str]) -> int:
    return len({found[0].lower() for found in pattern.finditer(text)})


def _of_rules_or_forms(text: str, v: OtherMatterWords) -> Iterator[Message]:
    words = len(text.split())
    commanded = len(v.patterns["commanding"].findall(text))
    if commanded > 2 and 80 * commanded > words:
        yield Message(N_("The text looks like a law or an agreement, not like the report."))
    if _is_form(text.split("\n")):
        yield Message(N_("The text looks like a form to fill in, not like the report."))


def _is_form(lines: Sequence[str]) -> bool:
    written = [line for line in lines if line.strip()]
    blanks = sum(_TO_FILL_IN.search(line) is not None for line in written)
    return blanks > 3 and 2 * blanks > len(written)
