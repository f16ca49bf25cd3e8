"""The window stands again where it was left, on whatever screens there are now."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QWidget

from opiekun.services.preferences import PreferenceFile, Preferences


def place(window: QWidget, preferences: Preferences) -> None:
    """Put the window where it was; Qt brings one that would lie outside the screens back onto them."""
    kept = QByteArray.fromBase64(preferences.window.encode("ascii", "replace"))
    if not kept.isEmpty():
        window.restoreGeometry(kept)


def remember_place(window: QWidget, file: PreferenceFile) -> None:
    """Keep where the window is and how large. Raises StoreRefused where that cannot be written."""
    preferences = file.load()
    place = window.saveGeometry().toBase64().toStdString()
    if place != preferences.window:
        file.save(replace(preferences, window=place))
