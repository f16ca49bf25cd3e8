"""Addresses that come from outside, before they are opened."""

from __future__ import annotations

from PySide6.QtCore import QUrl

from opiekun.domain.calls.types import is_dialled

_SCHEMES = frozenset({"http", "https"})


def web_address(text: str) -> QUrl | None:
    """The address where it is one of the web; None for files, scripts and whatever else a program might run."""
    address = QUrl(text, QUrl.ParsingMode.StrictMode)
    return address if address.isValid() and address.scheme() in _SCHEMES and address.host() else None


def call_address(text: str) -> QUrl | None:
    """The address where it joins a call: one of the web, or one that a phone or a SIP program dials."""
    return QUrl(text) if is_dialled(text) else web_address(text)
