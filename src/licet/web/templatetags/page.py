"""What templates need to print names, references, dates, amounts, marks and scale bars the same way everywhere."""

from __future__ import annotations

import functools
import secrets
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from math import cos, pi, sin
from typing import TYPE_CHECKING, Any

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from licet.common.quantities import UNITS

if TYPE_CHECKING:
    from django.forms import BoundField
    from django.utils.safestring import SafeString

register = template.Library()

NO_BREAK = "\u00a0"
HIDDEN = {"Cf", "Cc", "Cs", "Co"}
"""Unicode categories that change what is read without being seen."""


def visible(text: object) -> str:
    """Return `text` with each control and direction character written out, such as ``[U+202E]``.

    Joiners (U+200C, U+200D) are kept: Arabic, Persian and Indic names need them.
    """
    kept = "\u200c\u200d\n\t"
    return "".join(
        c if c in kept or unicodedata.category(c) not in HIDDEN else f"[U+{ord(c):04X}]" for c in str(text or "")
    )


@register.filter
def name(text: object) -> SafeString:
    """A name in any script, kept from reordering what stands around it."""
    return format_html("<bdi>{}</bdi>", visible(text))


@register.filter
def person(account: Any) -> SafeString:
    """An account's name as it is shown to others."""
    shown = getattr(account, "display_name", "") or getattr(account, "username", "")
    return name(shown)


@register.filter
def ref(text: object) -> SafeString:
    """A reference, code, hash or amount: always left to right."""
    return format_html('<bdi dir="ltr">{}</bdi>', visible(text))


@register.filter
def plain(text: object) -> str:
    """A text for titles and labels, with hidden characters written out."""
    return visible(text)


@register.filter
def day(value: date | datetime | str | None) -> str:
    """Return ``20 Nov 2026``, with spaces that do not break."""
    if not value:
        return "–"
    when = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    return formats.date_format(when, "j M Y").replace(" ", NO_BREAK)


@register.filter
def moment(value: datetime | None) -> str:
    """Return ``20 Nov 2026 09:14 UTC``."""
    if not value:
        return "–"
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    at = value.astimezone(timezone.UTC) if hasattr(timezone, "UTC") else value
    return f"{day(at)} {at:%H:%M} UTC".replace(" ", NO_BREAK)


@register.filter
def count(value: object) -> str:
    """Return a whole or decimal number with digits grouped by no-break spaces, ``..`` when it is unknown."""
    if value is None or value == "":
        return ".."
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return visible(value)
    number = number.normalize() if number == number.to_integral_value() else number
    return f"{number:,f}".replace(",", NO_BREAK)


@register.filter
def amount(value: object) -> str:
    """Return an amount of money, grouped; its decimals only where there are any."""
    if value is None or value == "":
        return ".."
    try:
        number = Decimal(str(value))
        number = number.quantize(Decimal(1)) if number == number.to_integral_value() else number
        return f"{number:,f}".replace(",", NO_BREAK)
    except ArithmeticError:
        return visible(value)


@register.filter
def money(value: Any) -> SafeString:
    """Return ``EUR 6 400 000`` for a thing with an amount and a currency."""
    return format_html('<bdi dir="ltr">{}{}{}</bdi>', value.currency, NO_BREAK, amount(value.amount))


@register.filter
def cite(text: object) -> SafeString:
    """A citation, in the overprint that only law may use."""
    return format_html('<cite><bdi dir="ltr">{}</bdi></cite>', visible(text))


@register.filter
def get(mapping: Any, key: object) -> Any:
    """Return `mapping[key]`, or nothing."""
    return mapping.get(key) if mapping else None


