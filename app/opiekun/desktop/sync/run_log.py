"""The latest runs of the sync: chosen in a list, read and copied below it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.sync.run_words import headline, whole
from opiekun.desktop.theme.labels import KeyButton, label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space
from opiekun.desktop.widgets.form import row
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.sync.report import RunReport

_ROW = 28
_ROWS = 6
_TEXT = 180


class RunLog(QWidget):
    """The arrows go from run to run; what the chosen one did stands below."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[RunReport, ...] = ()
        self._moments: Moments | None = None
        self._none = label(self.tr("Nothing was synced yet."), theme, ink="second")
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Runs of the sync, the latest first"))
        self._list.currentRowChanged.connect(self._choose)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(_TEXT)
        self._text.setAccessibleName(self.tr("What the run did"))
        self._copy = KeyButton(self.tr("Copy"), "Alt+L", theme)
        self._copy.setShortcut("Alt+L")
        self._copy.setToolTip(self.tr("Copy what the chosen run did (Alt+L)"))
        self._copy.clicked.connect(self._do_copy)
        self._parts = (self._list, self._text, self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.SMALL)
        for part in (self._none, self._list, self._text, row(self._copy)):
            column.addWidget(part)

    def show_runs(self, runs: tuple[RunReport, ...], moments: Moments, now: UtcSeconds) -> None:
        """Show these, the latest first; the one that is read stays chosen."""
        self._moments = moments
        self._none.setVisible(not runs)
        for part in self._parts:
            part.setVisible(bool(runs))
        if runs == self._runs:
            return
        at = self._list.currentRow()
        chosen = self._runs[at].started_at if at > 0 else None
        self._runs = runs
        self._list.setFixedHeight(min(len(runs), _ROWS) * _ROW)
        self._list.clear()
        for number, run in enumerate(runs):
            item = QListWidgetItem(headline(run, moments, now, latest=number == 0), self._list)
            item.setSizeHint(QSize(0, _ROW))
        kept = next((row for row, run in enumerate(runs) if run.started_at == chosen), 0)
        self._list.setCurrentRow(kept)

    def show_latest(self) -> None:
        """Whoever comes back looks for what is new."""
        self._list.setCurrentRow(0)

    @Slot(int)
    def _choose(self, at: int) -> None:
        if self._moments is not None and 0 <= at < len(self._runs):
            self._text.setPlainText(whole(self._runs[at], self._moments))
            self._list.scrollToItem(self._list.item(at))

    @Slot()
    def _do_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())
