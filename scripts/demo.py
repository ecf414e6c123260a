"""What ``make demo`` runs: set up, then the demonstration. Works without make: python3 scripts/demo.py"""

from __future__ import annotations

import os
import subprocess
import sys
import time

from environment import BIN, ROOT, ensure


def main() -> int:
    started = time.time()
    ensure("analysis", "messages")
    home = os.environ.setdefault("LICET_HOME", str(ROOT / "var" / "demo"))
    os.makedirs(home, mode=0o700, exist_ok=True)
    serve = os.environ.get("DEMO_SERVE", "1") != "0"
    arguments = sys.argv[1:] if serve else ["--no-serve", *sys.argv[1:]]
    command = [str(BIN / "licet"), "demo", *arguments]
    os.environ["LICET_STARTED"] = str(started)
    if os.name == "nt":
        return subprocess.run(command, check=False).returncode
    os.execv(command[0], command)


if __name__ == "__main__":
    sys.exit(main())
