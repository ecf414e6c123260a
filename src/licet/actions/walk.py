"""A case walked through real actions up to a stage: what the demonstration and the tests build their cases with."""

from __future__ import annotations
