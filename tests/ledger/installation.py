"""Settings of a real installation in a folder of its own, for tests that start processes."""

from licet.site.settings import *  # noqa: F403

MIGRATION_MODULES = {"store": None}
