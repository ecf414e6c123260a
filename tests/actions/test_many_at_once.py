"""Fifty shipments and eight officers at once, in threads, on a database file as an installation has it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def test_a_race_never_ships_too_much_nor_decides_twice_and_the_log_agrees(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.actions.at_once", str(tmp_path)]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    said = json.loads(done.stdout)
    assert (said["ship"].count("accepted"), said["ship"].count("refused")) == (8, 42)
    assert said["decide"].count("decided") == 1
    assert sum("did 'decide' on 20 Nov 2026, 09:00 UTC" in answer for answer in said["decide"]) == 7
    assert said["faults"] == []
