"""The list of the queue on the screen. The selection is a request, not a row: it survives every change."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QDrag, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from opiekun.desktop.queue.delegate import CLOCK_WIDTH, QueueDelegate
from opiekun.desktop.queue.drag_picture import drag_picture
from opiekun.desktop.queue.model import CLOCK, SUBJECT, Index, QueueModel
from opiekun.desktop.queue.sections import Heading
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import HEADER_HEIGHT, HEADER_HEIGHT_COMPACT, ROW_HEIGHT, ROW_HEIGHT_COMPACT
from opiekun.domain.instants import UtcSeconds


class QueueView(QTableView):
    """``chosen`` tells the key of the request that is selected now, None when nothing is."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, model: QueueModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._key: int | None = None
        self._row = 0
        self._settling = False
        self._compact = False
        self._headings: tuple[int, ...] = ()
        self.setModel(model)
        self.setItemDelegate(QueueDelegate(model, theme, self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setAccessibleName(self.tr("Queue"))
        columns, rows = self.horizontalHeader(), self.verticalHeader()
        columns.hide()
        columns.setMinimumSectionSize(1)
        columns.setSectionResizeMode(SUBJECT, QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(CLOCK, QHeaderView.ResizeMode.Fixed)
        columns.resizeSection(CLOCK, CLOCK_WIDTH)
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        model.about_to_settle.connect(self._hold)
        model.settled.connect(self._settle)
        self.doubleClicked.connect(self._open_index)
        self._set_heights()

    @property
    def key(self) -> int | None:
        """The selected request."""
        return self._key

    def set_compact(self, compact: bool) -> None:
        """Lower rows, of one line each."""
        self._compact = compact
        self._headings = ()
        self.verticalHeader().setDefaultSectionSize(self._row_height)
        self._set_heights()

    def select_key(self, key: int) -> bool:
        """Select that request and bring it into sight; False where it is not shown."""
        row = self._model.row_of(key)
        if row is None:
            return False
        self.setCurrentIndex(self._model.index(row, SUBJECT))
        self.scrollTo(self._model.index(row, SUBJECT))
        return True

    def step(self, rows: int) -> None:
        """Select the next (1) or the previous (-1) request, over headings."""
        row = self.currentIndex().row() if self.currentIndex().isValid() else -1 if rows > 0 else self._model.rowCount()
        row += rows
        while 0 <= row < self._model.rowCount():
            if not isinstance(self._model.entry(row), Heading):
                self.setCurrentIndex(self._model.index(row, SUBJECT))
                return
            row += rows

    @Slot(object)
    def tick(self, now: UtcSeconds) -> None:
        """Bring the visible timers up to date."""
        first, last = self.visible_rows()
        self._model.tick(now, first, last)

    def visible_rows(self) -> tuple[int, int]:
        """The first and the last row in sight."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        end = self._model.rowCount() - 1
        return max(0, first), last if last >= 0 else end

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Tell which request is selected, unless rows are just being moved about."""
        super().currentChanged(current, previous)
        if self._settling:
            return
        key = None
        if current.isValid():
            entry = self._model.entry(current.row())
            key = None if isinstance(entry, Heading) else entry.key
            self._row = current.row()
        if key != self._key:
            self._key = key
            self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Home and End go to the first and the last request, Return opens the selected one."""
        key = event.key()
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
            self.step(1 if key == Qt.Key.Key_Home else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._key is not None:
            self.opened.emit(self._key)
        else:
            super().keyPressEvent(event)

    def startDrag(self, supported: Qt.DropAction) -> None:  # noqa: N802
        """Drag the pressed request, without hiding the place to which it is taken."""
        index = self.currentIndex()
        entry = self._model.entry(index.row()) if index.isValid() else None
        if entry is None or isinstance(entry, Heading):
            return
        drag = QDrag(self)
        drag.setMimeData(self._model.mimeData([index]))
        drag.setPixmap(drag_picture(entry, self._theme, self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(0, 0))
        drag.exec(supported, Qt.DropAction.CopyAction)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """Letters are the keys of actions here, not the beginnings of subjects."""

    @property
    def _row_height(self) -> int:
        return ROW_HEIGHT_COMPACT if self._compact else ROW_HEIGHT

    @Slot()
    def _hold(self) -> None:
        self._settling = True

    @Slot()
    def _settle(self) -> None:
        """Select the same request again; where it went away, the one that stands in its place."""
        self._set_heights()
        row = self._model.row_of(self._key) if self._key is not None else None
        if row is not None:
            if self.currentIndex().row() != row:
                self.setCurrentIndex(self._model.index(row, SUBJECT))
            self._row = row
            self._settling = False
            return
        self._settling = False
        if self._key is None:
            self.setCurrentIndex(QModelIndex())
        else:
            self._select_near(self._row)

    def _select_near(self, row: int) -> None:
        last = self._model.rowCount() - 1
        for near in (row, row + 1, row - 1, row - 2):
            if 0 <= near <= last and not isinstance(self._model.entry(near), Heading):
                self._settling = True
                self.setCurrentIndex(QModelIndex())
                self._settling = False
                self.setCurrentIndex(self._model.index(near, SUBJECT))
                return
        self._key = None
        self.chosen.emit(None)

    def _set_heights(self) -> None:
        header = self.verticalHeader()
        headings = self._model.headings()
        height = HEADER_HEIGHT_COMPACT if self._compact else HEADER_HEIGHT
        # Qt moves the heights along with most rows; those beside a heading that came or went are set anew.
        stale = {row + beside for row in (*self._headings, *headings) for beside in (-1, 0, 1)} - set(headings)
        for row in stale:
            if 0 <= row < header.count() and header.sectionSize(row) != self._row_height:
                header.resizeSection(row, self._row_height)
        for row in headings:
            if header.sectionSize(row) != height:
                header.resizeSection(row, height)
        self._headings = headings

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex) -> None:
        entry = self._model.entry(index.row())
        if not isinstance(entry, Heading):
            self.opened.emit(entry.key)
