"""What the forms of the site share: fields that are read by keyboards and screen readers, faults beside their field."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from licet.common.errors import LicetError

__all__ = ["ONCE", "Form", "LongText", "Reason", "token", "told"]

ONCE = "once"
"""The name of the hidden field that tells a form sent twice from two forms."""

HIDDEN_CHARACTERS = frozenset("\x00\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Form(forms.Form):
    """A form whose faults come from the action: `refuse` puts a refusal beside its field or above the form."""

    use_required_attribute = False

    def refuse(self, fault: LicetError, field: str | None = None) -> None:
        """Show what the action said; what was typed stays."""
        self.add_error(field if field in self.fields else None, ValidationError(told(fault)))


class LongText(forms.CharField):
    """A text of several lines."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, *, max_length: int = 10_000, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)


class Reason(LongText):
    """A reason in words."""


def told(fault: LicetError) -> str:
    """Return a refusal in one text: what, and what to do."""
    what = fault.what[:1].upper() + fault.what[1:]
    end = "" if what.endswith((".", "?", "”")) else "."
    return f"{what}{end} {fault.remedy}".strip()


def token(data: Any) -> str | None:
    """Return the form's token, or nothing when the form carries none."""
    return str(data.get(ONCE, ""))[:64] or None
