"""Every test of an action runs under a small law of its own; a test may change it under way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from licet.law.law import Law
from licet.law.load import load
from licet.store import packs

TEXT = (Path(__file__).parent / "law.yaml").read_text(encoding="utf-8")
_LOADED: dict[str, Law] = {}


def _law(text: str) -> Law:
    if text not in _LOADED:
        _LOADED[text] = load([("law.yaml", text)])
    return _LOADED[text]


@pytest.fixture(autouse=True, scope="module")
def _small_law() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packs, "law", lambda: _law(TEXT))
        yield


@pytest.fixture
def law_changes(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return what changes the law: call it with a further rule."""

    def change(rule: str) -> None:
        monkeypatch.setattr(packs, "law", lambda: _law(f"{TEXT}  - {rule}\n"))

    return change
