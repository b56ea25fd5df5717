"""The article of a charge: one of the pack, or any other, which the pack cannot weigh."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from palermo.kernel.errors import BadValue
from palermo.kernel.messages import N_
from palermo.offences.shapes import Article, ArticleWeight

#: The longest code of an article that is accepted.
LONGEST = 40


@dataclass(frozen=True, slots=True)
class Charge:
    """What a person is charged under.

    `article`: the version in force on `day`; None if the pack has none. `in_pack`: whether it has
    a version of another day.
    """

    code: str
    article: Article | None
    in_pack: bool
    day: date

    def weighs(self, weight: ArticleWeight) -> bool:
        """Whether the charge has this weight. False if the pack cannot weigh it."""
        return self.article is not None and self.article.weight is weight


def read_charge(code: str, articles: Sequence[Article], on: date) -> Charge:
    """The charge that a code names: an article or one of its paragraphs, such as 144-1.2.

    Any other code is a charge outside the pack. Raises BadValue for a code that is empty, longer
    than 40 characters or without a figure; the error does not repeat it.
    """
    written = " ".join(code.replace("\N{EN DASH}", "-").split())
    if not written or len(written) > LONGEST or not any(c.isdigit() for c in written):
        raise BadValue(
            N_("The charge is not the code of an article."),
            remedy=N_("Write the number of the article, such as 127 or 144-1.2."),
        )
    known = {a.code for a in articles if is_paragraph_of(written, a.code)}
    article = article_in_force(articles, max(known, key=len), on) if known else None
    return Charge(written, article, bool(known), on)


def is_paragraph_of(paragraph: str, code: str) -> bool:
    """Whether a paragraph is the article or paragraph `code`, or a part of it."""
    return paragraph == code or paragraph.startswith(f"{code}.")


def is_in_force(since: date | None, until: date | None, on: date) -> bool:
    """Whether a rule applies on a day. Without a first or last day it is open on that side."""
    return (since is None or since <= on) and (until is None or on <= until)


def article_in_force(articles: Sequence[Article], code: str, on: date) -> Article | None:
    """The version of an article in force on a day; None if there is none."""
    for article in articles:
        if article.code == code and is_in_force(article.since, article.until, on):
            return article
    return None


def list_articles_in_force(articles: Sequence[Article], on: date) -> tuple[Article, ...]:
    """The version in force on a day of each article that has one."""
    codes = dict.fromkeys(a.code for a in articles)
    found = (article_in_force(articles, code, on) for code in codes)
    return tuple(article for article in found if article)
