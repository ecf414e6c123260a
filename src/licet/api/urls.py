"""The API under ``/api/v1/``: a read-only JSON twin of each page. The site includes it at the first request."""

from __future__ import annotations

from licet.api.twins import api

__all__ = ["api"]
