"""Where a line stands that comes and goes by itself: over the strip, so that nothing below it moves under the hand."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Slot
from PySide6.QtWidgets import QApplication, QWidget

from opiekun.desktop.shell.status_line import StatusLine
from opiekun.desktop.shell.strip import Strip

_LEAST = 100
"""Pixels for words beside the buttons; where there are fewer, the line takes all of the strip."""


class OverStrip(QObject):
    """Keeps a line over the right part of the strip, beside what is late; it takes no focus and covers none.

    While something in the strip that it would cover has the keys, it stands at the bottom, above the status line.
    Where one of those that go ``before`` it is shown, it lies behind that.
    """

    def __init__(
        self, bar: QWidget, host: QWidget, strip: Strip, status: StatusLine, before: tuple[OverStrip, ...] = ()
    ) -> None:
        super().__init__(bar)
        self._bar, self._host, self._strip, self._status = bar, host, strip, status
        self._before = before
        bar.setParent(host)
        for watched in (bar, strip, status):
            watched.installEventFilter(self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._place)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """It goes with the strip, and with what it says."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.LayoutRequest}:
            self._place()
        return super().eventFilter(watched, event)

    def lift(self) -> None:
        """Let it lie before what it would share its place with."""
        self._bar.raise_()

    @Slot()
    def _place(self) -> None:
        if not self._bar.isHidden():
            self._bar.setGeometry(self._place_of_bar())
            self.lift()
            for other in reversed(self._before):
                other.lift()

    def _place_of_bar(self) -> QRect:
        strip = QRect(self._strip.mapTo(self._host, self._strip.rect().topLeft()), self._strip.size())
        place = QRect(strip)
        place.setLeft(strip.left() + self._strip.urgent_end)
        if place.width() < self._bar.minimumSizeHint().width() + _LEAST:
            place = strip
        focus = QApplication.focusWidget()
        if focus is not None and self._strip.isAncestorOf(focus):
            here = QRect(focus.mapTo(self._host, focus.rect().topLeft()), focus.size())
            if here.intersects(place):
                place.moveBottom(self._status.mapTo(self._host, self._status.rect().topLeft()).y() - 1)
        return place
