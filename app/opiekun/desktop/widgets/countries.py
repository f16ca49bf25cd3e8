"""The names of countries."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale


def country_name(code: str) -> str:
    """In English, or as the country calls itself: Qt knows no other names. With its ISO 3166 code."""
    territory = QLocale.codeToTerritory(code)
    if QLocale().language() in {QLocale.Language.English, QLocale.Language.C}:
        return f"{QLocale.territoryToString(territory)} ({code})"
    native = QLocale(QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, territory).nativeTerritoryName()
    return f"{native or QLocale.territoryToString(territory)} ({code})"


def named(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Names and codes, in the order of the names."""
    return sorted(((country_name(code), code) for code in codes), key=lambda entry: entry[0].casefold())
