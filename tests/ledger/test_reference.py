"""The reference lists the ledgered tables and the kinds of entry as they are."""

from pathlib import Path

import pytest

from licet.store.ledger_reference import put_between, reference

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "ledger.md"


@pytest.mark.django_db
def test_the_page_lists_the_tables_as_they_are():
    page = PAGE.read_text(encoding="utf-8")
    assert put_between(page, reference()) == page, "Run: licet log tables --into docs/reference/ledger.md"
