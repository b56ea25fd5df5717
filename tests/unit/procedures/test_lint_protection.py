"""Each check of protection has an example that fails it, and a sound procedure passes all."""

from __future__ import annotations

from typing import Any

import pytest

from palermo.procedures.lint import LintContext
from palermo.procedures.lint_pairs import RULE, check_pairs
from palermo.procedures.lint_protection import PROTECTION_RULES, check_protection
from palermo.procedures.shapes import Procedure

SOURCE = {"title": "a source", "certainty": "derived"}
AROUND = LintContext(promises=("guarantee", "nobody will"))


def _sound() -> dict[str, Any]:
    """A screening of adults without a fault."""
    return {
        "id": "sound", "version": 1, "from": "2026-01-01", "title": "t", "purpose": "p",
        "kind": "screening", "people": "adults", "settings": ["police"], "source": SOURCE,
        "concepts": [{"id": "threatened", "element": "means"},
                     {"id": "forced_labour", "element": "purpose"}],
        "before": [{"id": "alone", "text": "The person is alone with you", "source": SOURCE}],
        "questions": [
            {"id": "danger", "text": "Are you in danger?", "about": ["danger"], "stops": ["yes"]},
            {"id": "agrees", "text": "May I pass this on?", "about": ["agreement"]},
            {"id": "threat", "text": "There are threats"},
        ],
        "indicators": [
            {"id": "sign", "dimension": "signs", "text": "Threats", "when": "threat",
             "source": SOURCE, "sign": "core", "because": "a means",
             "about": ["non_physical_means"],             "shows": ["threatened", "forced_labour"]},
        ],
        "dimensions": [{"id": "signs", "text": "Signs", "rule": "any", "source": SOURCE}],
        "decision": {"positive": "reasonable_grounds", "source": SOURCE},
        "duties": [
            {"id": "rescue", "text": "r", "who": "officer", "when": "danger", "source": SOURCE,
             "protects": "danger"},
            {"id": "no_penalty", "text": "n", "who": "officer", "source": SOURCE,
             "when": {"any": ["core_sign", "reasonable_grounds",
                              {"not": {"answered": "reasonable_grounds"}}]},
             "protects": "no_penalty"},
            {"id": "refer", "text": "f", "who": "officer", "source": SOURCE, "refers": True,
             "when": {"all": ["reasonable_grounds", "agrees"]}, "within_hours": 24,
             "acknowledged": True, "to": ["competent_body", "ngo_shelter"], "discloses": True},
            {"id": "look", "text": "l", "who": "supervisor", "source": SOURCE,
             "when": {"no": "reasonable_grounds"}},
        ],
    }  # fmt: skip


def _sound_for_children() -> dict[str, Any]:
    data = _sound() | {"id": "child", "people": "children"}
    data["duties"] = [
        *data["duties"][:2],
        {"id": "doctor", "text": "d", "who": "officer", "source": SOURCE, "protects": "doctor"},
        {"id": "guardian", "text": "g", "who": "officer", "source": SOURCE, "protects": "guardian"},
        data["duties"][3],
    ]
    return data


def _rules(data: dict[str, Any]) -> set[str]:
    return {p.rule for p in check_protection(Procedure.model_validate(data), AROUND)}


def _change(data: dict[str, Any], kind: str, item: str, **values: object) -> dict[str, Any]:
    data[kind] = [one | values if one["id"] == item else one for one in data[kind]]
    return data


def _drop(data: dict[str, Any], kind: str, item: str) -> dict[str, Any]:
    data[kind] = [one for one in data[kind] if one["id"] != item]
    return data


def _add_question(data: dict[str, Any], *about: str) -> dict[str, Any]:
    data["questions"].append({"id": "more", "text": "More", "about": list(about)})
    return data


def _unread(data: dict[str, Any]) -> dict[str, Any]:
    data["dimensions"].append({"id": "more", "text": "m", "rule": "any", "source": SOURCE})
    sign = data["indicators"][0] | {"id": "debt", "dimension": "more", "when": "danger"}
    data["indicators"].append({k: v for k, v in sign.items() if k not in ("sign", "because")})
    return data


def _keep_for(data: dict[str, Any], child: Any) -> dict[str, Any]:
    """No fine for a child either, whatever the result."""
    when = {"any": ["core_sign", "reasonable_grounds", child, UNKNOWN]}
    return _change(data, "duties", "no_penalty", when=when)


def _adult_as_child() -> dict[str, Any]:
    """The age is known to be 18 or more, but the other question was not asked."""
    data = _age_stops("yes", "unknown")
    data["questions"].append({"id": "age", "text": "Age", "type": "number"})
    when = {"any": ["young", {"not": {"answered": "young"}}]}
    data["duties"].append({"id": "guardian", "text": "g", "who": "officer", "when": when,
                           "source": SOURCE, "protects": "guardian"})  # fmt: skip
    return data


