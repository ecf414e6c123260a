"""The form on which customs records a shipment."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from licet.actions.draw_down import Shipped
from licet.common.quantities import Quantity
from licet.web.forms import Form, Reason

if TYPE_CHECKING:
    from licet.store.models import Licence


class Amount(forms.DecimalField):
    """A number as it is written everywhere else: Python's underscores between digits are not read as digits."""

    def clean(self, value: Any) -> Any:
        """Return the number."""
        if "_" in str(value):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return super().clean(value)


class DrawdownForm(Form):
    """One shipment under a licence: its declaration and how much of each line."""

    shipped_on = forms.DateField(label=_("Day of the shipment"), help_text=_("Such as 2026-11-20."))
    customs_reference = forms.CharField(
        label=_("Customs reference"), max_length=40, help_text=_("MRN of the export declaration.")
    )
    office = forms.CharField(label=_("Customs office"), max_length=80)

    def __init__(self, licence: Licence, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.lines = list(licence.lines.all())
        for line in self.lines:
            what = {"n": line.number, "what": line.description[:60], "unit": line.unit, "currency": line.currency}
            self.fields[f"quantity_{line.number}"] = Amount(
                label=_("Line %(n)s, quantity in %(unit)s: %(what)s") % what,
                required=False,
                max_digits=15,
                decimal_places=6,
            )
            self.fields[f"value_{line.number}"] = Amount(
                label=_("Line %(n)s, value in %(currency)s") % what, required=False, max_digits=15, decimal_places=2
            )

    def shipped(self) -> list[Shipped]:
        """Return the lines of which something left, as the action takes them."""
        typed = self.cleaned_data
        return [
            Shipped(
                line.number,
                Quantity(typed[f"quantity_{line.number}"], line.unit),
                typed.get(f"value_{line.number}") or Decimal(0),
            )
            for line in self.lines
            if typed.get(f"quantity_{line.number}") is not None
        ]


class ReasonForm(Form):
    """Why a licence is suspended, reinstated or revoked."""

    reason = Reason(label=_("Reason"))
