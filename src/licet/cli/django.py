"""Start Django once, for the commands that need the database."""

from __future__ import annotations

import os


def setup() -> None:
    """Set the settings module and load the applications."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.site.settings")
    import django

    django.setup()
