"""What pages read from the log."""

from __future__ import annotations

from typing import Any


def last_checkpoint() -> Any:
    """Return the newest checkpoint, or nothing before the first."""
    from licet.store import models

    checkpoints = getattr(models, "Checkpoint", None)
    return None if checkpoints is None else checkpoints.objects.order_by("-pk").first()
