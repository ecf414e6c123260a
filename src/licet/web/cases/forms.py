"""Forms of an officer's steps on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from licet.actions.classify import LISTS
from licet.common.criteria import CRITERIA
from licet.licensing.advice import CONCLUSIONS, CONDITIONS
from licet.licensing.application import UNROCA
from licet.store.models import Account
from licet.web.forms import Form, LongText, Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "AdviceForm",
    "AskForm",
    "ClassifyForm",
    "FactForm",
    "FindingForm",
    "InterestForm",
    "ReturnForm",
    "conditions_in",
]


class ReturnForm(Form):
    """Why the application goes back."""

    reason = Reason(
        label=gettext_lazy("Reason"), help_text=gettext_lazy("The exporter reads it. Say which fields to change.")
    )


class AskForm(Form):
    """One question to the exporter."""

    text = LongText(label=gettext_lazy("Question"), help_text=gettext_lazy("The exporter reads it. Ask one thing."))
    path = forms.CharField(
        label=gettext_lazy("Field it is about"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("Such as lines.2.origin."),
    )
    fact = forms.CharField(label=gettext_lazy("Fact it would settle"), required=False, max_length=160)


class ClassifyForm(Form):
    """The control code of one line."""

    control_list = forms.ChoiceField(label=gettext_lazy("Control list"), choices=list(LISTS.items()))
    code = forms.CharField(
        label=gettext_lazy("Control code"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Such as ML5.b. Empty says: not on this list, with the reason."),
    )
    unroca = forms.ChoiceField(
        label=gettext_lazy("Category of the United Nations register"),
        required=False,
        choices=[("", gettext_lazy("Not known")), *UNROCA.items()],
        help_text=gettext_lazy("Not known keeps the question open whether the Arms Trade Treaty covers the line."),
    )
    edition = forms.CharField(
        label=gettext_lazy("Edition of the list"), max_length=60, help_text=gettext_lazy("Such as C/2025/1499.")
    )
    reason = Reason(label=gettext_lazy("Why this code"), max_length=2000)
    confirmed = forms.ChoiceField(
        label=gettext_lazy("Standing"),
        choices=[
            ("yes", gettext_lazy("Confirmed: it holds for the case")),
            ("no", gettext_lazy("Proposed: somebody else is to confirm")),
        ],
        widget=forms.RadioSelect,
        initial="yes",
    )


class FactForm(Form):
    """The answer to a question of the assessment."""

    fact = forms.CharField(
        label=gettext_lazy("Fact"), max_length=160, help_text=gettext_lazy("As the question names it.")
    )
    value = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=200,
        help_text=gettext_lazy("true, false, unknown, a number or a code."),
    )
    source = Reason(label=gettext_lazy("Source"), help_text=gettext_lazy("Name the document that shows it."))


class _Conditions(Form):
    """Conditions with their details: a tick and a text each."""

    conditions = forms.MultipleChoiceField(
        label=gettext_lazy("Conditions"),
        required=False,
        choices=[(code, f"{code} {text}") for code, text in CONDITIONS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    details = LongText(
        label=gettext_lazy("Details of the conditions"),
        required=False,
        help_text=gettext_lazy("One on each line, beginning with its code: P03 within 90 days of exit."),
    )

    def clean_details(self) -> str:
        """Refuse a line that begins with no chosen code."""
        text = str(self.cleaned_data["details"])
        chosen = set(self.cleaned_data.get("conditions", []))
        for line in filter(None, map(str.strip, text.splitlines())):
            if line.split()[0].rstrip(":.,") not in chosen:
                raise forms.ValidationError(
                    _("“%(line)s” begins with no condition chosen above.") % {"line": line[:60]}
                )
        return text


def conditions_in(form: Any) -> list[dict[str, str]]:
    """Return the conditions as the action takes them: the code with its details, or with its own words."""
    details = {}
    for line in filter(None, map(str.strip, form.cleaned_data["details"].splitlines())):
        head, _space, rest = line.partition(" ")
        details[head.rstrip(":.,")] = rest.strip()
    chosen = form.cleaned_data["conditions"]
    return [{"code": code, "text": details.get(code) or CONDITIONS[code]} for code in chosen]


class FindingForm(_Conditions):
    """One written finding on one criterion."""

    text = LongText(
        label=gettext_lazy("Finding"),
        help_text=gettext_lazy("In words: the evidence, what speaks against it, and what you conclude."),
    )
    conclusion = forms.ChoiceField(
        label=gettext_lazy("Conclusion"),
        choices=list(CONCLUSIONS.items()),
        widget=forms.RadioSelect,
    )
    refer = forms.BooleanField(label=gettext_lazy("I ask that the minister decide"), required=False)
    field_order = ["text", "conclusion", "conditions", "details", "refer"]


class AdviceForm(Form):
    """Who is asked, on what."""

    adviser = forms.ModelChoiceField(
        label=gettext_lazy("Adviser"), queryset=Account.objects.none(), empty_label=gettext_lazy("Choose")
    )
    criteria = forms.MultipleChoiceField(label=gettext_lazy("Criteria"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, engaged: Sequence[str], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        people = [a.pk for a in Account.objects.filter(closed_at=None, is_active=True) if a.has_role("adviser")]
        self.fields["adviser"].queryset = Account.objects.filter(pk__in=people).order_by("display_name")  # type: ignore[attr-defined]
        codes = list(engaged) or list(CRITERIA)
        self.fields["criteria"].choices = [(code, f"{code} {CRITERIA.get(code, '')}") for code in codes]  # type: ignore[attr-defined]


class InterestForm(Form):
    """A statement of interest."""

    has_interest = forms.ChoiceField(
        label=gettext_lazy("Have you a financial, family or career interest in a party to this case?"),
        choices=[("no", gettext_lazy("No")), ("yes", gettext_lazy("Yes"))],
        widget=forms.RadioSelect,
    )
    party = forms.ChoiceField(label=gettext_lazy("In which party"), required=False)
    text = LongText(label=gettext_lazy("What interest"), required=False)

    def __init__(self, parties: list[dict[str, Any]], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["party"].choices = [("", _("Choose")), *((p["key"], p["name"]) for p in parties)]  # type: ignore[attr-defined]
