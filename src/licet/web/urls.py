"""Every page, by its noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import include, path

from licet.web.agreements import views as agreements
from licet.web.applications import sections, sending, sent
from licet.web.applications import views as applications
from licet.web.cases import queue, steps
from licet.web.cases import views as cases
from licet.web.decisions import views as decisions
from licet.web.law import views as law
from licet.web.licences import life
from licet.web.licences import views as licences
from licet.web.log import views as log
from licet.web.people import views as people
from licet.web.public import views as public
from licet.web.public.jump import jump
from licet.web.public.verify import verify
from licet.web.screening import views as screening

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

OPEN = [
    path("", public.first, name="first"),
    path("keyboard/", public.keyboard, name="keyboard"),
    path("jump/", jump, name="jump"),
    path("verify/", verify, name="verify"),
    path("verify/<str:code>/", verify, name="verify_code"),
]
APPLICATIONS = [
    path("applications/", applications.index, name="applications"),
    path("applications/new/", applications.start, name="application_new"),
    path("applications/<str:reference>/", applications.overview, name="application"),
    path("applications/<str:reference>/check/", sending.check, name="application_check"),
    path("applications/<str:reference>/send/", sending.send, name="application_send"),
    path("applications/<str:reference>/sent/", sent.receipt, name="application_sent"),
    path("applications/<str:reference>/withdraw/", applications.withdraw, name="application_withdraw"),
    path("applications/<str:reference>/questions/<int:number>/", sent.reply, name="application_answer"),
    path("applications/<str:reference>/<slug:code>/", sections.section, name="application_section"),
    path("applications/<str:reference>/<slug:code>/<int:number>/", sections.entry, name="application_entry"),
    path("applications/<str:reference>/<slug:code>/<int:number>/remove/", sections.remove, name="application_remove"),
]
CASES = [
    path("work/", queue.work, name="work"),
    path("cases/", queue.cases, name="cases"),
    path("cases/<str:reference>/", cases.parties, name="case"),
    path("cases/<str:reference>/application/", cases.application, name="case_application"),
    path("cases/<str:reference>/assessment/", cases.assessment, name="case_assessment"),
    path("cases/<str:reference>/questions/", cases.questions, name="case_questions"),
    path("cases/<str:reference>/timeline/", cases.timeline, name="case_timeline"),
    path("cases/<str:reference>/take/", steps.take, name="case_take"),
    path("cases/<str:reference>/return/", steps.return_it, name="case_return"),
    path("cases/<str:reference>/ask/", steps.ask, name="case_ask"),
    path("cases/<str:reference>/lines/<int:line>/", steps.classify, name="classify"),
    path("cases/<str:reference>/screen/", steps.screen, name="case_screen"),
    path("cases/<str:reference>/hits/<int:pk>/", screening.hit, name="hit"),
    path("cases/<str:reference>/assess/", steps.assess, name="case_assess"),
    path("cases/<str:reference>/facts/", steps.fact, name="case_fact"),
    path("cases/<str:reference>/findings/<str:criterion>/", steps.finding, name="case_finding"),
    path("cases/<str:reference>/advice/", steps.advice, name="case_advice"),
    path("cases/<str:reference>/interest/", steps.interest, name="case_interest"),
]
DECISIONS = [
    path("cases/<str:reference>/decision/", decisions.decision, name="case_decision"),
    path("cases/<str:reference>/decide/", decisions.decide, name="decide"),
    path("cases/<str:reference>/countersign/", decisions.countersign, name="countersign"),
    path("cases/<str:reference>/issue/", decisions.issue, name="issue"),
    path("cases/<str:reference>/reopen/", decisions.reopen, name="reopen"),
    path("denials/<str:reference>/", decisions.denial, name="denial"),
]
LICENCES = [
    path("licences/", licences.index, name="licences"),
    path("licences/<str:number>/", licences.licence, name="licence"),
    path("licences/<str:number>/document/", licences.document, name="licence_document"),
    path("licences/<str:number>/shipments/new/", licences.drawdown, name="drawdown"),
    *(path(f"licences/<str:number>/{step}/", life.life, {"step": step}, name=step) for step in life.STEPS),
]
REGISTERS = [
    path("agreements/", agreements.index, name="agreements"),
    path("agreements/<str:key>/", agreements.agreement, name="agreement"),
    path("law/", law.index, name="law"),
    path("law/<path:rule_id>/", law.rule, name="rule"),
    path("log/", log.index, name="log"),
    path("log/<int:number>/", log.entry, name="log_entry"),
    path("log/<int:number>/proof.json", log.proof, name="log_proof"),
]
PEOPLE = [
    path("people/", people.index, name="people"),
    path("people/new/", people.propose, name="person_new"),
    path("people/requests/<int:pk>/approve/", people.approve, name="request_approve"),
    path("people/requests/<int:pk>/turn-down/", people.reject, name="request_reject"),
    path("people/requests/<int:pk>/withdraw/", people.withdraw, name="request_withdraw"),
    path("people/<str:username>/change/", people.change, name="person_change"),
    path("people/<str:username>/close/", people.close, name="person_close"),
]

pages: list[URLPattern | URLResolver] = [
    *OPEN,
    *APPLICATIONS,
    *CASES,
    *DECISIONS,
    *LICENCES,
    *REGISTERS,
    *PEOPLE,
]
urlpatterns: list[URLPattern | URLResolver] = [path("", include((pages, "web")))]
