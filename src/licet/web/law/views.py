"""The law on file: instruments by date, and one rule with its versions, source and confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from licet.actions import policy
from licet.common.criteria import CRITERIA
from licet.common.errors import NotFound
from licet.store import clock, packs
from licet.web.pages import page
from licet.web.tables import as_csv, one_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from licet.law.model import Rule
    from licet.web.signed import SignedRequest

COLUMNS = ("rule", "cite", "title", "effect", "instrument", "valid_from", "last_day", "renewal", "confidence", "url")

EFFECTS = {
    "prohibit": gettext_lazy("prohibits"),
    "exempt": gettext_lazy("exempts from a licence"),
    "require_licence": gettext_lazy("requires a licence"),
    "presume_denial": gettext_lazy("presumes a refusal"),
    "weigh": gettext_lazy("is weighed"),
    "deny_on_finding": gettext_lazy("refuses on a finding of risk"),
    "require_consultation": gettext_lazy("requires a consultation"),
    "require_notification": gettext_lazy("requires a notice"),
    "condition": gettext_lazy("sets a condition"),
    "note": gettext_lazy("is to be noted"),
    "reassess": gettext_lazy("asks to assess again"),
}
"""What a rule does, in words."""
RENEWALS = {
    "confirmed": gettext_lazy("confirmed"),
    "unknown": gettext_lazy("unknown"),
    "ended": gettext_lazy("ended"),
}


@require_GET
@page
def index(request: SignedRequest) -> HttpResponse:
    """List the rules in force today, by instrument."""
    policy.require(request.user, "view_law", None)
    text, effect = request.GET.get("q", "").strip()[:100], request.GET.get("effect", "")
    version = packs.law().at(clock.today())
    found = sorted(
        (s for s in version.standing if _meets(s.rule, text, effect)), key=lambda s: (s.rule.instrument.id, s.rule.id)
    )
    if request.GET.get("format") == "csv":
        return as_csv("law", COLUMNS, (_cells(s.rule) for s in found))
    context = {
        "page": one_page(request, found),
        "q": text,
        "effect": effect,
        "effects": EFFECTS.items(),
        "effect_words": EFFECTS,
        "version": version.id,
    }
    return render(request, "law/list.html", context)


def _meets(rule: Rule, text: str, effect: str) -> bool:
    said = f"{rule.id} {rule.cite} {rule.display} {rule.title} {rule.instrument.id} {rule.instrument.title}".casefold()
    return (not effect or rule.effect == effect) and all(word in said for word in text.casefold().split())


def _cells(rule: Rule) -> tuple[object, ...]:
    inst = rule.instrument
    name = rule.title or inst.title
    days = (rule.valid.first, rule.valid.last_day)
    return rule.id, rule.cite, name, rule.effect, inst.id, *days, rule.renewal, rule.confidence.word, inst.source.url


@require_GET
@page
def rule(request: SignedRequest, rule_id: str) -> HttpResponse:
    """Show a rule: what it says in our words, where the text is, when it held, how sure we are."""
    policy.require(request.user, "view_law", None)
    versions = packs.law().versions(rule_id)
    if not versions:
        raise NotFound("LIC-908", _("There is no such rule"), remedy=_("Look it up in the list of rules."))
    today = clock.today()
    standing = packs.law().at(today)
    index_of = standing.by_id.get(rule_id)
    now = standing.standing[index_of] if index_of is not None else None
    shown = now.rule if now else versions[-1]
    context: dict[str, Any] = {
        "rule": shown,
        "effect": EFFECTS.get(shown.effect, shown.effect),
        "renewals": RENEWALS,
        "versions": versions,
        "holds": now is not None and not now.lapsed,
        "lapsed": now is not None and now.lapsed,
        "criteria": [(code, CRITERIA.get(code, "")) for code in shown.engages],
        "confidence": shown.confidence.word,
    }
    return render(request, "law/rule.html", context)
