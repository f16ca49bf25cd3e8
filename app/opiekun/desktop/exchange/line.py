"""Tells the exchange on the window's status line."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from opiekun.desktop.exchange.exchange import Exchange, SourceState
from opiekun.desktop.exchange.words import age
from opiekun.desktop.shell.window import Window
from opiekun.desktop.words import refusal
from opiekun.domain.instants import UtcSeconds, utc_seconds


class SourceLine(QObject):
    """Keeps the end of the status line in step with the exchange and the clock."""

    def __init__(self, exchange: Exchange, window: Window, parent: QObject) -> None:
        super().__init__(parent)
        self._exchange = exchange
        self._window = window
        exchange.told.connect(self._told)
        window.metronome.tick.connect(self._tick)
        window.status.cancelled.connect(exchange.cancel)

    @Slot(object)
    def _told(self, state: SourceState) -> None:
        status = self._window.status
        if state.running:
            status.tell_progress(state.taken, state.total)
        else:
            status.end_progress()
        status.explain_source(refusal(state.failure) if state.failure is not None else "")
        self._tick(utc_seconds(self._window.session.now()))

    @Slot(object)
    def _tick(self, now: UtcSeconds) -> None:
        self._window.status.tell_source(age(self._exchange.state, self._window.session.moments, now))