@register.filter
def anchor(field: BoundField) -> str:
    """Return the id an error links to: the field, or its group of options."""
    return str(field.auto_id if field.use_fieldset else field.id_for_label)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Tell whether the label stands behind the box."""
    return getattr(field.field.widget, "input_type", "") == "checkbox" and not field.use_fieldset


TRUTH = {True: ("t", "yes"), False: ("o", "dim"), None: ("u", "ask")}


@register.simple_tag
def glyph(symbol: str, tone: str = "") -> SafeString:
    """One sign of the sprite; the word beside it says the same."""
    return format_html('<svg class="g {}" aria-hidden="true"><use href="#{}"/></svg>', tone, symbol)


@register.simple_tag
def mark(truth: bool | None, word: str, blocks: bool = False) -> SafeString:
    """A three-valued mark with its word: holds, unknown, does not hold; `blocks` draws the bar."""
    symbol, tone = ("f", "no") if blocks and truth is False else TRUTH[truth]
    return format_html('<span class="st {}">{}<span>{}</span></span>', tone, glyph(symbol), word)


@register.simple_tag
def once() -> SafeString:
    """A token that lets the server tell a form sent twice from two forms."""
    return format_html('<input type="hidden" name="once" value="{}">', secrets.token_urlsafe(16))


@register.inclusion_tag("parts/scale.html")
def scale(used: object, total: object, reserved: object = 0, width: int = 240) -> dict[str, object]:
    """A scale bar: used solid, reserved hatched, free open; geometry in attributes only."""
    whole, gone, held = (Decimal(str(v or 0)) for v in (total, used, reserved))
    free = whole - gone - held
    unit = float(width - 1) / float(whole or 1)
    solid, hatch = float(gone) * unit, float(held) * unit
    parts = int(whole) if 0 < whole <= 5 and whole == int(whole) else 5
    ticks = [round(0.5 + i * (width - 1) / parts, 1) for i in range(1, parts)]
    label = _("%(used)s of %(total)s shipped, %(reserved)s reserved, %(free)s free") % {
        "used": count(gone),
        "total": count(whole),
        "reserved": count(held),
        "free": count(free),
    }
    return {
        "width": width,
        "inner": width - 1,
        "end": width - 0.5,
        "solid": f"{solid:.1f}",
        "hatch": f"{hatch:.1f}",
        "hatch_at": f"{0.5 + solid:.1f}",
        "ticks": ticks,
        "label": label,
    }


def _tick(angle: float, inner: float, outer: float) -> str:
    x, y = cos(angle), sin(angle)
    return f"M{20 + inner * x:.1f} {20 + inner * y:.1f}L{20 + outer * x:.1f} {20 + outer * y:.1f}"


TICKS = [_tick(2 * pi * i / 36, 17.2, 19.4) for i in range(36)]


@register.inclusion_tag("parts/seal.html")
def seal(entry: int | None, checkpoint: int | None = None, witnesses: int = 0, seen: int = 0) -> dict[str, object]:
    """The seal of a record: its entry in the log, and who has seen it there."""
    if witnesses:
        note = _("seen by %(seen)s of %(all)s witnesses") % {"seen": seen, "all": witnesses}
    elif checkpoint:
        note = _("under checkpoint %(size)s") % {"size": count(checkpoint)}
    else:
        note = _("no witness is set up")
    ticks = TICKS if entry is not None else TICKS[::3]
    return {"ticks": ticks, "entry": entry, "note": note, "witnessed": entry is not None}


@register.simple_tag(takes_context=True)
def querystring_page(context: Any, number: int) -> str:
    """Return this page's query with another page number."""
    query = context["request"].GET.copy()
    query["page"] = str(number)
    return str(query.urlencode())


@register.simple_tag(takes_context=True)
def querystring_csv(context: Any) -> str:
    """Return this page's query, asking for CSV with the same filter."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    query["format"] = "csv"
    return str(query.urlencode())


@register.filter
def state_name(code: str) -> SafeString:
    """A state by its name in English, or by its code when the table does not know it."""
    return name(_state_names().get(code, code))


@functools.cache
def _state_names() -> dict[str, str]:
    from licet.store import packs

    return {state.iso3: state.name for state in packs.states()}


@register.filter
def unit_word(code: str) -> str:
    """A unit by its word, or by its code when the table does not know it."""
    return UNITS[code].word if code in UNITS else visible(code)


@register.filter
def is_list(value: object) -> bool:
    """Tell whether a value is a list of things rather than a text."""
    return isinstance(value, list | tuple)


@register.filter
def grade_of(agreement: Any, fact: str) -> str:
    """How far a fact of an agreement was checked, in one word."""
    return str(agreement.grade(fact).word)


@register.filter
def is_optional(field: BoundField) -> bool:
    """Tell whether the form can go on without an answer here."""
    return not (field.field.required or getattr(field.field, "needed", False))
