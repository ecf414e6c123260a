"""The terminal part: one case from its draft to a licence whose proof is verified, read from what was kept."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill
from typing import Any

import click

from licet.cli.assess_print import SENTENCES
from licet.common.outcomes import Outcome
from licet.common.quantities import UNITS
from licet.ledger.bundle import verify
from licet.store import ledger
from licet.store.balances import balances
from licet.store.ledger_keys import signing_key
from licet.store.models import Account, Case, Decision, Licence
from licet.store.roles import ROLES

__all__ = ["show_accounts", "show_case"]

WIDTH = 110


def show_case(home: Path) -> None:
    """Print the one case that went all the way, and prove its licence."""
    licence = Licence.objects.select_related("case__application", "case__exporter", "decision").earliest("pk")
    case = licence.case
    for part in (
        _application(case),
        _parties(case),
        _assessment(case),
        _signatures(licence.decision),
        _licence(licence),
    ):
        click.echo()
        for line in part:
            click.echo(line)
    click.echo()
    _prove(licence, home)


def _told(text: str, indent: str = "    ") -> str:
    return fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _application(case: Case) -> Iterator[str]:
    sent = case.snapshot
    yield f"{case.reference}  {case.title}"
    yield f"  sent by {sent.declared_by_name} for {case.exporter.name}, {sent.at:%d %b %Y}; SHA-256 {sent.sha256[:16]}…"
    for line in sent.lines:
        unit = UNITS[line["unit"]].word if line["unit"] in UNITS else line["unit"]
        goods = f"{line['quantity']} {unit}, {line['currency']} {line['value']}"
        yield f"  line {line['line']}  {line['description']}: {goods}"
    for row in case.classifications.filter(confirmed=True).select_related("by"):
        yield f"  line {row.line} is {row.code}, confirmed by {row.by}"


def _parties(case: Case) -> Iterator[str]:
    run = case.screenings.order_by("-pk").first()
    assert run is not None
    lists = ", ".join(f"{e['source']} of {e['list_date'] or 'unknown date'}" for e in run.editions)
    yield f"Screened {len(run.parties)} parties on {run.at:%d %b %Y} against {lists}"
    yield f"  {run.hits.count()} hits" if run.hits.exists() else "  no hit above the threshold"


def _assessment(case: Case) -> Iterator[str]:
    row = case.assessments.order_by("-pk").first()
    assert row is not None
    data = row.data
    yield f"Assessed on {row.on}: {row.outcome}, under law version {row.law_version[:16]}…"
    yield f"  {SENTENCES[Outcome.parse(row.outcome)]}"
    beside = [r for r in data["reasons"] if r["result"] == "does_not_reach"]
    for reason in data["reasons"]:
        if reason not in beside:
            yield from _reason(reason)
    yield f"  {len(beside)} more rules are in force and do not reach this case: {', '.join(r['rule'] for r in beside)}"
    yield "Criteria and the findings people wrote"
    for finding in case.findings.select_related("by"):
        yield f"  {finding.criterion}  {finding.conclusion.replace('_', ' ')}, {finding.by}, {finding.at:%d %b %Y}"
        yield _told(finding.text)
    if data["confidence"] != "verified":
        yield f"  This rests on law that is graded {data['confidence']}: check it against the official text."


def _reason(reason: dict[str, Any]) -> Iterator[str]:
    yield f"  {reason['cite']}  ({reason['confidence']})"
    yield _told(reason["because"])


def _signatures(decision: Decision) -> Iterator[str]:
    second = decision.countersignature
    yield f"Decision: {decision.get_outcome_display().lower()}"
    yield _told(decision.reasons)
    yield f"  first signature   {decision.by}, {decision.role_title}, {decision.at:%d %b %Y %H:%M} UTC"
    yield f"  second signature  {second.by}, {second.role_title}, {second.at:%d %b %Y %H:%M} UTC, states no interest"


def _licence(licence: Licence) -> Iterator[str]:
    yield f"Licence {licence.number}, valid from {licence.valid_from}, first day out {licence.valid_until}"
    yield f"  verification code {licence.code}"
    for balance in balances(licence).values():
        yield f"  line {balance.line}: {balance.shipped} shipped of {balance.licensed}, {balance.left} left"


def _prove(licence: Licence, home: Path) -> None:
    """Write the proof to a file, verify it under the key, and fail loudly when it does not hold."""
    bundle = ledger.prove(ledger.entry_of(f"{licence.subject}@1"))
    key = signing_key().verifier
    path = home / "licence-proof.json"
    path.write_text(json.dumps(bundle.to_json(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    verdict = verify(bundle, key)
    if not verdict.ok:
        raise SystemExit("The proof does not hold: " + " ".join(verdict.reasons))
    faults = ledger.fsck()
    click.echo(f"Proof verified: entry {verdict.index} of {verdict.size}. {len(faults)} faults in the whole log.")
    click.echo(f"  verifier line  {key.to_text()}")
    click.echo(f"  check it yourself: licet log verify {path} --key '{key.to_text()}'")
    if faults:
        raise SystemExit("\n".join(str(fault) for fault in faults))


def show_accounts(url: str, password: str) -> None:
    """Print one account of each role; all share one password, made for this demonstration."""
    click.echo(f"\nAccounts; the password of all is {password}")
    for role in ROLES.values():
        names = [a.username for a in Account.objects.order_by("pk") if role.code in a.roles]
        click.echo(f"  {role.title:<20} {', '.join(names[:4])}{' …' if len(names) > 4 else ''}")
    click.echo(f"\n{url}  (Ctrl-C ends)")
