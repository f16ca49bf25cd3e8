"""Forms: rows of a label and its field, in cards, with one line for what was refused."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from opiekun.desktop.theme.labels import FlowLayout
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Space, Type
from opiekun.desktop.words import refusal
from opiekun.domain.errors import Refused

LABEL_WIDTH = 128
FIELD_WIDTH = 380
PAGE_WIDTH = 760
_LEAST_FIELD = 192
"""Pixels; where a field would be narrower beside its label, the labels stand above the fields."""


class Form(QWidget):
    """Labels on the left, fields on the right; in a narrow place each label above its field.

    A label is its field's accessible name and its buddy.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = QGridLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(Space.MEDIUM)
        self._rows.setVerticalSpacing(Space.SMALL)
        self._rows.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._rows.setColumnStretch(1, 100)
        self._rows.setColumnStretch(2, 1)
        self._labels: list[tuple[QLabel, int]] = []
        self._stacked = False

    def add(self, label: str, field: QWidget, hint: str = "", *, wide: bool = False) -> QLabel:
        """Add a row; the hint stands below the field. A wide field takes all the room."""
        words = QLabel(label)
        words.setProperty("ink", "second")
        words.setBuddy(field)
        words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        words.setContentsMargins(0, 6, 0, 0)
        words.setWordWrap(True)
        if not field.accessibleName():
            field.setAccessibleName(label.replace("&", ""))
        if not wide:
            field.setMaximumWidth(FIELD_WIDTH)
        line = self._rows.rowCount()
        # The line before its field's is for the label where it stands above.
        self._labels.append((words, line))
        self._place(words, line)
        self._rows.addWidget(field, line + 1, 1)
        if hint:
            field.setAccessibleDescription(hint)
            self.add_below(second_line(hint, self._theme))
        return words

    def add_below(self, part: QWidget) -> None:
        """Add something below the last field."""
        self._rows.addWidget(part, self._rows.rowCount(), 1)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As narrow as its widest field is: the labels can stand above."""
        return QSize(max(LABEL_WIDTH, self._widest_field), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The labels go above the fields where there is no room beside them, and back."""
        super().resizeEvent(event)
        beside = LABEL_WIDTH + self._rows.horizontalSpacing() + max(_LEAST_FIELD, self._widest_field)
        stacked = self.width() < beside
        if stacked != self._stacked:
            self._stacked = stacked
            self._rows.setColumnMinimumWidth(0, 0 if stacked else LABEL_WIDTH)
            for words, line in self._labels:
                self._rows.removeWidget(words)
                self._place(words, line)

    def _place(self, words: QLabel, line: int) -> None:
        words.setMinimumWidth(0 if self._stacked else LABEL_WIDTH)
        words.setMaximumWidth(FIELD_WIDTH if self._stacked else LABEL_WIDTH)
        self._rows.addWidget(words, line if self._stacked else line + 1, 1 if self._stacked else 0)

    @property
    def _widest_field(self) -> int:
        labels: set[QWidget | None] = {words for words, _line in self._labels}
        items = filter(None, map(self._rows.itemAt, range(self._rows.count())))
        return max((item.minimumSize().width() for item in items if item.widget() not in labels), default=0)


class RefusalLine(QLabel):
    """One plain sentence about what could not be done. Hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("ink", "breached")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.hide()

    def refuse(self, refused: Refused) -> None:
        """Say what was refused."""
        self.say(refusal(refused))

    def say(self, words: str) -> None:
        """Say why something cannot be."""
        self.setText("◆ " + words)
        self.setAccessibleName(words)
        self.show()

    @Slot()
    def settle(self) -> None:
        """Nothing is refused any more."""
        self.clear()
        self.hide()


class PlainText(QPlainTextEdit):
    """Several lines of text in which Tab goes on to the next field. ``left`` tells that the focus has gone."""

    left = Signal()

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 2 * Space.MEDIUM)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """As a line edit tells that it was edited; a menu of its own does not count."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class EnterSaves(QObject):
    """Makes Return in any single-line field of a form, and Ctrl+Return in all, save it; Escape closes it."""

    def __init__(self, form: QWidget, save: QObject, close: QObject | None = None) -> None:
        super().__init__(form)
        self._save = save
        self._close = close
        form.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keys that no field took reach the form itself."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._save.click()  # type: ignore[attr-defined]
                return True
            if event.key() == Qt.Key.Key_Escape and self._close is not None:
                self._close.click()  # type: ignore[attr-defined]
                return True
        return super().eventFilter(watched, event)


def second_line(text: str, theme: Theme) -> QLabel:
    """Small words of the second ink, wrapped."""
    label = QLabel(text)
    label.setProperty("ink", "second")
    label.setFont(theme.font(Type.SECOND))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def heading(text: str, theme: Theme) -> QLabel:
    """The heading of a part of a page."""
    label = QLabel(text.upper())
    label.setFont(theme.font(Type.HEADING))
    label.setProperty("ink", "second")
    label.setAccessibleName(text)
    label.setContentsMargins(0, Space.MEDIUM, 0, 0)
    return label


def title(text: str, theme: Theme) -> QLabel:
    """The title of a page."""
    label = QLabel(text)
    label.setFont(theme.font(Type.TITLE))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def card(*parts: QWidget) -> QFrame:
    """A card that holds these, one below the other."""
    frame = QFrame()
    frame.setProperty("card", "true")
    column = QVBoxLayout(frame)
    column.setContentsMargins(Space.LARGE, Space.MEDIUM, Space.LARGE, Space.MEDIUM)
    column.setSpacing(Space.SMALL)
    for part in parts:
        column.addWidget(part)
    return frame


def row(*parts: QWidget) -> QWidget:
    """These side by side, from the left."""
    line = QWidget()
    layout = QHBoxLayout(line)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(Space.SMALL)
    for part in parts:
        layout.addWidget(part)
    layout.addStretch(1)
    return line


def flow(*parts: QWidget) -> QWidget:
    """These side by side, and on in the next line where there is no room."""
    lines = QWidget()
    layout = FlowLayout()
    lines.setLayout(layout)
    for part in parts:
        layout.addWidget(part)
    return lines


def empty(layout: QLayout) -> None:
    """Take everything out of a layout, and away: what it shows is to be built anew."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if inner is not None:
            empty(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class AsHighAsItsWords(QWidget):
    """A scroll area does not ask how high wrapped words are at a width; so they tell it."""

    def event(self, event: QEvent) -> bool:
        """Whenever the width or the content changes."""
        handled = super().event(event)
        layout = self.layout()
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest} and layout is not None:
            self.setMinimumHeight(max(0, layout.totalHeightForWidth(self.width())))
        return handled


def lay_out_now() -> None:
    """Do now what layouts would do by events of their own, so that no picture of a page stands before it fits."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def page(*parts: QWidget) -> QScrollArea:
    """A page that scrolls, as wide as lines of text can well be read."""
    inner = QWidget()
    inner.setMaximumWidth(PAGE_WIDTH)
    inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.MEDIUM)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    around = QHBoxLayout()
    around.setContentsMargins(Space.WIDE, Space.LARGE, Space.WIDE, Space.WIDE)
    around.addWidget(inner, 100)
    around.addStretch(1)
    return scrolled(around)


def scrolled(layout: QLayout) -> QScrollArea:
    """What is laid out so, which scrolls where it is higher, with its words wrapped, than its place."""
    words = AsHighAsItsWords()
    words.setLayout(layout)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(words)
    return area
