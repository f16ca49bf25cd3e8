"""The agenda: a list of days with what stands in them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStackedLayout, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from opiekun.desktop.calendar.agenda_rows import Line, lines_of
from opiekun.desktop.calendar.grid.content import GridContent
from opiekun.desktop.calendar.grid.looks import Looks
from opiekun.desktop.calendar.grid.words import deadline_text, reason_text, shown_title, spoken
from opiekun.desktop.calendar.moving import local_span
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.labels import label
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import ROW_HEIGHT_COMPACT, Radius, Space, Type
from opiekun.desktop.words import clock_word
from opiekun.domain.calendar.events import EventStatus, Occurrence
from opiekun.domain.instants import utc_datetime, utc_seconds

_TIME_WIDTH = 110
_NEAR_THE_END = 12
"""Rows from an end of the list, at which what lies beyond it is asked for."""
Index = QModelIndex | QPersistentModelIndex
_AT_TOP = QModelIndex()


class AgendaModel(QAbstractListModel):
    """Days and what stands in them, one row each, all of one height: thousands cost no more than those in sight."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.content: GridContent | None = None

    def take(self, content: GridContent, lines: list[Line]) -> None:
        """Show these."""
        self.beginResetModel()
        self.content, self.lines = content, lines
        self.endResetModel()

    def rowCount(self, parent: Index = _AT_TOP) -> int:  # noqa: N802
        """How many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a screen reader says."""
        if role != Qt.ItemDataRole.AccessibleTextRole or self.content is None:
            return None
        line = self.lines[index.row()]
        moments = Moments(self.content.zone, QLocale())
        if line.occurrence is not None:
            return spoken(line.occurrence, self.content)
        if line.deadline is not None:
            return deadline_text(line.deadline, moments.zone)
        return moments.day_of(line.day)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The keys go from event to event, over the headings."""
        if self.lines[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class AgendaView(QWidget):
    """Its signals carry what those of the time grid do; ``reached`` a day near which the list ends."""

    chosen = Signal(object)
    opened = Signal(object)
    deadline_opened = Signal(object)
    reached = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = AgendaModel(self)
        self._at: tuple[date, date] | None = None
        self._filling = False
        self.list = QListView()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Painter(self._model, theme, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Agenda"))
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.activated.connect(self._open)
        self.list.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._empty = label("", theme, ink="second", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.setFocusProxy(self.list)

    def show_content(self, content: GridContent, day: date, *, stay: bool) -> None:
        """Show that, from the day on; with ``stay`` what is in sight stays where it is."""
        top, chosen, current = self._top(), self.chosen_occurrence, self._line(self.list.currentIndex())
        midnights = [datetime.combine(each, time(), content.zone) for each in content.days]
        bounds = [utc_seconds(each) for each in midnights]
        bounds.append(utc_seconds(datetime.combine(content.days[-1] + timedelta(1), time(), content.zone)))
        named = sorted({*content.notes, utc_datetime(content.now).astimezone(content.zone).date()})
        lines = lines_of(content.days, bounds, content.occurrences, content.deadlines, named)
        self._filling = True
        self._model.take(content, lines)
        empty = not any(line.occurrence or line.deadline for line in lines)
        self._stack.setCurrentIndex(int(empty))
        self._empty.setText(
            self.tr("Nothing stands in the calendar here. N makes an event, Q adds one in a line of text.")
        )
        self._scroll(top if stay and top is not None else (Line(day), 0))
        if chosen is not None:
            self.choose(chosen, current.day if current is not None else None)
        self._filling = False

    @property
    def told(self) -> str:
        """What stands in place of an empty list, "" while there is one."""
        return self._empty.text() if self._stack.currentIndex() else ""

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is listed."""
        return tuple(self._model.lines)

    @property
    def chosen_occurrence(self) -> Occurrence | None:
        """The selected event."""
        line = self._line(self.list.currentIndex())
        return line.occurrence if line is not None else None

    def choose(self, occurrence: Occurrence | None, day: date | None = None) -> None:
        """Select it, on that day if it has several, without telling."""
        before, self._filling = self._filling, True
        wanted = (occurrence.key, occurrence.recurrence_id) if occurrence is not None else None
        found = None
        for row, line in enumerate(self._model.lines):
            each = line.occurrence
            if each is not None and (each.key, each.recurrence_id) == wanted and (found is None or line.day == day):
                found = row
        self.list.setCurrentIndex(self._model.index(found) if found is not None else QModelIndex())
        self._filling = before

    def rect_of(self, occurrence: Occurrence) -> QRect | None:
        """Where it is painted; None where it is not in sight."""
        if self.chosen_occurrence == occurrence:
            rect = self.list.visualRect(self.list.currentIndex())
            return rect if rect.intersects(self.list.viewport().rect()) else None
        return None

    def _line(self, index: Index) -> Line | None:
        return self._model.lines[index.row()] if index.isValid() and index.row() < len(self._model.lines) else None

    def _top(self) -> tuple[Line, int] | None:
        index = self.list.indexAt(self.list.viewport().rect().topLeft())
        line = self._line(index)
        return (line, self.list.visualRect(index).top()) if line is not None else None

    def _scroll(self, to: tuple[Line, int]) -> None:
        """Bring that line, or what follows it, to the top, as many pixels above it as it was."""
        lines, (wanted, above) = self._model.lines, to
        row = next((at for at, line in enumerate(lines) if line == wanted), None)
        if row is None:
            row = next((at for at, line in enumerate(lines) if line.day >= wanted.day), len(lines) - 1)
        if row >= 0:
            self.list.scrollTo(self._model.index(row), QListView.ScrollHint.PositionAtTop)
            bar = self.list.verticalScrollBar()
            bar.setValue(bar.value() - above)

    @Slot(QModelIndex, QModelIndex)
    def _choose(self, current: QModelIndex, _before: QModelIndex) -> None:
        if not self._filling:
            line = self._line(current)
            self.chosen.emit(line.occurrence if line is not None else None)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        line = self._line(index)
        if line is not None and line.occurrence is not None:
            self.opened.emit(line.occurrence)
        elif line is not None and line.deadline is not None:
            self.deadline_opened.emit(line.deadline.request_key)

    @Slot(int)
    def _scrolled(self, value: int) -> None:
        bar = self.list.verticalScrollBar()
        top = self._top()
        near = _NEAR_THE_END * ROW_HEIGHT_COMPACT
        if not self._filling and top is not None and (value < near or value > bar.maximum() - near):
            self.reached.emit(top[0].day)


