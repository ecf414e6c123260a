"""Read the invented ministry of the demonstration from ``packs/demo``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from licet.law.yamltext import read_yaml

__all__ = ["applications", "ministry"]


@cache
def ministry() -> dict[str, Any]:
    """Return the ministry: its day, organisations, people, and what every application answers alike."""
    return _read("ministry.yaml")


@cache
def applications() -> tuple[dict[str, Any], ...]:
    """Return the applications in the order of their files, each with its whole form."""
    folder = files("licet.packs.demo") / "cases"
    names = sorted(f.name for f in folder.iterdir() if f.name.endswith(".yaml"))
    return tuple(_with_form(_read(f"cases/{name}")) for name in names)


def _with_form(application: dict[str, Any]) -> dict[str, Any]:
    common: dict[str, Any] = ministry()["form"]
    form = dict(application["form"])
    for section, answers in common.items():
        form[section] = {**answers, **form.get(section, {})}
    return {**application, "form": form}


def _read(name: str) -> dict[str, Any]:
    text = (files("licet.packs.demo") / name).read_text(encoding="utf-8")
    data = read_yaml(text, where=f"packs/demo/{name}")
    assert isinstance(data, dict)
    return data
