"""The table model of the queue: changes one row without a reset, and on a tick tells only what looks different."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)

from opiekun.desktop.calendar.dragged import REQUEST_MIME, request_mime
from opiekun.desktop.queue.cell import ClockCell, clock_cell
from opiekun.desktop.queue.filtering import Filtering, fold, matches
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.queue.row_words import spoken_heading, spoken_request
from opiekun.desktop.queue.sections import Heading, Sections, Sorted
from opiekun.desktop.queue.tally import Counts, Tally
from opiekun.desktop.theme.tips import plain_tip
from opiekun.desktop.words import group_title
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.queue import Order, QueueRow

SUBJECT, CLOCK = 0, 1
# Above this, sorting all of them anew is quicker than moving one by one.
_MANY = 200
# As many are sorted within a frame; more are sorted on a worker.
_FEW = 2_000

Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractTableModel):
    """Requests in their order, with headings as rows of their own that cannot be selected.

    ``about_to_settle`` and ``settled`` stand around every change of what rows there are, so that a view can
    hold on to its selection. ``unsorted`` carries a job that sorts many rows anew, for a worker; its result goes to
    :meth:`take`, and until then the rows stay as they are.
    """

    unsorted = Signal(object)
    about_to_settle = Signal()
    settled = Signal()

    def __init__(self, now: UtcSeconds, moments: Moments, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._moments = moments
        self._rows: dict[int, QueueRow] = {}
        self._all = self._shown = Sections(Order.GROUPED, now)
        self._openings: list[tuple[UtcSeconds, int]] = []
        self._tally = Tally()
        self._cells: dict[int, ClockCell] = {}
        self._words: tuple[str, ...] = ()
        self._order = Order.GROUPED
        self._sorting = 0
        self._meanwhile: list[tuple[list[QueueRow], list[int]]] | None = None
        self._filtering = Filtering(self)
        self._filtering.found.connect(self._show)

    @property
    def order(self) -> Order:
        """How the rows are sorted, or are about to be."""
        return self._order

    @property
    def requests(self) -> int:
        """How many requests are shown."""
        return self._shown.requests

    @property
    def total(self) -> int:
        """How many requests there are, filtered out or not."""
        return len(self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """The requests shown and their headings."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        """The subject part and the clock part."""
        return 0 if parent.isValid() else 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are skipped by the keyboard and cannot be selected; requests can be dragged into a calendar."""
        if not index.isValid() or isinstance(self._shown.at(index.row()), Heading):
            return Qt.ItemFlag.NoItemFlags
        whole = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return whole | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:  # noqa: N802
        """A request is dragged as itself."""
        return [REQUEST_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802
        """The request of the dragged row."""
        entry = self._shown.at(indexes[0].row())
        return request_mime("" if isinstance(entry, Heading) else entry.id)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The words of a cell, also for screen readers. What is painted comes from :meth:`entry` and :meth:`cell`."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            entry = self._shown.at(index.row())
            if isinstance(entry, Heading):
                return group_title(entry.group) if index.column() == SUBJECT else entry.number
            return entry.subject if index.column() == SUBJECT else self.cell(entry).timer
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == SUBJECT:
            entry = self._shown.at(index.row())
            return None if isinstance(entry, Heading) else plain_tip(f"{entry.id} · {entry.subject}")
        return None

    def entry(self, row: int) -> QueueRow | Heading:
        """What stands in that row of the table."""
        return self._shown.at(row)

    def cell(self, request: QueueRow) -> ClockCell:
        """The clock part of a request at the last tick."""
        cell = self._cells.get(request.key)
        if cell is None:
            cell = self._cells[request.key] = clock_cell(request, self._now, self._moments)
        return cell

    def headings(self) -> tuple[int, ...]:
        """The rows in which headings stand."""
        return self._shown.headings()

    def row_of(self, key: int) -> int | None:
        """The row of the table in which that request is shown."""
        request = self._rows.get(key)
        if request is None or not self._shown.holds(request):
            return None
        return self._shown.place(request).row

    def request(self, key: int) -> QueueRow | None:
        """The request of that key, shown or not."""
        return self._rows.get(key)

    def requests_shown(self) -> Iterator[QueueRow]:
        """The requests that are shown, from top to bottom."""
        return iter(self._shown)

    def counts(self) -> Counts:
        """How many are breached, at risk, owed a call or held, filtered out or not."""
        return self._tally.at(self._now)

    def load(self, rows: Sorted) -> None:
        """Take these rows in place of all."""
        wanted = rows.sections.order if self._meanwhile is None else self._order
        self._meanwhile = None
        self._order = rows.sections.order
        self._now = rows.sections.now
        self._rows, self._all, self._openings, self._tally = rows.rows, rows.sections, rows.openings, rows.tally
        self._filtering.stop()
        if not self._words:
            self._show(self._all)
        else:
            self._show(self._all.sliced())
            self._filtering.start(self._all, self._words)
        self.set_order(wanted)

    def take(self, rows: Sorted) -> None:
        """Take what a worker has sorted, and then what changed meanwhile; of several only the last."""
        self._sorting -= 1
        meanwhile = self._meanwhile
        if self._sorting or meanwhile is None:
            return
        self._meanwhile = None
        self.load(rows)
        for changed, gone in meanwhile:
            self.put(changed, gone)

    def put(self, changed: Iterable[QueueRow], gone: Iterable[int] = ()) -> None:
        """Take over rows that are new or different, and drop those keys."""
        changed, gone = list(changed), list(gone)
        if self._meanwhile is not None:
            self._meanwhile.append((changed, gone))
        self.about_to_settle.emit()
        for row in changed:
            self._replace(self._rows.get(row.key), row)
        for key in gone:
            self._replace(self._rows.get(key), None)
        self._refilter_if_running()
        self.settled.emit()

    def set_order(self, order: Order) -> None:
        """Sort by group and due time, or by due time alone."""
        if order is not self._order:
            self._order = order
            self._rebuild()

    def set_filter(self, text: str) -> None:
        """Show the requests that hold every word of the text, once they are found."""
        words = tuple(fold(text).split())
        if words == self._words:
            return
        # A longer filter can only narrow what a finished shorter one found.
        narrower = self._shown if self._narrows(words) else self._all
        self._words = words
        if words:
            self._filtering.start(narrower, words)
        else:
            self._filtering.stop()
            self._show(self._all)

    def retell(self, moments: Moments) -> None:
        """Tell all times anew, in another zone or language."""
        self._moments = moments
        self._cells.clear()
        if len(self._shown):
            self.dataChanged.emit(self.index(0, SUBJECT), self.index(len(self._shown) - 1, CLOCK))

    def tick(self, now: UtcSeconds, first: int, last: int) -> None:
        """Come to ``now``: move requests whose clock begins to run, then tell which clock parts of the rows
        ``first`` to ``last`` look different. Nothing else is looked at.
        """
        if now < self._now:
            self._now = now
            self._rebuild()
            return
        if self._meanwhile is None:
            self._open(now)
        self._now = now
        shown, self._cells = self._cells, {}
        run: int | None = None
        for row in range(max(0, first), min(last, len(self._shown) - 1) + 1):
            entry = self._shown.at(row)
            same = True
            if not isinstance(entry, Heading):
                same = self.cell(entry) == shown.get(entry.key)
            if same and run is not None:
                self.dataChanged.emit(self.index(run, CLOCK), self.index(row - 1, CLOCK))
                run = None
            elif not same and run is None:
                run = row
        if run is not None:
            self.dataChanged.emit(self.index(run, CLOCK), self.index(min(last, len(self._shown) - 1), CLOCK))

    def _open(self, now: UtcSeconds) -> None:
        """Requests that were held until now leave their group."""
        due: list[int] = []
        while self._openings and self._openings[0][0] <= now:
            at, key = heapq.heappop(self._openings)
            request = self._rows.get(key)
            if request is not None and request.started_at == at:
                due.append(key)
        if not due:
            self._all.now = self._shown.now = now
            return
        if len(due) > _MANY:
            self._now = now
            self._rebuild()
            return
        self.about_to_settle.emit()
        requests = [self._rows[key] for key in dict.fromkeys(due)]
        for request in requests:
            self._replace(request, None)
        self._all.now = self._shown.now = self._now = now
        for request in requests:
            self._replace(None, request)
        self._refilter_if_running()
        self.settled.emit()

    def _replace(self, old: QueueRow | None, new: QueueRow | None) -> None:
        if old is not None and new is not None and self._moves_inside_group(old, new):
            self._move(old, new)
        else:
            if old is not None:
                self._take_out(old)
            if new is not None:
                self._put_in(new)
        for request in (old, new):
            if request is not None:
                self._cells.pop(request.key, None)
                self._tell_heading(request)
        if old is not None:
            self._tally.remove(old)
        if new is not None:
            self._tally.add(new)
            self._rows[new.key] = new
            if new.started_at is not None and new.started_at > self._now:
                heapq.heappush(self._openings, (new.started_at, new.key))
        elif old is not None:
            self._rows.pop(old.key, None)

    def _moves_inside_group(self, old: QueueRow, new: QueueRow) -> bool:
        same = self._shown.place(old).group == self._shown.place(new).group
        return same and self._shown.holds(old) and self._is_shown(new)

    def _move(self, old: QueueRow, new: QueueRow) -> None:
        """The selection goes along with a row that moves inside its group."""
        source, target = self._shown.place(old).row, self._shown.place(new).row
        stays = target in {source, source + 1}
        if not stays:
            self.beginMoveRows(QModelIndex(), source, source, QModelIndex(), target)
        for sections in self._both():
            sections.remove(old)
            sections.insert(new)
        if not stays:
            self.endMoveRows()
        row = self._shown.place(new).row
        self.dataChanged.emit(self.index(row, SUBJECT), self.index(row, CLOCK))

    def _take_out(self, request: QueueRow) -> None:
        if self._shown.holds(request):
            place = self._shown.place(request)
            with_heading = self._all.order is Order.GROUPED and self._shown.size(place.group) == 1
            self.beginRemoveRows(QModelIndex(), place.row - with_heading, place.row)
            self._shown.remove(request)
            self.endRemoveRows()
        if self._all is not self._shown:
            self._all.remove(request)

    def _put_in(self, request: QueueRow) -> None:
        if self._is_shown(request):
            place = self._shown.place(request)
            with_heading = self._all.order is Order.GROUPED and not self._shown.size(place.group)
            self.beginInsertRows(QModelIndex(), place.row - with_heading, place.row)
            self._shown.insert(request)
            self.endInsertRows()
        if self._all is not self._shown:
            self._all.insert(request)

    def _tell_heading(self, request: QueueRow) -> None:
        place = self._shown.place(request)
        if self._all.order is Order.GROUPED and self._shown.size(place.group):
            heading = self.index(place.row - place.offset - 1, CLOCK)
            self.dataChanged.emit(heading, heading)

    def _both(self) -> tuple[Sections, ...]:
        return (self._all,) if self._all is self._shown else (self._all, self._shown)

    def _is_shown(self, request: QueueRow) -> bool:
        return self._all is self._shown or matches(request, self._words)

    def _narrows(self, words: tuple[str, ...]) -> bool:
        if not self._words or self._filtering.running or self._shown is self._all:
            return False
        return all(any(old in word for word in words) for old in self._words)

    def _refilter_if_running(self) -> None:
        if self._filtering.running:
            self._filtering.start(self._all, self._words)

    def _rebuild(self) -> None:
        """Sort all rows anew: at once, or on a worker where that takes long."""
        job = partial(Sorted.of, list(self._rows.values()), self._order, self._now)
        if len(self._rows) <= _FEW:
            self.load(job())
            return
        self._sorting += 1
        self._meanwhile = []
        self.unsorted.emit(job)

    @Slot(object)
    def _show(self, sections: Sections) -> None:
        self.about_to_settle.emit()
        self.beginResetModel()
        self._shown = sections
        self._cells.clear()
        self.endResetModel()
        self.settled.emit()

    def _spoken(self, row: int, column: int) -> str:
        entry = self._shown.at(row)
        if isinstance(entry, Heading):
            return spoken_heading(entry, titled=column == SUBJECT)
        clock = self.cell(entry).spoken
        return clock if column == CLOCK else spoken_request(entry, clock)
