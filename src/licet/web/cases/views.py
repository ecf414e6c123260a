"""The pages of one case: parties and items, the application, assessment, questions, timeline."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from licet.common.criteria import CRITERIA
from licet.common.outcomes import Outcome
from licet.common.quantities import UNITS
from licet.law.model import WEIGHING
from licet.law.vocabulary import CASE_NAMES, PARTY_NAMES
from licet.licensing.advice import CONCLUSIONS
from licet.licensing.hits import HIT_WORDS
from licet.licensing.inputs import settable
from licet.licensing.journey import CaseState
from licet.parties import KINDS, ROLES
from licet.store import clock, packs
from licet.store.models.ledger import Entry
from licet.store.roles import ROLES as OFFICES
from licet.web.applications.reading import answers
from licet.web.cases.days import strip_of
from licet.web.cases.opening import case_or_404, frame, outline
from licet.web.cases.words import OUTCOMES, outcome_tone, step_words
from licet.web.pages import page
from licet.web.tables import as_csv

if TYPE_CHECKING:
    from django.http import HttpResponse

    from licet.store.case_rows import CaseRows
    from licet.store.models import Case
    from licet.web.signed import SignedRequest

PARTY_LAW = {
    "end_user": ("ATT Art. 6(1)", "2008/944/CFSP Art. 2(1)"),
    "consignee": ("2008/944/CFSP Art. 5", "ATT Art. 8(1)"),
}
TRUTHS = {"cleared": True, "confirmed": False}
TRUTH_OF = {"true": True, "false": False}
NO_STEP = frozenset({"case.drafted", "case.edited", "drawdown.recorded"})
"""Entries about the same subjects that are no step of the case."""
GATES = frozenset({"prohibit", "require_consultation"})


@require_GET
@page
def parties(request: SignedRequest, reference: str) -> HttpResponse:
    """Show the case: what blocks a decision, its parties and their hits, its items and their codes."""
    case = case_or_404(request, reference)
    rows, context = frame(request, case, "parties")
    if request.GET.get("format") == "csv":
        head = ("line", "description", "code", "quantity", "unit", "value", "confirmed")
        return as_csv(f"items-{reference}", head, ([row.get(key) for key in head] for row in _items(rows)))
    context |= {
        "parties": _parties(rows),
        "items": _items(rows),
        "screening": rows.screening,
    }
    return render(request, "cases/case.html", context)


def _parties(rows: CaseRows) -> list[dict[str, Any]]:
    hits: dict[str, list[Any]] = {}
    found: list[Any] = rows.hits
    for hit in found:
        status = rows.status_of(hit)
        hit.truth, hit.word = TRUTHS.get(status), _(HIT_WORDS[status])
        hits.setdefault(hit.party_key, []).append(hit)
    return [_party(p, hits.get(p["key"], [])) for p in rows.case.everyone]


def _party(sent: dict[str, Any], hits: list[Any]) -> dict[str, Any]:
    role, kind = ROLES.get(sent["role"]), KINDS.get(sent["kind"])
    return {
        **sent,
        "role": _(role.word) if role else sent["role"],
        "kind": _(kind.word) if kind else sent["kind"],
        "hits": hits,
        "open": any(hit.truth is None for hit in hits),
        "cites": PARTY_LAW.get(sent["role"], ("2008/944/CFSP Art. 2(7)",)),
    }


def _items(rows: CaseRows) -> list[dict[str, Any]]:
    last = {c.line: c for c in rows.classifications if c.snapshot_id == rows.case.snapshot_id}
    return [_item(line, rows.codes.get(line["line"]), last.get(line["line"])) for line in rows.case.snapshot.lines]


def _item(line: dict[str, Any], confirmed: Any, last: Any) -> dict[str, Any]:
    holds = confirmed or last
    unit = UNITS.get(line["unit"])
    return {
        **line,
        "unit": unit.word if unit else line["unit"],
        "code": holds.code if holds else line.get("code", ""),
        "reason": holds.reason if holds else _("proposed by the exporter") if line.get("code") else "",
        "confirmed": confirmed is not None,
        "by": holds.by if holds else None,
        "at": holds.at if holds else None,
    }


@require_GET
@page
def application(request: SignedRequest, reference: str) -> HttpResponse:
    """Show the application as it was sent."""
    case = case_or_404(request, reference)
    context = outline(request, case, "application")
    return render(request, "cases/application.html", context | {"parts": answers(case.snapshot.form)})


@require_GET
@page
def questions(request: SignedRequest, reference: str) -> HttpResponse:
    """Show the questions to the exporter and the replies."""
    rows, context = frame(request, case_or_404(request, reference), "questions")
    asked: list[Any] = rows.questions
    for question in asked:
        question.answer = getattr(question, "reply", None)
    return render(request, "cases/questions.html", context | {"questions": asked})


@require_GET
@page
def timeline(request: SignedRequest, reference: str) -> HttpResponse:
    """Show what was done, by whom, newest first, each with its entry in the log."""
    case = case_or_404(request, reference)
    context = outline(request, case, "timeline")
    events: list[Any] = list(case.events.select_related("by").order_by("-pk"))
    _number(events, case)
    if request.GET.get("format") == "csv":
        head = ("at", "action", "by", "role", "state", "reason", "log_entry")
        return as_csv(
            f"timeline-{reference}",
            head,
            ((e.at, e.action, str(e.by), e.role, e.to_state, e.reason, e.entry) for e in events),
        )
    days = strip_of(case, events[::-1], clock.today())
    return render(request, "cases/timeline.html", context | {"events": events, "days": days})


def _number(events: list[Any], case: Case) -> None:
    """Give each event its words and the number of its log entry; those of one moment pair in their order."""
    subjects = [case.subject, f"application:{case.application.reference}"]
    licence = getattr(case, "licence", None)
    subjects += [licence.subject] if licence else []
    entries = Entry.objects.filter(stream__in=subjects).order_by("pk").values_list("at", "kind", "index")
    places: dict[Any, deque[int | None]] = {}
    for at, kind, index in entries:
        if kind not in NO_STEP:
            places.setdefault(at, deque()).append(index)
    for event in events[::-1]:
        event.words = step_words(event)
        event.state_label = CaseState(event.to_state).label
        event.role_title = OFFICES[event.role].title if event.role in OFFICES else "–"
        waiting = places.get(event.at)
        event.entry = waiting.popleft() if waiting else None


@require_GET
@page
def assessment(request: SignedRequest, reference: str) -> HttpResponse:
    """Show what the law answers: gates, questions, criteria with their findings."""
    rows, context = frame(request, case_or_404(request, reference), "assessment")
    return render(request, "cases/assessment.html", context | _assessed(rows))


def _assessed(rows: CaseRows) -> dict[str, Any]:
    row = rows.assessment
    if row is None:
        return {"assessment": None}
    data, outcome = row.data, Outcome.parse(row.outcome)
    tone, sign = outcome_tone(outcome)
    reasons = [{**r, "truth": TRUTH_OF.get(r["truth"])} for r in data.get("reasons", [])]
    return {
        "assessment": row,
        "headline": OUTCOMES.get(outcome, outcome.value),
        "tone": tone,
        "sign": sign,
        "gates": [r for r in reasons if r["effect"] in GATES],
        "others": [r for r in reasons if r["effect"] not in GATES | WEIGHING],
        "questions": [_question(one, rows) for one in data.get("questions", [])],
        "criteria": [_criterion(one, rows) for one in data.get("engaged", [])],
        "lines": [{**line, "said": OUTCOMES.get(line["outcome"], "")} for line in data.get("lines", [])],
        "advice": rows.advice_requests,
    }


def _question(asked: dict[str, Any], rows: CaseRows) -> dict[str, Any]:
    """Return a question with the answers it takes; what a register must say is not asked of an officer."""
    roles = [p["role"] for p in rows.case.snapshot.parties]
    name = asked["fact"].rpartition(".")[2]
    word = packs.law().facts.get(name) or CASE_NAMES.get(name) or PARTY_NAMES.get(name)
    options: list[tuple[str, str]] = []
    if word is None or word.type == "bool":
        options = [("true", _("Yes")), ("false", _("No")), ("unknown", _("Not known"))]
    elif word.values:
        options = [*((v, v) for v in word.values), ("unknown", _("Not known"))]
    settle = settable(asked["fact"], lines=rows.case.line_count, roles=roles)
    return {**asked, "options": options, "settable": settle}


def _criterion(engaged: dict[str, Any], rows: CaseRows) -> dict[str, Any]:
    code = engaged.get("criterion", "")
    found: list[Any] = [f for f in rows.findings_in_force if f.criterion == code]
    for finding in found:
        finding.concluded = _(CONCLUSIONS.get(finding.conclusion, finding.conclusion))
        finding.office = _(OFFICES[finding.role].title) if finding.role in OFFICES else ""
    return {**engaged, "code": code, "title": _(CRITERIA.get(code, code)), "findings": found}
