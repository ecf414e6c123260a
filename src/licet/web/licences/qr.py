"""The code of a licence as an image: SVG paths and attributes, no style."""

from __future__ import annotations

from io import BytesIO

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

__all__ = ["qr"]


def qr(text: str) -> SafeString:
    """Return an SVG element with the QR code of `text`; its label says where the same stands in words."""
    import segno

    out = BytesIO()
    segno.make(text, error="m").save(
        out,
        kind="svg",
        scale=1,
        border=2,
        xmldecl=False,
        svgns=True,
        svgclass="qr",
        lineclass=None,
        omitsize=True,
        dark="#14212a",
        light="#fff",
    )
    drawn = out.getvalue().decode("utf-8").strip()
    label = _("Verification code, also printed below as text")
    head = f'<svg role="img" width="132" height="132" aria-label="{label}" '
    return mark_safe(drawn.replace("<svg ", head, 1))  # noqa: S308  drawn by segno from modules, no text inside
