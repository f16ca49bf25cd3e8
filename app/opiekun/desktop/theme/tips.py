"""Tooltips of plain text: Qt reads as markup whatever looks like it, and much of what is shown comes from outside."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QToolTip, QWidget


def plain_tip(words: str) -> str:
    """What a widget shows as these words; changed for screen readers only where Qt would take them for markup."""
    return _as_they_are(words) if "<" in words or "&lt;" in words else words


def show_tip(at: QPoint, words: str, widget: QWidget) -> None:
    """Show the words at that place of the screen, wrapped; for "" hide what is shown."""
    QToolTip.showText(at, _as_they_are(words) if words else "", widget)


def _as_they_are(words: str) -> str:
    return "<qt>" + escape(words).replace("\n", "<br>") + "</qt>"
