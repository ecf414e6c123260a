"""The application's sections as forms: built from the one table of the form, checked by the one completeness check."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _

from licet.licensing.completeness import missing
from licet.store import clock, packs
from licet.web.forms import Form

if TYPE_CHECKING:
    from licet.licensing.application import Field, Section

__all__ = ["SectionForm", "answers_in", "form_for"]

LINES = {"names", "states"}
FILLED_BY_FILE = {"sha256", "filename"}
LARGEST_FILE = 5 * 2**20


class Tick(forms.CheckboxInput):
    """A box that answers ``yes`` or nothing, as the draft keeps it."""

    def __init__(self) -> None:
        super().__init__(check_test=lambda value: value == "yes")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:  # type: ignore[override]
        return "yes" if data.get(name) else ""


class SectionForm(Form):
    """One section, or one entry of a section that repeats."""

    def __init__(self, section: Section, *args: Any, **options: Any) -> None:
        self.section = section
        super().__init__(*args, **options)
        for field in section.fields:
            if field.code not in FILLED_BY_FILE:
                self.fields[field.code] = _field(field)
        if section.code == "documents":
            self.fields["file"] = forms.FileField(
                label=_("File"),
                required=False,
                help_text=_("Its fingerprint is kept with the application, so that a changed file is noticed."),
            )

    def answers(self) -> dict[str, Any]:
        """Return what was typed, as the draft keeps it."""
        typed = {code: self.cleaned_data.get(code, "") for code in self.fields if code != "file"}
        answers = {code: _lines(text) if self._kind(code) in LINES else text for code, text in typed.items()}
        return answers | self._fingerprint()

    def check(self) -> bool:
        """Put every fault of these answers beside its field; tell whether there is none."""
        if not self.is_valid():
            return False
        code = self.section.code
        answers = self.answers()
        prefix = f"{code}.1." if self.section.repeats else f"{code}."
        draft = {code: [answers] if self.section.repeats else answers}
        for fault in missing(draft, packs.states()):
            field = fault.path.removeprefix(prefix)
            if fault.path.startswith(prefix) and field in self.fields:
                self.add_error(field, fault.how)
        return not self.errors

    def _kind(self, code: str) -> str:
        field = self.section.field(code)
        return field.kind if field else ""

    def _fingerprint(self) -> dict[str, str]:
        file = self.cleaned_data.get("file")
        if not file:
            kept = {code: str(self.initial.get(code, "")) for code in FILLED_BY_FILE}
            return kept if self.section.code == "documents" else {}
        digest = hashlib.sha256()
        for part in file.chunks():
            digest.update(part)
        return {"sha256": digest.hexdigest(), "filename": str(file.name)[:200]}

    def clean_file(self) -> Any:
        """Refuse a file that is empty or too large."""
        file = self.cleaned_data.get("file")
        if file and file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB. Send a smaller copy."))
        return file


def form_for(section: Section, answers: dict[str, Any], *args: Any, **options: Any) -> SectionForm:
    """Return the form of a section with the answers given so far."""
    initial = {code: "\n".join(value) if isinstance(value, list) else value for code, value in answers.items()}
    return SectionForm(section, *args, initial=initial, **options)


def answers_in(section: Section, draft: dict[str, Any]) -> Any:
    """Return what a draft holds for the section: a mapping, or a list of mappings."""
    return draft.get(section.code) or ([] if section.repeats else {})


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _field(field: Field) -> forms.Field:
    needed = field.required
    help_text = "" if field.kind == "tick" else field.how
    common: dict[str, Any] = {"label": field.label, "help_text": help_text, "required": False}
    made = _made(field, common)
    made.needed = needed or field.when is not None  # type: ignore[attr-defined]
    return made


def _made(field: Field, common: dict[str, Any]) -> forms.Field:
    if field.kind == "tick":
        return forms.CharField(widget=Tick(), **common)
    if field.kind == "choice" and len(field.options or {}) <= 4:
        return forms.CharField(widget=forms.RadioSelect(choices=list((field.options or {}).items())), **common)
    if field.options:
        options = [("", _("Choose")), *field.options.items()]
        return forms.CharField(widget=forms.Select(choices=options), **common)
    if field.kind == "state":
        return forms.CharField(widget=forms.Select(choices=[("", _("Choose")), *_states()]), **common)
    if field.kind == "long":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), max_length=10_000, **common)
    if field.kind in LINES:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=5_000, **common)
    size = {"decimal": 12, "date": 12}.get(field.kind, 50)
    return forms.CharField(widget=forms.TextInput(attrs={"size": size}), max_length=500, **common)


def _states() -> list[tuple[str, str]]:
    """Return the states there are today: nothing leaves for a state that has ended."""
    today = clock.today()
    return sorted(((s.iso3, s.name) for s in packs.states() if today in s.existed), key=lambda pair: pair[1])
