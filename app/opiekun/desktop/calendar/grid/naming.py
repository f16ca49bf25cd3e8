"""Naming an event where it lies in the time grid: one that was drawn, or one that is there and is called anew."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from opiekun.desktop.calendar.grid.content import Created, Retitled
from opiekun.desktop.calendar.grid.gestures import Span
from opiekun.desktop.calendar.grid.hand import Hand
from opiekun.desktop.calendar.grid.scrolling import ScrollingCanvas
from opiekun.desktop.calendar.grid.title_field import TitleField
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.events import Occurrence


class Naming(QObject):
    """``created`` carries a Created, ``retitled`` a Retitled; ``dropped`` tells that nothing comes of it."""

    created = Signal(object)
    retitled = Signal(object)
    dropped = Signal()

    def __init__(self, canvas: ScrollingCanvas, hand: Hand, theme: Theme) -> None:
        super().__init__(canvas)
        self._canvas, self._hand = canvas, hand
        self._asked: tuple[Occurrence | None, Span] | None = None
        self._title = TitleField(theme, canvas)
        self._title.named.connect(self._named)
        self._title.dropped.connect(self.dropped)

    @property
    def span(self) -> Span | None:
        """That which waits for a title."""
        return self._asked[1] if self._asked is not None else None

    @Slot(object)
    def begin(self, span: Span) -> None:
        """Let a new event be named where it would lie."""
        self._asked = (None, span)
        self._hand.show_span(span, "")
        self._ask_over(span, "")

    @Slot(object)
    def rename(self, occurrence: Occurrence) -> None:
        """Let an event be named anew."""
        if self._canvas.changeable(occurrence):
            span = Span.of(occurrence)
            self._asked = (occurrence, span)
            self._ask_over(span, occurrence.summary)

    def leave(self) -> None:
        """Something else is turned to: what was typed is the title, where anything was."""
        self._title.leave()

    def forget(self) -> None:
        """Nothing waits for a title any more."""
        self._asked = None

    def place(self) -> None:
        """Put the line where the event is now."""
        if self._asked is not None:
            for rect in self._canvas.span_rects(self._asked[1])[:1]:
                self._title.place(rect)

    def _ask_over(self, span: Span, text: str) -> None:
        self._canvas.bring_span_into_sight(span)
        rects = self._canvas.span_rects(span)
        if rects:
            self._title.ask(rects[0], text)

    @Slot(str)
    def _named(self, title: str) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        occurrence, span = asked
        if occurrence is None:
            self._hand.show_span(span, title)
            self.created.emit(Created(*span.when(self._canvas.wall), title))
        elif title and title != occurrence.summary:
            self.retitled.emit(Retitled(occurrence, title))
