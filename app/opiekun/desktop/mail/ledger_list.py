"""The list of messages that came: the verdict with its mark, from whom, about what, and when."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, QRect
from PySide6.QtGui import QPainter

from opiekun.desktop.mail.words import mark_of, method_words, plain
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.widgets.two_lines import AT_TOP, Index, TwoLineDelegate, TwoLineModel
from opiekun.domain.calls.outbox import LedgerEntry
from opiekun.domain.instants import UtcSeconds, utc_seconds


class LedgerModel(TwoLineModel):
    """One row each, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[LedgerEntry] = ()
        self._moments: Moments | None = None
        self._now: UtcSeconds = 0

    def take(self, entries: Sequence[LedgerEntry], moments: Moments, now: UtcSeconds) -> None:
        """Show these."""
        self.beginResetModel()
        self._entries, self._moments, self._now = entries, moments, now
        self.endResetModel()

    def rowCount(self, parent: Index = AT_TOP) -> int:  # noqa: N802
        """How many."""
        return 0 if parent.isValid() else len(self._entries)

    def entry_at(self, row: int) -> LedgerEntry:
        """The message in that row."""
        return self._entries[row]

    def row_of(self, entry_id: str) -> int:
        """Where that message stands, -1 where it is not shown."""
        return next((row for row, each in enumerate(self._entries) if each.id == entry_id), -1)

    def title(self, row: int) -> str:
        """Its subject; without one what it is."""
        entry = self._entries[row]
        return plain(entry.subject) or method_words(entry.method)

    def second_line(self, row: int) -> str:
        """“held for you · Tue 16 Jun, 10:02 · jana@example.com · answer”."""
        entry = self._entries[row]
        when = self._moments.moment(utc_seconds(entry.at), self._now) if self._moments is not None else ""
        who = plain(entry.sender) or _nobody(entry)
        return " · ".join((mark_of(entry).words, when, who, method_words(entry.method)))


def _nobody(entry: LedgerEntry) -> str:
    """What stands in the place of a sender that the message does not tell."""
    translate = QCoreApplication.translate
    is_file = entry.source.lower().endswith((".eml", ".ics"))
    return translate("Mail", "a file") if is_file else translate("Mail", "sender unknown")


class LedgerDelegate(TwoLineDelegate):
    """Paints a message in two lines, its verdict's sign before them."""

    def __init__(self, model: LedgerModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(model, theme, parent)
        self._ledger = model

    def paint_mark(self, painter: QPainter, words: QRect, row: int) -> int:
        """The verdict's sign, beside the first line."""
        tokens = self._theme.tokens
        mark = mark_of(self._ledger.entry_at(row))
        inks = {
            "met": tokens.severity_4.ink,
            "at_risk": tokens.severity_2.ink,
            "breached": tokens.severity_1.ink,
            "second": tokens.second,
        }
        return self.paint_sign(painter, words, mark.sign, inks[mark.ink])
