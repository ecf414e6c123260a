"""stub"""

from __future__ import annotations

from datetime import datetime


def publishes_inline() -> bool:
    return False


def publish_inline(at: datetime) -> None:
    """Nothing."""
