"""The form of an individual export licence as data: its sections, its fields, why each is asked and how it is answered.

The exporter's task list, the check-answers page and the completeness check read this one table. A draft is a mapping
of section code to answers; the sections that repeat (lines, parties, documents) hold lists of answers. Every answer
is text, or a list of texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from licet.common.errors import BadInput, suggest
from licet.common.money import CURRENCIES
from licet.common.quantities import UNITS
from licet.parties import KINDS, ROLES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["DOCUMENTS", "FORM", "UNROCA", "Field", "Section", "check_shape", "section"]

KNOWN_USE = "2008/944/CFSP Art. 5; ATT Art. 8(1)"
AUTHORISED = "ATT Art. 5(5), 7(5)"
RECORDED = "ATT Art. 12"
DIVERSION = "2008/944/CFSP Art. 2(7); ATT Art. 11"
CLASSIFIED = "2008/944/CFSP Art. 12; ATT Art. 5(2)"

DOCUMENTS = {
    "end_user_certificate": "End-user certificate",
    "import_certificate": "Import certificate",
    "contract": "Contract or order",
    "technical_specification": "Technical specification",
    "company_profile": "Company profile",
    "translation": "Translation",
    "other": "Other document",
}
UNROCA = {
    "none": "None of them",
    "I": "I Battle tanks",
    "II": "II Armoured combat vehicles",
    "III": "III Large-calibre artillery",
    "IV": "IV Combat aircraft",
    "V": "V Attack helicopters",
    "VI": "VI Warships",
    "VII": "VII Missiles and launchers",
    "SALW-small": "Small arms",
    "SALW-light": "Light weapons",
}
"""Categories of the United Nations Register of Conventional Arms; sub-categories are a matter of the report."""
YES_NO_UNKNOWN = {"yes": "Yes", "no": "No", "unknown": "Not known"}


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `kind`: text, long, choice, state, states, names, date, decimal, unit, currency or tick.

    `when` names a field of the same section and the answer that makes this one required.
    """

    code: str
    label: str
    kind: str = "text"
    required: bool = False
    why: str = ""
    how: str = ""
    options: Mapping[str, str] | None = None
    when: tuple[str, str] | None = None

    def needed(self, answers: Mapping[str, Any]) -> bool:
        """Say whether the answer is required, given the other answers of the section."""
        return self.required if self.when is None else answers.get(self.when[0]) == self.when[1]


@dataclass(frozen=True, slots=True)
class Section:
    """One task of the list. `repeats` says that it holds a list of entries; `least` and `most` how many."""

    code: str
    title: str
    task: str
    why: str
    fields: tuple[Field, ...]
    repeats: bool = False
    least: int = 0
    most: int = 0
    entry: str = ""

    def field(self, code: str) -> Field | None:
        """Return the field of that code, or None."""
        return next((f for f in self.fields if f.code == code), None)


