"""The demonstration is seeded once and whole, or it says that it was not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from licet.cli.demo import seed
from licet.common.errors import Conflict
from licet.store.models import Account

pytestmark = pytest.mark.django_db


def test_an_installation_that_is_not_the_demonstration_s_is_left_alone(tmp_path: Path) -> None:
    Account.objects.create_user("anna")
    with pytest.raises(Conflict, match="not the demonstration's"):
        seed.seeded(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_interrupted_start_is_not_taken_for_a_whole_one(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMO_DAY = "2026-11-20"

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(seed, "walk_all", interrupted)
    with pytest.raises(KeyboardInterrupt):
        seed.seeded(tmp_path)
    with pytest.raises(Conflict, match="interrupted"):
        seed.seeded(tmp_path)


def test_a_finished_one_is_found_as_it_was_left(tmp_path: Path) -> None:
    Account.objects.create_user("anna")
    (tmp_path / "demo.password").write_text("licet-00000000")
    (tmp_path / seed.FINISHED).write_text("2026-11-20\n")
    assert seed.seeded(tmp_path) == "licet-00000000"
    assert Account.objects.count() == 1
