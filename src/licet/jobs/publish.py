"""The publisher: gives waiting entries of the log their place and signs, again and again."""

from __future__ import annotations

import logging
from threading import Event

from django.db import DatabaseError, close_old_connections

from licet.common.errors import LicetError
from licet.store import clock, ledger

__all__ = ["publish_until"]

logger = logging.getLogger(__name__)


def publish_until(stop: Event, *, every: float = 1.0) -> None:
    """Publish every `every` seconds until `stop` is set, and once more then.

    A fault is logged and tried again, at most once a minute while it lasts: nothing that waits is lost.
    """
    pause = every
    while not stop.wait(pause):
        pause = every if publish_once() else min(pause * 2, 60.0)
    publish_once()


def publish_once() -> bool:
    """Publish what waits; say whether that went well."""
    close_old_connections()
    try:
        ledger.publish(clock.now())
    except (LicetError, DatabaseError, OSError) as fault:
        logger.error("The log was not published: %s", fault)
        return False
    finally:
        close_old_connections()
    return True
