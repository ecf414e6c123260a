"""Settings of the tests: the product's own, on a database in memory."""

import os
import tempfile

os.environ.setdefault("LICET_HOME", tempfile.mkdtemp(prefix="licet-tests-"))

from licet.site.settings import *  # noqa: F403

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
REQUIRED_LISTS = ()
"""Tests screen against the invented list alone; what requires another says so."""
