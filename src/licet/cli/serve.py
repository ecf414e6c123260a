"""``licet serve`` and ``licet worker``: the site, and the background work beside it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import click

from licet.common.errors import BadInput

WORKER = [sys.executable, "-m", "licet.jobs"]


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--no-worker", is_flag=True, help="Do not start the background worker beside the site.")
def serve(host: str, port: int, no_worker: bool) -> None:
    """Serve the site, with its background worker in a process of its own."""
    start_site(host, port, worker=not no_worker)


def start_site(host: str, port: int, *, worker: bool) -> None:
    """Serve until interrupted; the worker ends with the site."""
    _require_free(host, port)
    from granian import Granian
    from granian.constants import Interfaces

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.site.settings")
    beside = subprocess.Popen(WORKER) if worker else None
    try:
        Granian(
            "licet.site.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=1,
            blocking_threads=4,
            log_access=False,
        ).serve()
    finally:
        if beside is not None:
            beside.terminate()
            beside.wait(timeout=20)


def _require_free(host: str, port: int) -> None:
    """Refuse a port on which something answers: the server would share it, and each visit reach either of the two."""
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return
    raise BadInput(
        "LIC-757",
        f"Something answers already on port {port}.",
        where="--port",
        remedy="End it, or choose another port with --port.",
    )


@click.command()
def worker() -> None:
    """Publish the log and do the background work until interrupted."""
    if os.name == "posix":
        os.execv(WORKER[0], WORKER)  # noqa: S606 - this very Python
    sys.exit(subprocess.run(WORKER, check=False).returncode)
