"""Files dropped onto the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QWidget


class FileDrops(QObject):
    """Lets a file be dropped anywhere onto the window, and says so over it. ``dropped`` carries its path."""

    dropped = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.sign = QLabel(self.tr("Drop the file to take it in"), window)
        self.sign.setProperty("drop", "true")
        self.sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.sign.hide()
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """One local file is welcome."""
        if event.type() in {QEvent.Type.DragLeave, QEvent.Type.Drop}:
            self.sign.hide()
        if event.type() in {QEvent.Type.DragEnter, QEvent.Type.Drop} and isinstance(event, QDropEvent):
            urls = event.mimeData().urls()
            if len(urls) == 1 and urls[0].isLocalFile():
                event.acceptProposedAction()
                if event.type() is QEvent.Type.Drop:
                    self.dropped.emit(Path(urls[0].toLocalFile()))
                else:
                    self.sign.setGeometry(self._window.rect())
                    self.sign.show()
                    self.sign.raise_()
                return True
        return super().eventFilter(watched, event)
