"""Appending to the log beside a plain audit row, in one run on one database.

    python bench/ledger_append.py [--changes N]

Each change saves one business row in its own transaction (batch 1) or with 99 others (batch 100). "plain" adds one
audit row of the same content; "log" records an entry that covers the row. Rounds alternate; the median counts.
Publishing and checking are measured apart. Prints ours, the peer and the ratio.
"""

import argparse
import os
import statistics
import tempfile
import time
from datetime import UTC, datetime

HOME = tempfile.mkdtemp(prefix="licet-bench-")
os.environ.update(LICET_HOME=HOME, LICET_PUBLISH="worker", DJANGO_SETTINGS_MODULE="licet.site.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from licet.store import ledger  # noqa: E402
from licet.store.models import AccessLog, Account, OutboxRow  # noqa: E402

AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def prepare() -> Account:
    """Make the tables, from the models when no migration is there yet."""
    settings.MIGRATION_MODULES = {"store": None}
    call_command("migrate", run_syncdb=True, verbosity=0)
    return Account.objects.create_user("bench")


def business(account, n):
    return AccessLog.objects.create(account=account, kind="case", reference=f"LC-{n}", action="read", at=AT)


def plain(account, n):
    row = business(account, n)
    payload = {"action": "read", "kind": "case", "reference": f"LC-{n}", "actor": account.pk, "row": row.pk}
    OutboxRow.objects.create(kind="access.read", subject=f"reads:{n}", payload=payload, created_at=AT, due_at=AT)


def logged(account, n):
    business(account, n)
    record = {"action": "read", "kind": "case", "reference": f"LC-{n}"}
    ledger.record("access.read", subject=f"reads:{n}", record=record, actor=account, at=AT)


def per_second(change, account, count, batch):
    start = time.perf_counter()
    for first in range(0, count, batch):
        with transaction.atomic():
            for n in range(first, first + batch):
                change(account, n)
    return count / (time.perf_counter() - start)


def compare(account, count, batch, rounds=5):
    found = {plain: [], logged: []}
    for _ in range(rounds):
        for change, speeds in found.items():
            speeds.append(per_second(change, account, count, batch))
    peer, ours = statistics.median(found[plain]), statistics.median(found[logged])
    print(f"append, batch {batch:>3}: log {ours:7.0f}/s   plain audit row {peer:7.0f}/s   ratio {ours / peer:.2f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--changes", type=int, default=300)
    count = parser.parse_args().changes
    account = prepare()
    compare(account, count, 1)
    compare(account, count, 100)
    start = time.perf_counter()
    size = ledger.publish(AT).size
    print(f"publish: {size} waiting entries, {size / (time.perf_counter() - start):.0f}/s")
    start = time.perf_counter()
    ledger.prove(size // 2)
    print(f"prove: {1000 * (time.perf_counter() - start):.1f} ms")
    start = time.perf_counter()
    report = ledger.inspect()
    print(f"fsck: {report.entries} entries, {report.entries / (time.perf_counter() - start):.0f}/s")


if __name__ == "__main__":
    main()
