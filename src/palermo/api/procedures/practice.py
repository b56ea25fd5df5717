"""Practice cases and their scores, and agreement between officers. Nothing is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext
from ninja import Router

from palermo.api.guard import ApiRequest, needs
from palermo.api.procedures.practice_schemas import (
    OfficerAgreementOut,
    PracticeAnswers,
    PracticeOut,
    RatingsIn,
    ScoresOut,
)
from palermo.procedures.agreement import Rating, compare_officers
from palermo.procedures.practice import MOST_CASES, CaseMaker, make_practice_cases
from palermo.procedures.scoring import expected_answer, score_cases, summarize_scores
from palermo.saying.practice_json import (
    cases_json,
    explained_score_json,
    officer_agreement_json,
    summary_json,
)

router = Router(tags=["practice"])


@router.get("/procedures/{procedure_id}/practice", response=PracticeOut)
@needs("view_ledger")
def cases(
    request: ApiRequest, procedure_id: str, seed: int = 1, count: int = 12, on: date | None = None
) -> dict[str, Any]:
    """Practice cases without their key. The same seed gives the same cases."""
    pack = request.visit.pack
    procedure = pack.procedure(procedure_id, on or request.visit.today)
    return cases_json(
        procedure, pack, make_practice_cases(procedure, count, seed), request.visit.language
    )


@router.post("/procedures/{procedure_id}/practice/score", response=ScoresOut)
@needs("view_ledger")
def score(
    request: ApiRequest, procedure_id: str, sent: PracticeAnswers, on: date | None = None
) -> dict[str, Any]:
    """Answers to the cases of a seed, held against what the procedure indicates."""
    pack = request.visit.pack
    procedure = pack.procedure(procedure_id, on or request.visit.today)
    practice = CaseMaker(procedure)
    answers = [answer.given() for answer in sent.answers]
    numbers = sorted({given.case for given in answers} & set(range(1, MOST_CASES + 1)))
    made = {number: practice.case(number, sent.seed) for number in numbers}
    scores = score_cases([expected_answer(procedure, case) for case in made.values()], answers)
    return {
        "cases": [
            explained_score_json(s, made[s.given.case], procedure, pack, request.visit.language)
            for s in scores
        ],
        "summary": summary_json(summarize_scores(scores)),
    }


@router.post("/agreement", response=OfficerAgreementOut)
@needs("view_ledger")
def agreement(request: ApiRequest, sent: RatingsIn) -> dict[str, Any]:
    """How far officers agree beyond chance: Cohen's kappa for two, Fleiss' for more."""
    ratings = (Rating(r.case, r.officer, r.outcome) for r in sent.ratings)
    return officer_agreement_json(compare_officers(ratings, only_pairs=sent.pairs), gettext)
