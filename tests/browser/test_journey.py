"""One case through the browser: exporter sends, officer assesses, second officer countersigns, the public verifies."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest

from tests.browser import exporter, officers
from tests.browser.conftest import Site
from tests.browser.person import Person


@pytest.fixture(scope="module")
def licence(chromium: Any, site: Site) -> str:
    """Walk one case from draft to licence, every page on the way checked, and return the licence's number."""
    applicant = Person(chromium, site).sign_in("exporter.nld")
    reference = exporter.send(applicant, exporter.fill_in(applicant))
    officer = Person(chromium, site).sign_in("officer.nld")
    officers.work_on(officer, reference)
    officers.settle_questions(officer, reference)
    assert officers.write_findings(officer, reference) >= 7
    officers.settle_questions(officer, reference)
    officers.decide(officer, reference)
    the_decider_is_not_offered_the_second_signature(officer, reference)
    senior = Person(chromium, site).sign_in("senior.nld")
    officers.countersign(senior, reference)
    return officers.issue(officer, reference)


def the_decider_is_not_offered_the_second_signature(officer: Person, reference: str) -> None:
    officer.open(f"/cases/{reference}/countersign/")
    assert officer.page.locator("main").get_by_role("button", name=re.compile("^Countersign")).count() == 0


def test_a_case_becomes_a_licence_that_the_public_verifies(chromium: Any, site: Site, licence: str) -> None:
    holder = Person(chromium, site).sign_in("exporter.nld")
    holder.open(f"/licences/{licence}/").open(f"/licences/{licence}/document/")
    code = re.search(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3,}", holder.text.replace(licence, ""))
    assert code, holder.text
    stranger = Person(chromium, site)
    stranger.open("/verify/").fill(re.compile("code", re.I), code[0]).press(re.compile("Check|Verify"))
    assert licence in stranger.text
    for secret in ("Noordzee", "Patrol Vessel Group East", "Ballistic computer", "EUR"):
        assert secret not in stranger.text


def test_a_code_that_was_never_given_tells_nothing(chromium: Any, site: Site) -> None:
    stranger = Person(chromium, site)
    stranger.open("/verify/").fill(re.compile("code", re.I), "0000-0000-0000-0000").press(re.compile("Check|Verify"))
    assert "nknown" in stranger.text


def test_the_log_holds_after_the_journey_and_its_proof_verifies(site: Site, licence: str) -> None:
    import os

    environment = {**os.environ, "LICET_HOME": str(site.home), "LICET_DEMO_DAY": "2026-11-20"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    def licet(*words: str) -> str:
        command = [sys.executable, "-m", "licet", *words]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    assert json.loads(licet("log", "fsck", "--json"))["faults"] == []
    bundle = site.home / "proof.json"
    licet("log", "prove", f"licence:{licence}", "--out", str(bundle))
    assert "Verified" in licet("log", "verify", str(bundle), "--key", licet("log", "key").strip())
