"""The tutorial does what it says: each command is run, and each line that it shows is seen, in that order."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

TUTORIAL = Path(__file__).resolve().parent.parent.parent / "docs" / "tutorials" / "one-case.md"
BLOCK = re.compile(r"^```(console|yaml) ?(\S*)\n(.*?)^```$", flags=re.M | re.S)


def steps(block: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a block, each with the lines it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def seen(said: list[str], printed: str) -> str | None:
    """Return the first line that was not printed in its order, or None. `…` stands for anything."""
    rest = printed.splitlines()
    for line in said:
        if line == "…" or line.startswith("[exit "):
            continue
        pattern = re.compile(".*".join(re.escape(part) for part in line.split("…")))
        place = next((n for n, real in enumerate(rest) if pattern.match(real.rstrip())), None)
        if place is None:
            return line
        rest = rest[place + 1 :]
    return None


def test_the_tutorial_does_what_it_says(tmp_path: Path) -> None:
    blocks = BLOCK.findall(TUTORIAL.read_text(encoding="utf-8"))
    session = Shell(tmp_path)
    ran = 0
    for kind, name, body in blocks:
        if kind == "yaml":
            (tmp_path / name).write_text(body, encoding="utf-8")
            continue
        for command, said in steps(body):
            code, printed = session.run(command)
            wanted = next((int(s[6:-1]) for s in said if s.startswith("[exit ")), 0)
            assert code == wanted, f"{command}: exit {code}\n{printed}"
            missing = seen(said, printed)
            assert missing is None, f"{command} did not print {missing!r}:\n{printed}"
            ran += 1
    assert ran >= 15


class Shell:
    """Runs each command in bash; what one exports or defines, the next one has."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.kept: list[str] = []
        scripts = Path(sys.executable).parent
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("LICET_", "DJANGO_"))}
        self.environment["PATH"] = f"{scripts}:{self.environment['PATH']}"

    def run(self, command: str) -> tuple[int, str]:
        script = "\n".join([*self.kept, command])
        done = subprocess.run(
            ["bash", "-c", script], cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        if command.startswith("export ") or "() {" in command:
            self.kept.append(command)
        return done.returncode, done.stdout + done.stderr