UNKNOWN = {"not": {"answered": "reasonable_grounds"}}
YOUNG = {"id": "young", "text": "Young", "about": ["under_18"]}


def _age_stops(*stops: str) -> dict[str, Any]:
    """A first question about age that stops after these answers, and its duty."""
    data = _keep_for(_sound(), "young")
    data["questions"].append(YOUNG | {"stops": list(stops)})
    when = {"any": ["young", {"not": {"answered": "young"}}]}
    data["duties"].append({"id": "child", "text": "c", "who": "officer", "when": when,
                           "source": SOURCE, "protects": "child_protection"})  # fmt: skip
    return data


def _conditional(when: Any) -> dict[str, Any]:
    """A sign whose question is put after another answer only."""
    data = _sound()
    data["questions"].append({"id": "work", "text": "Works"})
    data["questions"].append({"id": "unpaid", "text": "Unpaid", "when": "work"})
    sign = {"id": "unpaid_work", "dimension": "signs", "text": "Unpaid", "when": when}
    sign |= {"sign": "core", "because": "b", "shows": ["forced_labour"], "source": SOURCE}
    data["indicators"].append(sign)
    return data


FAULTS = {
    "sign-that-nothing-reads": _unread(_sound()),
    "child-without-protection": _drop(_sound_for_children(), "duties", "doctor"),
    "danger-not-first": _change(_sound(), "questions", "danger", stops=[]),
    "child-goes-on-where-age-is-unknown": _age_stops("yes"),
    "open-where-a-question-does-not-apply": _conditional("unpaid"),
    "adult-treated-as-a-child": _adult_as_child(),
    "penalty-before-screening": _change(_sound(), "duties", "no_penalty", when="threat"),
    "disclosure-against-the-person": _change(
        _sound(), "duties", "refer", when="reasonable_grounds"
    ),
    "referral-without-choice": _change(_sound(), "duties", "refer", to=["competent_body"]),
    "gate-that-promises": _change(_sound(), "before", "alone", text="Nobody will hear of it"),
    "asks-what-has-no-weight": _add_question(_sound(), "border_crossing"),
    "self-harm-asked-by-others": _add_question(_sound(), "self_harm"),
    "negative-without-a-second-person": _drop(_sound(), "duties", "look"),
}


def test_a_sound_procedure_has_no_problem() -> None:
    assert _rules(_sound()) == set()
    assert _rules(_sound_for_children()) == set()


def test_every_check_has_an_example() -> None:
    assert set(FAULTS) == set(PROTECTION_RULES)


@pytest.mark.parametrize("rule", sorted(FAULTS))
def test_the_example_fails_the_check(rule: str) -> None:
    assert rule in _rules(FAULTS[rule])


@pytest.mark.parametrize("protection", ["no_penalty", "doctor", "guardian"])
def test_a_child_has_each_protection(protection: str) -> None:
    data = _drop(_sound_for_children(), "duties", protection)
    assert "child-without-protection" in _rules(data)


def test_a_sign_whose_question_does_not_apply_is_a_no() -> None:
    assert _rules(_conditional("unpaid")) == {"open-where-a-question-does-not-apply"}
    assert _rules(_conditional({"all": ["work", "unpaid"]})) == set()


def test_an_unknown_age_stops_the_questions_like_a_child() -> None:
    assert _rules(_age_stops("yes", "unknown")) == set()
    for stops in (["yes", "does_not_know"], ["unknown"], ["no"]):
        assert _rules(_age_stops(*stops)) == {"child-goes-on-where-age-is-unknown"}
    # The duty must follow too: without one nothing comes first.
    data = _change(_age_stops("yes", "unknown"), "duties", "child", when="young")
    _change(data, "duties", "no_penalty", when={"any": ["core_sign", UNKNOWN]})
    assert "child-goes-on-where-age-is-unknown" in _rules(data)


def _ends(data: dict[str, Any]) -> list[str]:
    """What the check says of the duty that forbids a fine."""
    found = check_protection(Procedure.model_validate(data), AROUND)
    return [str(p.what) for p in found if p.rule == "penalty-before-screening"]


def test_no_penalty_ends_with_no_core_sign() -> None:
    data = _sound()
    # Unpaid work alone is no ground, so that only the duty itself can keep its ban.
    _change(data, "indicators", "sign", shows=["threatened"])
    work = {"id": "work", "dimension": "signs", "text": "Unpaid", "when": "unpaid", "sign": "core",
            "because": "a purpose", "shows": ["forced_labour"], "source": SOURCE}  # fmt: skip
    data["indicators"].append(work)
    data["questions"].append({"id": "unpaid", "text": "Unpaid"})
    assert _ends(data) == []
    of_one_sign = {"any": ["threat", {"not": {"answered": "threat"}}]}
    _change(data, "duties", "no_penalty", when=of_one_sign)
    assert "It ends although one core sign was answered yes." in _ends(data)


