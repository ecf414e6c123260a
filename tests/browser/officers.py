"""What officers do in the browser: work on a case, decide it, countersign it, issue the licence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.browser.exporter import answer

if TYPE_CHECKING:
    from tests.browser.person import Person

FINDING = "The sources consulted are on file; nothing in them speaks of a risk of this kind, and nothing was held back."


def work_on(person: Person, reference: str) -> None:
    """Take the case, give its line a code, screen the parties and ask the law."""
    person.open(f"/cases/{reference}/").press("Take this case")
    person.open(f"/cases/{reference}/lines/1/")
    answer(person, "Edition of the list", "C/2026/1640")
    answer(person, "Category of the United Nations register", "None of them")
    answer(person, "Why this code", "The description matches the entry for fire-control computers.")
    person.press("Give it this code")
    person.open(f"/cases/{reference}/").press("Screen all parties")
    person.open(f"/cases/{reference}/assessment/").press("Ask the law")


def settle_questions(person: Person, reference: str) -> None:
    """Answer No to each question an officer may settle, with a source, until none is left."""
    person.open(f"/cases/{reference}/assessment/")
    while (button := person.page.get_by_role("button", name=re.compile("^Record the answer"))).count():
        group = person.page.get_by_role("region", name=re.compile("^Questions")).get_by_role("group").first
        group.get_by_label("No", exact=True).check()
        person.page.get_by_label("Source").first.fill("Read in the register and the technical file on this day.")
        button.first.click()
        person.page.wait_for_load_state()
        person.open(f"/cases/{reference}/assessment/").press("Ask the law again")


def write_findings(person: Person, reference: str) -> int:
    """Write the finding that each engaged criterion lacks, and return how many."""
    person.open(f"/cases/{reference}/assessment/")
    links = person.page.get_by_role("link", name=re.compile("^Write the finding [CA]"))
    targets = [str(link.get_attribute("href")) for link in links.all()]
    for target in targets:
        person.open(target)
        answer(person, "Finding", FINDING)
        answer(person, "Conclusion", "No risk of that kind")
        person.press("Sign the finding")
    person.open(f"/cases/{reference}/assessment/").press("Ask the law again")
    return len(targets)


def decide(person: Person, reference: str) -> None:
    """Sign a grant as the first person; the site asks who signs."""
    person.open(f"/cases/{reference}/decide/")
    answer(person, "Decision", "Grant")
    answer(
        person, "Reasons", "No rule that was found prohibits the export, and each criterion has its written finding."
    )
    sign(person, re.compile("^Sign"))


def countersign(person: Person, reference: str) -> None:
    """Put the second signature under the decision."""
    person.open(f"/cases/{reference}/countersign/")
    person.page.get_by_role("checkbox").first.check()
    sign(person, re.compile("^Countersign"))


def issue(person: Person, reference: str) -> str:
    """Issue the licence and return its number."""
    person.open(f"/cases/{reference}/decision/")
    sign(person, re.compile("^Issue the licence"))
    found = re.search(r"[A-Z]{3}-\d{4}-\d{5}-I", person.page.url + person.text)
    assert found, person.text
    return found[0]


def sign(person: Person, button: str | re.Pattern[str]) -> None:
    """Press a button that signs; where the site asks for the password again, give it."""
    person.press(button)
    again = person.page.get_by_label(re.compile("password", re.I))
    if "reauthenticate" in person.page.url:
        again.first.fill(person.site.password)
        person.page.locator("main").get_by_role("button").first.click()
        person.page.wait_for_load_state()
        person.check()
