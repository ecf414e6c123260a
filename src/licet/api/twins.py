"""The twins of the pages. Each asks the policy what its page asks, and logs the same reads."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.security import django_auth

from licet import __version__
from licet.actions import policy, visible
from licet.actions.access import log_read
from licet.actions.public_check import by_code
from licet.actions.throttle import WINDOW_SECONDS, too_many
from licet.agreements.status import status
from licet.api import problems, rows
from licet.api.shapes import AgreementRow, Answer, Listed, RuleRow
from licet.api.signed import SignedRequest
from licet.common.errors import LicetError, NotFound
from licet.store import clock, packs, queries
from licet.store.models import Account, Application, DenialRecord, Hit
from licet.store.models.ledger import Checkpoint

if TYPE_CHECKING:
    from licet.store.models import Case

__all__ = ["api"]

MOST = 500

api = NinjaAPI(
    title="Licet",
    version=__version__,
    description="Read-only twin of the pages: same session, same policy, same log of reads; refusals as RFC 9457 says.",
    auth=django_auth,
    urls_namespace="api",
    docs_url="/docs",
    openapi_url="/openapi.json",
)
problems.register(api)


def _missing(what: str) -> NotFound:
    return NotFound("LIC-912", f"There is no such {what}, or it is not for you", remedy="Look it up in the list.")


def _page(found: Any, offset: int, limit: int, make: Any) -> dict[str, Any]:
    count = found.count()
    first, size = min(max(offset, 0), count), min(max(limit, 1), MOST)
    return {"count": count, "offset": first, "items": [make(row) for row in found[first : first + size]]}


def _case(request: SignedRequest, reference: str, action: str) -> Case:
    """Return the case this person may see, its read logged."""
    try:
        case = queries.case_named(reference)
    except NotFound:
        raise _missing("case") from None
    if not policy.allowed(request.user, "view_case", case).ok:
        raise _missing("case")
    log_read(request.user, "case", case.reference, action=f"api {action}", at=clock.now())
    return case


@api.get("/cases", response=Listed, tags=["cases"])
def cases(
    request: SignedRequest, q: str = "", state: str = "", mine: bool = False, offset: int = 0, limit: int = 100
) -> Any:
    """List the cases of My work (`mine`) or all that you may open, by due day."""
    policy.require(request.user, "list_cases", None)
    found = visible.cases(request.user).order_by("due_on", "reference")
    found = found.filter(state=state) if state else found
    found = found.filter(officer=request.user, closed_at=None) if mine else found
    found = found.filter(reference__icontains=q) | found.filter(title__icontains=q) if q else found
    return _page(found, offset, limit, rows.case)


@api.get("/cases/{reference}", response=dict[str, Any], tags=["cases"])
def case(request: SignedRequest, reference: str) -> Any:
    """Show a case: parties with their hits, items with their codes, what blocks a decision, decisions."""
    found = _case(request, reference, "case")
    return rows.whole_case(queries.case_page(found, today=clock.today()))


@api.get("/cases/{reference}/assessment", response=dict[str, Any], tags=["cases"])
def assessment(request: SignedRequest, reference: str) -> Any:
    """Show the last assessment, as `licet assess --json` prints one."""
    row = _case(request, reference, "assessment").assessments.order_by("-pk").first()
    if row is None:
        raise _missing("assessment")
    data: dict[str, Any] = row.data
    return data


@api.get("/cases/{reference}/timeline", response=list[dict[str, Any]], tags=["cases"])
def timeline(request: SignedRequest, reference: str) -> Any:
    """List what was done, oldest first."""
    found = _case(request, reference, "timeline")
    return [rows.event(one) for one in found.events.select_related("by")]


@api.get("/cases/{reference}/hits/{number}", response=dict[str, Any], tags=["cases"])
def hit(request: SignedRequest, reference: str, number: int) -> Any:
    """Show one hit of the last screening, both sides."""
    found = _case(request, reference, "hit")
    last = found.screenings.order_by("-pk").first()
    one = Hit.objects.filter(screening=last, number=number).first() if last else None
    if one is None:
        raise _missing("hit")
    log_read(request.user, "person", f"{reference}/hit/{number}", action="api hit", at=clock.now())
    return rows.hit(one)


@api.get("/applications", response=Listed, tags=["applications"])
def applications(request: SignedRequest, offset: int = 0, limit: int = 100) -> Any:
    """List the applications of your organisation."""
    policy.require(request.user, "list_applications", None)
    found = queries.applications_of(request.user.organisation_id or 0)
    return _page(found, offset, limit, rows.application)


@api.get("/applications/{reference}", response=dict[str, Any], tags=["applications"])
def application(request: SignedRequest, reference: str) -> Any:
    """Show an application with what is still missing."""
    found = Application.objects.filter(reference=reference).first()
    if found is None or not policy.allowed(request.user, "view_application", found).ok:
        raise _missing("application")
    if not request.user.has_role("exporter"):
        log_read(request.user, "case", reference, action="api application", at=clock.now())
    page = queries.application_page(reference)
    faults = [{"path": m.path, "label": m.label, "why": m.why, "how": m.how} for m in page.missing]
    return rows.application(found) | {"draft": found.draft, "missing": faults, "version": found.version}


@api.get("/licences", response=Listed, tags=["licences"])
def licences(request: SignedRequest, q: str = "", offset: int = 0, limit: int = 100) -> Any:
    """List the licences you may open, newest first."""
    policy.require(request.user, "list_licences", None)
    found = visible.licences(request.user).order_by("-at", "-pk")
    found = found.filter(number__icontains=q) | found.filter(holder__name__icontains=q) if q else found
    return _page(found, offset, limit, rows.licence)


@api.get("/licences/{number}", response=dict[str, Any], tags=["licences"])
def licence(request: SignedRequest, number: str) -> Any:
    """Show a licence: how it stands, what is left, what was shipped."""
    try:
        found = queries.licence_named(number)
    except NotFound:
        raise _missing("licence") from None
    if not policy.allowed(request.user, "view_licence", found).ok:
        raise _missing("licence")
    log_read(request.user, "licence", number, action="api licence", at=clock.now())
    return rows.whole_licence(queries.licence_page(found, today=clock.today()))


@api.get("/denials/{reference}", response=dict[str, Any], tags=["cases"])
def denial(request: SignedRequest, reference: str) -> Any:
    """Show a denial record; the read is logged."""
    found = DenialRecord.objects.select_related("case").filter(reference=reference).first()
    if found is None or not policy.allowed(request.user, "view_denial", found).ok:
        raise _missing("denial")
    log_read(request.user, "denial", reference, action="api denial", at=clock.now())
    return rows.denial(found)


@api.get("/agreements", response=list[AgreementRow], tags=["registers"])
def agreements(request: SignedRequest, q: str = "", kind: str = "", party: str = "", on: date | None = None) -> Any:
    """List the agreements that meet every facet given."""
    policy.require(request.user, "view_agreements", None)
    state = packs.states().find(party).iso3 if party else ""
    return [rows.agreement(one) for one in packs.catalogue().search(q[:100], kind=kind, party=state, on=on)]


@api.get("/agreements/{key}", response=dict[str, Any], tags=["registers"])
def agreement(request: SignedRequest, key: str, on: date | None = None) -> Any:
    """Show an agreement and where each state stands on a day; today unless another is given."""
    policy.require(request.user, "view_agreements", None)
    try:
        found = packs.catalogue()[key]
    except LicetError:
        raise _missing("agreement") from None
    day = on or clock.today()
    standings = {state: rows.standing(status(found, state, day)) for state in sorted(found.events)}
    provisions = [{"ref": p.ref, "modality": p.modality, "summary": p.summary} for p in found.provisions]
    return rows.agreement(found) | {"on": day, "parties": standings, "provisions": provisions}


@api.get("/law", response=list[RuleRow], tags=["registers"])
def law(request: SignedRequest, on: date | None = None, effect: str = "") -> Any:
    """List the rules that count on a day."""
    policy.require(request.user, "view_law", None)
    version = packs.law().at(on or clock.today())
    return [rows.rule(s.rule) for s in version.standing if not effect or s.rule.effect == effect]


@api.get("/law/{path:rule_id}", response=list[RuleRow], tags=["registers"])
def rule(request: SignedRequest, rule_id: str) -> Any:
    """Show every version of a rule."""
    policy.require(request.user, "view_law", None)
    found = packs.law().versions(rule_id)
    if not found:
        raise _missing("rule")
    return [rows.rule(one) for one in found]


@api.get("/log", response=dict[str, Any], tags=["log"])
def log(request: SignedRequest, subject: str = "", offset: int = 0, limit: int = 100) -> Any:
    """Show the last checkpoint and the entries, newest first."""
    mine = visible.entries(request.user)
    head = Checkpoint.objects.order_by("-number").first()
    found = mine.defer("data").order_by("-pk")
    found = found.filter(stream=subject) if subject else found
    return {"checkpoint": head.note if head else None, **_page(found, offset, limit, rows.entry)}


@api.get("/log/{number}/proof", response=dict[str, Any], tags=["log"])
def proof(request: SignedRequest, number: int) -> Any:
    """Prove one entry; an auditor gets the statement, everybody else the bare proof."""
    from licet.store.ledger_prove import prove

    if not visible.entries(request.user).filter(index=number).exists():
        raise _missing("entry")
    log_read(request.user, "log", str(number), action="api proof", at=clock.now())
    return prove(number, redacted=not policy.allowed(request.user, "view_reads", None).ok).to_json()


@api.get("/people", response=Listed, tags=["accounts"])
def people(request: SignedRequest, offset: int = 0, limit: int = 100) -> Any:
    """List the accounts."""
    policy.require(request.user, "manage_accounts", None)
    found = Account.objects.select_related("organisation").order_by("username")
    return _page(found, offset, limit, rows.account)


@api.get("/verify", response=Answer, auth=None, tags=["public"])
def verify(request: HttpRequest, code: str) -> Any:
    """Tell anybody whether a licence is valid today; unknown and forbidden look alike."""
    if too_many(request):
        response = problems.problem(429, code="LIC-913", detail="Too many attempts.", remedy="Try again later.")
        response["Retry-After"] = str(WINDOW_SECONDS)
        return response
    return rows.public(by_code(code, clock.today()))
