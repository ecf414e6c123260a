"""Forms in which administrators propose accounts and changes; the action checks every field again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.store.models import Organisation
from licet.store.roles import ROLES
from licet.web.forms import Form, Reason

if TYPE_CHECKING:
    from licet.store.models import Account

__all__ = ["AccountForm", "NewAccountForm", "ReasonForm"]


class ReasonForm(Form):
    """A reason, for closing or turning down."""

    reason = Reason(
        label=_("Reason"), max_length=2000, help_text=_("Kept with the request and readable by the auditor.")
    )


class AccountForm(Form):
    """What an account may do. Several codes are written one after the other, parted by spaces."""

    display_name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    roles = forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(code, role.title) for code, role in ROLES.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Exporter, auditor and administrator go with no other role."),
    )
    organisation_id = forms.ChoiceField(label=_("Organisation, for exporters"), required=False)
    state = forms.CharField(
        label=_("State served"), max_length=3, required=False, help_text=_("Three letters; empty for every state.")
    )
    role_title = forms.CharField(
        label=_("Title"), max_length=150, required=False, help_text=_("Printed under a signature.")
    )
    authority_ceiling = forms.CharField(
        label=_("May sign up to"),
        max_length=20,
        required=False,
        help_text=_("An amount, such as 10000000. Empty: may not sign."),
    )
    authority_currency = forms.CharField(
        label=_("Currency"), max_length=3, required=False, help_text=_("Three letters, such as EUR.")
    )
    authority_goods = forms.CharField(
        label=_("May sign for goods"),
        max_length=500,
        required=False,
        help_text=_("Control codes, such as ML1 ML2; * is any."),
    )
    authority_destinations = forms.CharField(
        label=_("May sign for destinations"),
        max_length=500,
        required=False,
        help_text=_("Codes of states, such as FRA; * is any."),
    )
    reason = Reason(
        label=_("Reason"), max_length=2000, help_text=_("Why, in a sentence. The second administrator reads it.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        organisations = Organisation.objects.order_by("name").values_list("pk", "name")
        self.fields["organisation_id"].choices = [("", "–"), *((str(pk), name) for pk, name in organisations)]  # type: ignore[attr-defined]

    def change(self) -> dict[str, Any]:
        """Return the fields as the action takes them."""
        typed = dict(self.cleaned_data)
        typed.pop("reason")
        organisation = typed["organisation_id"]
        return typed | {
            "organisation_id": int(organisation) if organisation else None,
            "state": typed["state"].upper(),
            "authority_ceiling": typed["authority_ceiling"] or None,
            "authority_currency": typed["authority_currency"].upper(),
            "authority_goods": typed["authority_goods"].split(),
            "authority_destinations": typed["authority_destinations"].upper().split(),
        }


class NewAccountForm(AccountForm):
    """A new account."""

    username = forms.CharField(
        label=_("User name"), max_length=60, help_text=_("a to z, 0 to 9, dot, dash. It is never used again.")
    )
    field_order = ["username"]


def of(account: Account) -> dict[str, Any]:
    """Return the account as the form shows it."""
    return {
        "display_name": account.display_name,
        "email": account.email,
        "roles": account.roles,
        "organisation_id": str(account.organisation_id or ""),
        "state": account.state,
        "role_title": account.role_title,
        "authority_ceiling": account.authority_ceiling if account.authority_ceiling is not None else "",
        "authority_currency": account.authority_currency,
        "authority_goods": " ".join(account.authority_goods),
        "authority_destinations": " ".join(account.authority_destinations),
    }
