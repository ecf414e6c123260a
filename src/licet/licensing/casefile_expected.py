"""The part of a case file that says what must come out: forms, rows of a timeline, and the comparison."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from licet.common.criteria import check_criterion
from licet.common.dates import parse_date
from licet.common.errors import BadInput, suggest
from licet.common.outcomes import Outcome
from licet.law.schema import Reader, open_map
from licet.law.yamltext import YamlMap, read_yaml
from licet.licensing.casefile import ABOUT_TESTS, CASE_KEYS, CODE, case_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from licet.common.states import StateTable
    from licet.licensing.assessment import Assessment
    from licet.licensing.case import Case

__all__ = ["Expected", "Trial", "differences", "read_trials"]

_PROSE = frozenset(
    "may_cite must_not reasoning conditions_expected follow_up because law_confidence kind variant_outcome".split()
)
_CHECKED = frozenset(
    """outcomes must_cite must_cite_from must_engage must_not_outcome must_not_cite must_not_engage lines
    questions""".split()
)


@dataclass(frozen=True, slots=True)
class Expected:
    """What must come of one run."""

    outcomes: frozenset[Outcome] = frozenset()
    must_cite: tuple[str, ...] = ()
    must_cite_from: tuple[tuple[date, tuple[str, ...]], ...] = ()
    must_engage: tuple[str, ...] = ()
    must_not_outcome: frozenset[Outcome] = frozenset()
    must_not_cite: tuple[str, ...] = ()
    must_not_engage: tuple[str, ...] = ()
    lines: tuple[tuple[int, frozenset[Outcome]], ...] = ()
    questions: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """One run of a case: one form on one day."""

    case: Case
    on: date
    expected: Expected
    form: str = ""
    row: str = ""
    not_yet: str = ""
    name: str = field(default="")

    @property
    def label(self) -> str:
        """The form and the day, where there is more than one."""
        return " ".join(part for part in (self.form, self.row) if part)


def read_trials(text: str, *, states: StateTable, where: str) -> list[Trial]:
    """Return every run a case file asks for: each form on each row of the timeline."""
    reader = open_map(read_yaml(text, where=where), where=where, what="A case file", code=CODE)
    reader.only(CASE_KEYS | ABOUT_TESTS, ("case",))
    _check_forms(reader)
    return [trial for form, shaped in _forms(reader) for trial in _rows(form, shaped, states)]


def _check_forms(reader: Reader) -> None:
    """Refuse a row of a form that is not there, and a form no row runs: what never runs never fails."""
    rows = list(reader.rows("timeline", "A row of the timeline"))
    named = {row.text("form") for row in rows if row.has("form")}
    forms = set(reader.map("forms").data)
    for row in rows:
        name = row.text("form")
        if name and name not in forms:
            raise row.refuse(f"There is no form '{name}'.{suggest(name, forms)}", "form", "Name a form of 'forms:'.")
    idle = sorted(forms - named) if rows and all(row.has("form") for row in rows) else []
    if idle:
        raise reader.refuse(f"No row of the timeline runs the form '{idle[0]}'", "forms", "Add a row for it.")


def _forms(reader: Reader) -> Iterator[tuple[str, Reader]]:
    table = reader.map("forms")
    if not table.data:
        yield "", reader
    for name, _value in table.items():
        form = table.map(name)
        form.only(CASE_KEYS | {"expected", "not_yet", "kind", "law_confidence"})
        yield name, _laid_over(reader, form)


def _laid_over(below: Reader, above: Reader) -> Reader:
    """Return a mapping with the keys of `above` in place of those of `below`; `expected` is laid over key by key."""
    data = YamlMap(above.data.line)
    for source in (below.data, above.data):
        data.update(source)
        data.lines.update(source.lines)
    both = below.data.get("expected"), above.data.get("expected")
    if isinstance(both[0], YamlMap) and isinstance(both[1], YamlMap):
        inner = YamlMap(both[1].line)
        for part in (both[0], both[1]):
            inner.update(part)
            inner.lines.update(part.lines)
        data["expected"] = inner
    return Reader(data, above.file, above.what, above.code)


def _rows(form: str, reader: Reader, states: StateTable) -> Iterator[Trial]:
    rows: list[Reader | None] = list(reader.rows("timeline", "A row of the timeline"))
    for row in rows or [None]:
        if row is not None and row.has("form") and row.text("form") != form:
            continue
        yield _trial(form, reader, row, states)


def _trial(form: str, reader: Reader, row: Reader | None, states: StateTable) -> Trial:
    shaped = reader
    if row is not None:
        row.only(CASE_KEYS | _CHECKED | _PROSE | {"form"}, ("assessed_on",))
        shaped = _laid_over(reader, _split(row, reader))
    case = case_from(shaped, states)
    if case.assessed_on is None:
        what = "The case does not say on which day it is assessed"
        raise BadInput("LIC-405", what, where=shaped.place(), remedy="Write 'assessed_on:'.")
    expected = _expected(shaped.map("expected"))
    row_label = case.assessed_on.isoformat() if row is not None else ""
    return Trial(case, case.assessed_on, expected, form, row_label, shaped.text("not_yet"))


def _split(row: Reader, reader: Reader) -> Reader:
    """Return a row with its expectations under `expected`, as a form has them."""
    data, inner = YamlMap(row.data.line), YamlMap(row.data.line)
    for key, value in row.items():
        target = inner if key in _CHECKED | _PROSE else data
        if key != "form":
            target[key] = value
            target.lines[key] = row.data.lines[key]
    if not isinstance(reader.data.get("expected"), YamlMap) or inner:
        data["expected"] = inner
        data.lines["expected"] = row.data.line
    return Reader(data, row.file, row.what, row.code)


def _expected(reader: Reader) -> Expected:
    reader.only(_CHECKED | _PROSE)
    dated = reader.map("must_cite_from")
    per_line = reader.map("lines")
    return Expected(
        _outcomes(reader, "outcomes"),
        reader.texts("must_cite"),
        tuple((parse_date(day, where=dated.place(day)), dated.texts(day)) for day, _v in dated.items()),
        _criteria(reader, "must_engage"),
        _outcomes(reader, "must_not_outcome"),
        reader.texts("must_not_cite"),
        _criteria(reader, "must_not_engage"),
        tuple((_line(per_line, key), _outcomes(per_line, key)) for key, _v in per_line.items()),
        frozenset(reader.texts("questions")) if "questions" in reader.data else None,
    )


def _line(reader: Reader, key: str) -> int:
    if not key.isdecimal():
        raise reader.refuse(f"'{key}' is no line number", key, "Write the number of a line.")
    return int(key)


def _outcomes(reader: Reader, key: str) -> frozenset[Outcome]:
    return frozenset(Outcome.parse(text, where=reader.place(key)) for text in reader.texts(key))


def _criteria(reader: Reader, key: str) -> tuple[str, ...]:
    return tuple(check_criterion(text, where=reader.place(key)) for text in reader.texts(key))


def differences(trial: Trial, made: Assessment) -> list[str]:
    """Return a sentence for each expectation the assessment does not meet; to expect nothing is not to pass."""
    want, found = trial.expected, []
    if want == Expected():
        found.append("nothing that can be checked is expected")
    if want.outcomes and made.outcome not in want.outcomes:
        found.append(f"the outcome is {made.outcome}, not {' or '.join(sorted(want.outcomes))}")
    if made.outcome in want.must_not_outcome:
        found.append(f"the outcome must not be {made.outcome}")
    for line in made.lines:
        allowed = dict(want.lines).get(line.line)
        if allowed and line.outcome not in allowed:
            found.append(f"line {line.line} is {line.outcome}, not {' or '.join(sorted(allowed))}")
    numbers = {line.line for line in made.lines}
    found.extend(f"there is no line {number}" for number, _allowed in want.lines if number not in numbers)
    must, must_not = list(want.must_cite), list(want.must_not_cite)
    for first, rules in want.must_cite_from:
        (must if trial.on >= first else must_not).extend(rules)
    found.extend(f"{rule} is not cited" for rule in must if not _cited(rule, made.cited))
    found.extend(f"{rule} is cited and must not be" for rule in must_not if _cited(rule, made.cited))
    engaged = {e.criterion for e in made.engaged}
    found.extend(f"{c} is not engaged" for c in want.must_engage if c not in engaged)
    found.extend(f"{c} is engaged and must not be" for c in want.must_not_engage if c in engaged)
    asked = frozenset(q.fact for q in made.questions)
    if want.questions is not None and asked != want.questions:
        found.append(f"it asks {sorted(asked)}, not {sorted(want.questions)}")
    return found


def _cited(demand: str, cited: frozenset[str]) -> bool:
    """Whether an id or a point of it is cited: ATT-7.1.b.i satisfies ATT-7, not the reverse."""
    return any(rule == demand or rule.startswith(f"{demand}.") for rule in cited)
