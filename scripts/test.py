"""What ``make test`` runs: set up, then every check, saying plainly what was left out and how to enable it.

Works without make: python3 scripts/test.py [pytest arguments]
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from environment import BIN, ROOT, ensure

SETTINGS = "licet.site.settings"
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff", ("ruff", "check", "src", "tests", "bench", "scripts")),
    ("format", ("ruff", "format", "--check", "src", "tests", "bench", "scripts")),
    ("imports", ("lint-imports",)),
    ("types", ("mypy",)),
    (
        "migrations",
        ("python", "-m", "django", "makemigrations", "store", "--check", "--dry-run", "--settings", SETTINGS),
    ),
)


def main() -> int:
    ensure("dev", "analysis")
    failed = [name for name, command in CHECKS if not _run(name, command)]
    tests = sys.argv[1:] or ["tests"]
    if not _run("tests", ("pytest", "-n", "auto", "--dist", "worksteal", "-m", "not browser", *tests)):
        failed.append("tests")
    if not sys.argv[1:] and not _browser():
        failed.append("browser")
    _say_what_was_left_out()
    print(f"FAILED: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


def _run(name: str, command: tuple[str, ...]) -> bool:
    started = time.monotonic()
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    environment.setdefault("LICET_HOME", str(ROOT / "var" / "test"))
    print(f"── {name}", flush=True)
    done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, env=environment, check=False)
    print(f"── {name}: {'ok' if done.returncode == 0 else 'FAILED'}, {time.monotonic() - started:.1f} s", flush=True)
    return done.returncode == 0


def _browser() -> bool:
    """Drive the journeys; without a browser that is fine, unless LICET_REQUIRE demands them."""
    if chromium():
        return _run("browser", ("pytest", "-m", "browser", "tests/browser"))
    return "browser" not in os.environ.get("LICET_REQUIRE", "").split()


def chromium() -> str | None:
    """Return the browser that the journeys drive, or None."""
    return os.environ.get("LICET_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def _say_what_was_left_out() -> None:
    data = Path(os.environ.get("LICET_DATA", ROOT.parent / "shared" / "data"))
    if not chromium():
        print("Left out: browser journeys. Enable them: apt-get install chromium, or set LICET_CHROMIUM to its path.")
    if not data.is_dir():
        print(f"Left out: tests on real inputs. Enable them: set LICET_DATA to their folder (looked at {data}).")


if __name__ == "__main__":
    sys.exit(main())
