"""Relevance in a form equals the condition: XPath compared with the reference on random trees."""

from __future__ import annotations

import re

from hypothesis import given
from lxml import etree

from palermo.conditions.explain import evaluate_condition
from palermo.conditions.nodes import Node
from palermo.exchange.xlsform import xpath_if_no, xpath_if_yes
from palermo.kernel.answers import Answer, Answers, Missing
from tests.generative.trees import answers, conditions
from tests.readers import VARIABLES

_EMPTY = etree.Element("form")


def evaluated(xpath: str, given_: Answers) -> bool:
    """The XPath of a form evaluated on one person's answers; an unasked question is empty."""
    values = {
        v.name: "" if given_.get(v.name, Missing.NOT_ASKED) is Missing.NOT_ASKED
        else str(given_[v.name])
        for v in VARIABLES
    }  # fmt: skip
    plain = re.sub(r"\$\{(\w+)\}", r"$\1", xpath)
    return bool(etree.XPath(plain)(_EMPTY, **values))


@given(conditions, answers)
def test_xpath_is_true_exactly_where_the_condition_is(node: Node, given_: Answers) -> None:
    # A form has no choice beside a number, so only an empty one is unknown.
    if isinstance(given_.get("age"), Missing):
        given_ = {k: v for k, v in given_.items() if k != "age"}
    told = evaluate_condition(node, given_)
    assert evaluated(xpath_if_yes(node), given_) is (told is Answer.YES)
    assert evaluated(xpath_if_no(node), given_) is (told is Answer.NO)
