"""Run by test_many_at_once in a process of its own: threads that act on one case and one licence in a database file."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

HOME = Path(sys.argv[1])
os.environ["LICET_HOME"] = str(HOME)
os.environ["LICET_REQUIRED_LISTS"] = ""
os.environ["DJANGO_SETTINGS_MODULE"] = "licet.site.settings"


def main() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    settings.MIGRATION_MODULES = dict.fromkeys((a.rpartition(".")[2] for a in settings.INSTALLED_APPS), None)
    call_command("migrate", run_syncdb=True, verbosity=0)

    from licet.actions.decide import do_decide
    from licet.actions.draw_down import Shipped, do_draw_down
    from licet.common.errors import LicetError
    from licet.common.quantities import Quantity
    from licet.law.load import load
    from licet.store import ledger, packs
    from tests.actions import factories as f

    law = load([("law.yaml", (Path(__file__).parent / "law.yaml").read_text(encoding="utf-8"))])
    packs.law = lambda: law
    customs, licence, case = f.account("customs"), f.issued(), f.advised()
    deciders = [f.officer() for _ in range(8)]

    def ship(n: int) -> str:
        amount = Shipped(1, Quantity(Decimal(10), "NAR"), Decimal(1))
        said = {
            "shipped": [amount],
            "shipped_on": f.AT.date(),
            "office": "Rotterdam",
            "acting_user": customs,
            "at": f.AT,
        }
        return str(do_draw_down(licence, customs_reference=f"MRN-{n}", **said).answer)

    def decide(n: int) -> str:

        do_decide(
            case, outcome="grant", reasons="Each criterion was weighed in writing.", acting_user=deciders[n], at=f.AT
        )
        return "decided"

    answers = {"ship": _all(50, ship, LicetError), "decide": _all(8, decide, LicetError)}
    ledger.publish(f.AT)
    faults = [str(fault) for fault in ledger.fsck() if "account" not in str(fault)]
    sys.stdout.write(json.dumps({**answers, "faults": faults}))


def _all(count: int, act: Callable[[int], str], refusal: type[Exception]) -> list[str]:
    """Start `act` in so many threads at once and return every answer."""
    from django.db import connection

    answers: list[str] = []
    gate = threading.Barrier(count)

    def run(n: int) -> None:
        gate.wait()
        try:
            answers.append(act(n))
        except refusal as fault:
            answers.append(str(fault)[:200])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


if __name__ == "__main__":
    main()
