"""The worker as a process of its own: ``python -m licet.jobs``."""

from __future__ import annotations

import os


def main() -> None:
    """Start Django, then work until a signal comes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "licet.site.settings")
    import django

    django.setup()
    from licet.jobs.worker import run_until_interrupted

    run_until_interrupted()


if __name__ == "__main__":
    main()
