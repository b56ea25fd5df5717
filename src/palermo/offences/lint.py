"""Checks of the facts, closing reasons and articles of a pack.

Each is named after a failure that an assessment found, with the same id as the check of procedures
if the failure is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from palermo.conditions.explain import evaluate_condition
from palermo.kernel.answers import Answer, Answers
from palermo.kernel.messages import N_, Message
from palermo.kernel.sources import Source
from palermo.kernel.texts import Text
from palermo.offences.article_lint import (
    check_law_aggravation,
    check_law_articles,
    check_law_ordinary_penalty,
    check_law_paragraphs,
    check_law_weight,
)
from palermo.offences.elements import trafficking_condition
from palermo.offences.law import Found, Law, LawProblem
from palermo.offences.penalties import list_circumstances
from palermo.offences.shapes import About, Element


def check_law_border(law: Law) -> Found:
    """Neither a crossed border nor movement is an element of the crime."""
    yield from _find_outcome_uses(law, "border_crossing")
    yield from _find_outcome_uses(law, "movement")


def check_law_group(law: Law) -> Found:
    """No organised group is needed."""
    yield from _find_outcome_uses(law, "organised_group")


def check_law_consent(law: Law) -> Found:
    """Consent is information only."""
    yield from _find_outcome_uses(law, "consent")
    yield from _find_circumstances(law, "consent")


def check_law_cooperation(law: Law) -> Found:
    """Cooperation of the victim with the authorities says nothing about the crime."""
    yield from _find_outcome_uses(law, "cooperation")
    yield from _find_circumstances(law, "cooperation")


def _find_outcome_uses(law: Law, topic: About) -> Found:
    for fact in law.facts:
        if topic in fact.about and (fact.counts or fact.element):
            yield fact.id, N_("The outcome depends on it.")
    yield from _find_closing_reasons(law, topic)


def _find_circumstances(law: Law, topic: About) -> Found:
    """A border or a group may raise a penalty by law; what the victim does may not."""
    raising = list_circumstances(law.articles)
    for fact in law.facts:
        if topic in fact.about and fact.id in raising:
            yield fact.id, N_("A penalty depends on it.")


def _find_closing_reasons(law: Law, topic: About) -> Found:
    for reason in law.closing_reasons:
        if topic in reason.about and not reason.prohibited:
            yield (
                reason.id,
                N_("A case may be closed for this reason, although the law does not allow it."),
            )


def check_law_non_physical(law: Law) -> Found:
    """Each means without force is sufficient, as force is, and its absence closes no case."""
    quiet = [f for f in law.facts if f.branch == "non_physical"]
    if not quiet and law.of(Element.MEANS):
        yield "means", N_("It includes only physical means.")
    for fact in quiet:
        if (
            evaluate_condition(
                trafficking_condition(law.facts), {**_act_and_purpose(law), fact.id: "yes"}
            )
            != Answer.YES
        ):
            yield fact.id, N_("It is not enough as a means.")
    yield from _find_closing_reasons(law, "physical_means")


def check_law_child_means(law: Law) -> Found:
    """A child needs no means."""
    denied = {f.id: "no" for f in law.facts if f.element is Element.MEANS}
    child = {f.id: "yes" for f in law.of(Element.CHILD)}
    if (
        evaluate_condition(
            trafficking_condition(law.facts), {**_act_and_purpose(law), **denied, **child}
        )
        != Answer.YES
    ):
        yield "child", N_("The outcome for a child depends on a means.")


def _act_and_purpose(law: Law) -> Answers:
    return {f.id: "yes" for f in (*law.of(Element.ACT), *law.of(Element.PURPOSE))}


def check_law_elements(law: Law) -> Found:
    """Every element can be met, and every fact that counts belongs to one."""
    for element in Element:
        if not law.of(element):
            yield element, N_("No fact can meet this element.")
    for fact in law.facts:
        if fact.counts and fact.element is None:
            yield fact.id, N_("It is not used.")
        if fact.national and fact.element is None:
            yield fact.id, N_("A law can make it an element only if it says which.")
    branches = {f.branch for f in law.of(Element.MEANS)}
    for one, other in (("vulnerability", "abuse"), ("abuse", "vulnerability")):
        if one in branches and other not in branches:
            yield one, N_("It can never be true.")


def check_law_menace(law: Law) -> Found:
    """The menace of a penalty, which forced labour needs, is a means, and some means is one."""
    menaces = [f for f in law.facts if f.menace]
    for fact in menaces:
        if fact.element is not Element.MEANS:
            yield fact.id, N_("Only a means can be the menace of a penalty.")
    if law.of(Element.MEANS) and not menaces:
        yield "means", N_("None of them is the menace of a penalty.")


def check_law_circumstances(law: Law) -> Found:
    """What is no element is there to be kept as information, or raises a penalty."""
    read = list_circumstances(law.articles)
    for fact in law.facts:
        if not (fact.counts or fact.element or fact.about or fact.id in read):
            yield fact.id, N_("No penalty reads it, and it is not marked as information.")


def check_law_languages(law: Law) -> Found:
    """Every text exists in every language of the country."""
    for name, text, _ in _list_texts(law):
        if set(law.languages) - set(text.languages):
            yield name, N_("Its text is missing in a language of the country.")


def check_law_sources(law: Law) -> Found:
    """Every fact, reason and article has a source."""
    for name, _, source in _list_texts(law):
        if not source.title.strip():
            yield name, N_("It has no source.")


def _list_texts(law: Law) -> list[tuple[str, Text, Source]]:
    return [
        *((f.id, f.text, f.source) for f in law.facts),
        *((r.id, r.text, r.source) for r in law.closing_reasons),
        *((a.code, a.text, a.source) for a in law.articles),
        *((a.code, a.text, a.weighed_by) for a in law.articles if a.weight_source),
        *((p.paragraph, a.text, p.source) for a in law.articles for p in a.penalties),
        *(
            (c.paragraph, a.text, c.source)
            for a in law.articles
            for p in a.penalties
            for c in p.circumstances
        ),
    ]


#: Each check, with the theme of the recommendation that it serves.
RULES: Mapping[str, tuple[Callable[[Law], Found], str]] = {
    "demands-a-border-crossing": (check_law_border, "internal_trafficking"),
    "demands-an-organised-group": (check_law_group, "coercion"),
    "counts-consent": (check_law_consent, "coercion"),
    "counts-cooperation": (check_law_cooperation, "victim_centered_justice"),
    "ignores-non-physical-means": (check_law_non_physical, "coercion"),
    "demands-means-for-a-child": (check_law_child_means, "child_protection"),
    "element-that-nothing-meets": (check_law_elements, "legal_framework"),
    "law-that-does-not-hold": (check_law_articles, "legal_framework"),
    "penalty-of-another-article": (check_law_paragraphs, "legal_framework"),
    "penalty-only-with-a-circumstance": (check_law_ordinary_penalty, "legal_framework"),
    "aggravation-that-lowers": (check_law_aggravation, "legal_framework"),
    "weight-that-does-not-fit": (check_law_weight, "legal_framework"),
    "menace-that-is-no-means": (check_law_menace, "legal_framework"),
    "circumstance-that-nothing-reads": (check_law_circumstances, "legal_framework"),
    "text-missing-in-a-language": (check_law_languages, "procedures"),
    "rule-without-source": (check_law_sources, "procedures"),
}


def check_law(law: Law) -> tuple[LawProblem, ...]:
    """Every problem, in the order of RULES."""
    return tuple(
        LawProblem(name, where, Message(what), theme)
        for name, (look, theme) in RULES.items()
        for where, what in look(law)
    )