class _Painter(QStyledItemDelegate):
    """Paints a line."""

    def __init__(self, model: AgendaModel, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._model, self._theme = model, theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002, N802
        """All lines are as high."""
        return QSize(0, ROW_HEIGHT_COMPACT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the line into its place."""
        content, line, tokens = self._model.content, self._model.lines[index.row()], self._theme.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if content is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.heading:
            self._heading(painter, rect, line, content)
        else:
            if state & QStyle.StateFlag.State_Selected:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.accent_soft))
                painter.drawRoundedRect(rect.adjusted(Space.SMALL, 1, -Space.SMALL, -1), Radius.BUTTON, Radius.BUTTON)
            if line.occurrence is not None:
                self._event(painter, rect, line.occurrence, content)
            else:
                self._deadline(painter, rect, line, content)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, line: Line, content: GridContent) -> None:
        tokens = self._theme.tokens
        today = utc_datetime(content.now).astimezone(content.zone).date()
        locale = QLocale()
        words = f"{locale.dayName(line.day.isoweekday())} {line.day.day} {locale.monthName(line.day.month)}"
        room = rect.adjusted(Space.LARGE, Space.MEDIUM, -Space.LARGE, 0)
        ink = tokens.accent if line.day == today else tokens.text
        used = self._text(painter, room, words[:1].upper() + words[1:], Type.STRONG, ink)
        parts = [self.tr("today")] if line.day == today else []
        parts += [content.notes[line.day]] if line.day in content.notes else []
        self._text(painter, room.adjusted(used + Space.SMALL, 0, 0, 0), " · ".join(parts), Type.SECOND, tokens.second)
        painter.setPen(QColor(tokens.line))
        painter.drawLine(rect.left() + Space.LARGE, rect.top(), rect.right() - Space.LARGE, rect.top())

    def _event(self, painter: QPainter, rect: QRect, each: Occurrence, content: GridContent) -> None:
        tokens = self._theme.tokens
        calendar = content.calendars.get(each.calendar_id)
        start, end = local_span(each, content.zone)
        several = not each.all_day and start.date() != end.date()
        times = self.tr("all day") if each.all_day or several else f"{start:%H:%M}–{end:%H:%M}"
        room = rect.adjusted(Space.WIDE, 0, -Space.LARGE, 0)
        self._text(painter, QRect(room.left(), room.top(), _TIME_WIDTH, room.height()), times, Type.BODY, tokens.second)
        edge = QRectF(room.left() + _TIME_WIDTH, room.top() + 8, 4, room.height() - 16)
        painter.setPen(Qt.PenStyle.NoPen)
        look = Looks(tokens).of(each, calendar.colour if calendar is not None else "")
        painter.setBrush(QColor(look.edge or look.outline))
        painter.drawRoundedRect(edge, 2, 2)
        room.setLeft(round(edge.right()) + Space.MEDIUM)
        collisions = content.collisions.get(each, ())
        if collisions:
            words = "▲ " + reason_text(collisions, content.zone)
            width = min(room.width() // 2, QFontMetrics(self._theme.font(Type.SECOND)).horizontalAdvance(words) + 2)
            place = QRect(room.right() - width, room.top(), width, room.height())
            self._text(painter, place, words, Type.SECOND, tokens.severity_2.ink)
            room.setRight(place.left() - Space.MEDIUM)
        gone = each.status is EventStatus.CANCELLED
        ink = tokens.second if gone else tokens.text
        title = shown_title(each, content)
        title = f"✓ {title}" if each.done else title
        used = self._text(painter, room, title, Type.SUBJECT, ink, struck=gone)
        notes = " · ".join(
            part for part in (_flat(each.location), calendar.name if calendar is not None else "") if part
        )
        self._text(painter, room.adjusted(used + Space.MEDIUM, 0, 0, 0), notes, Type.SECOND, tokens.second)

    def _deadline(self, painter: QPainter, rect: QRect, line: Line, content: GridContent) -> None:
        deadline, tokens = line.deadline, self._theme.tokens
        if deadline is None:
            return
        moments = Moments(content.zone, QLocale())
        room = rect.adjusted(Space.WIDE, 0, -Space.LARGE, 0)
        due = self.tr("due {time}").format(time=moments.time(deadline.due_at))
        self._text(painter, QRect(room.left(), room.top(), _TIME_WIDTH, room.height()), due, Type.BODY, tokens.second)
        chip = QRect(room.left() + _TIME_WIDTH - 7, room.center().y() - 8, 17, 17)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.severity(deadline.severity).ink))
        painter.drawRoundedRect(chip, Radius.CHIP - 1, Radius.CHIP - 1)
        painter.setFont(self._theme.font(Type.HEADING))
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, str(int(deadline.severity)))
        room.setLeft(chip.right() + Space.MEDIUM - 3)
        clock = clock_word(deadline.clock)
        used = self._text(painter, room, f"{deadline.account}: {clock}", Type.BODY, tokens.text)
        self._text(
            painter, room.adjusted(used + Space.MEDIUM, 0, 0, 0), _flat(deadline.subject), Type.SECOND, tokens.second
        )

    def _text(self, painter: QPainter, rect: QRect, words: str, step: Type, ink: str, *, struck: bool = False) -> int:
        font = self._theme.font(step)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, rect.width()))
        font.setStrikeOut(struck)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        return metrics.horizontalAdvance(shown)


def _flat(text: str) -> str:
    """On one line, whatever came from outside."""
    return " ".join(text.split())
