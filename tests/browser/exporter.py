"""What an exporter does in the browser: fills in an application and sends it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.person import Person

ANSWERS: dict[str, dict[str, str]] = {
    "export": {
        "Short title": "Fire-control computers for Canadian patrol vessels",
        "State that is asked for the licence": "Netherlands",
        "Kind of export": "Permanent",
        "Number of the contract or order": "CA-2026-7",
        "Date of the contract or order": "2026-10-05",
    },
    "lines/1": {
        "Description in your own words": "Ballistic computer FC-40",
        "Control code you propose": "ML5.a",
        "Quantity": "4",
        "Unit": "items",
        "Value of the line": "320000",
        "Currency": "EUR",
        "Is it built into another product abroad?": "No",
    },
    "parties/1": {
        "Role": "Consignee",
        "Legal name": "Maritime Stores Halifax Inc.",
        "What it is": "Company",
        "State": "Canada",
        "Address": "1 Pier Road, Halifax",
    },
    "parties/2": {
        "Role": "End user",
        "Legal name": "Patrol Vessel Group East",
        "What it is": "Armed forces",
        "State": "Canada",
        "Address": "1 Dockyard Road, Halifax",
    },
    "end_use": {
        "What the end user does with the goods": "Replaces the fire control of two patrol vessels.",
        "Has the end user promised not to pass the goods on without consent?": "Yes",
    },
    "route": {"State of final destination": "Canada", "State from which the goods leave": "Netherlands"},
    "documents/1": {
        "Document": "End-user certificate",
        "Number on the document": "EUC-CA-19",
        "Date of the document": "2026-10-20",
    },
}
DECLARED = {
    "Have you reason to think that the goods serve weapons of mass destruction?": "No",
    "Do you know of an embargo on the destination or a party?": "No",
}


def answer(person: Person, label: str, value: str) -> None:
    """Give one answer, in whatever way the page asks for it."""
    group = person.page.get_by_role("group", name=label)
    if group.count():
        group.get_by_label(value, exact=True).check()
        return
    field = person.page.get_by_label(re.compile(f"^{re.escape(label)}")).first
    if field.evaluate("e => e.tagName") == "SELECT":
        field.select_option(label=value)
    else:
        field.fill(value)


def fill_in(person: Person) -> str:
    """Start an application, answer every section and return its address."""
    person.open("/applications/").press("Start an application")
    address = person.page.url
    for part, answers in ANSWERS.items():
        person.open(f"{address}{part}/")
        for label, value in answers.items():
            answer(person, label, value)
        person.press("Save and continue")
        assert not person.page.title().startswith("Error"), person.text
    return address


def send(person: Person, address: str) -> str:
    """Check the answers, declare, send, and return the reference of the case."""
    person.open(f"{address}check/")
    person.open(f"{address}send/")
    for label, value in DECLARED.items():
        answer(person, label, value)
    person.page.get_by_label("The answers are complete and true").check()
    answer(person, "Your name", "I. Terpstra")
    person.press(re.compile("send", re.I))
    found = re.search(r"LC-\d{4}-\d{4}", person.text)
    assert found, person.text
    return found[0]
