"""Every change of state: check, then do, in one transaction with its ledger entry."""
