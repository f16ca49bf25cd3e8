"""Paints the month: its weeks, days, events and deadlines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QLocale, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from opiekun.desktop.calendar.grid.content import GridContent
from opiekun.desktop.calendar.grid.looks import Look, Looks
from opiekun.desktop.calendar.grid.words import deadline_text, shown_title, spoken
from opiekun.desktop.calendar.month_layout import Laid, Piece
from opiekun.desktop.calendar.moving import local_span
from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Radius, Space, Type
from opiekun.domain.calendar.collisions import Deadline
from opiekun.domain.calendar.events import EventPurpose, Occurrence
from opiekun.domain.instants import UtcSeconds, utc_datetime

TOP = 26
"""The line with the names of the weekdays."""
HEAD = 26
"""The line of a day that has its number."""
LANE = 22
_CHIP = 17
_CHIPS = 3
_MORE = 24
"""The width of a number of events or deadlines that have no room."""
_KEPT = 8192
_WEEK = 7


def places_of(whole: QRect, weeks: int, at: int) -> QRect:
    """The cell of a day, counted from the first."""
    week, column = divmod(at, _WEEK)
    left = whole.left() + whole.width() * column // _WEEK
    right = whole.left() + whole.width() * (column + 1) // _WEEK
    height = whole.height() - TOP
    top = whole.top() + TOP + height * week // weeks
    return QRect(left, top, right - left, whole.top() + TOP + height * (week + 1) // weeks - top)


def lines_of(cell: QRect) -> int:
    """How many lines a day has beneath its number; none where it is low."""
    return max(0, (cell.height() - HEAD) // LANE)


def more_rect(cell: QRect) -> QRect:
    """Where a day says how many more there are: in its last line, or beside its number where it has none."""
    lines = lines_of(cell)
    if not lines:
        return QRect(cell.left() + 30, cell.top() + 4, _MORE, 20)
    return QRect(cell.left() + 10, cell.top() + HEAD + (lines - 1) * LANE, cell.width() - 14, LANE - 2)


class Shown(NamedTuple):
    """A month: its content as it is laid out, its deadlines by their day, and its first day."""

    content: GridContent
    laid: Laid
    deadlines: Mapping[int, tuple[Deadline, ...]]
    month: date


class MonthPainting:
    """Knows how a month looks, and not what is done with it."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._fonts = {step: theme.font(step) for step in Type}
        self._metrics = {step: QFontMetrics(font) for step, font in self._fonts.items()}
        self._clock_width = self._metrics[Type.SECOND].horizontalAdvance("00:00")
        self._fitted = lru_cache(maxsize=_KEPT)(self._fit)
        self._struck = QFont(self._fonts[Type.SECOND])
        self._struck.setStrikeOut(True)
        self._looks = Looks(theme.tokens)
        self._now: UtcSeconds | None = None

    def today(self, content: GridContent, now: UtcSeconds) -> bool:
        """Take in the time; whether it is another day than before."""
        before, self._now = self._day(content, self._now or content.now), now
        return before != self._day(content, now)

    def paint(self, onto: QPixmap, shown: Shown, whole: QRect) -> None:
        """Paint all of it."""
        content, laid, deadlines, month = shown
        self._looks = Looks(self._theme.tokens)
        painter = QPainter(onto)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        weeks = len(content.days) // _WEEK
        cells = [places_of(whole, weeks, at) for at in range(len(content.days))]
        self._ground(painter, content, cells, month, whole)
        today = self._day(content, self._now or content.now)
        for at, (day, cell) in enumerate(zip(content.days, cells, strict=True)):
            chips = deadlines.get(at, ())
            beside = laid.more[at] if not lines_of(cell) else 0
            self._head(
                painter,
                content,
                day,
                cell,
                today=day == today,
                other=day.month != month.month,
                chips=chips,
                more=beside,
            )
            if laid.more[at] and not beside:
                words = Numbers().more(laid.more[at])
                self._text(painter, more_rect(cell), words, Type.SECOND, self._theme.tokens.second)
        for piece in laid.pieces:
            first, last = cells[piece.days.start], cells[piece.days.stop - 1]
            top = first.top() + HEAD + piece.lane * LANE
            self._event(
                painter, content, piece, QRect(first.left() + 3, top, last.right() - first.left() - 6, LANE - 2)
            )
        painter.end()

    def mark_day(self, painter: QPainter, cell: QRect, *, focus: bool) -> None:
        """Show where the keys stand."""
        ink = QColor(self._theme.tokens.accent if focus else self._theme.tokens.second)
        painter.setPen(QPen(ink, 1.5 if focus else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell.adjusted(1, 1, -1, -1))

    def mark_event(self, painter: QPainter, rect: QRect, *, dotted: bool = False) -> None:
        """Show which event is selected; ``dotted`` what belongs to it."""
        tokens = self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(QColor(tokens.severity_2.ink), 1.6, Qt.PenStyle.DotLine)
        painter.setPen(pen if dotted else QPen(QColor(tokens.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(-0.5, -0.5, 0.5, 0.5), Radius.CHIP, Radius.CHIP)

    def ghost(self, painter: QPainter, rect: QRect, occurrence: Occurrence, content: GridContent, words: str) -> None:
        """Show where an event would lie."""
        look = self._look(occurrence, content)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.edge or look.outline), 1, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(look.fill))
        painter.drawRoundedRect(rect, Radius.CHIP, Radius.CHIP)
        self._text(painter, rect.adjusted(8, 0, -4, 0), words, Type.SECOND, self._theme.tokens.text)

    def deadline_at(self, point: QPoint, cell: QRect, chips: tuple[Deadline, ...]) -> Deadline | None:
        """The deadline whose chip stands there."""
        for at, deadline in enumerate(sorted(chips, key=_most_urgent)[: _chips_in(cell)]):
            if self._chip(cell, at).contains(point):
                return deadline
        return None

    def chips_rect(self, cell: QRect, chips: tuple[Deadline, ...]) -> QRect:
        """Where the chips of a day stand."""
        return self._chip(cell, 0).united(self._chip(cell, min(len(chips), _chips_in(cell)) - 1))

    def told(self, content: GridContent, laid: Laid, day: date, chosen: Piece | None) -> str:
        """Where the keys stand, for a screen reader."""
        if chosen is not None:
            return spoken(chosen.occurrence, content)
        moments = Moments(content.zone, QLocale())
        at = (day - content.days[0]).days
        if not 0 <= at < len(content.days):
            return ""
        there = [piece.occurrence for piece in laid.pieces if at in piece.days]
        parts = [
            moments.day_of(day),
            content.notes.get(day, ""),
            bookable_words(content, day),
            *(spoken(each, content) for each in there),
        ]
        parts += [Numbers().more(laid.more[at])] if laid.more[at] else []
        parts += [
            deadline_text(each, moments.zone) for each in content.deadlines if moments.local(each.due_at).date() == day
        ]
        return "; ".join(part for part in parts if part)

    def _look(self, occurrence: Occurrence, content: GridContent) -> Look:
        calendar = content.calendars.get(occurrence.calendar_id)
        return self._looks.of(occurrence, calendar.colour if calendar is not None else "")

    def _day(self, content: GridContent, now: UtcSeconds) -> date:
        return utc_datetime(now).astimezone(content.zone).date()

    def _ground(self, painter: QPainter, content: GridContent, cells: list[QRect], month: date, whole: QRect) -> None:
        tokens = self._theme.tokens
        painter.fillRect(whole, QColor(tokens.window))
        for day, cell in zip(content.days, cells, strict=True):
            if content.open.get(day) and day.month == month.month:
                painter.fillRect(cell, QColor(tokens.surface))
        painter.setPen(QPen(QColor(tokens.line), 1))
        for cell in cells:
            painter.drawLine(cell.topLeft(), cell.topRight())
            if cell.left() > whole.left():
                painter.drawLine(cell.topLeft(), cell.bottomLeft())
        locale = QLocale()
        for column in range(_WEEK):
            name = locale.dayName(column + 1, QLocale.FormatType.ShortFormat).upper()
            rect = QRect(cells[column].left() + Space.SMALL, whole.top(), cells[column].width() - Space.SMALL, TOP)
            self._text(painter, rect, name, Type.HEADING, tokens.second)

    def _head(
        self,
        painter: QPainter,
        content: GridContent,
        day: date,
        cell: QRect,
        *,
        today: bool,
        other: bool,
        chips: tuple[Deadline, ...],
        more: int,
    ) -> None:
        tokens = self._theme.tokens
        number = QRect(cell.left() + 5, cell.top() + 4, 22, 20)
        if today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(number, Radius.CARD, Radius.CARD)
        painter.setFont(self._fonts[Type.CHIP if today or not other else Type.SECOND])
        painter.setPen(QColor(tokens.on_accent if today else tokens.second if other else tokens.text))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        left = number.right() + 5
        if more:
            self._text(painter, more_rect(cell), f"+{more}", Type.KEY, tokens.second)
            left = more_rect(cell).right()
        elif day.weekday() == 0:
            words = QCoreApplication.translate("Calendar", "w {number}").format(number=day.isocalendar().week)
            width = self._metrics[Type.KEY].horizontalAdvance(words) + 4
            self._text(painter, QRect(left, number.top(), width, 20), words, Type.KEY, tokens.second)
            left += width + 2
        shown = sorted(chips, key=_most_urgent)
        fitting = min(len(shown), _chips_in(cell))
        right = cell.right() - 4 - fitting * (_CHIP + 3)
        for at, deadline in enumerate(shown[:fitting]):
            self._deadline(painter, self._chip(cell, at), deadline)
        if len(shown) > fitting and right - _MORE >= left:
            right -= _MORE
            rect = QRect(right, number.top(), _MORE, 20)
            self._text(painter, rect, f"+{len(shown) - fitting}", Type.KEY, tokens.second)
        left += self._free(painter, QRect(left, number.top() + 1, right - left - 4, 18), cell, _free_on(content, day))
        note = content.notes.get(day, "")
        if note:
            self._text(painter, QRect(left, number.top(), right - left - 4, 20), note, Type.KEY, tokens.second)

    def _free(self, painter: QPainter, room: QRect, cell: QRect, count: int) -> int:
        """Mark a day on which that many calls can begin, and say how many; the answer is how wide that is."""
        if not count:
            return 0
        tokens = self._theme.tokens
        painter.fillRect(QRect(cell.left() + 1, cell.top() + 1, 3, HEAD - 2), QColor(tokens.accent))
        words, metrics = str(count), self._metrics[Type.HEADING]
        in_full = QCoreApplication.translate("Calendar", "{count} free").format(count=count)
        if metrics.horizontalAdvance(in_full) + 2 * Space.SMALL <= room.width():
            words = in_full
        pill = QRect(room.topLeft(), QSize(round(metrics.horizontalAdvance(words)) + 2 * Space.SMALL, room.height()))
        if pill.width() > room.width():
            return 0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent_soft))
        painter.drawRoundedRect(pill, Radius.CHIP, Radius.CHIP)
        self._text(painter, pill.adjusted(Space.SMALL, 0, 0, 0), words, Type.HEADING, tokens.accent)
        return pill.width() + Space.TIGHT

    def _chip(self, cell: QRect, at: int) -> QRect:
        return QRect(cell.right() - 4 - (at + 1) * (_CHIP + 3) + 3, cell.top() + 5, _CHIP, _CHIP)

    def _deadline(self, painter: QPainter, rect: QRect, deadline: Deadline) -> None:
        tokens = self._theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.severity(deadline.severity).ink))
        painter.drawRoundedRect(rect, Radius.CHIP - 1, Radius.CHIP - 1)
        painter.setFont(self._fonts[Type.HEADING])
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(int(deadline.severity)))

    def _event(self, painter: QPainter, content: GridContent, piece: Piece, rect: QRect) -> None:
        each, tokens = piece.occurrence, self._theme.tokens
        look = self._look(each, content)
        collides = each in content.collisions
        # What is routine within a day is a plain line: a month has many of them.
        plain = not piece.bar and each.purpose is EventPurpose.ROUTINE
        outline = tokens.severity_2.ink if collides else look.outline
        if outline or not plain:
            style = Qt.PenStyle.DashLine if look.dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(outline), 1, style) if outline else Qt.PenStyle.NoPen)
            painter.setBrush(Qt.BrushStyle.NoBrush if plain else QColor(look.fill))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), Radius.CHIP, Radius.CHIP)
        if look.hatched and not plain:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(QColor(tokens.line), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(QRectF(rect), Radius.CHIP, Radius.CHIP)
        if look.edge:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.edge))
            painter.drawRoundedRect(QRectF(rect.left() + 1, rect.top() + 3, 3, rect.height() - 6), 1.5, 1.5)
        left = rect.left() + 9
        if collides:
            self._text(painter, QRect(left, rect.top(), 14, rect.height()), "▲", Type.KEY, tokens.severity_2.ink)
            left += self._metrics[Type.KEY].horizontalAdvance("▲") + 3
        if not piece.bar:
            clock = f"{local_span(each, content.zone)[0]:%H:%M}"
            place = QRect(left, rect.top(), self._clock_width + 2, rect.height())
            self._text(painter, place, clock, Type.SECOND, tokens.second)
            left += self._clock_width + 6
        room = QRect(left, rect.top(), rect.right() - left - 3, rect.height())
        title = shown_title(each, content)
        title = f"✓ {title}" if each.done else title
        ink = tokens.severity_2.ink if collides else look.ink
        self._text(painter, room, title, Type.SECOND, ink, struck=look.struck)

    def _text(self, painter: QPainter, rect: QRect, words: str, step: Type, ink: str, *, struck: bool = False) -> None:
        """Paint one line, and end it in … where it has no room."""
        painter.setFont(self._struck if struck else self._fonts[step])
        painter.setPen(QColor(ink))
        shown = self._fitted(words, step, max(0, rect.width()))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _fit(self, words: str, step: Type, width: int) -> str:
        return self._metrics[step].elidedText(words, Qt.TextElideMode.ElideRight, width)


def _chips_in(cell: QRect) -> int:
    """How many deadlines a day has room for beside its number, and what may stand beside that."""
    return max(1, min(_CHIPS, (cell.width() - 36 - _MORE) // (_CHIP + 3)))


def bookable_words(content: GridContent, day: date | None) -> str:
    """How much of a day can be booked, or why nothing can; "" where nobody looks for times."""
    days = content.bookable.days if content.bookable is not None else ()
    return next((each.words for each in days if each.day == day), "")


def _free_on(content: GridContent, day: date) -> int:
    days = content.bookable.days if content.bookable is not None else ()
    return next((each.starts for each in days if each.day == day), 0)


def _most_urgent(deadline: Deadline) -> tuple[int, UtcSeconds]:
    return int(deadline.severity), deadline.due_at
