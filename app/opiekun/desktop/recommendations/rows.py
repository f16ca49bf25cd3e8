"""The list of recommendations: how each stands, with its sign, and when and where it was made."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject, QRect, Qt
from PySide6.QtGui import QPainter

from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import plain_tip
from opiekun.desktop.widgets.two_lines import AT_TOP, Index, TwoLineDelegate, TwoLineModel
from opiekun.domain.instants import utc_seconds
from opiekun.domain.recommendations import Advice, Recommendation

_SIGNS = {Advice.OPEN: "○", Advice.ACCEPTED: "▸", Advice.DECLINED: "✕", Advice.DONE: "✓"}


def standing_word(standing: Advice) -> str:
    """“proposed”, “accepted”, “declined”, “done”."""
    translate = QCoreApplication.translate
    return {
        Advice.OPEN: translate("Recommendations", "proposed"),
        Advice.ACCEPTED: translate("Recommendations", "accepted"),
        Advice.DECLINED: translate("Recommendations", "declined"),
        Advice.DONE: translate("Recommendations", "done"),
    }[standing]


class RecommendationModel(TwoLineModel):
    """One row each, in the order in which they are given."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: Sequence[Recommendation] = ()
        self._moments: Moments | None = None

    def take(self, shown: Sequence[Recommendation], moments: Moments) -> None:
        """Show these."""
        self.beginResetModel()
        self._shown, self._moments = shown, moments
        self.endResetModel()

    def rowCount(self, parent: Index = AT_TOP) -> int:  # noqa: N802
        """How many."""
        return 0 if parent.isValid() else len(self._shown)

    def at(self, row: int) -> Recommendation:
        """The one in that row."""
        return self._shown[row]

    def row_of(self, recommendation_id: str) -> int:
        """Where that one stands, -1 where it is not shown."""
        return next((row for row, each in enumerate(self._shown) if each.id == recommendation_id), -1)

    def title(self, row: int) -> str:
        """Its words, in one line."""
        return " ".join(self._shown[row].text.split())

    def second_line(self, row: int) -> str:
        """“accepted Wed 17 Jun · recommended Tue 16 Jun, in a call”."""
        each, moments = self._shown[row], self._moments
        if moments is None:
            return ""
        translate = QCoreApplication.translate
        words = standing_word(each.standing)
        if each.settled_at is not None:
            words = f"{words} {moments.day(utc_seconds(each.settled_at))}"
        made = moments.day(utc_seconds(each.made_at))
        where = (
            translate("Recommendations", "recommended {day}, in a call")
            if each.call_uid
            else translate("Recommendations", "recommended {day}")
        )
        return f"{words} · {where.format(day=made)}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The words of a row; all of them where one points at it."""
        if index.isValid() and role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self._shown[index.row()].text)
        return super().data(index, role)


class RecommendationDelegate(TwoLineDelegate):
    """Paints a recommendation in two lines, before them the sign of how it stands."""

    def __init__(self, model: RecommendationModel, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(model, theme, parent)
        self._rows = model

    def paint_mark(self, painter: QPainter, words: QRect, row: int) -> int:
        """The sign, beside the first line."""
        tokens = self._theme.tokens
        standing = self._rows.at(row).standing
        inks = {Advice.ACCEPTED: tokens.accent, Advice.DONE: tokens.severity_4.ink}
        return self.paint_sign(painter, words, _SIGNS[standing], inks.get(standing, tokens.second))
