"""The pages of an interview: the questions of one chapter together, any other question alone."""

from __future__ import annotations

from dataclasses import dataclass

from palermo.kernel.answers import Answers
from palermo.procedures.interview_order import relevant_questions
from palermo.procedures.shapes import Procedure, Question, QuestionChapter


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """Questions that are put together. `chapter`: None for a question without one."""

    chapter: QuestionChapter | None
    questions: tuple[Question, ...]

    @property
    def first(self) -> str:
        """The id of its first question, which names the page."""
        return self.questions[0].id


def list_pages(procedure: Procedure, answers: Answers) -> tuple[QuestionPage, ...]:
    """The pages after these answers, in the order of their first questions."""
    chapters = {c.id: c for c in procedure.chapters}
    pages: dict[str, list[Question]] = {}
    for question in relevant_questions(procedure, answers):
        chapter = question.chapter if question.chapter in chapters else None
        pages.setdefault(f"chapter {chapter}" if chapter else question.id, []).append(question)
    return tuple(
        QuestionPage(chapters.get(questions[0].chapter or ""), tuple(questions))
        for questions in pages.values()
    )


def find_page(pages: tuple[QuestionPage, ...], question: str) -> int | None:
    """The place of the page with this question; None where it is not asked."""
    return next(
        (n for n, page in enumerate(pages) if any(q.id == question for q in page.questions)), None
    )
