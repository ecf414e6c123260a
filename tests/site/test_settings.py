from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.common.errors import BadInput
from licet.site import environment

ACCEPTED = {
    "security.W021": "HSTS preload is a promise about a whole domain, which is the ministry's to make.",
}
PRINT = """
import json, django
from django.conf import settings
django.setup()
names = ("ALLOWED_HOSTS SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_NAME SECURE_HSTS_SECONDS "
         "SECURE_SSL_REDIRECT DEBUG").split()
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def run(home: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    known = {"PATH": os.environ["PATH"], "LICET_HOME": str(home), "DJANGO_SETTINGS_MODULE": "licet.site.settings"}
    return subprocess.run([sys.executable, *arguments], env=known | environ, capture_output=True, text=True)


def told(home: Path, **environ: str) -> dict[str, Any]:
    done = run(home, "-c", PRINT, **environ)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_over_https_cookies_and_redirects_are_strict(tmp_path: Path) -> None:
    strict = told(tmp_path, LICET_HTTPS="1", LICET_HOSTS="licences.example.org")
    assert strict["SESSION_COOKIE_SECURE"]
    assert strict["CSRF_COOKIE_SECURE"]
    assert strict["SECURE_SSL_REDIRECT"]
    assert strict["SESSION_COOKIE_NAME"] == "__Host-licet"
    assert strict["SECURE_HSTS_SECONDS"] >= 31536000
    assert strict["ALLOWED_HOSTS"] == ["licences.example.org"]


def test_the_demonstration_on_this_machine_works_without_https(tmp_path: Path) -> None:
    plain = told(tmp_path)
    assert not plain["SESSION_COOKIE_SECURE"]
    assert not plain["DEBUG"]
    assert plain["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]


def test_the_deployment_check_warns_of_nothing_but_what_is_accepted(tmp_path: Path) -> None:
    done = run(tmp_path, "-m", "django", "check", "--deploy", LICET_HTTPS="1", LICET_HOSTS="licences.example.org")
    assert done.returncode == 0, done.stderr
    warned = {word.strip("()") for word in done.stderr.split() if word.startswith("(")}
    codes = {word for word in warned if "." in word and word.split(".")[-1].startswith(("W", "E"))}
    assert codes <= set(ACCEPTED)


def test_the_home_and_its_secrets_are_the_owner_s_alone(tmp_path: Path) -> None:
    told(tmp_path / "home")
    assert (tmp_path / "home").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "home" / "secret.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LICET_HTTPS", "perhaps"),
        ("LICET_HOSTS", "*"),
        ("LICET_DATABASE_URL", "mysql://u:p@h/n"),
        ("LICET_SESSION_HOURS", "0"),
        ("LICET_LOG_LEVEL", "loud"),
        ("LICET_DEMO_DAY", "2026-02-30"),
        ("LICET_LIST_MAX_AGE_DAYS", "a week"),
    ],
)
def test_a_setting_that_is_not_understood_stops_the_start_with_one_message(
    tmp_path: Path, name: str, value: str
) -> None:
    done = run(tmp_path, "-c", "from licet.cli import main; main(['accounts', 'list'])", **{name: value})
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 2


@pytest.mark.parametrize(("text", "on"), [("", False), ("0", False), ("no", False), ("1", True), ("Yes", True)])
def test_a_switch_is_read(text: str, on: bool) -> None:
    assert environment.switch(text, "X") is on


@pytest.mark.parametrize("text", ["", "-1", "0", "1.5", "ten", "٣", "²"])
def test_what_is_not_a_number_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        environment.number(text, "X")


@pytest.mark.parametrize("text", ["", ",", "*", "a.example,*.example", "https://a.example"])
def test_hosts_that_would_open_the_site_to_any_name_are_refused(text: str) -> None:
    with pytest.raises(BadInput):
        environment.hosts(text)


def test_a_database_address_is_read() -> None:
    read = environment.database("postgres://li%40cet:p%2Fw@db.example:5433/main?sslmode=verify-full")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"], read["NAME"]) == (
        "li@cet",
        "p/w",
        "db.example",
        "5433",
        "main",
    )
    assert read["OPTIONS"] == {"sslmode": "verify-full"}


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mysql://u:p@h/n",
        "postgres://u:p@h/",
        "postgres://u:p@h",
        "postgres://u:p@h:port/n",
        "postgres://u:p@h:99999/n",
        "postgres://u:p@h/a/b",
        "postgres://u:p@h/n?sslmode=maybe",
        "postgres://u:p@h/n?options=-c%20x",
    ],
)
def test_an_address_that_is_not_one_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(BadInput) as fault:
        environment.database(url)
    assert "u:p" not in str(fault.value)


@given(st.text(max_size=40))
def test_any_address_is_read_or_refused(text: str) -> None:
    try:
        read = environment.database(text)
    except BadInput:
        return
    assert read["NAME"]
