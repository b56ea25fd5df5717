"""Practice cases and their scores, and agreement between officers. Nothing is kept."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.utils.translation import gettext
from ninja import Query, Router
from pydantic import Field

from palermo.api.guard import ApiRequest, needs
from palermo.api.procedures.practice_schemas import (
    PracticeAnswers,
    RatingsIn,
    ScoresOut,
    VignetteAnswersIn,
)
from palermo.procedures.agreement import Rating, compare_officers
from palermo.procedures.practice import MOST_CASES, CaseMaker, make_practice_cases
from palermo.procedures.scoring import expected_answer, score_cases, summarize_scores
from palermo.procedures.vignettes import make_vignette_key, score_vignette
from palermo.saying.practice_texts import (
    OfficerAgreementText,
    PracticeCases,
    agreement_text,
    cases_text,
    explained_score,
    summary_text,
)
from palermo.saying.vignette_texts import (
    VignetteScoreText,
    VignetteText,
    VignetteTitle,
    list_vignettes,
    newest_procedure,
    vignette_score_text,
    vignette_text,
)

router = Router(tags=["practice"])
Seed = Annotated[int, Field(ge=0)]
CaseCount = Annotated[int, Field(ge=1, le=MOST_CASES)]


@router.get("/procedures/{procedure_id}/practice", response=PracticeCases)
@needs("view_ledger")
def cases(
    request: ApiRequest,
    procedure_id: str,
    seed: Query[Seed] = 1,
    count: Query[CaseCount] = 12,
    on: date | None = None,
) -> PracticeCases:
    """Practice cases without their key. The same seed gives the same cases."""
    pack = request.visit.pack
    procedure = pack.procedure(procedure_id, on or request.visit.today)
    return cases_text(
        procedure, pack, make_practice_cases(procedure, count, seed), request.visit.language
    )


@router.post("/procedures/{procedure_id}/practice/score", response=ScoresOut)
@needs("view_ledger")
def score(
    request: ApiRequest, procedure_id: str, sent: PracticeAnswers, on: date | None = None
) -> ScoresOut:
    """Answers to the cases of a seed, held against what the procedure indicates."""
    pack = request.visit.pack
    procedure = pack.procedure(procedure_id, on or request.visit.today)
    practice = CaseMaker(procedure)
    answers = [answer.given() for answer in sent.answers]
    numbers = sorted({given.case for given in answers} & set(range(1, MOST_CASES + 1)))
    made = {number: practice.case(number, sent.seed) for number in numbers}
    scores = score_cases([expected_answer(procedure, case) for case in made.values()], answers)
    return ScoresOut(
        cases=[
            explained_score(s, made[s.given.case], procedure, pack, request.visit.language)
            for s in scores
        ],
        summary=summary_text(summarize_scores(scores)),
    )


@router.get("/vignettes", response=list[VignetteTitle])
@needs("view_ledger")
def vignettes(request: ApiRequest, procedure: str = "") -> list[VignetteTitle]:
    """Vignettes in prose, all or those of one procedure."""
    return list(list_vignettes(request.visit.pack, request.visit.language, procedure or None))


@router.get("/vignettes/{vignette_id}", response=VignetteText)
@needs("view_ledger")
def vignette(request: ApiRequest, vignette_id: str) -> VignetteText:
    """One vignette without its key, and what officers choose from."""
    pack = request.visit.pack
    return vignette_text(pack.vignette(vignette_id), pack, request.visit.language)


@router.post("/vignettes/{vignette_id}/score", response=list[VignetteScoreText])
@needs("view_ledger")
def judge(
    request: ApiRequest, vignette_id: str, sent: VignetteAnswersIn
) -> list[VignetteScoreText]:
    """Answers of officers beside the key. Nothing is stored."""
    pack = request.visit.pack
    told = pack.vignette(vignette_id)
    key = make_vignette_key(told, newest_procedure(told, pack))
    scores = (score_vignette(key, one.given(told.id)) for one in sent.answers)
    return [vignette_score_text(score, pack, request.visit.language) for score in scores]


@router.post("/agreement", response=OfficerAgreementText)
@needs("view_ledger")
def agreement(request: ApiRequest, sent: RatingsIn) -> OfficerAgreementText:
    """How far officers agree beyond chance: Cohen's kappa for two, Fleiss' for more."""
    ratings = (Rating(r.case, r.officer, r.outcome) for r in sent.ratings)
    return agreement_text(compare_officers(ratings, only_pairs=sent.pairs), gettext)
