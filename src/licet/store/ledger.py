"""The log, as the rest of the program sees it: record in a transaction, publish, prove, verify, check.

    with transaction.atomic():
        ... save rows ...
        ledger.record("decision.proposed", subject=case.subject, record={...}, actor=officer, at=at)

One call at the end of an action covers every ledgered row that was saved in the transaction.
"""

from __future__ import annotations

from licet.store.ledger_record import record, record_row

__all__ = ["record", "record_row"]
