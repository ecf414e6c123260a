"""The worker beside the site: publishes the log, hands over the outbox, runs the tasks."""

from __future__ import annotations

from threading import Event, Thread

from django.core.management import call_command

from licet.jobs.deliver import hand_over_until
from licet.jobs.publish import publish_until

__all__ = ["run_until_interrupted"]


def run_until_interrupted() -> None:
    """Work until a signal ends the process; what was begun is finished first."""
    stop = Event()
    beside = [Thread(target=work, args=(stop,)) for work in (publish_until, hand_over_until)]
    for thread in beside:
        thread.start()
    try:
        call_command("db_worker", startup_delay=False, reload=False)
    finally:
        stop.set()
        for thread in beside:
            thread.join()