_EXPORT = Section(
    "export",
    "Say what it is",
    "Choose the kind of export and name the contract",
    AUTHORISED,
    (
        Field("title", "Short title", required=True, how="Name the goods and the recipient in a few words."),
        Field(
            "exporting_state",
            "State that is asked for the licence",
            "state",
            required=True,
            why=AUTHORISED,
            how="Choose the state from whose territory the goods leave.",
        ),
        Field(
            "export_type",
            "Kind of export",
            "choice",
            required=True,
            options={"permanent": "Permanent", "temporary": "Temporary"},
            how="Choose permanent or temporary.",
        ),
        Field(
            "return_by",
            "Day by which the goods return",
            "date",
            when=("export_type", "temporary"),
            how="Give the day as YYYY-MM-DD.",
        ),
        Field("contract_number", "Number of the contract or order", required=True, how="Copy it from the contract."),
        Field("contract_date", "Date of the contract or order", "date", required=True, how="Write it as YYYY-MM-DD."),
        Field(
            "government_to_government",
            "Is this a contract between governments?",
            "choice",
            options=YES_NO_UNKNOWN,
            how="Answer yes, no or not known.",
        ),
    ),
)
_LINES = Section(
    "lines",
    "Describe the goods",
    "Add the goods, one line for each product",
    CLASSIFIED,
    (
        Field("description", "Description in your own words", required=True, why=CLASSIFIED, how="Say what it is."),
        Field("manufacturer", "Manufacturer"),
        Field("model", "Model or part number"),
        Field("code", "Control code you propose", how="Such as ML5.b. The ministry confirms or changes it."),
        Field(
            "unroca",
            "Category of the United Nations register",
            "choice",
            options=UNROCA,
            how="Leave empty if you are not sure.",
        ),
        Field(
            "quantity",
            "Quantity",
            "decimal",
            required=True,
            why=AUTHORISED,
            how="Write digits only, such as 80 or 12.5.",
        ),
        Field("unit", "Unit", "unit", required=True, options={u: UNITS[u].word for u in UNITS}, how="Choose a unit."),
        Field("value", "Value of the line", "decimal", required=True, why=RECORDED, how="Write digits only."),
        Field(
            "currency",
            "Currency",
            "currency",
            required=True,
            options={c: c for c in sorted(CURRENCIES)},
            how="Use the three letters, such as EUR; the same on every line.",
        ),
        Field("origin", "States whose parts it contains", "states", how="Name each state, or leave empty."),
        Field(
            "incorporated",
            "Is it built into another product abroad?",
            "choice",
            options=YES_NO_UNKNOWN,
            required=True,
            why=DIVERSION,
            how="Answer yes, no or not known.",
        ),
        Field("incorporated_into", "Into what", when=("incorporated", "yes"), why=DIVERSION, how="Name the product."),
        Field(
            "condition",
            "New or used",
            "choice",
            options={"new": "New", "used": "Used", "demilitarised": "Demilitarised"},
        ),
    ),
    repeats=True,
    least=1,
    most=500,
    entry="line",
)
_PARTIES = Section(
    "parties",
    "Name everyone who touches the goods",
    "Add the consignee, the end user, and all who carry, pay or are paid",
    KNOWN_USE,
    (
        Field(
            "role", "Role", "choice", required=True, options={c: r.word for c, r in ROLES.items()}, how="Choose one."
        ),
        Field("name", "Legal name", required=True, why=KNOWN_USE, how="Write it as in the register of its state."),
        Field(
            "kind",
            "What it is",
            "choice",
            required=True,
            why=KNOWN_USE,
            options={c: k.word for c, k in KINDS.items()},
            how="Choose one; choose Not known rather than guess.",
        ),
        Field("state", "State", "state", required=True, why=KNOWN_USE, how="Choose the state of its seat."),
        Field("address", "Address", required=True, why=DIVERSION, how="Write street, place and postcode."),
        Field("aliases", "Other names", "names", how="One on each line."),
        Field("unit", "Unit or branch", how="For armed forces and police, the unit that receives the goods."),
        Field("registration", "Registration number"),
        Field("birth_date", "Date of birth, for a person", how="Write a day, a month or a year: 1971-03-04, 1971."),
        Field("nationality", "Nationality, for a person", "state"),
    ),
    repeats=True,
    least=2,
    most=100,
    entry="party",
)
_END_USE = Section(
    "end_use",
    "Say what the goods are for",
    "Describe the end use",
    KNOWN_USE,
    (
        Field(
            "text",
            "What the end user does with the goods",
            "long",
            required=True,
            why=KNOWN_USE,
            how="Say by whom, where and for what.",
        ),
        Field(
            "re_export",
            "Has the end user promised not to pass the goods on without consent?",
            "choice",
            required=True,
            why=DIVERSION,
            options=YES_NO_UNKNOWN,
            how="Answer yes, no or not known.",
        ),
        Field("quantity_reason", "Why this quantity", "long", why=DIVERSION, how="Set it against what the user has."),
    ),
)
_ROUTE = Section(
    "route",
    "Say where the goods go",
    "Give destination and route",
    DIVERSION,
    (
        Field(
            "destination",
            "State of final destination",
            "state",
            required=True,
            why=KNOWN_USE,
            how="Choose the state of final use.",
        ),
        Field("origin", "State from which the goods leave", "state", required=True, how="Choose the state."),
        Field("transit", "States crossed on the way", "states", why="ATT Art. 9", how="Name each, or leave empty."),
        Field("first_shipment", "First shipment planned for", "date", how="Write it as YYYY-MM-DD."),
    ),
)
_DOCUMENTS = Section(
    "documents",
    "Add the documents",
    "Name the end-user certificate and the other documents",
    KNOWN_USE,
    (
        Field("kind", "Document", "choice", required=True, options=DOCUMENTS, how="Choose one."),
        Field("reference", "Number on the document", required=True, why=KNOWN_USE, how="Copy it from the document."),
        Field("date", "Date of the document", "date", required=True, how="Write it as YYYY-MM-DD."),
        Field("issued_by", "Who signed it"),
        Field("sha256", "SHA-256 of the file", how="Filled in when the file is added."),
        Field("filename", "File name", how="Filled in when the file is added."),
    ),
    repeats=True,
    least=1,
    most=50,
    entry="document",
)
_DECLARATIONS = Section(
    "declarations",
    "Declare and send",
    "Declare what you know and sign",
    "2008/944/CFSP Art. 5",
    (
        Field(
            "weapons_of_mass_destruction",
            "Have you reason to think that the goods serve weapons of mass destruction?",
            "choice",
            required=True,
            options=YES_NO_UNKNOWN,
            why="Regulation (EU) 2021/821 Art. 4",
            how="Answer yes, no or not known.",
        ),
        Field(
            "embargo_known",
            "Do you know of an embargo on the destination or a party?",
            "choice",
            required=True,
            options=YES_NO_UNKNOWN,
            why="2008/944/CFSP Art. 2(1)",
            how="Answer yes, no or not known.",
        ),
        Field("truth", "The answers are complete and true", "tick", required=True, how="Tick to declare it."),
        Field("name", "Your name", required=True, how="Write your name as your signature."),
    ),
)

