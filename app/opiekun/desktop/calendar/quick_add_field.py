"""The field that adds an event in one line: its parts are coloured while one types, and what comes of it is told."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
)
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from opiekun.desktop.calendar.words import when_words
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.theme.labels import ElidedLabel, set_ink
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Radius, Space, Type
from opiekun.domain.calendar.events import Details
from opiekun.domain.calendar.quick_add import Missing, QuickAdd, Token
from opiekun.domain.calendar.quick_add_forms import TokenKind

Reading = Callable[[str], QuickAdd]
_MOST = 500
_LEAST_WIDTH, _TYPING_WIDTH, _MOST_WIDTH = 72, 320, 420
_HEIGHT = 30


class QuickAddField(QLineEdit):
    """``added`` carries the Details of a line that says enough; ``typed`` the line; ``left`` that Escape left it.

    ``read`` is how a line is understood. ``typing`` is whether the keys are here, ``typing_changed`` tells of it.
    """

    added = Signal(object)
    typed = Signal(str)
    left = Signal()
    typing_changed = Signal()

    def __init__(self, theme: Theme, read: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._read = theme, read
        self._understood: QuickAdd | None = None
        self._colouring = False
        self.typing = False
        self._preview: _Preview | None = None
        self.zone = ZoneInfo("UTC")
        self.setMaxLength(_MOST)
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setMaximumWidth(_MOST_WIDTH)
        self.setFixedHeight(_HEIGHT)
        self.setPlaceholderText(self.tr("Acme training tue 14:00 60m"))
        self.setAccessibleName(self.tr("Add an event in one line"))
        self._key = "Enter"
        self._chip = QFontMetrics(theme.font(Type.KEY)).horizontalAdvance(self._key) + 10
        self.setTextMargins(0, 0, self._chip + Space.SMALL, 0)
        self.textChanged.connect(self._typed)
        theme.changed.connect(self._colour)

    def stand_over(self, host: QWidget) -> None:
        """Tell what comes of the line beside the field, over the host."""
        self._preview = _Preview(host, self._theme)

    @property
    def understood(self) -> QuickAdd | None:
        """The line as it is understood, None while nothing is typed."""
        return self._understood

    @property
    def told(self) -> str:
        """What the preview says."""
        return self._preview.words.whole if self._preview is not None else ""

    def details(self) -> Details | None:
        """The event that the line describes; None while something is missing."""
        read = self._understood
        if read is None or read.start is None or read.end is None or not read.summary:
            return None
        said = Details(read.summary, read.start, read.end, rule=read.rule, location=read.location, purpose=read.purpose)
        return said.as_begun()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return adds; Escape clears, and leaves an empty field."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            details = self.details()
            if details is not None:
                self.added.emit(details)
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """What is told goes with the focus."""
        handled = super().event(event)
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self._tell()
        return handled

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The field, with its key on a chip."""
        super().paintEvent(event)
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chip = self.rect().adjusted(self.width() - self._chip - Space.SMALL, 7, -Space.SMALL, -7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.subtle))
        painter.drawRoundedRect(chip, Radius.CHIP - 1, Radius.CHIP - 1)
        painter.setPen(QColor(tokens.second))
        painter.setFont(self._theme.font(Type.KEY))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._key)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The preview stays beside it."""
        super().resizeEvent(event)
        self._tell()

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802
        """As above."""
        super().moveEvent(event)
        self._tell()

    @Slot(str)
    def _typed(self, text: str) -> None:
        if self._colouring:
            return
        self._understood = self._read(text) if text.strip() else None
        self._colour()
        self._tell()
        self.typed.emit(text)

    @Slot()
    def _colour(self) -> None:
        """Colour the parts. A line edit has colours only for what an input method composes; so one is played."""
        if self._colouring:
            return
        attributes = []
        cursor = self.cursorPosition()
        for token in self._understood.tokens if self._understood is not None else ():
            look = QTextCharFormat()
            look.setForeground(QColor(self._ink(token)))
            look.setFontWeight(QFont.Weight.DemiBold)
            kind = QInputMethodEvent.AttributeType.TextFormat
            attributes.append(QInputMethodEvent.Attribute(kind, token.start - cursor, token.end - token.start, look))
        self._colouring = True
        QCoreApplication.sendEvent(self, QInputMethodEvent("", attributes))
        self._colouring = False

    def _ink(self, token: Token) -> str:
        tokens = self._theme.tokens
        if token.kind in {TokenKind.DAY, TokenKind.TIME, TokenKind.ALL_DAY}:
            return tokens.severity_4.ink
        if token.kind in {TokenKind.DURATION, TokenKind.RECURRENCE}:
            return tokens.severity_2.ink
        return tokens.accent if token.kind in {TokenKind.PURPOSE, TokenKind.ACCOUNT} else tokens.severity_3.ink

    def _tell(self) -> None:
        if self._preview is None:
            return
        read = self._understood
        here = self.hasFocus()
        if here != self.typing:
            # While one types it takes the room that it needs.
            self.typing = here
            self.setMinimumWidth(_TYPING_WIDTH if here else _LEAST_WIDTH)
            self.typing_changed.emit()
        if read is None or not here:
            self._preview.hide()
            self.setAccessibleDescription("")
            return
        words, whole = self._words(read), self.details() is not None
        self._preview.tell(words, self, whole=whole)
        self.setAccessibleDescription(words)

    def _words(self, read: QuickAdd) -> str:
        if Missing.SUMMARY in read.missing and len(read.missing) == 1:
            return self.tr("And what is it? Write a title.")
        if Missing.DAY in read.missing:
            return self.tr("When? Write a day, such as tue, 16 jun or tomorrow, and a time.")
        if Missing.TIME in read.missing:
            return self.tr("At what time? Write it like 14:00.")
        if read.start is None or read.end is None:
            return ""
        parts = [when_words(read.start, read.end, Moments(self.zone, QLocale())), read.summary]
        parts += [self.tr("at {place}").format(place=read.location)] if read.location else []
        parts += [self.tr("recurs")] if read.rule else []
        return ", ".join(parts)


class _Preview(QFrame):
    """A line beside the field, over the line above the calendar: below it stand the days, which one reads meanwhile."""

    def __init__(self, host: QWidget, theme: Theme) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("card", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = ElidedLabel()
        self.words.setFont(theme.font(Type.BODY))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.MEDIUM, 0, Space.MEDIUM, 0)
        column.addWidget(self.words)
        self.hide()

    def tell(self, words: str, field: QWidget, *, whole: bool) -> None:
        """Say it to the left of the field."""
        self.words.tell(words)
        set_ink(self.words, "" if whole else "second")
        place = field.mapTo(self._host, QPoint())
        room = place.x() - 2 * Space.SMALL
        needed = self.words.fontMetrics().horizontalAdvance(words) + 2 * Space.MEDIUM + Space.SMALL
        width = min(needed, room)
        self.setGeometry(place.x() - Space.SMALL - width, place.y(), width, field.height())
        self.show()
        self.raise_()
