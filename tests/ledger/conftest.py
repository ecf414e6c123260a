"""A real installation: a database file, a key, a lock file, and processes that work on them."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

SETUP = """
import json, os, sys, threading
import django
django.setup()
from datetime import UTC, datetime
from pathlib import Path
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.conf import settings
from licet.store import ledger
from licet.store.models import Account, Checkpoint, Entry
AT = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
HOME = Path(settings.HOME)

def prepare():
    call_command("migrate", run_syncdb=True, verbosity=0)

def write(subject, n=1, publish=True):
    for count in range(n):
        with transaction.atomic():
            Account.objects.create_user(f"{subject}-{os.urandom(4).hex()}")
            ledger.record("account.opened", subject=subject, record={"n": count}, actor=None, at=AT)
    if publish:
        ledger.publish(AT)

def run(*words):
    from click.testing import CliRunner
    from licet.cli import main
    result = CliRunner().invoke(main, [str(word) for word in words])
    return {"code": result.exit_code, "output": result.output}

def told(**facts):
    print(json.dumps(facts, default=str))
"""


@dataclass
class Installation:
    """A folder with an installation, and the way to run code in a process of it."""

    home: Path

    @property
    def environment(self):
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("LICET_", "DJANGO_"))}
        return {
            **plain,
            "LICET_HOME": str(self.home),
            "LICET_PUBLISH": "worker",
            "DJANGO_SETTINGS_MODULE": "tests.ledger.installation",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }

    def start(self, code):
        command = [sys.executable, "-c", SETUP + code]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, env=self.environment, stdout=pipe, stderr=pipe, text=True)

    def run(self, code):
        with self.start(code) as process:
            out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return json.loads(out.strip().splitlines()[-1])


@pytest.fixture
def installation(tmp_path):
    return Installation(tmp_path / "home")
