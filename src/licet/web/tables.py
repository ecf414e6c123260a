"""Every table as CSV with the filter of the page, and its cells safe for spreadsheet programs."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from django.core.paginator import Page
    from django.http import HttpRequest

__all__ = ["PER_PAGE", "as_csv", "cell", "one_page"]

PER_PAGE = 50
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
"""Beginnings that spreadsheet programs read as a formula or a command."""


def cell(value: object) -> str:
    """Return the text of one cell: ISO dates, numbers as they are, a leading apostrophe before a formula."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    text = str(value)
    risky = isinstance(value, str) and text.lstrip(" \u00a0").startswith(FORMULA)
    return f"'{text}" if risky else text


def as_csv(name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a CSV file, UTF-8, one head row of column codes."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([cell(value) for value in row] for row in rows)
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def one_page(request: HttpRequest, rows: Any, size: int = PER_PAGE) -> Page[Any]:
    """Return the page of rows that the address asks for; a number out of range gives the nearest page."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
