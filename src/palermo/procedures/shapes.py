"""The file format of a procedure. Unknown keys are errors; every rule has a source."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from palermo.conditions.nodes import ALWAYS
from palermo.conditions.yaml_form import Condition
from palermo.kernel.answers import Answer, Missing
from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_
from palermo.kernel.sources import Source
from palermo.kernel.strict_model import StrictModel
from palermo.kernel.texts import Text
from palermo.procedures.enacting_act import EnactingAct, ProcedureStatus

#: Names of questions, indicators, dimensions and duties share one namespace in a procedure.
Name = Field(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")


class Strength(StrEnum):
    """The weight of an indicator according to its publisher."""

    STRONG = "strong"
    MEDIUM = "medium"
    WEAK = "weak"


class Sign(LabelledCode):
    """How much an indicator says by itself. Not a weight: `sign` is declared, with its reason.

    `core`: it shows a fact of the legal elements. `context`: it also occurs in ordinary lives, so
    that alone it only calls for further questions and an offer of help.
    """

    CORE = "core", N_("core sign")
    CONTEXT = "context", N_("context sign")


#: Topics of a question that may not decide by law, or only together with others; and topics that
#: the course of an interview depends on.
About = Literal[
    "border_crossing", "consent", "documents", "cooperation", "organised_group", "physical_means",
    "non_physical_means", "under_18", "danger", "has_left", "agreement", "self_harm",
]  # fmt: skip
#: What a duty protects the person from, or with; such a duty survives a change of procedure.
Protection = Literal[
    "danger", "doctor", "guardian", "child_protection", "no_penalty", "charge", "observation",
    "rights",
]  # fmt: skip


#: Protections that do not depend on a talk.
_DUE_WITHOUT_A_TALK: tuple[Protection, ...] = (
    "doctor", "guardian", "child_protection", "no_penalty", "charge", "observation",
)  # fmt: skip

#: The people of a procedure.
People = Literal["adults", "children", "everybody"]


class Gate(StrictModel):
    """A condition that must be met before the first question, or that may never be demanded."""

    id: str = Name
    text: Text
    source: Source


class QuestionChapter(StrictModel):
    """Questions that are put together; an interview may end after any chapter."""

    id: str = Name
    text: Text


class Choice(StrictModel):
    """One coded answer."""

    id: str = Name
    text: Text


class Question(StrictModel):
    """A question, or an observation of the officer.

    `text` is the recorded statement. `ask` is put to the person; without it `text` itself is said
    if it ends as a question or an invitation does, otherwise the officer notes it from observation.
    `opening`: asked first and openly, so that it must not lead. `protected`: a trait (sex, origin,
    religion …) that may never influence the outcome. `past`: the words for a person who has left
    the situation. `stops`: answers after which the duties that depend on the question come first
    and the other questions wait; `unknown` names every reason for which an answer is missing.
    `chapter`: an id of the procedure's chapters.
    """

    id: str = Name
    text: Text
    ask: Text | None = None
    past: Text | None = None
    why: Text | None = None
    help: Text | None = None
    chapter: str | None = None
    stops: tuple[str, ...] = ()
    #: The wording for a child, by the band's first year of age.
    for_children: dict[int, Text] = Field(default_factory=dict)
    type: Literal["yes_no", "choice", "number"] = "yes_no"
    choices: tuple[Choice, ...] = ()
    least: float | None = None
    most: float | None = None
    when: Condition = ALWAYS
    opening: bool = False
    leads: bool = False
    protected: bool = False
    about: tuple[About, ...] = ()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.type == "choice") is not bool(self.choices):
            raise ValueError("a question of type choice has choices, and no other has")
        if self.type != "number" and not (self.least is None and self.most is None):
            raise ValueError("only a number has a least and a most")
        return self

    @field_validator("stops")
    @classmethod
    def _name_each_missing(cls, stops: tuple[str, ...]) -> tuple[str, ...]:
        named = (tuple(Missing) if stop == Answer.UNKNOWN else (stop,) for stop in stops)
        return tuple(str(stop) for each in named for stop in each)

    @field_validator("for_children")
    @classmethod
    def _to_a_child(cls, texts: dict[int, Text]) -> dict[int, Text]:
        # The same English words may be put to an adult, whom other languages address differently.
        return {age: text.in_context(f"to a child from {age}") for age, text in texts.items()}

    @property
    def noted(self) -> bool:
        """Whether the officer notes it from observation, without asking the person."""
        return self.ask is None and not self.text.english.endswith(("?", "."))


class Concept(StrictModel):
    """A fact of the legal elements that an indicator may show; from the pack's offences.

    `branch`: of a vulnerability, whether it existed or was abused; only both together are a means.
    `counts`: false where the country's law does not name it.
    """

    id: str
    counts: bool = True
    element: Literal["act", "means", "purpose", "child"]
    branch: Literal["vulnerability", "abuse"] | None = None


class Indicator(StrictModel):
    """A sign of trafficking: its condition, and what it indicates.

    `sign`: core or context, with the reason in `because`. `shows`: ids of facts (see `Concept`).
    None of them: the indicator does not count for reasonable grounds.
    """

    id: str = Name
    dimension: str = Name
    text: Text
    strength: Strength | None = None
    when: Condition
    source: Source
    about: tuple[About, ...] = ()
    sign: Sign | None = None
    because: Text | None = None
    shows: tuple[str, ...] = ()
    #: Why its published weight is not certain.
    doubt: Text | None = None

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if (self.sign is None) is not (self.because is None):
            raise ValueError("a sign has a reason (`because`), and a reason has a sign")
        return self


class Dimension(StrictModel):
    """A group of indicators and the rule for its presence.

    `rule`: `published` is the rule of the ILO and the European Commission over strengths; `any` is
    one indicator; `none` means that no rule is published, so that its indicators are only counted;
    anything else is a condition of its own.
    """

    id: str = Name
    text: Text
    rule: Literal["published", "any", "none"] | Condition
    source: Source
    #: The legal element of the dimension.
    element: Literal["act", "means", "purpose"] | None = None


class Label(StrictModel):
    """The name of the outcome for one combination of dimensions."""

    id: str = Name
    when: Condition
    text: Text
    source: Source


class DecisionRule(StrictModel):
    """When the outcome is positive; an unsettled condition is undetermined, never negative.

    `published`: the classification of a publisher. It is shown beside reasonable grounds, and
    duties follow from reasonable grounds.
    """

    positive: Condition
    published: bool = False
    source: Source
    labels: tuple[Label, ...] = ()


class ProcedureDuty(StrictModel):
    """An obligation: who acts, and within how many hours after the first indication.

    `refers`: the person or case is handed over. `to`: the roles that may receive; an adult chooses
    among them. `acknowledged`: the receiver confirms. `discloses`: a place or an identity is passed
    on. `gives_help`: shelter or a service, which may depend on no document and no cooperation.
    `protects`: see `Protection`. `during`: a rule for the talk itself, such as how it is ended; it
    is not due where no talk takes place. `begins_child`: it begins the procedure for children, so
    that it is met where that has begun.
    `lawful`: kinds of acts of the pack's legal calendar, one of which the duty orders. `instead`:
    what is to be done on a day on which none of them is lawful.
    """

    id: str = Name
    text: Text
    who: str
    when: Condition = ALWAYS
    within_hours: int | None = Field(default=None, gt=0)
    refers: bool = False
    to: tuple[str, ...] = ()
    acknowledged: bool = False
    discloses: bool = False
    gives_help: bool = False
    protects: Protection | None = None
    during: Literal["talk"] | None = None
    begins_child: bool = False
    lawful: tuple[str, ...] = ()
    instead: Text | None = None
    source: Source

    @property
    def is_ban(self) -> bool:
        """Whether it forbids something for as long as it stands, so that nobody can do it."""
        return self.protects == "no_penalty"

    @model_validator(mode="after")
    def _is_due_without_a_talk(self) -> Self:
        helps = self.refers or self.gives_help or self.acknowledged
        if self.during and (helps or self.protects in _DUE_WITHOUT_A_TALK):
            raise ValueError(
                "a duty that refers, gives help or protects a child, health or from a penalty "
                "is due without a talk, too: leave out `during`"
            )
        return self


class Procedure(StrictModel):
    """One version of one procedure. `since` is its first day, `until` its last.

    `status`: a proposal until an act puts it in force. `lawful`: kinds of acts of the pack's legal
    calendar, one of which the procedure needs.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    version: int = Field(ge=1)
    since: date = Field(alias="from")
    until: date | None = None
    title: Text
    purpose: Text
    status: ProcedureStatus = ProcedureStatus.PROPOSAL
    act: EnactingAct | None = None
    lawful: tuple[str, ...] = ()
    kind: Literal[
        "screening", "interview", "inspection", "referral", "identification", "shelter", "notice",
        "plan",
    ]  # fmt: skip
    #: The people in the procedure: adults, children, or both; anyone who may be under 18 is a
    #: child.
    people: People
    #: The procedure that takes over from one for adults if the person may be under 18.
    child_procedure: str | None = None
    #: The procedure under which a possible child is observed and handed over where one for
    #: everybody cannot go on, because the person refuses or a condition cannot be met.
    child_handover: str | None = None
    agencies: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    source: Source
    before: tuple[Gate, ...] = ()
    never: tuple[Gate, ...] = ()
    #: A set of `countries/base/indicators/` whose items are both questions and indicators.
    indicator_set: str | None = None
    #: A file of `countries/base/signs/` that says which items of the set are core, and why.
    signs: str | None = None
    #: `card`: a first-line form of one side of paper, for the first minutes.
    form: Literal["card", "full"] = "full"
    chapters: tuple[QuestionChapter, ...] = ()
    #: The published instrument that it runs; its figures are shown beside every result.
    instrument: str | None = None
    questions: tuple[Question, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    decision: DecisionRule | None = None
    duties: tuple[ProcedureDuty, ...] = ()
    #: The facts that the indicators show; the pack fills them in from its offences.
    concepts: tuple[Concept, ...] = ()

    def may_be_used_by(self, agency: str) -> bool:
        """Whether officers of an agency may use it; one without agencies is for all."""
        return not self.agencies or agency in self.agencies

    def question(self, name: str) -> Question | None:
        """The question with this name."""
        return next((q for q in self.questions if q.id == name), None)

    def of_dimension(self, dimension: str) -> tuple[Indicator, ...]:
        """The indicators of a dimension, in order."""
        return tuple(i for i in self.indicators if i.dimension == dimension)


class TableIndicator(StrictModel):
    """An indicator of a published list, with its weight in each set (absent: not in that set).

    `doubts`: why the weight in a set is uncertain; shown wherever it counts. `note` is for those
    who check the table.
    """

    id: str = Name
    dimension: str = Name
    text: Text
    #: The question for an adult; a child is not asked.
    ask: Text | None = None
    strengths: dict[str, Strength] = Field(default_factory=dict)
    doubts: dict[str, Text] = Field(default_factory=dict)
    note: str = ""
    about: tuple[About, ...] = ()


class ListedSign(StrictModel):
    """What Palermo proposes for an item of a published list; the list itself stays as published.

    `sign`: core or context in each set. `shows`: ids of facts. `past`: the question for an adult
    who has left the situation.
    """

    sign: dict[str, Sign]
    because: Text
    shows: tuple[str, ...] = ()
    past: Text | None = None
    chapter: str | None = None


class SignTable(StrictModel):
    """A file of `signs/`: by the id of a published indicator, its sign."""

    id: str
    since: date = Field(alias="from")
    table: str
    source: Source
    signs: dict[str, ListedSign]


class IndicatorTable(StrictModel):
    """A published list of indicators that several procedures share.

    `awaiting`: sets without available weights; they are shipped empty and never guessed.
    """

    id: str
    since: date = Field(alias="from")
    source: Source
    sets: tuple[str, ...]
    awaiting: tuple[str, ...] = ()
    dimensions: tuple[Dimension, ...]
    indicators: tuple[TableIndicator, ...]
