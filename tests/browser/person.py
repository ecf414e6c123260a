"""A person at a browser: signs in, reads, fills in, presses; every page they see is checked on the way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Watch

if TYPE_CHECKING:
    from tests.browser.conftest import Site

axe = Axe()


class Person:
    """One browser context of its own. `check()` demands 0 accessibility violations and 0 external requests."""

    def __init__(self, chromium: Any, site: Site, **options: Any) -> None:
        self.site = site
        self.context = chromium.new_context(base_url=site.url, **options)
        self.page = self.context.new_page()
        self.watch = Watch(site.url)
        self.watch.follow(self.page)

    def sign_in(self, username: str) -> Person:
        self.page.goto("/accounts/login/")
        self.check()
        self.page.get_by_role("textbox", name=re.compile("login|user name", re.I)).fill(username)
        self.page.get_by_label("Password", exact=True).fill(self.site.password)
        self.page.locator("main").get_by_role("button").first.click()
        self.page.wait_for_load_state()
        return self

    def open(self, path: str) -> Person:
        self.page.goto(path)
        self.check()
        return self

    def press(self, name: str | re.Pattern[str]) -> Person:
        self.page.locator("main").get_by_role("button", name=name).first.click()
        self.page.wait_for_load_state()
        self.check()
        return self

    def follow(self, name: str | re.Pattern[str]) -> Person:
        self.page.locator("main").get_by_role("link", name=name).first.click()
        self.page.wait_for_load_state()
        self.check()
        return self

    def fill(self, label: str | re.Pattern[str], value: str) -> Person:
        self.page.get_by_label(label).first.fill(value)
        return self

    def check(self) -> None:
        found = axe.run(self.page).response["violations"]
        assert not found, f"{self.page.url}: " + "; ".join(f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found)
        assert self.watch.external == []
        assert self.watch.complaints == []

    @property
    def text(self) -> str:
        return str(self.page.locator("main").inner_text())
