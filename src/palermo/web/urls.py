"""Addresses of the pages. They are permanent: a page can be cited."""

from __future__ import annotations

from django.urls import path, register_converter
from django.views.i18n import set_language

from palermo.web.script_catalog import send_script_catalog
from palermo.web.views import (
    account,
    administration,
    countries,
    duties,
    elements,
    files,
    imports,
    instruments,
    interviews,
    narratives,
    offline,
    practice,
    procedures,
    recommendations,
    search,
    years,
)


class CountryCode:
    """ISO 3166-1 alpha-3 in capitals."""

    regex = "[A-Z]{3}"

    def to_python(self, value: str) -> str:
        """The code as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The code as it stands."""
        return value


class Reference(CountryCode):
    """A recommendation, such as AZE-2023-04."""

    regex = "[A-Z]{3}-[0-9]{4}-[0-9]{2,3}"


register_converter(CountryCode, "country")
register_converter(Reference, "ref")

_DUTY = "recommendations/<ref:ref>/<str:letter>/"

urlpatterns = [
    path("", countries.home, name="home"),
    path("countries/<country:iso3>/", countries.country, name="country"),
    path("countries/<country:iso3>/<int:edition>/", countries.assessment, name="assessment"),
    path("countries/<country:iso3>/compare/", years.compare, name="compare"),
    path("countries/<country:iso3>/<int:edition>/checklist/", years.checklist, name="checklist"),
    path("narratives/", narratives.narratives, name="narratives"),
    path("narratives/<int:narrative_id>/", narratives.review, name="review"),
    path(
        "narratives/<int:narrative_id>/items/<int:item_id>/", narratives.decide, name="decide-item"
    ),
    path("narratives/<int:narrative_id>/add/<str:kind>/", narratives.add, name="add-item"),
    path("narratives/<int:narrative_id>/accept/", narratives.accept, name="accept-narrative"),
    path("narratives/<int:narrative_id>/reject/", narratives.reject, name="reject-narrative"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/<ref:ref>/", recommendations.recommendation, name="recommendation"),
    path("recommendations/<ref:ref>/split/", recommendations.split, name="split-duties"),
    path("recommendations/<ref:ref>/link/", recommendations.link, name="link-recommendation"),
    path("recommendations/<ref:ref>/note/", recommendations.note, name="add-note"),
    path("recommendations/<ref:ref>/value/", duties.value, name="enter-value"),
    path(f"{_DUTY}assign/", duties.assign, name="assign-duty"),
    path(f"{_DUTY}plan/", duties.plan, name="plan-action"),
    path(f"{_DUTY}update/", duties.update, name="update-action"),
    path(f"{_DUTY}milestone/", duties.milestone, name="set-milestone"),
    path(f"{_DUTY}reach/", duties.reach, name="reach-milestone"),
    path(f"{_DUTY}attach/", duties.attach, name="attach-evidence"),
    path(f"{_DUTY}verify/", duties.verify, name="verify-evidence"),
    path(f"{_DUTY}propose/", duties.propose, name="propose-closure"),
    path(f"{_DUTY}answer/", duties.answer, name="confirm-closure"),
    path("evidence/<int:evidence_id>/", files.evidence, name="evidence"),
    path(
        "countries/<country:iso3>/compare/<int:earlier>-<int:later>.<slug:form>",
        files.comparison,
        name="comparison-table",
    ),
    path("tables/passages.jsonl", files.passages, name="passages"),
    path("tables/<slug:name>.<slug:form>", files.table, name="table"),
    path("procedures/", procedures.procedures, name="procedures"),
    path("procedures/<slug:procedure_id>/", procedures.procedure, name="procedure"),
    path("procedures/<slug:procedure_id>/flow/", procedures.procedure_flow, name="procedure-flow"),
    path(
        "procedures/<slug:procedure_id>/files/<str:name>",
        procedures.procedure_file,
        name="procedure-file",
    ),
    path("instruments/", instruments.instruments, name="instruments"),
    path("instruments/<slug:instrument_id>/", instruments.instrument, name="instrument"),
    path("practice/<slug:procedure_id>/", practice.practice, name="practice"),
    path("elements/", elements.elements, name="elements"),
    path("procedures/<slug:procedure_id>/begin/", interviews.begin, name="begin-interview"),
    path("interviews/", interviews.interviews, name="interviews"),
    path("interviews/import/", imports.choose_file, name="import-interviews"),
    path("interviews/import/mapping/", imports.mapping, name="import-mapping"),
    path("interviews/import/drop/", imports.drop, name="drop-import"),
    path("interviews/<int:interview_id>/", interviews.interview, name="interview"),
    path("interviews/<int:interview_id>/next/", interviews.go_on, name="interview-next"),
    path("interviews/<int:interview_id>/list/", interviews.answer_list, name="answer-list"),
    path("interviews/<int:interview_id>/keep/", interviews.keep, name="keep-answer"),
    path("interviews/<int:interview_id>/decide/", interviews.decide, name="decide-interview"),
    path("interviews/<int:interview_id>/child/", interviews.to_child, name="interview-to-child"),
    path(
        "interviews/<int:interview_id>/questions/<str:name>/",
        interviews.question,
        name="interview-question",
    ),
    path("leave/", interviews.leave, name="leave"),
    path("offline/", offline.offline, name="offline"),
    path("offline/procedures.json", offline.bundle, name="offline-bundle"),
    path("words/<str:language>.js", send_script_catalog, name="javascript-catalog"),
    path("service-worker.js", offline.service_worker, name="service-worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("measures/", search.measures, name="measures"),
    path("measures/<str:measure_id>/", search.measure, name="measure"),
    path("agencies/<str:code>/", search.agency, name="agency"),
    path("search/", search.search, name="search"),
    path("activity/", administration.activity, name="activity"),
    path("administration/", administration.administration, name="administration"),
    path("administration/users/<int:user_id>/", administration.edit_user, name="edit-user"),
    path("administration/public/", administration.public_page, name="public-page"),
    path("administration/register/", administration.register, name="import-register"),
    path("account/", account.account, name="account"),
    path("account/tokens/<int:token_id>/", account.end_token, name="end-token"),
    path("sign-in/", account.sign_in, name="sign-in"),
    path("sign-out/", account.sign_out, name="sign-out"),
    path("language/", set_language, name="set_language"),
]
