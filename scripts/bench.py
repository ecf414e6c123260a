"""Run every script in bench/ and print ours, the peer's and the ratio of each, from one run."""

from __future__ import annotations

import subprocess
import sys

from environment import ROOT, ensure


def main() -> int:
    python = ensure("dev", "analysis", "bench")
    failed = 0
    for script in sorted((ROOT / "bench").glob("*.py")):
        print(f"── {script.stem}", flush=True)
        failed += subprocess.run([str(python), str(script)], cwd=ROOT, check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
