"""A server whose certificate nobody vouches for: what it is, and whether it is to be trusted all the same."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QVBoxLayout, QWidget

from opiekun.desktop.sync.words import octets
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.widgets.form import EnterSaves, card, flow, second_line

_LINE = 8
"""Bytes in a line: a SHA-256 in four short lines is compared more easily."""


class CertificateQuestion(QWidget):
    """``accepted`` carries the fingerprint of the one certificate that is trusted from now on."""

    accepted = Signal(str)
    refused = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fingerprint = ""
        self._why = label("", theme, wrap=True)
        self._names = label("", theme, wrap=True)
        self._shown = label("", theme)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)  # so that the lines can be compared
        fixed.setPixelSize(Type.STRONG.pixels)
        self._shown.setFont(fixed)
        self._shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._accept = KeyButton(self.tr("Accept this certificate"), "Alt+A", theme)
        self._accept.setShortcut("Alt+A")
        self._accept.setToolTip(self.tr("Trust this one certificate, for this server only (Alt+A)"))
        self._accept.clicked.connect(self._say_yes)
        self._no = KeyButton(self.tr("Do not connect"), "Esc", theme)
        self._no.setToolTip(self.tr("Nothing was sent to this server; nothing is kept (Esc)"))
        self._no.clicked.connect(self.refused)
        hint = self.tr(
            "Somebody in between could show a certificate of their own and read your password. Ask whoever runs the "
            "server for its SHA-256 fingerprint, by another way than this network, and accept it only if it is the "
            "same, sign by sign. If the server shows another one later, nothing is exchanged until you have accepted "
            "that."
        )
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(Space.SMALL)
        frame = card(
            label(self.tr("Is this the right server?"), theme, Type.STRONG),
            self._why,
            self._names,
            second_line(self.tr("SHA-256 fingerprint of its certificate"), theme),
            self._shown,
            second_line(hint, theme),
            flow(self._accept, self._no),
        )
        # A Return by chance is no answer that trusts somebody.
        EnterSaves(frame, self._no, self._no)
        around.addWidget(frame)
        self.hide()

    def ask(self, why: str, fingerprint: str, names: str) -> None:
        """Show it, with why it is not trusted, and the ``names`` that it says it is for."""
        self._fingerprint = fingerprint
        self._why.setText("▲ " + why)
        self._names.setText(self.tr("It says it is for: {names}").format(names=names))
        self._names.setVisible(bool(names))
        self._shown.setText(spelled(fingerprint))
        self._shown.setAccessibleName(spelled(fingerprint))
        self.show()
        self._no.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _say_yes(self) -> None:
        self.accepted.emit(self._fingerprint)


def spelled(fingerprint: str) -> str:
    """A fingerprint as certificates are shown elsewhere: bytes in capitals, with colons, in four lines."""
    signs = octets(fingerprint)
    return "\n".join(":".join(signs[at : at + _LINE]) for at in range(0, len(signs), _LINE))
