"""The small law of the actions' tests holds here too."""

from __future__ import annotations

from tests.actions.conftest import _small_law

__all__ = ["_small_law"]
