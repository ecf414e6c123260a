"""Accounts: what administrators see, propose, approve and close. Two of them for every change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from licet.actions import accounts as actions
from licet.actions import policy
from licet.actions.access import authenticated_at, require_fresh
from licet.common.errors import BadInput, NotFound
from licet.store import clock
from licet.store.models import Account, AccountRequest
from licet.store.roles import ROLES
from licet.web.pages import page
from licet.web.people import forms
from licet.web.tables import as_csv, one_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from licet.web.signed import SignedRequest

COLUMNS = ("username", "display_name", "roles", "organisation", "state", "closed_at")


@require_GET
@page
def index(request: SignedRequest) -> HttpResponse:
    """List accounts, and the requests that wait for a second administrator."""
    policy.require(request.user, "manage_accounts", None)
    found = Account.objects.select_related("organisation").order_by("username")
    if request.GET.get("format") == "csv":
        cells = ((a.username, a.display_name, " ".join(a.roles), a.organisation, a.state, a.closed_at) for a in found)
        return as_csv("accounts", COLUMNS, cells)
    waiting = AccountRequest.objects.filter(status=AccountRequest.Status.OPEN)
    context = {
        "page": one_page(request, found),
        "roles": {code: role.title for code, role in ROLES.items()},
        "waiting": [_told(request, one) for one in waiting.select_related("account", "proposed_by").order_by("pk")],
        "may_propose": policy.allowed(request.user, "propose_account", None).ok,
    }
    return render(request, "people/list.html", context)


def _told(request: SignedRequest, one: AccountRequest) -> dict[str, Any]:
    may = policy.allowed(request.user, "approve_account", one)
    own = one.proposed_by_id == request.user.pk
    return {"request": one, "lines": _lines(one), "may": may.ok, "why_not": may.reason, "own": own}


def _lines(one: AccountRequest) -> list[tuple[str, Any, Any]]:
    before, after = one.change.get("before", {}), one.change.get("after", {})
    return [
        (key.replace("_", " "), before.get(key, ""), value)
        for key, value in after.items()
        if value not in ("", [], None) or key in before
    ]


@require_http_methods(["GET", "POST"])
@page
def propose(request: SignedRequest) -> HttpResponse:
    """Propose a new account."""
    policy.require(request.user, "propose_account", None)
    form = forms.NewAccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        change = form.change()
        try:
            actions.do_propose_account(change, form.cleaned_data["reason"], acting_user=request.user, at=clock.now())
        except BadInput as fault:
            form.refuse(fault, fault.where)
        else:
            return _proposed(request)
    return _form(request, form, _("Propose an account"), _("Send to a second administrator"))


@require_http_methods(["GET", "POST"])
@page
def change(request: SignedRequest, username: str) -> HttpResponse:
    """Propose to change an account."""
    account = _account(username)
    policy.require(request.user, "change_account", account)
    form = forms.AccountForm(request.POST or None, initial=forms.of(account))
    if request.method == "POST" and form.is_valid():
        given, reason = form.change(), form.cleaned_data["reason"]
        try:
            actions.do_propose_change(account, given, reason, acting_user=request.user, at=clock.now())
        except BadInput as fault:
            form.refuse(fault, fault.where)
        else:
            return _proposed(request)
    heading = _("Propose to change the account of %(name)s") % {"name": account}
    return _form(request, form, heading, _("Send to a second administrator"))


@require_http_methods(["GET", "POST"])
@page
def close(request: SignedRequest, username: str) -> HttpResponse:
    """Propose to close an account."""
    account = _account(username)
    policy.require(request.user, "close_account", account)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.do_propose_close(account, form.cleaned_data["reason"], acting_user=request.user, at=clock.now())
        except BadInput as fault:
            form.refuse(fault, fault.where)
        else:
            return _proposed(request)
    heading = _("Propose to close the account of %(name)s") % {"name": account}
    return _form(request, form, heading, _("Propose to close it"))


@require_POST
@page
def approve(request: SignedRequest, pk: int) -> HttpResponse:
    """Approve the request of another administrator; a lent password is shown here once."""
    one = _request(pk)
    policy.require(request.user, "approve_account", one)
    require_fresh(authenticated_at(request.session), timezone.now())
    done = actions.do_approve(one, acting_user=request.user, at=clock.now())
    if done.password:
        return render(request, "people/password.html", {"account": done.account, "password": done.password})
    messages.success(request, _("Approved."))
    return redirect("web:people")


@require_http_methods(["GET", "POST"])
@page
def reject(request: SignedRequest, pk: int) -> HttpResponse:
    """Turn down the request of another administrator."""
    one = _request(pk)
    policy.require(request.user, "reject_account", one)
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.do_reject(one, form.cleaned_data["reason"], acting_user=request.user, at=clock.now())
        except BadInput as fault:
            form.refuse(fault, fault.where)
        else:
            messages.success(request, _("Turned down."))
            return redirect("web:people")
    return _form(request, form, _("Turn down the request"), _("Turn it down"))


@require_POST
@page
def withdraw(request: SignedRequest, pk: int) -> HttpResponse:
    """Take back one's own request."""
    actions.do_withdraw(_request(pk), acting_user=request.user, at=clock.now())
    messages.success(request, _("Withdrawn."))
    return redirect("web:people")


def _account(username: str) -> Account:
    found = Account.objects.filter(username__iexact=username).first()
    if found is None:
        raise NotFound("LIC-902", _("There is no such account"), remedy=_("Look it up in the list."))
    return found


def _request(pk: int) -> AccountRequest:
    found = AccountRequest.objects.select_related("account").filter(pk=pk).first()
    if found is None:
        raise NotFound("LIC-902", _("There is no such request"), remedy=_("Look it up in the list."))
    return found


def _proposed(request: SignedRequest) -> HttpResponse:
    messages.success(request, _("Proposed. Nothing changes until another administrator approves."))
    return redirect("web:people")


def _form(request: SignedRequest, form: Any, heading: str, verb: str) -> HttpResponse:
    context = {
        "form": form,
        "heading": heading,
        "over": _("Accounts"),
        "verb": verb,
        "back": reverse("web:people"),
        "trail": [(reverse("web:people"), _("Accounts"))],
        "notes": [_("One administrator proposes, another approves. Nobody changes their own account.")],
    }
    return render(request, "forms/page.html", context, status=400 if form.errors else 200)
