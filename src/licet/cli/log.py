"""``licet log``: check the log, prove an entry, verify a proof, print the verifier line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from licet.common.errors import Unreadable
from licet.ledger.bundle import BUNDLE_LIMIT, Bundle, Verdict, strict_json
from licet.ledger.bundle import verify as verify_evidence
from licet.ledger.note import VerifierKey

if TYPE_CHECKING:
    from licet.store.ledger_fsck import Report

READABLE = click.Path(path_type=Path)


@click.group()
def log() -> None:
    """Check the log, prove an entry of it, verify a proof."""


@log.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def fsck(as_json: bool) -> None:
    """Check the whole log and every table it answers for; exit 1 when anything was edited, added or deleted."""
    from licet.cli.django import setup

    setup()
    from licet.store import ledger

    report = ledger.inspect()
    click.echo(json.dumps(report.to_json(), indent=1) if as_json else told(report))
    sys.exit(1 if report.faults else 0)


@log.command()
@click.argument("entry")
@click.option("--out", type=READABLE, help="Write the bundle to this file instead of the terminal.")
@click.option("--rows", is_flag=True, help="Show the rows that the entry covers, not only what it says.")
@click.option("--redacted", is_flag=True, help="Show nothing but that the entry is in the log.")
def prove(entry: str, out: Path | None, rows: bool, redacted: bool) -> None:
    """Write the bundle that proves ENTRY: an index of the log, or a subject such as licence:NLD-2026-00001-I.

    Of a subject the last entry is proved; licence:NLD-2026-00001-I@1 is its first, the issue.
    """
    from licet.cli.django import setup

    setup()
    from licet.store import ledger

    bundle = ledger.prove(ledger.entry_of(entry), redacted=redacted, rows=rows)
    text = json.dumps(bundle.to_json(), ensure_ascii=False, indent=1)
    if out is None:
        click.echo(text)
    else:
        out.write_text(text + "\n", encoding="utf-8")
        click.echo(f"The proof of entry {bundle.proof.index} is in {out}.")


@log.command()
@click.argument("bundle", type=READABLE)
@click.option("--key", "verifier", required=True, help="The log's verifier line, or a file that holds it.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify(bundle: Path, verifier: str, as_json: bool) -> None:
    """Verify the proof in the file BUNDLE under a key from elsewhere; needs no database and no network."""
    key = read_key(verifier)
    data = read_limited(bundle)
    verdict = _verdict(data, key, str(bundle))
    said = verdict.statement
    if as_json:
        shown = None if said is None else json.loads(said.to_text())
        rows = [json.loads(row.to_text()) for row in verdict.rows]
        body = {"ok": verdict.ok, "reasons": verdict.reasons, "entry": verdict.index, "size": verdict.size}
        click.echo(json.dumps({**body, "statement": shown, "rows": rows}, ensure_ascii=False, indent=1))
    elif verdict.ok:
        click.echo(f"Verified: entry {verdict.index} of {verdict.size} in the log {key.name}.")
        click.echo(f"  {said.kind} {said.subject}, {said.at}" if said else "  What it says is not shown.")
    else:
        click.echo("Not verified: " + " ".join(verdict.reasons))
    sys.exit(0 if verdict.ok else 1)


@log.command()
def key() -> None:
    """Print the verifier line of this installation's log. Publish it; compare it with what others were given."""
    from licet.cli.django import setup

    setup()
    from licet.store.ledger_keys import signing_key

    click.echo(signing_key().verifier.to_text())


@log.command()
@click.argument("note", type=READABLE)
@click.option("--key", "verifier", required=True, help="The log's verifier line, or a file that holds it.")
def relock(note: Path, verifier: str) -> None:
    """Make the lock file anew from the file NOTE, a checkpoint that was kept elsewhere."""
    from licet.cli.django import setup

    setup()
    from licet.store.ledger_lock import relock as make_anew

    lock = make_anew(read_limited(note).decode("utf-8", errors="replace"), read_key(verifier))
    click.echo(f"The lock file says again that {lock.size} entries were signed.")


@log.command()
@click.option("--into", type=READABLE, help="Put the list between the marks of this page.")
def tables(into: Path | None) -> None:
    """Print the tables the log answers for and the kinds of its entries, as the reference has them."""
    from licet.cli.django import setup

    setup()
    from licet.store.ledger_reference import put_between, reference

    if into is None:
        click.echo(reference())
    else:
        into.write_text(put_between(into.read_text(encoding="utf-8"), reference()), encoding="utf-8")


def told(report: Report) -> str:
    """Return a report as lines: each fault, then what was looked at."""
    count = len(report.faults)
    found = "no faults" if not count else f"{count} fault{'s' if count > 1 else ''}"
    looked = f"{report.entries} entries ({report.waiting} waiting), {report.checkpoints} checkpoints"
    rows = f"{report.rows} rows of {report.tables} tables"
    remedies = [f"  {remedy}" for remedy in report.remedies]
    return "\n".join([*map(str, report.faults), *remedies, f"Checked {looked}, {rows}: {found}."])


def read_key(text: str) -> VerifierKey:
    """Return the verifier key in a line, or in the file of that name."""
    path = Path(text)
    if "+" not in text and path.is_file():
        return VerifierKey.parse(read_limited(path).decode("utf-8", errors="replace"), where=text)
    return VerifierKey.parse(text, where="--key")


def read_limited(path: Path) -> bytes:
    """Return the bytes of a small file, or raise `Unreadable`."""
    try:
        with path.open("rb") as file:
            return file.read(BUNDLE_LIMIT + 1)
    except OSError as fault:
        raise Unreadable(
            "LIC-520", f"The file cannot be read: {fault.strerror}.", where=str(path), remedy="Check the path."
        ) from None


def _verdict(data: bytes, key: VerifierKey, where: str) -> Verdict:
    """Verify a bundle of the log, or a licence file, whose facts must also be those of the log."""
    body = strict_json(data, where=where)
    if isinstance(body, dict) and "evidence" in body:
        from licet.exchange.bundle import check_licence_bundle

        checked = check_licence_bundle(data, key)
        if not checked.ok:
            return Verdict(checked.reasons, checked.index or 0, checked.size)
        body = body["evidence"]
    return verify_evidence(Bundle.parse(body, where=where), key)
