"""Hears what Qt and slots complain about, and knows each timer, thread and window that a test leaves behind."""

from __future__ import annotations

import gc
import re
import sys
import traceback
import weakref
from typing import Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QThread, QTimer, QtMsgType, qInstallMessageHandler

# What Qt may say in a test, and why.
MAY_SAY = tuple(
    re.compile(pattern)
    for pattern in (
        # The offscreen platform has no window manager to ask, and says so for each window that is raised or sized.
        r"This plugin does not support (raise|propagateSizeHints|grabbing)",
    )
)


class QtWatch:
    """Watches this process from the first test on that finds Qt imported."""

    _only: QtWatch | None = None

    @classmethod
    def begun(cls) -> QtWatch:
        """The one watch: Qt has one message handler."""
        if cls._only is None:
            cls._only = cls()
        return cls._only

    def __init__(self) -> None:
        self._complaints: list[str] = []
        self._made: weakref.WeakSet[Any] = weakref.WeakSet()
        for kind in (QTimer, QThread):
            self._watch_making(kind)
        qInstallMessageHandler(self._hear)
        # An exception in a slot or an event handler ends there, in this hook; no caller sees it.
        sys.excepthook = self._raised

    def _watch_making(self, kind: Any) -> None:
        make, made = kind.__init__, self._made

        def make_and_remember(self: Any, *arguments: Any, **properties: Any) -> None:
            make(self, *arguments, **properties)
            made.add(self)

        kind.__init__ = make_and_remember

    def _hear(self, kind: QtMsgType, _context: object, message: str) -> None:
        quiet = kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if not quiet and not any(pattern.search(message) for pattern in MAY_SAY):
            self._complaints.append(f"Qt said: {message}")

    def _raised(self, kind: type[BaseException], error: BaseException, trace: Any) -> None:
        self._complaints.append("raised inside Qt:\n" + "".join(traceback.format_exception(kind, error, trace)))

    def take_complaints(self) -> list[str]:
        """What was complained about since the last time."""
        taken, self._complaints = self._complaints, []
        return taken

    def leftovers(self) -> set[Any]:
        """The timers and threads that run, and the windows that exist, shown or not."""
        alive = [thing for thing in self._made if shiboken6.isValid(thing)]
        running = {thing for thing in alive if (thing.isActive() if isinstance(thing, QTimer) else thing.isRunning())}
        application = QCoreApplication.instance()
        return running | {*(application.topLevelWidgets() if hasattr(application, "topLevelWidgets") else ())}

    def new_leftovers(self, before: set[Any]) -> list[str]:
        """What is there now and was not before, once Qt and Python have thrown away what was already dropped."""
        if QCoreApplication.instance():
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if self.leftovers() - before:
            gc.collect()
        return sorted(map(repr, self.leftovers() - before))
