"""Paints what stands in a day: hours, events, deadlines, free stretches and the line of now."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from opiekun.desktop.calendar.grid.answer_words import answer_sign
from opiekun.desktop.calendar.grid.event_painting import Box as EventBox
from opiekun.desktop.calendar.grid.event_painting import paint_box
from opiekun.desktop.calendar.grid.looks import Look, Looks
from opiekun.desktop.calendar.grid.pens import Pens
from opiekun.desktop.calendar.grid.reasons import Reason, paint_reason, reason_height
from opiekun.desktop.calendar.grid.words import after_due_text
from opiekun.desktop.day.landing import Landing
from opiekun.desktop.day.plan import CHIP_HEIGHT, HOUR_HEIGHT, LEAST_HEIGHT, TOP, Box, Chip, Gap, Plan
from opiekun.desktop.day.reasons import event_title
from opiekun.desktop.queue.remaining import HOUR, MINUTE, Moments
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Radius, Space, Type
from opiekun.domain.calendar.events import EventPurpose, Occurrence
from opiekun.domain.instants import UtcSeconds

AXIS = 30
LANE = 34
EVENTS = AXIS + LANE
RIGHT = Space.MEDIUM
CHIP_WIDTH = 18
_LINE = 16
_TWO_LINES = 36
_MARGIN = 9
_NOW = 4
_BETWEEN = 5
_LEAST_TITLE = 44


class DayPainter:
    """Paints into a painter that is open. Fonts and colours are those of the theme at that moment."""

    def __init__(self, theme: Theme, moments: Moments, width: float) -> None:
        self._theme = theme
        self._moments = moments
        self._width = width
        self._pens = Pens(theme)
        self._looks = Looks(theme.tokens)
        self._fonts = {step: QFontMetricsF(theme.font(step)) for step in (Type.CHIP, Type.SECOND, Type.KEY)}

    def event_box(self, box: Box) -> QRectF:
        """Where an event is painted."""
        room = self._width - EVENTS - RIGHT
        left = EVENTS + room * box.place.column / box.place.columns
        width = room * box.place.span / box.place.columns
        between = _BETWEEN if box.place.column + box.place.span < box.place.columns else 2
        return QRectF(left, box.top + 0.5, max(width - between, 8), max(box.bottom - box.top - 2, 10))

    def chip_box(self, chip: Chip) -> QRectF:
        """Where a deadline is painted."""
        return QRectF(AXIS + 5, chip.y - CHIP_HEIGHT / 2, CHIP_WIDTH, CHIP_HEIGHT)

    def join_box(self, box: Box) -> QRectF:
        """Where the word stands that joins a call; empty where there is none."""
        area = self.event_box(box)
        if not box.occurrence.link or area.height() < _LINE:
            return QRectF()
        width = self._fonts[Type.SECOND].horizontalAdvance(join_word())
        if area.height() < _TWO_LINES:
            if area.width() - width < _LEAST_TITLE:
                return QRectF()
            return QRectF(area.right() - width - Space.SMALL, area.top(), width, area.height())
        left = area.left() + _MARGIN
        before = self._fonts[Type.SECOND].horizontalAdvance(self._second_line(box.occurrence) + " · ")
        last = area.right() - width - Space.TIGHT
        # Where both have no room the times go: the axis shows them.
        return QRectF(left + before if left + before <= last else left, area.top() + 19, width, _LINE)

    def paint_ground(self, painter: QPainter, plan: Plan) -> None:
        """Hours, and business hours on the surface."""
        tokens = self._theme.tokens
        painter.fillRect(QRectF(0, 0, self._width, plan.height), QColor(tokens.window))
        for top, bottom in plan.open:
            painter.fillRect(QRectF(AXIS, top, self._width - AXIS, bottom - top), QColor(tokens.surface))
        painter.setFont(self._theme.font(Type.KEY))
        for hour, y in plan.hours:
            painter.setPen(QColor(tokens.line))
            painter.drawLine(QPointF(AXIS, round(y) + 0.5), QPointF(self._width, round(y) + 0.5))
            painter.setPen(QColor(tokens.second))
            painter.drawText(QRectF(0, y - 8, AXIS - 6, 16), _RIGHT, f"{hour:02}")

    def paint_gap(self, painter: QPainter, gap: Gap) -> None:
        """How long a stretch is free, in its middle."""
        box = QRectF(EVENTS, gap.top, self._width - EVENTS - RIGHT, gap.bottom - gap.top)
        middle = box.center().y()
        between = (math.floor((middle - TOP) / HOUR_HEIGHT) + 0.5) * HOUR_HEIGHT + TOP
        if gap.top + _LINE / 2 <= between <= gap.bottom - _LINE / 2:
            # Not across the line of an hour.
            box.moveTop(box.top() + between - middle)
        if box.height() >= _LINE:
            painter.setFont(self._theme.font(Type.KEY))
            painter.setPen(QColor(self._theme.tokens.second))
            painter.drawText(box.adjusted(_MARGIN, 0, 0, 0), _MIDDLE, free_words(gap.end - gap.start))

    def paint_event(self, painter: QPainter, box: Box, *, chosen: bool) -> None:
        """An event: its colours say what it is for, an outline that it collides."""
        area = self.event_box(box)
        look = self._looks.of(box.occurrence, "")
        # The words are written here, because one of them is a link.
        paint_box(painter, EventBox(area.toRect(), "", "", look, bool(box.collisions)), self._pens)
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
            painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), Radius.BUTTON, Radius.BUTTON)
        self._write_event(painter, area, box, look)

    def paint_chip(self, painter: QPainter, chip: Chip, *, chosen: bool) -> None:
        """A deadline at its due time; of several that are close the most pressing, and that there are more."""
        tokens = self._theme.tokens
        area = self.chip_box(chip)
        shade = tokens.severity(chip.deadlines[0].severity)
        painter.setPen(QPen(QColor(shade.ink), 1.5))
        painter.drawLine(QPointF(area.right(), chip.y), QPointF(EVENTS - 2, chip.y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(shade.ink))
        if len(chip.deadlines) > 1:
            painter.drawRoundedRect(area.translated(-3, 3), Radius.CHIP - 1, Radius.CHIP - 1)
            painter.setPen(QPen(QColor(tokens.surface), 1))
        painter.drawRoundedRect(area, Radius.CHIP - 1, Radius.CHIP - 1)
        if chosen:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(-2, -2, 2, 2), Radius.CHIP, Radius.CHIP)
        painter.setPen(QColor(tokens.surface))
        painter.setFont(self._theme.font(Type.CHIP))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, str(int(chip.deadlines[0].severity)))

    def paint_now(self, painter: QPainter, y: float) -> None:
        """The line of now, with its dot on the axis."""
        colour = QColor(self._theme.tokens.now)
        painter.setPen(QPen(colour, 1.5))
        painter.drawLine(QPointF(AXIS, y), QPointF(self._width, y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(AXIS, y), _NOW, _NOW)

    def paint_landing(self, painter: QPainter, plan: Plan, there: Landing) -> None:
        """Where a dragged request would set time aside, and that it would be too late."""
        tokens, time = self._theme.tokens, self._moments.time
        top, bottom = plan.y(there.start), plan.y(there.reach)
        area = QRectF(EVENTS, top + 0.5, self._width - EVENTS - RIGHT - 2, max(bottom - top, LEAST_HEIGHT) - 2)
        times = time(there.start) if there.end is None else f"{time(there.start)}–{time(there.end)}"
        look = self._looks.of(Occurrence(0, "", "", "", "", 0, 0, purpose=EventPurpose.WORK_BLOCK), "")
        paint_box(painter, EventBox(area.toRect(), times, there.whose, look), self._pens)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.severity_2.ink if there.late else tokens.accent), 1.5))
        painter.drawRoundedRect(area, Radius.BUTTON, Radius.BUTTON)
        if there.late and there.due_at is not None:
            words = after_due_text(time(there.due_at))
            beneath = area.toRect().translated(0, area.toRect().height() + 2)
            beneath.setHeight(reason_height(words, beneath.width(), self._pens))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.severity_2.soft))
            painter.drawRoundedRect(QRectF(beneath), Radius.CHIP, Radius.CHIP)
            paint_reason(painter, Reason(beneath.adjusted(2, 0, -2, 0), words), self._pens)

    def _write_event(self, painter: QPainter, area: QRectF, box: Box, look: Look) -> None:
        occurrence = box.occurrence
        words = area.adjusted(_MARGIN, 0, -Space.TIGHT, 0)
        title, second = self._fonts[Type.CHIP], self._fonts[Type.SECOND]
        two = area.height() >= _TWO_LINES
        join = self.join_box(box)
        font = self._theme.font(Type.CHIP)
        font.setStrikeOut(look.struck)
        painter.setFont(font)
        painter.setPen(QColor(look.ink))
        room = words.width() if two or join.isEmpty() else max(join.left() - words.left() - Space.TIGHT, 0)
        upper = QRectF(words.left(), words.top() + 3, room, _LINE) if two else QRectF(words.topLeft(), words.size())
        upper.setWidth(room)
        shown = title.elidedText(self._marked_title(box), Qt.TextElideMode.ElideRight, room)
        painter.drawText(upper, _MIDDLE, shown)
        painter.setFont(self._theme.font(Type.SECOND))
        if two:
            lower = QRectF(words.left(), words.top() + 19, words.width(), _LINE)
            told = self._second_line(occurrence)
            if not join.isEmpty():
                told = f"{told} · " if join.left() > lower.left() else ""
            painter.drawText(lower, _MIDDLE, second.elidedText(told, Qt.TextElideMode.ElideRight, lower.width() + 1))
        if not join.isEmpty():
            painter.setPen(QColor(self._theme.tokens.accent))
            painter.drawText(join, _MIDDLE, join_word())

    def _marked_title(self, box: Box) -> str:
        answer = answer_sign(box.answer) if box.answer is not None else ""
        marks = ("▲", box.collisions), (box.mark or "", box.mark), (answer, answer), ("✓", box.occurrence.done)
        return " ".join([*(mark for mark, marked in marks if marked), event_title(box.occurrence)])

    def _second_line(self, occurrence: Occurrence) -> str:
        moments = self._moments
        told = f"{moments.time(occurrence.start)}–{moments.time(occurrence.end)}"
        return f"{told} · {occurrence.location}" if occurrence.location and not occurrence.link else told


_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)


def free_words(seconds: UtcSeconds) -> str:
    """“free 45 min”, “free 1 h 20”."""
    if seconds < HOUR:
        return QCoreApplication.translate("Day", "free {minutes} min").format(minutes=seconds // MINUTE)
    if seconds % HOUR < MINUTE:
        return QCoreApplication.translate("Day", "free {hours} h").format(hours=seconds // HOUR)
    words = QCoreApplication.translate("Day", "free {hours} h {minutes}")
    return words.format(hours=seconds // HOUR, minutes=f"{seconds % HOUR // MINUTE:02}")


def join_word() -> str:
    """What joins a call."""
    return QCoreApplication.translate("Day", "Join")
