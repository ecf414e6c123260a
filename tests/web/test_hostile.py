"""Hostile and unusual input: names that try to be markup or to reorder the page, formulas, replays, wrong words."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest

from licet.web.tables import cell
from licet.web.templatetags.page import amount, count, day, name, visible
from tests.actions import factories as make
from tests.web.conftest import Visitor

Visit = Callable[..., Visitor]
SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
OVERRIDE = "Acme \u202egnidart\u202c Ltd"
ARABIC = "شركة البحر للتجارة"


def with_names(text: str) -> Any:
    parties = make.form()["parties"]
    parties[0]["name"] = parties[1]["unit"] = parties[1]["address"] = text
    export = {**make.form()["export"], "title": text}
    return make.screened(export=export, lines=[make.line(description=text)], parties=parties)


@pytest.mark.parametrize("text", [SCRIPT, OVERRIDE, ARABIC, "{{ 7|add:7 }} {% now 'Y' %}", "a" * 199])
def test_no_name_becomes_markup_or_reorders_what_stands_around_it(visit: Visit, text: str) -> None:
    case = with_names(text[:190])
    me = visit(case.officer)
    for path in (
        "/work/",
        *(f"/cases/{case.reference}/{tab}" for tab in ("", "application/", "timeline/", "decision/")),
    ):
        page = me.get(path)
        assert page.faults() == [], path
        assert "\u202e" not in page.html
        assert "<script>alert" not in page.html
        assert not page.all("img")


def test_a_hidden_direction_character_is_written_out() -> None:
    assert visible(OVERRIDE) == "Acme [U+202E]gnidart[U+202C] Ltd"
    assert visible("می\u200cخواهم") == "می\u200cخواهم"
    assert name(ARABIC) == f"<bdi>{ARABIC}</bdi>"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =HYPERLINK(1)", "|calc", "＝1"])
def test_a_formula_is_only_text_in_a_csv_file(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_numbers_and_days_stay_numbers_and_days_in_a_csv_file() -> None:
    assert [cell(v) for v in (-5, None, make.AT.date(), "NLD-2026-00001-I")] == [
        "-5",
        "",
        "2026-11-20",
        "NLD-2026-00001-I",
    ]


def test_the_csv_of_the_queue_has_the_filter_of_the_page_and_no_formula(visit: Visit) -> None:
    case = with_names("=HYPERLINK(1)")
    make.in_review(case.officer)
    answer = visit(case.officer).client.get("/cases/?q=HYPERLINK&format=csv")
    rows = list(csv.DictReader(StringIO(answer.content.decode())))
    assert answer["Content-Type"].startswith("text/csv")
    assert [row["reference"] for row in rows] == [case.reference]
    assert rows[0]["title"] == "'=HYPERLINK(1)"


def test_what_is_typed_wrongly_is_kept_beside_its_message(visit: Visit) -> None:
    application = make.application()
    me = visit(application.created_by)
    path = f"/applications/{application.reference}/lines/1/"
    page = me.post(path, {**make.line(quantity="80 pcs"), "version": application.version}, 400)
    assert page.title.startswith("Error:")
    field = page.all("input", name="quantity")[0]
    assert field["value"] == "80 pcs"
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"]
    assert "#id_quantity" in page.links()
    assert page.faults() == []
    application.refresh_from_db()
    assert application.draft["lines"][0]["quantity"] == "80"


def test_a_draft_may_be_kept_unfinished(visit: Visit) -> None:
    application = make.application()
    me = visit(application.created_by)
    path = f"/applications/{application.reference}/end_use/"
    me.post(path, {"text": "", "version": application.version, "later": "1"})
    assert "1 answer missing" in me.get(f"/applications/{application.reference}/").text.replace("2 answers", "1 answer")


def test_a_section_saved_meanwhile_by_another_is_a_conflict_that_names_them(visit: Visit) -> None:
    application = make.application()
    me = visit(application.created_by)
    path = f"/applications/{application.reference}/end_use/"
    typed = {"text": "For exercises on own ranges only.", "re_export": "yes", "version": application.version}
    me.post(path, typed)
    page = me.post(path, typed, 409)
    assert str(application.created_by) in page.text
    assert "For exercises on own ranges only." in page.text


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "1e3"])
def test_a_version_that_is_no_number_is_a_conflict_and_no_fault(visit: Visit, version: str) -> None:
    application = make.application()
    path = f"/applications/{application.reference}/end_use/"
    typed = {"text": "For exercises on own ranges only.", "re_export": "yes", "version": version}
    visit(application.created_by).post(path, typed, 409)


@pytest.mark.parametrize(
    "path", ["?page=-1", "?page=x", "?page=99999", "?tab=nothing", "?state=nothing", "?q=%00", "?q=%FF"]
)
def test_a_strange_address_of_a_list_is_answered(visit: Visit, path: str) -> None:
    visit(make.officer()).get(f"/cases/{path}")


@pytest.mark.parametrize("path", ["?party=Atlantis", "?on=yesterday", "?on=2026-02-30"])
def test_a_search_that_cannot_be_read_says_so_and_keeps_it(visit: Visit, path: str) -> None:
    page = visit(make.officer()).get(f"/agreements/{path}", 400)
    assert page.title.startswith("Error:")
    assert page.faults() == []


def test_a_large_file_and_an_empty_one_are_form_errors(visit: Visit) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    application = make.application()
    me = visit(application.created_by)
    path = f"/applications/{application.reference}/documents/1/"
    typed = {**make.form()["documents"][0], "version": application.version}
    page = me.post(path, {**typed, "file": SimpleUploadedFile("euc.pdf", b"")}, 400)
    assert page.title.startswith("Error:")
    me.post(path, {**typed, "file": SimpleUploadedFile("euc.pdf", b"%PDF-1.7 certificate")})
    application.refresh_from_db()
    assert len(application.draft["documents"][0]["sha256"]) == 64


def test_figures_are_printed_as_the_style_guide_says() -> None:
    assert count("8870000") == "8\u00a0870\u00a0000"
    assert count(None) == ".."
    assert amount("6400.50") == "6\u00a0400.50"
    assert amount("not a number") == "not a number"
    assert day(make.AT.date()) == "20\u00a0Nov\u00a02026"
    assert day(None) == "–"
