"""What is missing or wrong in an application: field by field, with the reason for asking and how to put it right."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.common.dates import parse_date
from licet.common.errors import LicetError, UnknownName
from licet.common.money import parse_decimal
from licet.common.quantities import UNITS
from licet.licensing.application import FORM, Field, Section
from licet.parties.partial_dates import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from licet.common.states import State, StateTable

__all__ = ["Missing", "answered", "declared_against", "missing"]

ONE_OF_EACH = (
    ("consignee", "Name the consignee", "2008/944/CFSP Art. 5; ATT Art. 8(1)"),
    ("end_user", "Name the end user", "2008/944/CFSP Art. 5; ATT Art. 8(1)"),
)
MOST_DIGITS = {"quantity": (9, 6), "value": (13, 2)}
LONGEST = {"text": 200, "names": 200, "long": 10_000}


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that stops the application: where, what it is called, why the law asks, how to put it right."""

    path: str
    label: str
    why: str
    how: str

    @property
    def section(self) -> str:
        """The section of the form it is in."""
        return self.path.split(".", 1)[0]


def missing(draft: Mapping[str, Any], states: StateTable) -> list[Missing]:
    """Return everything that stops the application, in the order of the form; empty when it can be sent."""
    found = [m for part in FORM for m in _section(part, draft, states)]
    return [*found, *_across(draft)]


def answered(section: Section, draft: Mapping[str, Any]) -> bool:
    """Say whether anything was entered in that section: the task list prints Not started otherwise."""
    return bool(draft.get(section.code))


def declared_against(form: Mapping[str, Any]) -> tuple[str, ...]:
    """Return, in sentences, the declarations that stand against a grant. What is not known stands against it too."""
    given = form.get("declarations") or {}
    return tuple(
        declares if given.get(code) == "yes" else leaves_open
        for code, (declares, leaves_open) in _AGAINST.items()
        if given.get(code) != "no"
    )


_AGAINST = {
    "weapons_of_mass_destruction": (
        "The exporter declares reason to think that the goods serve weapons of mass destruction",
        "The exporter leaves open whether the goods serve weapons of mass destruction",
    ),
    "embargo_known": (
        "The exporter declares an embargo on the destination or a party",
        "The exporter leaves open whether there is an embargo on the destination or a party",
    ),
}


def _section(part: Section, draft: Mapping[str, Any], states: StateTable) -> Iterator[Missing]:
    if not part.repeats:
        yield from _answers(part, draft.get(part.code) or {}, part.code, states)
        return
    entries = draft.get(part.code) or []
    if len(entries) < part.least:
        few = f"{part.least} or more are needed; {len(entries)} entered"
        yield Missing(part.code, part.title, part.why, f"{part.task}: {few}.")
    for number, entry in enumerate(entries, 1):
        yield from _answers(part, entry, f"{part.code}.{number}", states)


def _answers(part: Section, answers: Mapping[str, Any], where: str, states: StateTable) -> Iterator[Missing]:
    for field in part.fields:
        answer = answers.get(field.code, "")
        texts = answer if isinstance(answer, list) else [answer]
        given = [t for t in texts if t.strip()]
        path, why = f"{where}.{field.code}", field.why or part.why
        if not given and field.needed(answers):
            yield Missing(path, field.label, why, field.how or f"Fill in {field.label.lower()}.")
        for text in given:
            fault = _fault(field, text, states, answers)
            if fault:
                yield Missing(path, field.label, why, fault)


def _fault(field: Field, text: str, states: StateTable, answers: Mapping[str, Any]) -> str:
    """Return how to put the answer right, or an empty string."""
    if field.kind in LONGEST and not any(c.isalnum() for c in text):
        return f"Write it in words. You wrote “{text[:40]}”."
    if len(text) > LONGEST.get(field.kind, len(text)):
        return f"Write at most {LONGEST[field.kind]} characters. You wrote {len(text)}."
    if field.kind in {"choice", "unit", "currency"}:
        return "" if text in (field.options or {}) else f"Choose one of the list. You wrote “{text[:40]}”."
    try:
        _parse(field, text, states)
    except LicetError as fault:
        return f"{fault.what[:1].upper()}{fault.what[1:]}. {fault.remedy}"
    return _number_fault(field, text, answers) if field.kind == "decimal" else ""


def _parse(field: Field, text: str, states: StateTable) -> None:
    if field.kind in {"state", "states"}:
        _check_exists(states.find(text))
    elif field.kind == "date":
        parse_date(text)
    elif field.kind == "decimal":
        parse_decimal(text)
    elif field.code == "birth_date":
        PartialDate.parse(text)


def _check_exists(state: State) -> None:
    if state.existed.until is not None:
        what = f"{state.name} is no state of today"
        raise UnknownName(
            "LIC-008", what, remedy=f"Choose its successor: {', '.join(state.successors) or 'see the list'}."
        )


def _number_fault(field: Field, text: str, answers: Mapping[str, Any]) -> str:
    amount = parse_decimal(text)
    digits, places = MOST_DIGITS[field.code]
    if amount <= 0:
        return f"Enter an amount above zero. You wrote “{text[:40]}”."
    if amount >= Decimal(10) ** digits or amount != round(amount, places):
        return f"Enter at most {digits} digits before and {places} after the point. You wrote “{text[:40]}”."
    unit = UNITS.get(str(answers.get("unit", "")))
    if field.code == "quantity" and unit is not None and unit.dimension == "count" and amount % 1:
        return f"Enter a whole number of units, such as 80. You wrote “{text[:40]}”."
    return ""


def _across(draft: Mapping[str, Any]) -> Iterator[Missing]:
    roles = [p.get("role") for p in draft.get("parties") or []]
    for role, label, why in ONE_OF_EACH:
        if roles.count(role) != 1:
            count = "none is named" if role not in roles else f"{roles.count(role)} are named; apply for each apart"
            yield Missing("parties", label, why, f"Add exactly one party with this role: {count}.")
    if "end_user_certificate" not in [d.get("kind") for d in draft.get("documents") or []]:
        yield Missing(
            "documents",
            "End-user certificate",
            "2008/944/CFSP Art. 5; ATT Art. 8(1)",
            "Add the certificate signed by the end user.",
        )
    currencies = sorted({str(line.get("currency")) for line in draft.get("lines") or [] if line.get("currency")})
    if len(currencies) > 1:
        how = f"Use one currency on every line. You used {' and '.join(currencies)}."
        yield Missing("lines", "Currency", "ATT Art. 12", how)
    yield from _total(draft)
    if (draft.get("declarations") or {}).get("truth", "yes") not in {"", "yes"}:
        yield Missing("declarations.truth", "The answers are complete and true", "2008/944/CFSP Art. 5", "Tick it.")


def _total(draft: Mapping[str, Any]) -> Iterator[Missing]:
    values = [str(line.get("value", "")) for line in draft.get("lines") or []]
    total = sum((Decimal(v) for v in values if v.replace(".", "", 1).isdecimal()), Decimal(0))
    if total >= Decimal(10) ** MOST_DIGITS["value"][0]:
        yield Missing(
            "lines", "Value of the application", "ATT Art. 12", "Split the application: its value is too large."
        )
