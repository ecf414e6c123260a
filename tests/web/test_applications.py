"""The exporter's pages, from an empty list to a receipt."""

from __future__ import annotations

from collections.abc import Callable

from tests.actions import factories as make
from tests.web.conftest import Visitor

Visit = Callable[..., Visitor]


def test_an_empty_list_says_what_comes_and_what_to_do_first(visit: Visit) -> None:
    page = visit(make.exporter()).get("/applications/")
    assert "You have no applications yet" in page.text
    assert page.faults() == []


def test_the_list_shows_only_what_belongs_to_the_organisation(visit: Visit) -> None:
    mine, other = make.application(), make.application()
    page = visit(mine.created_by).get("/applications/")
    assert mine.reference in page.text
    assert other.reference not in page.text


def test_an_exporter_fills_in_every_section_and_sends(visit: Visit) -> None:
    me = visit(make.exporter())
    tasks = me.post("/applications/new/", {"once": "t-start"})
    base = tasks.path
    form = make.form()
    for code in ("export", "end_use", "route"):
        page = me.get(f"{base}{code}/")
        assert page.faults() == []
        me.post(f"{base}{code}/", {**_flat(form[code]), "version": page.field("version"), "once": f"t-{code}"})
    for code in ("lines", "parties", "documents"):
        for number, entry in enumerate(form[code], 1):
            page = me.get(f"{base}{code}/{number}/")
            assert page.faults() == []
            me.post(f"{base}{code}/{number}/", {**_flat(entry), "version": page.field("version")})
        assert me.get(f"{base}{code}/").faults() == []
    check = me.get(f"{base}check/")
    assert check.faults() == []
    assert "Telemark Battalion" in check.text
    send = me.get(f"{base}send/")
    receipt = me.post(f"{base}send/", {**form["declarations"], "version": send.field("version"), "once": "t-send"})
    assert "Your application was sent" in receipt.text
    assert "LC-2026-0001" in receipt.text or "LC-" in receipt.text
    assert receipt.faults() == []


def _flat(answers: dict[str, object]) -> dict[str, str]:
    return {k: "\n".join(v) if isinstance(v, list) else str(v) for k, v in answers.items()}


def test_only_states_of_today_are_offered(visit: Visit) -> None:
    draft = make.application()
    page = visit(draft.created_by).get(f"/applications/{draft.reference}/route/")
    assert '<option value="CZE"' in page.html
    assert [gone for gone in ("CSK", "DDR", "SUN") if f'<option value="{gone}"' in page.html] == []
