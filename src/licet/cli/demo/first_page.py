"""Tell when the site answered for the first time, and how long the whole start took."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from threading import Event, Thread

import click


def tell_when_it_answers(url: str, started: str) -> None:
    """Watch `url` beside the starting site; `started` is the moment of the command, as seconds, or empty."""
    begun = time.monotonic()
    Thread(target=_watch, args=(url, started, begun), daemon=True).start()


def _watch(url: str, started: str, begun: float) -> None:
    pause = Event()
    while time.monotonic() - begun < 120:
        if _answers(url):
            click.echo(f"first page {time.monotonic() - begun:4.1f} s")
            if started:
                click.echo(f"in all    {time.time() - float(started):5.1f} s")
            return
        pause.wait(0.1)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - our own address on this machine
            return True
    except (urllib.error.URLError, OSError):
        return False
