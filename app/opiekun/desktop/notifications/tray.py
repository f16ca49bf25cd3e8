"""The icon in the system's tray: its shape says how the queue stands."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from opiekun.desktop.notifications.texts import Message, tray_words
from opiekun.desktop.queue.tally import Counts
from opiekun.desktop.theme.shapes import Shape, paint_shape
from opiekun.desktop.theme.theme import Theme

_SIDE = 64
_LONG_ENOUGH = 12_000
"""Milliseconds that a notification stays, where the desktop lets us choose."""


class Tray(QObject):
    """``opened`` asks for the window, ``new_request`` for the form, ``quit_asked`` for the end.

    ``message_opened`` carries the message that was clicked.
    """

    opened = Signal()
    new_request = Signal()
    quit_asked = Signal()
    message_opened = Signal(object)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._state: tuple[Shape, str] | None = None
        self._message: Message | None = None
        self._menu = QMenu()
        self._menu.addAction(self.tr("Open"), self.opened.emit)
        self._menu.addAction(self.tr("New request"), self.new_request.emit)
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Quit"), self.quit_asked.emit)
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self._open_message)
        self.tell(Counts())
        self._icon.show()

    def tell(self, counts: Counts) -> None:
        """Show how the queue stands: ◆ breached, ▲ at risk or a call owed, ✓ calm."""
        tokens = self._theme.tokens
        if counts.breached:
            state = (Shape.BREACHED, tokens.severity_1.ink)
        elif counts.at_risk or counts.callbacks:
            state = (Shape.AT_RISK, tokens.severity_2.ink)
        else:
            state = (Shape.MET, tokens.severity_4.ink)
        if state != self._state:
            self._state = state
            self._icon.setIcon(self._drawn(*state))
        words = tray_words(counts)
        if words != self._icon.toolTip():
            self._icon.setToolTip(words)

    def show_message(self, message: Message) -> None:
        """Show a notification; clicking it opens the request."""
        self._message = message
        body = self.tr("{text}\nClick to open.").format(text=message.body)
        self._icon.showMessage(message.title, body, QSystemTrayIcon.MessageIcon.NoIcon, _LONG_ENOUGH)

    def close(self) -> None:
        """Take the icon away."""
        self._icon.hide()
        self._menu.deleteLater()

    @Slot()
    def _open_message(self) -> None:
        if self._message is not None:
            self.message_opened.emit(self._message)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in {QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick}:
            self.opened.emit()

    def _drawn(self, shape: Shape, ink: str) -> QIcon:
        pixmap = QPixmap(_SIDE, _SIDE)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_shape(painter, QRectF(4, 4, _SIDE - 8, _SIDE - 8), shape, ink=ink, icons=self._theme.icons)
        painter.end()
        return QIcon(pixmap)
