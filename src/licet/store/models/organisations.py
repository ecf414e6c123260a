"""Organisations that apply for licences."""

from __future__ import annotations

from django.db import models

__all__ = ["Organisation"]


class Organisation(models.Model):
    """An exporter."""

    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name
