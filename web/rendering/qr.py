"""An address to read on one's own phone: a QR code, drawn here as SVG in the page."""

from functools import lru_cache
from importlib import import_module
from ipaddress import ip_address
from typing import Any

from fastapi import Request
from markupsafe import Markup

from debouches.settings import Settings

_KEPT = 512
_QUIET = 4
"""Blank modules around the code, which readers need."""


class Codes:
    """Draws codes, each address once."""

    def __init__(self) -> None:
        self.svg = lru_cache(maxsize=_KEPT)(_draw)


def _draw(adresse: str) -> Markup:
    """Black on white whatever the colours of the page: readers expect it. The address stands beside it."""
    # Imported with the first code: it takes longer than all the rest of a start.
    segno: Any = import_module("segno")
    code = segno.make(adresse, micro=False, error="m")
    drawing = code.svg_inline(omitsize=True, border=_QUIET, light="#fff", svgclass="qr", lineclass=None)
    root = '<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true" '
    return Markup(drawing.replace("<svg ", root, 1))  # noqa: S704 - squares alone


def adresse_publique(settings: Settings, request: Request, path: str) -> str | None:
    """The whole address of one of our pages, for another device; None if only this one could reach it."""
    if settings.adresse:
        return settings.adresse.rstrip("/") + path
    if _is_this_machine(request.url.hostname):
        return None
    return f"{request.url.scheme}://{request.url.netloc}{path}"


def _is_this_machine(host: str | None) -> bool:
    if host is None or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
