"""What every test may ask for."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None, max_examples=60)
settings.load_profile("default")

CHECKOUT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("LICET_DATA", CHECKOUT.parent / "shared" / "data"))


def pytest_collection_finish() -> None:
    """What was collected stays: looking through it again and again costs an eighth of the whole run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


def unavailable(kind: str, reason: str) -> None:
    """Skip with the reason, or fail where LICET_REQUIRE names this kind: browser, data, engine."""
    if kind in os.environ.get("LICET_REQUIRE", "").split():
        pytest.fail(f"{kind} is required here: {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real inputs; a test that needs it is skipped with the reason where there is none."""
    if not DATA.is_dir():
        unavailable("data", f"real inputs not found at {DATA}: set LICET_DATA to their folder")
    return DATA


@pytest.fixture(autouse=True)
def log_home(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """Give each test that has a database a log of its own: key and lock file lie outside the database."""
    names = {"db", "transactional_db", "live_server"}
    if not names & set(request.fixturenames) and request.node.get_closest_marker("django_db") is None:
        return None
    folder = tmp_path_factory.mktemp("log")
    request.getfixturevalue("settings").LOG_HOME = folder
    return folder
