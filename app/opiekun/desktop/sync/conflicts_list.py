"""The list of conflicts: what the event is called, when it is, and in which calendar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, Qt

from opiekun.desktop.calendar.contents import calendar_named
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.sync.conflicts_told import one_line
from opiekun.desktop.sync.conflicts_words import FieldWords
from opiekun.desktop.theme.tips import plain_tip
from opiekun.desktop.widgets.two_lines import AT_TOP, Index, TwoLineModel
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.sync.local import ConflictKind
from opiekun.services.sync.conflicts import ConflictView

_LONGEST = 300


class ConflictsModel(TwoLineModel):
    """One row each, in the order in which they were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._views: Sequence[ConflictView] = ()
        self._words: FieldWords | None = None

    def take(self, views: Sequence[ConflictView], moments: Moments, now: UtcSeconds) -> None:
        """Show these."""
        self.beginResetModel()
        self._views, self._words = views, FieldWords(moments, now)
        self.endResetModel()

    def rowCount(self, parent: Index = AT_TOP) -> int:  # noqa: N802
        """How many."""
        return 0 if parent.isValid() else len(self._views)

    def view_at(self, row: int) -> ConflictView:
        """The conflict in that row."""
        return self._views[row]

    def title(self, row: int) -> str:
        """What the event is called."""
        title = one_line(self._views[row].title[:_LONGEST])
        return title or QCoreApplication.translate("Conflicts", "(no title)")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """What the list has no room for is told beside it."""
        if index.isValid() and role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{self.title(index.row())}\n{self.second_line(index.row())}")
        return super().data(index, role)

    def second_line(self, row: int) -> str:
        """“Tue 16 Jun, 14:00–15:00 · rewritten by the server · Work”; a narrow list leaves out what comes last."""
        view = self._views[row]
        details = view.theirs or view.mine
        when = self._words.when(details).partition("\n")[0] if details is not None and self._words else ""
        kind = {
            ConflictKind.REWRITTEN: QCoreApplication.translate("Conflicts", "rewritten by the server"),
            ConflictKind.DOUBLE_BOOKED: QCoreApplication.translate("Conflicts", "two calls at once"),
            ConflictKind.SPLIT_OFF: _part_of(view),
        }.get(view.conflict.kind, "")
        return " · ".join(part for part in (when, kind, one_line(calendar_named(view.calendar).name)) if part)


def _part_of(view: ConflictView) -> str:
    series = one_line(view.series[:_LONGEST])
    if not series:
        return QCoreApplication.translate("Conflicts", "later part of a series")
    return QCoreApplication.translate("Conflicts", "later part of “{series}”").format(series=series)
