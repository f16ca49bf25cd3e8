"""The language of the window: its own words and those of Qt's dialogs."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from opiekun.resources import resource

_LOCALES = {"en": "en_GB", "pl": "pl_PL"}


def speak(app: QApplication, language: str) -> None:
    """Let the application speak English ("en") or Polish ("pl"). English has a catalogue for its plurals."""
    QLocale.setDefault(QLocale(_LOCALES[language]))
    for earlier in app.findChildren(QTranslator):
        app.removeTranslator(earlier)
        earlier.deleteLater()
    own = QTranslator(app)
    if own.load(str(resource(f"translations/opiekun_{language}.qm"))):
        app.installTranslator(own)
    qt = QTranslator(app)
    # Wheels of Qt may come without catalogues; its dialogs are then in English, and the window has hardly any.
    if qt.load(QLocale(), "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(qt)
