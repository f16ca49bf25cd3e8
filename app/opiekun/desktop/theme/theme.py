"""The theme in force: follows the system's colour scheme unless the user chose one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QApplication

from opiekun.desktop.theme.icons import Icons
from opiekun.desktop.theme.stylesheet import qt_palette, stylesheet
from opiekun.desktop.theme.tokens import DARK, LIGHT, Tokens, Type
from opiekun.services.preferences import Theme as Scheme


class Theme(QObject):
    """Tokens, fonts and icons of the running application. ``changed`` tells that the tokens are others now."""

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme = Scheme.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._scheme = scheme
        self._fonts = {step: _font(step) for step in Type}
        self.icons = Icons()
        self.tokens: Tokens = LIGHT
        app.setStyle("fusion")
        app.setFont(self.font(Type.BODY))
        app.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def scheme(self) -> Scheme:
        """What was chosen."""
        return self._scheme

    def choose(self, scheme: Scheme) -> None:
        """Show the window in that scheme from now on."""
        self._scheme = scheme
        self._apply()

    def font(self, step: Type) -> QFont:
        """The font of a step of the type scale, with tabular digits; whoever asked may change what they got."""
        return QFont(self._fonts[step])

    @Slot()
    def _system_changed(self) -> None:
        if self._scheme is Scheme.SYSTEM:
            self._apply()

    def _apply(self) -> None:
        dark = self._scheme is Scheme.DARK or (
            self._scheme is Scheme.SYSTEM and self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        self.tokens = DARK if dark else LIGHT
        self._app.setPalette(qt_palette(self.tokens))
        self._app.setStyleSheet(stylesheet(self.tokens))
        self.changed.emit()


def _font(step: Type) -> QFont:
    system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    font = QFont(system)
    if QFontDatabase.hasFamily("Inter"):
        font.setFamilies(["Inter", *system.families()])
    font.setPixelSize(step.pixels)
    font.setWeight(QFont.Weight(step.weight))
    font.setFeature(QFont.Tag("tnum"), 1)
    return font