FORM: tuple[Section, ...] = (_EXPORT, _LINES, _PARTIES, _END_USE, _ROUTE, _DOCUMENTS, _DECLARATIONS)
"""The sections in the order of the task list."""

LONGEST_ANSWER = 10_000
_BY_CODE = {s.code: s for s in FORM}


def section(code: str) -> Section:
    """Return the section of that code; anything else raises `BadInput`."""
    if code in _BY_CODE:
        return _BY_CODE[code]
    what = f"'{code[:40]}' is not a section of the application.{suggest(code, _BY_CODE)}"
    raise BadInput("LIC-451", what, remedy=f"Use one of: {', '.join(_BY_CODE)}.")


def check_shape(draft: object) -> dict[str, Any]:
    """Return the draft when every key is of the form and every answer text; it may be far from complete.

    The first fault raises `BadInput` with the path of the field, such as ``lines.2.quantity``.
    """
    if not isinstance(draft, dict):
        raise BadInput("LIC-451", "the application is not a set of sections", remedy="Send one object.")
    for code, answers in draft.items():
        _check_section(section(str(code)), answers)
    return draft


def _check_section(part: Section, answers: object) -> None:
    if not part.repeats:
        _check_answers(part, answers, part.code)
        return
    if not isinstance(answers, list):
        raise BadInput("LIC-451", f"'{part.code}' is not a list", where=part.code, remedy="Send a list of entries.")
    if len(answers) > part.most:
        what = f"{len(answers)} entries, more than {part.most}"
        raise BadInput("LIC-451", what, where=part.code, remedy="Split the application.")
    for number, entry in enumerate(answers, 1):
        _check_answers(part, entry, f"{part.code}.{number}")


def _check_answers(part: Section, answers: object, where: str) -> None:
    if not isinstance(answers, dict):
        raise BadInput("LIC-451", "the answers are not a set of fields", where=where, remedy="Send one object.")
    for key, answer in answers.items():
        if part.field(str(key)) is None:
            what = f"'{str(key)[:40]}' is not asked here.{suggest(str(key), [f.code for f in part.fields])}"
            raise BadInput("LIC-451", what, where=where, remedy="Remove it.")
        texts = answer if isinstance(answer, list) else [answer]
        if not all(isinstance(t, str) and len(t) <= LONGEST_ANSWER and "\x00" not in t for t in texts):
            what = f"the answer is not a text of at most {LONGEST_ANSWER} characters"
            raise BadInput("LIC-451", what, where=f"{where}.{key}", remedy="Write text; put the rest in a document.")
