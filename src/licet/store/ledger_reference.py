"""The tables the log answers for, as the reference prints them; a test compares the page with this."""

from __future__ import annotations

from django.db import models

from licet.ledger.kinds import KINDS
from licet.store import ledgered

__all__ = ["BEGIN", "END", "put_between", "reference"]

BEGIN, END = "<!-- generated: licet log tables -->", "<!-- end -->"


def reference() -> str:
    """Return the generated part of docs/reference/ledger.md."""
    rows = [_row(model) for model in ledgered.ledgered_models()]
    tables = ["| Table | What a row is | Committed with it | Columns left out |", "|---|---|---|---|", *rows]
    kinds = ["| Kind | What it says |", "|---|---|", *(f"| `{kind}` | {text} |" for kind, text in KINDS.items())]
    return "\n".join(["### Tables", "", *tables, "", "### Kinds of entry", "", *kinds])


def put_between(page: str, text: str) -> str:
    """Return `page` with `text` in place of what stood between the two marks."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{text}\n\n{END}{rest.partition(END)[2]}"


def _row(model: type[models.Model]) -> str:
    first = (model.__doc__ or "").strip().split("\n")[0]
    children = ", ".join(f"`{table}`" for table in ledgered.children_of(model).values())
    out = ", ".join(f"`{name}`" for name in ledgered.left_out(model))
    return f"| `{model._meta.db_table}` | {first} | {children} | {out} |"
