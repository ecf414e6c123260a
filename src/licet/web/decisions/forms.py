"""Forms of a decision, of its countersignature, and of reopening."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.store.models import Decision
from licet.web.cases.forms import _Conditions
from licet.web.forms import Form, LongText, Reason

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["CountersignForm", "DecideForm", "ReopenForm"]


class DecideForm(_Conditions):
    """A decision: outcome, reasons, conditions, validity; for a refusal the reasons by criterion or rule."""

    outcome = forms.ChoiceField(label=gettext_lazy("Decision"), widget=forms.RadioSelect)
    reasons = LongText(label=gettext_lazy("Reasons"), help_text=gettext_lazy("In words that can stand before a court."))
    valid_months = forms.IntegerField(
        label=gettext_lazy("Valid for months"),
        min_value=1,
        max_value=60,
        initial=24,
        help_text=gettext_lazy("1 to 60, for a grant."),
    )
    by_criterion = LongText(
        label=gettext_lazy("For a refusal: reasons under each criterion or rule"),
        required=False,
        help_text=gettext_lazy("One on each line, beginning with the code: C2 The items might be used for …"),
    )
    field_order = ["outcome", "reasons", "conditions", "details", "valid_months", "by_criterion"]

    def __init__(self, outcomes: Collection[str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(value, _(label)) for value, label in Decision.Outcome.choices if value in outcomes]
        self.fields["outcome"].choices = choices  # type: ignore[attr-defined]

    def clean_by_criterion(self) -> list[dict[str, str]]:
        """Read the lines: a code, then its reason."""
        rows = []
        for line in filter(None, map(str.strip, str(self.cleaned_data["by_criterion"]).splitlines())):
            code, _space, text = line.partition(" ")
            rows.append({"criterion": code.rstrip(":,."), "text": text.strip()})
        return rows


class CountersignForm(Form):
    """The second person's answer."""

    states_no_interest = forms.BooleanField(
        label=gettext_lazy("I have no financial, family or career interest in any party to this case."), required=False
    )
    reason = Reason(
        label=gettext_lazy("Note to the file"),
        required=False,
        help_text=gettext_lazy("Needed when you send it back. Kept with the decision and readable by the auditor."),
    )


class ReopenForm(Form):
    """Why the case is opened again."""

    reason = Reason(label=gettext_lazy("Reason"))
