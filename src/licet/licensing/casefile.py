"""Reading a case file: strict keys, states by code or name, every mistake with its line and remedy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from licet.common.criteria import check_criterion
from licet.common.errors import BadInput, LicetError
from licet.common.money import Money, parse_decimal
from licet.common.quantities import Quantity
from licet.common.states import State, StateTable
from licet.law.codes import NONE, SCHEMES, normal
from licet.law.schema import Reader, open_map
from licet.law.subject import Denial, Document, Finding, Knowledge
from licet.law.yamltext import YamlList, YamlMap, read_yaml
from licet.licensing.case import ACTIVITIES, Case, CaseItem, CaseParty, InventedState, Stated
from licet.parties import read_party

if TYPE_CHECKING:
    from datetime import date

__all__ = ["CASE_KEYS", "case_from", "read_case"]

CODE = "LIC-401"
MOST_LINES = 2_000
CASE_KEYS = frozenset(
    """case title exporting_state activity assessed_on known_on destination origin purpose states items parties route
    documents claims facts knowledge denials records findings""".split()
)
ABOUT_TESTS = frozenset("expected not_yet timeline forms kind law_confidence".split())
CONCLUSIONS = ("no_risk", "risk_mitigated", "risk", "clear_risk", "overriding_risk")
_INVENTED = re.compile(r"XX[A-Z]")
_PARTY_KEYS = frozenset(
    """role name kind state nationality location operates_in aliases address unit identifiers birth_date id
    facts""".split()
)


def read_case(text: str, *, states: StateTable, where: str) -> Case:
    """Return the case in a case file; blocks about tests (`expected`, `forms`) are left alone."""
    reader = open_map(read_yaml(text, where=where), where=where, what="A case file", code=CODE)
    return case_from(reader, states)


def case_from(reader: Reader, states: StateTable) -> Case:
    """Return the case in an opened mapping."""
    reader.only(CASE_KEYS | ABOUT_TESTS, ("case", "exporting_state", "activity", "items"))
    invented = _invented(reader)
    return _Case(reader, states.with_states([State(s.code, s.name) for s in invented]), invented).read()


def _invented(reader: Reader) -> tuple[InventedState, ...]:
    table = reader.map("states")
    found = []
    for code, _value in table.items():
        if not _INVENTED.fullmatch(code):
            raise table.refuse(f"'{code}' is no code for an invented state", code, "Use XXA to XXZ.")
        row = table.map(code)
        row.only(("name", "member", "party"), ("name",))
        found.append(InventedState(code, row.text("name"), frozenset((*row.texts("member"), *row.texts("party")))))
    return tuple(found)


class _Case:
    """Reads one case; `states` knows the invented ones too."""

    def __init__(self, reader: Reader, states: StateTable, invented: tuple[InventedState, ...]) -> None:
        self.reader, self.states, self.invented = reader, states, invented
        self.names: dict[str, str] = {}

    def read(self) -> Case:
        """Return the case."""
        reader = self.reader
        case = Case(
            id=reader.text("case"),
            title=reader.text("title"),
            exporting_state=self.state(reader, "exporting_state"),
            activity=reader.word("activity", ACTIVITIES),
            items=self.items(),
            assessed_on=reader.day("assessed_on"),
            known_on=reader.day("known_on"),
            parties=tuple(self.party(row) for row in reader.rows("parties", "A party")),
            destination=self.state(reader, "destination"),
            origin=self.state(reader, "origin"),
            purpose=self.purpose(),
            route=self.places(reader, "route") if "route" in reader.data else None,
            documents=self.documents() if "documents" in reader.data else None,
            denials=self.denials() if "denials" in reader.data else None,
            claims=frozenset(reader.texts("claims")),
            facts=stated(reader, "facts"),
            knowledge=tuple(self.knowledge()),
            findings=tuple(self.finding(row) for row in reader.rows("findings", "A finding")),
            records=reader.texts("records"),
            states=self.invented,
            names=self.names,
        )
        self.names.update({s.code: s.name for s in self.invented})
        return case

    def state(self, reader: Reader, key: str, on: date | None = None) -> str:
        """Return the alpha-3 code under a key, or an empty text when it is not given or says unknown."""
        text = reader.text(key)
        return "" if text in ("", "unknown") else self.found(text, reader.place(key), on)

    def found(self, text: str, where: str, on: date | None = None) -> str:
        """Return the alpha-3 code of a state and remember its name."""
        state = self.states.find(text, on=on, where=where)
        self.names[state.iso3] = state.name
        return state.iso3

    def places(self, reader: Reader, key: str) -> tuple[str, ...]:
        """Return the states listed under a key."""
        return tuple(self.found(text, reader.place(key)) for text in reader.texts(key))

    def purpose(self) -> str:
        """Return the code of the purpose."""
        if isinstance(self.reader.data.get("purpose"), YamlMap):
            row = self.reader.map("purpose")
            row.only(("code", "text"), ("code",))
            return row.text("code")
        text = self.reader.text("purpose")
        return "" if text == "unknown" else text

    def items(self) -> tuple[CaseItem, ...]:
        """Return the lines of goods, their numbers different."""
        found: dict[int, CaseItem] = {}
        for row in self.reader.rows("items", "An item"):
            row.only(("line", "description", "codes", "quantity", "value", "technical", "facts"))
            item = self.item(row, len(found) + 1)
            if item.line in found:
                raise row.refuse(f"Line {item.line} stands twice", "line", "Number the lines 1, 2, 3.")
            found[item.line] = item
        if len(found) > MOST_LINES:
            what = f"The case has {len(found)} lines of goods, more than {MOST_LINES}"
            raise self.reader.refuse(what, "items", "Split the case.")
        if not found:
            raise self.reader.refuse("The case has no items", "items", "Write at least one line of goods.")
        return tuple(found.values())

    def item(self, row: Reader, position: int) -> CaseItem:
        """Return one line of goods."""
        text = row.text("line", str(position))
        if not text.isdecimal() or not 0 < int(text) < 100_000:
            raise row.refuse(f"'{text[:20]}' is no line number", "line", "Write a whole number from 1.")
        facts = {**stated(row, "technical"), **stated(row, "facts")}
        return CaseItem(int(text), row.text("description"), _codes(row), _quantity(row), _value(row), facts)

    def party(self, row: Reader) -> CaseParty:
        """Return one party."""
        row.only(_PARTY_KEYS, ("role", "name"))
        plain = {k: v for k, v in row.items() if k not in ("location", "operates_in", "facts")}
        for key in ("state", "nationality"):
            plain[key] = self.state(row, key)
        try:
            party = read_party(plain, where=row.place("role"))
        except LicetError as fault:
            raise type(fault)(fault.code, fault.what, where=fault.where or row.place(), remedy=fault.remedy) from None
        return CaseParty(party, self.state(row, "location"), self.places(row, "operates_in"), stated(row, "facts"))

    def documents(self) -> tuple[Document, ...]:
        """Return the documents on file."""
        found = []
        for row in self.reader.rows("documents", "A document"):
            row.only(("kind", "about", "date", "issued_by", "reference", "text"), ("kind",))
            found.append(Document(row.text("kind"), row.text("about"), row.day("date")))
        return tuple(found)

    def denials(self) -> tuple[Denial, ...]:
        """Return the denials of other states."""
        found = []
        keys = ("state", "date", "criteria", "essentially_identical", "consultation", "text")
        for row in self.reader.rows("denials", "A denial"):
            row.only(keys, ("state", "date"))
            for criterion in row.texts("criteria"):
                check_criterion(criterion, where=row.place("criteria"))
            day = row.day("date")
            assert day is not None
            identical = row.word("essentially_identical", ("yes", "no", "candidate"), "candidate")
            closed = row.word("consultation", ("open", "closed"), "open") == "closed"
            found.append(Denial(self.state(row, "state"), day, identical, closed))
        return tuple(found)

    def knowledge(self) -> list[Knowledge]:
        """Return what the deciding state knows."""
        found = []
        for row in self.reader.rows("knowledge", "A knowledge record"):
            row.only(("kind", "on", "by", "text", "restricted"), ("kind", "on", "by"))
            day = row.day("on")
            assert day is not None
            found.append(Knowledge(row.text("kind"), day))
        return found

    def finding(self, row: Reader) -> Finding:
        """Return one finding: dated, with a name under it."""
        row.only(
            ("criterion", "rule", "by", "role", "on", "conclusion", "text", "conditions", "refer"),
            ("by", "on", "conclusion", "text"),
        )
        criteria = tuple(check_criterion(c, where=row.place("criterion")) for c in row.texts("criterion"))
        if not criteria and not row.has("rule"):
            raise row.refuse("A finding names neither a criterion nor a rule", "", "Write 'criterion: C2'.")
        day = row.day("on")
        assert day is not None
        conclusion = row.word("conclusion", CONCLUSIONS)
        return Finding(
            criteria, conclusion, row.text("by"), day, row.text("rule"), row.text("role"), row.text("text"),
            row.texts("conditions"), bool(row.truth("refer")),
        )  # fmt: skip


def stated(reader: Reader, key: str) -> dict[str, Stated]:
    """Return the facts under a key; a fact is a text or a mapping with its basis."""
    table = reader.map(key)
    found: dict[str, Stated] = {}
    for name, value in table.items():
        if isinstance(value, YamlMap):
            row = table.map(name)
            row.only(("value", "source", "date", "by"), ("value",))
            found[name] = Stated(
                row.text("value"), row.text("source"), row.day("date"), row.text("by"), row.place("value")
            )
        elif isinstance(value, YamlList):
            raise table.refuse(f"The fact '{name}' is a list", name, "A fact has one value.")
        else:
            found[name] = Stated(table.text(name), where=table.place(name))
    return found


def _codes(row: Reader) -> Mapping[str, tuple[str, ...]]:
    table = row.map("codes")
    table.only(SCHEMES)
    found: dict[str, tuple[str, ...]] = {}
    for scheme, _value in table.items():
        shaped = []
        for text in table.texts(scheme):
            code = normal(scheme, text)
            if code is None:
                what = f"'{text[:30]}' is not a code of {SCHEMES[scheme]}"
                raise BadInput("LIC-403", what, where=table.place(scheme), remedy="Write a code of the list, or none.")
            shaped.append(code)
        if NONE in shaped and len(shaped) > 1:
            raise table.refuse(f"'{scheme}' says none and a code", scheme, "Write one or the other.")
        if shaped:
            found[scheme] = tuple(shaped)
    return found


def _quantity(row: Reader) -> Quantity | None:
    if not row.has("quantity"):
        return None
    inner = row.map("quantity")
    inner.only(("amount", "unit"), ("amount", "unit"))
    amount = parse_decimal(inner.text("amount"), where=inner.place("amount"), what="a quantity")
    if amount < 0:
        raise inner.refuse("A quantity is below zero", "amount", "Write what is to be supplied.")
    try:
        return Quantity(amount, inner.text("unit"))
    except LicetError as fault:
        raise inner.guard(fault, "unit") from None


def _value(row: Reader) -> Money | None:
    if not row.has("value"):
        return None
    inner = row.map("value")
    inner.only(("amount", "currency"), ("amount", "currency"))
    amount = parse_decimal(inner.text("amount"), where=inner.place("amount"))
    if amount < 0:
        raise inner.refuse("A value is below zero", "amount", "Write the value of the line.")
    try:
        return Money(amount, inner.text("currency"))
    except LicetError as fault:
        raise inner.guard(fault, "currency") from None
