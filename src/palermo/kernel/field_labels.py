"""What the fields of forms and requests are called, where an error names one."""

from __future__ import annotations

from collections.abc import Callable

from palermo.kernel.codes import LabelledCode
from palermo.kernel.messages import N_


class FieldLabel(LabelledCode):
    """A field that a user or a program fills in. Its code is its name in requests."""

    ACTION = "action", N_("Action")
    AGE = "age", N_("Age")
    ANSWER = "answer", N_("Answer")
    AT = "at", N_("Date and time")
    CALLED = "called", N_("Who was called")
    CASE = "case", N_("Case")
    CODE = "code", N_("Code")
    COLUMNS = "columns", N_("Columns")
    CONFIRMED = "confirmed", N_("Safety conditions")
    COUNT = "count", N_("Number of cases")
    COUNTRY = "country", N_("Country")
    DAYS = "days", N_("Days")
    DECISION = "decision", N_("Decision")
    DEMAND = "demand", N_("Demand")
    DIRECTION = "direction", N_("Direction")
    DUE = "due", N_("Due")
    EDITION = "edition", N_("Edition")
    END = "end", N_("End of the period")
    EVIDENCE = "evidence", N_("Evidence")
    EXPECTED_AT = "expected_at", N_("When somebody comes")
    FILE = "file", N_("File")
    FIRST_SIGN_AT = "first_sign_at", N_("Time of the first sign")
    FOLLOWS = "follows", N_("Continues")
    FORMAT = "format", N_("Format")
    MEASURE = "measure", N_("Measure")
    MILESTONE = "milestone", N_("Milestone")
    NAME = "name", N_("Name")
    OUTCOME = "outcome", N_("Result")
    PARAGRAPH = "paragraph", N_("Paragraph")
    PASSWORD = "password", N_("Password")
    PERSON = "person", N_("Person code")
    PLACE_KIND = "place_kind", N_("Kind of place")
    POLARITY = "polarity", N_("Effort or shortfall")
    PROVISION = "provision", N_("Act and article")
    QUESTION = "question", N_("Question")
    QUOTE = "quote", N_("Quote from the text")
    REASON = "reason", N_("Reason")
    REASON_CODE = "reason_code", N_("Reason from the list")
    REFERRED_TO = "referred_to", N_("To whom the person was referred")
    SEED = "seed", N_("Seed")
    SOURCE = "source", N_("Source")
    TEXT = "text", N_("Text")
    THEME = "theme", N_("Theme")
    TITLE = "title", N_("Title")
    URL = "url", N_("Web address")
    USERNAME = "username", N_("User name")
    VALUE = "value", N_("Value")
    VALUES = "values", N_("Answer codes")
    VERSION = "version", N_("Version")
    YEAR = "year", N_("Year")


def name_field(code: str) -> str:
    """The field with its label; the text as it is where it names no field, but a file or record."""
    return code if code not in set(FieldLabel) else FieldLabel(code)


def say_place(where: str, translate: Callable[[str], str] = str) -> str:
    """Where an error is, in words: fields by their labels, files and records by their names."""
    if isinstance(where, LabelledCode):
        return translate(where.label)
    parts = [name_field(part) for part in where.split(", ")]
    if all(isinstance(part, FieldLabel) for part in parts):
        return ", ".join(translate(part.label) for part in parts if isinstance(part, FieldLabel))
    return where
