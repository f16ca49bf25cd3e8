"""Faults of the program itself: told with a report that can be copied, and the window goes on."""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Signal, Slot, qVersion
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from opiekun import __version__
from opiekun.desktop.theme.labels import FlowLayout, KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type
from opiekun.desktop.widgets.side_panel import SidePanel

_ROOT = Path(__file__).parents[3]
# What these say names code. The words of any other exception may hold what a customer wrote, or a key.
_NAMES_CODE = (AttributeError, NameError, TypeError, ImportError, NotImplementedError)
_COPY = "Ctrl+Shift+C"


def report(error: BaseException) -> str:
    """What a developer needs of a fault: where it was and in which versions, without any content of the desk."""
    versions = (
        f"Opiekun {__version__}, Python {platform.python_version()}, PySide6 {pyside_version}, Qt {qVersion()}, "
        f"{platform.system()} {platform.machine()}"
    )
    return "\n".join([versions, *_lines(error)])


def _lines(error: BaseException) -> Iterator[str]:
    chain = [error]
    while (earlier := chain[-1].__cause__ or chain[-1].__context__) is not None and earlier not in chain:
        chain.append(earlier)
    for each in reversed(chain):
        yield ""
        for frame in traceback.extract_tb(each.__traceback__):
            path = Path(frame.filename)
            name = path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else path.name
            yield f"{name}:{frame.lineno} in {frame.name}"
            yield f"    {frame.line}"
        kind = type(each)
        yield f"{kind.__module__}.{kind.__qualname__}" + (f": {each}" if isinstance(each, _NAMES_CODE) else "")


class Faults(QObject):
    """Hears of every exception that nothing caught, on any thread. ``met`` carries the report of a new one."""

    met = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._known: set[str] = set()
        self._hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook)
        sys.excepthook = self._uncaught
        sys.unraisablehook = self._unraisable
        threading.excepthook = self._in_thread

    def remove(self) -> None:
        """Let faults go where they went before."""
        sys.excepthook, sys.unraisablehook, threading.excepthook = self._hooks

    def _uncaught(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        self._tell(error)

    def _unraisable(self, what: sys.UnraisableHookArgs) -> None:
        if what.exc_value is not None:
            self._tell(what.exc_value)

    def _in_thread(self, what: threading.ExceptHookArgs) -> None:
        if what.exc_value is not None:
            self._tell(what.exc_value)

    def _tell(self, error: BaseException) -> None:
        """One that comes again and again, as on each tick, is told once."""
        told = report(error)
        if told not in self._known:
            self._known.add(told)
            sys.stderr.write(told + "\n")
            self.met.emit(told)


class FaultPanel(SidePanel):
    """Shows the reports of the faults that were met, the last one first, to be copied."""

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setAccessibleName(self.tr("Report of the fault"))
        self._text.setTabChangesFocus(True)
        words = self.tr(
            "This is a fault in Opiekun. What you did last may not be stored; everything else goes on. The report "
            "tells where it was, and nothing of your desk: please copy it and send it to whoever cares for Opiekun."
        )
        copy = KeyButton(self.tr("Copy"), _COPY, theme, primary=True)
        copy.clicked.connect(self._copy)
        close = KeyButton(self.tr("Close"), "Esc", theme)
        close.clicked.connect(self.close_panel)
        self.body.addWidget(label(self.tr("Something went wrong"), theme, Type.TITLE))
        self.body.addWidget(label(words, theme, wrap=True))
        self.body.addWidget(self._text, 1)
        buttons = FlowLayout()
        buttons.addWidget(copy)
        buttons.addWidget(close)
        self.body.addLayout(buttons)

    def add(self, told: str) -> None:
        """Put a report on top."""
        self._text.setPlainText("\n\n".join(filter(None, (told, self._text.toPlainText()))))

    @Slot()
    def show_reports(self) -> None:
        """Open it, with the focus in the text."""
        self.open_with(self._text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Its key copies the whole text."""
        pressed = QKeySequence(event.keyCombination())
        if pressed.matches(QKeySequence(_COPY)) is QKeySequence.SequenceMatch.ExactMatch:
            self._copy()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
