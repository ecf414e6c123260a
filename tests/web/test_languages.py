"""Arabic for layout: direction, translated words, references in their order, catalogues that can be compiled."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from tests.actions import factories as make
from tests.web.conftest import Visitor

Visit = Callable[..., Visitor]
SCRIPT = Path(__file__).resolve().parents[2] / "scripts" / "messages.py"


@pytest.fixture(scope="module")
def messages() -> Any:
    spec = importlib.util.spec_from_file_location("messages", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.compile_all()
    trans_real._translations.clear()
    trans_real._default = None
    return module


def translated(messages: Any) -> list[tuple[str, list[str]]]:
    """Every translated text with its forms; a plural by its plural text."""
    found = []
    for _path, catalogue in messages.catalogues():
        for message in catalogue:
            forms = list(message.string) if message.pluralizable else [message.string]
            if message.id and all(forms):
                found.append((message.id[1] if message.pluralizable else message.id, forms))
    return found


def test_every_translation_keeps_the_names_in_its_text(messages: Any) -> None:
    assert len(translated(messages)) > 600
    for text, forms in translated(messages):
        wanted = set(re.findall(r"%\((\w+)\)s", text))
        assert all(set(re.findall(r"%\((\w+)\)s", form)) == wanted for form in forms), text


def test_a_plural_has_all_six_forms_of_arabic(messages: Any) -> None:
    assert {len(forms) for _text, forms in translated(messages) if len(forms) > 1} == {6}


def test_the_words_around_every_page_are_translated(messages: Any) -> None:
    lacking = {text for texts in messages.missing().values() for text in texts}
    around = [
        messages.ROOT / "web" / "templates" / name
        for name in ("base.html", "parts", "cases/tabs.html", "cases/strip.html")
    ]
    files = [f for path in around for f in ([path] if path.is_file() else path.glob("*.html"))]
    used = {text for file in files for text in messages._in_template(file)}
    assert used
    assert used & lacking == set()


def test_the_compiled_catalogue_is_read_by_django(messages: Any) -> None:
    with translation.override("ar"):
        assert translation.gettext("My work") == "عملي"
        assert "3" in translation.ngettext("%(n)s line", "%(n)s lines", 3) % {"n": 3}
        assert translation.ngettext("%(n)s line", "%(n)s lines", 3).startswith("البنود")


def test_a_page_in_arabic_runs_from_the_right_and_references_from_the_left(visit: Visit, messages: Any) -> None:
    case = make.assessed(goods=2)
    me = visit(case.officer)
    me.client.cookies["django_language"] = "ar"
    for path in (
        "/work/",
        *(f"/cases/{case.reference}/{t}" for t in ("", "assessment/", "timeline/")),
        "/agreements/",
        "/law/",
    ):
        page = me.get(path)
        assert page.all("html") == [{"lang": "ar", "dir": "rtl"}]
        assert page.faults() == []
    assert f'<bdi dir="ltr">{case.reference}</bdi>' in me.get("/work/").html


def test_the_language_is_chosen_by_post_and_returns_to_the_page(visit: Visit, messages: Any) -> None:
    me = visit()
    page = me.post("/language/", {"language": "ar", "next": "/verify/"})
    assert page.path == "/verify/"
    assert page.all("html")[0]["dir"] == "rtl"
    assert me.client.post("/language/", {"language": "ar", "next": "https://elsewhere.example/"})["Location"] == "/"
