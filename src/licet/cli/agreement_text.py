"""How ``licet agreement`` words its answers."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from licet.agreements.agreement import Agreement
    from licet.agreements.entering import Entering
    from licet.agreements.leaving import Leaving
    from licet.agreements.status import Status

__all__ = ["entering_lines", "leaving_lines", "show_lines", "status_lines"]


def show_lines(found: Agreement, on: date, bound: tuple[str, ...], unsure: tuple[str, ...]) -> list[str]:
    """The agreement on one screen: identity, days, parties, articles."""
    lines = [
        f"{found.id}  {found.title}",
        f"  {found.structure}, {found.form.replace('_', ' ')}, binding: {found.binding}",
    ]
    lines.append(f"  kinds: {' '.join(found.kinds)}")
    if found.signed:
        lines.append(f"  signed {found.signed} ({found.grade('signed').word})")
    lines.append(f"  {_entry(found)}")
    if found.first_day_out:
        lines.append(f"  first day out {found.first_day_out} ({found.grade('end').word}): {found.end_reason}")
    lines += _wrap(f"on {on} bound: {' '.join(bound) or 'nobody on file'}")
    if unsure:
        lines += _wrap(f"not known on that day: {' '.join(unsure)}")
    lines += [line for p in found.provisions for line in _wrap(f"{p.ref} ({p.modality}): {p.summary}")]
    lines += _wrap(found.note) if found.note else []
    return [*lines, *_wrap(f"sources: {found.sources}; read up to {found.as_of}")]


def status_lines(found: Agreement, state: str, on: date, standing: Status) -> list[str]:
    """The standing, since when, on what basis, and contested readings beside it."""
    since = f" since {standing.since}" if standing.since else ""
    lines = [f"{state} on {on}: {standing.value}{since}  ({found.title})"]
    if standing.views:
        lines += [f"  {by}: {holds}" for by, holds in standing.views]
    if standing.leaves_on:
        lines.append(f"  notice runs: first day out {standing.leaves_on}")
    lines.append(f"  basis: {'; '.join(standing.basis) or 'nothing on file'} ({standing.confidence.word})")
    return lines + (_wrap(standing.note) if standing.note else [])


def leaving_lines(found: Agreement, state: str, received: date, end: Leaving, standing: Status) -> list[str]:
    """Last day bound and first day out, or why there is none."""
    head = f"{found.id}, notice of {state} received {received}"
    lines = [head]
    if end.first_day_out is None:
        return [*lines, *_wrap(f"no end by notice: {end.because}")]
    lines += [f"  last day bound   {end.last_day}", f"  first day out    {end.first_day_out}"]
    lines += _wrap(end.because + (f" ({end.cite})" if end.cite else ""))
    if end.condition:
        lines += _wrap(f"it takes effect {end.condition}")
    if standing.bound is not True:
        lines += _wrap(
            f"on the day of the notice {state} is {standing.value}: check whether there is anything to leave"
        )
    return lines


def entering_lines(found: Agreement, entry: Entering) -> list[str]:
    """The first day in force, or why there is none."""
    if entry.first_day is None:
        return [found.id, *_wrap(f"no first day: {entry.because}")]
    lines = [found.id, f"  first day in force {entry.first_day}"]
    lines += _wrap(entry.because + (f" ({entry.cite})" if entry.cite else ""))
    return lines + ([f"  on file: in force {found.in_force}"] if found.in_force else [])


def _entry(found: Agreement) -> str:
    if found.in_force:
        return f"in force {found.in_force} ({found.grade('in_force').word})"
    return "entry into force not on file" if found.entry_open else "not in force"


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, 110, initial_indent="  ", subsequent_indent="    ")
