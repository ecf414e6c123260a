"""Journeys in real Chromium against the demonstration, served by the product's own command."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import unavailable

CHROMIUM = os.environ.get("LICET_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass
class Site:
    """The running demonstration: its address and the password that its accounts share."""

    url: str
    password: str
    home: Path


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("home")
    port = _free_port()
    environment = {**os.environ, "LICET_HOME": str(home), "LICET_DEMO_DAY": "2026-11-20"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    licet = [sys.executable, "-m", "licet"]
    subprocess.run([*licet, "demo", "--no-serve"], env=environment, check=True, capture_output=True, text=True)
    log = (home / "serve.log").open("w")
    serving = subprocess.Popen([*licet, "serve", "--port", str(port)], env=environment, stdout=log, stderr=log)
    try:
        _wait_until_it_answers(f"http://127.0.0.1:{port}/healthz", serving)
        password = (home / "demo.password").read_text(encoding="ascii").strip()
        yield Site(f"http://127.0.0.1:{port}", password, home)
    finally:
        serving.terminate()
        serving.wait(timeout=30)
        log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(url: str, serving: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            _go_on_unless_ended(serving)
    raise RuntimeError(f"no answer from {url} within a minute")


def _go_on_unless_ended(serving: subprocess.Popen[bytes]) -> None:
    try:
        code = serving.wait(timeout=0.1)
    except subprocess.TimeoutExpired:
        return
    raise RuntimeError(f"the site ended with code {code}")


@dataclass
class Watch:
    """What a page asked for and complained of; both lists must stay empty."""

    base: str
    external: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def follow(self, page: object) -> None:
        page.on("request", lambda request: self._request(request.url))  # type: ignore[attr-defined]
        page.on("console", self._console)  # type: ignore[attr-defined]
        page.on("pageerror", lambda error: self.complaints.append(str(error)))  # type: ignore[attr-defined]

    def _request(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:", "about:")):
            self.external.append(url)

    def _console(self, message: object) -> None:
        # A refused form answers 4xx on purpose, and Chromium reports every such answer here.
        if message.type == "error" and "Failed to load resource" not in message.text:  # type: ignore[attr-defined]
            self.complaints.append(message.text)  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    if not CHROMIUM:
        unavailable("browser", "no Chromium found: install it or set LICET_CHROMIUM")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
