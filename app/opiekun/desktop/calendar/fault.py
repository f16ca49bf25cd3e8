"""Leads to the field that could not be read."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from opiekun.domain.errors import Refused


def go_to_fault(refused: Refused, fields: Iterable[QLineEdit]) -> None:
    """Put the keys into the first field in sight that holds the text which was refused, if any does."""
    text = refused.parts.get("text")
    found = next((field for field in fields if field.isVisible() and field.text().strip() == text), None)
    if found is not None:
        found.setFocus(Qt.FocusReason.OtherFocusReason)
        found.selectAll()
