"""The public check of a licence, by code or by bundle, without an account."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from licet.actions.public_check import Answer, by_bundle, by_code
from licet.actions.throttle import WINDOW_SECONDS, too_many
from licet.common.errors import BadInput
from licet.ledger.bundle import BUNDLE_LIMIT
from licet.store import clock
from licet.web.forms import Form
from licet.web.pages import public_page

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse


class CheckForm(Form):
    """A code or a bundle."""

    code = forms.CharField(
        label=gettext_lazy("Code on the licence"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Sixteen letters and digits in four groups."),
        widget=forms.TextInput(
            attrs={"size": 24, "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    bundle = forms.FileField(
        label=gettext_lazy("Proof bundle"),
        required=False,
        help_text=gettext_lazy("A JSON file made by the log, at most 256 kB."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.needed = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two."""
        typed = super().clean() or {}
        if not self.errors and not typed.get("code", "").strip() and not typed.get("bundle"):
            self.add_error("code", _("Enter the code, or choose a proof bundle."))
        return typed

    def clean_bundle(self) -> Any:
        """Refuse a file that no bundle can be."""
        file = self.cleaned_data.get("bundle")
        if file and file.size > BUNDLE_LIMIT:
            raise forms.ValidationError(_("The file is longer than 256 kB; a bundle never is."))
        return file


@require_http_methods(["GET", "POST"])
@public_page
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Check a licence. The address printed as QR carries the code."""
    asked = request.method == "POST" or bool(code)
    if asked and too_many(request):
        response = render(request, "public/wait.html", {"minutes": WINDOW_SECONDS // 60}, status=429)
        response["Retry-After"] = str(WINDOW_SECONDS)
        return response
    data = (request.POST, request.FILES) if request.method == "POST" else ({"code": code},) if code else ()
    form = CheckForm(*data)
    answer = _answer(form) if asked and form.is_valid() else None
    context = {
        "form": form,
        "answer": answer,
        "last": answer.valid_until - timedelta(days=1) if answer and answer.valid_until else None,
    }
    return render(request, "public/verify.html", context, status=400 if form.errors else 200)


def _answer(form: CheckForm) -> Answer | None:
    file, today = form.cleaned_data.get("bundle"), clock.today()
    if not file:
        return by_code(form.cleaned_data["code"], today)
    try:
        return by_bundle(file.read(BUNDLE_LIMIT + 1), today)
    except BadInput as fault:
        form.refuse(fault, "bundle")
        return None
