"""A rule in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.law.model import Rule

__all__ = ["rule_lines"]


def rule_lines(rule: Rule) -> Iterator[str]:
    """Return the lines that show one version of a rule."""
    yield f"{rule.id}  {rule.title or rule.instrument.title}"
    yield f"  {rule.says}"
    yield f"  {rule.cite}; {rule.confidence.word}; {rule.effect}"
    renewal = f"; renewal {rule.renewal}" if rule.renewal else ""
    yield f"  in force {rule.valid}{renewal}{f' ({rule.renewal_source})' if rule.renewal_source else ''}"
    for label, node in (("binds", rule.bind), ("reach", rule.reach), ("when", rule.when)):
        if node is not None:
            yield f"  {label}: {node.text}"
    for exemption in rule.exemptions:
        residual = ", only when claimed" if exemption.residual else ""
        yield f"  exemption {exemption.id} ({exemption.cite}), {exemption.procedure}{residual}: {exemption.says}"
        yield f"    for: {exemption.scope.text}"
        yield f"    met: {exemption.met.text}"
    if rule.engages:
        yield f"  engages {', '.join(rule.engages)}"
    yield f"  {rule.instrument.source.label}  {rule.instrument.source.url}".rstrip()
    yield f"  {rule.where}"
