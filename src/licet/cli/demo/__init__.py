"""``licet demo``: a seeded ministry. One case end to end in the terminal, then the site."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

__all__ = ["demo"]


REAL = click.Path(path_type=Path)


@click.command()
@click.option("--no-serve", is_flag=True, help="End after the terminal part.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--un", "un_list", envvar="LICET_UN_LIST", type=REAL, help="Also import this real UN list, under its date."
)
@click.option("--ofac", "ofac_list", envvar="LICET_OFAC_LIST", type=REAL, help="Also import this real OFAC list.")
def demo(no_serve: bool, host: str, port: int, un_list: Path | None, ofac_list: Path | None) -> None:
    """Show a seeded ministry on its own day: one case end to end, then the site. A second start changes nothing."""
    _choose_home_and_day()
    from licet.cli.django import setup

    setup()
    from django.conf import settings

    from licet.cli.demo.seed import real_lists, seeded
    from licet.cli.demo.terminal import show_accounts, show_case

    with phase("migrate"):
        _migrate()
    with phase("seed"):
        password = seeded(Path(settings.HOME))
    real_lists(un_list, ofac_list)
    show_case(Path(settings.HOME))
    if no_serve:
        return
    show_accounts(f"http://{host}:{port}", password)
    _serve(host, port)


class phase:
    """Print how long a part of the start took."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        self.started = time.monotonic()

    def __exit__(self, *_: object) -> None:
        click.echo(f"{self.name:<9} {time.monotonic() - self.started:5.1f} s")


def _choose_home_and_day() -> None:
    from licet.store.packs.demo_data import ministry

    os.environ.setdefault("LICET_HOME", str(Path.home() / ".local" / "share" / "licet-demo"))
    os.environ.setdefault("LICET_DEMO_DAY", ministry()["day"])


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _serve(host: str, port: int) -> None:
    from licet.cli.demo.first_page import tell_when_it_answers
    from licet.cli.serve import start_site

    tell_when_it_answers(f"http://{host}:{port}/healthz", os.environ.get("LICET_STARTED", ""))
    start_site(host, port, worker=True)
