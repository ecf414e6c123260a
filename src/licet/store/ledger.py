"""The log, as the rest of the program sees it: record in a transaction, publish, prove, verify, check.

    with transaction.atomic():
        ... save rows ...
        ledger.record("decision.proposed", subject=case.subject, record={...}, actor=officer, at=at)

One call at the end of an action covers every ledgered row that was saved in the transaction. A bulk statement
(``bulk_create``, ``update``) sends no signal: hand its rows over as ``rows=``.
"""

from __future__ import annotations

from licet.store.ledger_fsck import Report, fsck, inspect
from licet.store.ledger_lock import RollbackDetected
from licet.store.ledger_prove import consistency, entry_of, prove, verify_bundle
from licet.store.ledger_publish import publish
from licet.store.ledger_record import record, record_row

__all__ = [
    "Report",
    "RollbackDetected",
    "consistency",
    "entry_of",
    "fsck",
    "inspect",
    "prove",
    "publish",
    "record",
    "record_row",
    "verify_bundle",
]
