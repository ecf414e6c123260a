"""The one Django application that holds rows."""

from __future__ import annotations

from django.apps import AppConfig


class StoreConfig(AppConfig):
    name = "licet.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Notice saved rows, so that the entry of an action covers them."""
        from licet.store import ledgered

        ledgered.watch()
