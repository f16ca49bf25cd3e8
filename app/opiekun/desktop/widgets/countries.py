"""The names of countries."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def country_name(code: str) -> str:
    """In English, or as the country calls itself: Qt knows no other names. With its ISO 3166 code."""
    territory = QLocale.codeToTerritory(code)
    if QLocale().language() is QLocale.Language.English:
        return f"{QLocale.territoryToString(territory)} ({code})"
    native = QLocale(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, territory).nativeTerritoryName()
    return f"{native or QLocale.territoryToString(territory)} ({code})"
