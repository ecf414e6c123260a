"""The data the product ships, read once and on demand: nothing here needs Django.

A reader must not live in a module of its own name, or importing that module would hide the function here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from licet.agreements.catalogue import Catalogue
    from licet.agreements.memberships import Memberships
    from licet.common.states import StateTable
    from licet.law.law import Law
    from licet.screening import WatchList

__all__ = ["catalogue", "law", "memberships", "states", "watchlist"]


def states() -> StateTable:
    """Return all states: ISO 3166-1, historic states, and Kosovo."""
    from licet.store.packs.state_table import states as read

    return read()


def memberships() -> Memberships:
    """Return the dated lists of members of organisations, treaties and regimes."""
    from licet.store.packs.agreements import memberships as read

    return read()


def catalogue() -> Catalogue:
    """Return the agreements and verification regimes."""
    from licet.store.packs.agreements import catalogue as read

    return read()


def watchlist() -> WatchList:
    """Return the invented watchlist of the demonstration."""
    from licet.store.packs.watch_entries import watchlist as read

    return read()


def law() -> Law:
    """Return every instrument and rule the product ships, compiled."""
    from licet.store.packs.law_files import law as read

    return read()
