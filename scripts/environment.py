"""Make the project's own virtual environment, .venv, and bring it up to date. Standard library only."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = Path(os.environ.get("LICET_VENV", ROOT / ".venv"))
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / "python"


def ensure(*extras: str) -> Path:
    """Return the environment's Python, with the project and `extras` installed; a second call is instant."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
        sys.exit(f"Licet needs Python 3.11 or newer; this is {sys.version.split()[0]}. Run: python3.11 {sys.argv[0]}")
    stamp, state = VENV / "licet.stamp", _fingerprint()
    before, *had = stamp.read_text().split() if stamp.is_file() and PYTHON.exists() else [""]
    if before == state and set(extras) <= set(had):
        return PYTHON
    wanted = sorted({*extras, *had})
    started = time.monotonic()
    print(f"install   into {VENV} …", flush=True)
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    _install(f"{ROOT}[{','.join(wanted)}]" if wanted else str(ROOT))
    _compile_messages()
    stamp.write_text(" ".join([state, *wanted]))
    print(f"install   {time.monotonic() - started:5.1f} s", flush=True)
    return PYTHON


def _fingerprint() -> str:
    project = (ROOT / "pyproject.toml").read_bytes()
    messages = b"".join(p.read_bytes() for p in sorted(ROOT.glob("src/licet/locale/**/*.po")))
    return hashlib.sha256(project + messages).hexdigest()


def _install(target: str) -> None:
    """Install with uv, which is several times quicker than pip even with its own download; else with pip."""
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run([*pip, "uv"], check=False).returncode == 0:
        uv = [str(BIN / "uv"), "pip", "install", "--quiet", "--python", str(PYTHON), "--editable", target]
        if subprocess.run(uv, check=False).returncode == 0:
            return
    subprocess.run([*pip, "--editable", target], check=True)


def _compile_messages() -> None:
    subprocess.run([str(PYTHON), str(ROOT / "scripts" / "messages.py"), "compile"], check=True, capture_output=True)