def test_no_penalty_ends_with_no_grounds() -> None:
    data = _sound()
    _change(data, "duties", "no_penalty", when={"any": ["core_sign", UNKNOWN]})
    assert _ends(data) == ["It ends although there are reasonable grounds."]


def test_no_penalty_ends_for_nobody_who_may_be_a_child() -> None:
    data = _sound()
    data["questions"].append({"id": "young", "text": "Young", "about": ["under_18"]})
    assert _ends(data) == ["It ends although the person is or may be under 18."]
    assert _ends(_keep_for(data, "young")) == []


def test_no_penalty_ends_with_no_age_under_18() -> None:
    data = _sound()
    data["questions"].append({"id": "age", "text": "Age", "type": "number"})
    assert _ends(data) == ["It ends although the person is or may be under 18."]
    child = {"all": [{"answered": "age"}, {"less_than": {"age": 18}}]}
    assert _ends(_keep_for(data, child)) == []


def test_a_child_who_refuses_loses_nothing() -> None:
    data = _change(_sound_for_children(), "duties", "doctor", when="agrees")
    assert "child-without-protection" in _rules(data)


def test_a_referral_of_a_child_does_not_wait_for_agreement() -> None:
    data = _keep_for(_sound() | {"people": "everybody"}, "child")
    data["questions"].append({"id": "child", "text": "Under 18", "about": ["under_18"]})
    data["duties"].append(
        {"id": "refer_child", "text": "c", "who": "officer", "source": SOURCE, "refers": True,
         "when": {"all": ["reasonable_grounds", "child"]}, "within_hours": 24,
         "acknowledged": True, "to": ["child_protection"], "discloses": True}
    )  # fmt: skip
    assert _rules(data) == set()


def test_an_adult_agrees_to_a_referral() -> None:
    data = _change(_sound(), "duties", "refer", when="reasonable_grounds", discloses=False)
    assert _rules(data) == {"referral-without-choice"}


def test_only_a_child_is_referred_without_agreement() -> None:
    young: list[Any] = ["young", {"not": {"answered": "young"}}]
    of_child = {"all": ["reasonable_grounds", {"any": young}]}
    of_anyone = {"any": ["reasonable_grounds", *young]}
    for when, to, expected in (
        (of_child, ["child_protection", "competent_body"], set()),
        (of_anyone, ["child_protection"], set()),
        (of_anyone, ["child_protection", "competent_body"], {"referral-without-choice"}),
        (of_anyone, [], {"referral-without-choice"}),
    ):
        data = _keep_for(_sound(), "young")
        data["questions"].append({"id": "young", "text": "Young", "about": ["under_18"]})
        data["duties"].append(data["duties"][2] | {"id": "of_child", "when": when, "to": to})
        assert _rules(data) == expected


def test_a_sign_of_a_means_leads_to_a_duty_for_a_child() -> None:
    data = _unread(_sound_for_children())
    assert "sign-that-nothing-reads" in _rules(data)
    inquiry = {"id": "inquiry", "text": "i", "who": "officer", "when": "debt", "source": SOURCE}
    data["duties"].append(inquiry)
    assert _rules(data) == set()


def test_danger_is_asked_first() -> None:
    data = _sound()
    data["questions"].reverse()
    assert "danger-not-first" in _rules(data)


def _pair(**values: object) -> list[Procedure]:
    other = _change(_sound() | {"id": "other"}, "indicators", "sign", **values)
    return [Procedure.model_validate(_sound()), Procedure.model_validate(other)]


def test_two_procedures_agree_on_the_same_sign() -> None:
    assert check_pairs(_pair()) == ()
    for values in ({"sign": "context"}, {"shows": ["threatened"]}):
        (found,) = check_pairs(_pair(**values))
        assert (found.rule, found.procedure) == (RULE, "other")


@pytest.mark.parametrize("people", ["adults", "everybody"])
def test_whomever_it_is_for_a_sign_means_the_same(people: str) -> None:
    one, other = _pair(sign="context")
    one = one.model_copy(update={"people": people})
    (found,) = check_pairs([one, other.model_copy(update={"people": "everybody"})])
    assert (found.rule, found.procedure) == (RULE, "other")


def test_a_sign_may_be_core_for_a_child_alone_but_not_for_an_adult_alone() -> None:
    core, context = _pair(sign="context")
    children = {"people": "children"}
    for_a_child = [core.model_copy(update=children), context]
    assert check_pairs(for_a_child) == check_pairs(for_a_child[::-1]) == ()
    less_for_a_child = [core, context.model_copy(update=children)]
    for pair in (less_for_a_child, less_for_a_child[::-1]):
        (found,) = check_pairs(pair)
        assert found.rule == RULE


def test_a_second_answer_beside_the_grounds_is_a_disagreement() -> None:
    data = _sound()
    data["decision"] = {"positive": "signs", "source": SOURCE}
    (found,) = check_pairs([Procedure.model_validate(data)])
    assert found.rule == RULE
    data["decision"]["published"] = True
    assert check_pairs([Procedure.model_validate(data)]) == ()
