"""Filter as you type: in slices between frames, so that the window never waits for it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import islice

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from opiekun.desktop.queue.sections import Sections
from opiekun.domain.queue import QueueRow

_SLICE = 2000
# Letters that Unicode does not take apart into a letter and an accent.
_STROKES = str.maketrans("łøđħŧ", "lodht")


def fold(text: str) -> str:
    """The text without case and accents: “Kráľová” and “Łódź” become “kralova” and “lodz”."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    parts = unicodedata.normalize("NFKD", folded.translate(_STROKES))
    return "".join(part for part in parts if not unicodedata.combining(part))


def matches(row: QueueRow, words: tuple[str, ...]) -> bool:
    """Whether every word (folded) occurs in the id, the subject or the account."""
    text = fold(f"{row.id}\n{row.subject}\n{row.account}")
    return all(word in text for word in words)


class Filtering(QObject):
    """One run over the rows at a time; a newer one replaces it. ``found`` hands over the :class:`Sections`."""

    found = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._next_slice)
        self._words: tuple[str, ...] = ()
        self._rows: Iterator[QueueRow] = iter(())
        self._matching: Sections | None = None

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._turn.isActive()

    def start(self, rows: Sections, words: tuple[str, ...]) -> None:
        """Look through the rows for those that hold every word (folded)."""
        self._words = words
        self._rows = iter(rows)
        self._matching = rows.sliced()
        self._turn.start()

    def stop(self) -> None:
        """Give the run up."""
        self._turn.stop()
        self._rows, self._matching = iter(()), None

    @Slot()
    def _next_slice(self) -> None:
        matching = self._matching
        if matching is None:
            return
        seen = 0
        for row in islice(self._rows, _SLICE):
            seen += 1
            if matches(row, self._words):
                matching.append(row)
        if seen < _SLICE:
            self.stop()
            self.found.emit(matching)
