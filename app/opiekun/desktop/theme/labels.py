"""Labels, buttons with their key, and a layout that wraps: the small parts of every screen."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from opiekun.desktop.theme.shapes import Shape, paint_shape
from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tips import plain_tip
from opiekun.desktop.theme.tokens import Radius, Space, Type

_CUT_TO = 160
"""Pixels; a narrower button tells too little of its words."""
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


def label(text: str, theme: Theme, step: Type = Type.BODY, ink: str = "", *, wrap: bool = False) -> QLabel:
    """A label of plain text: what comes from outside is never read as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(step))
    made.setWordWrap(wrap)
    if ink:
        made.setProperty("ink", ink)
    return made


def set_ink(widget: QWidget, ink: str) -> None:
    """Give a label another ink."""
    _set_look(widget, "ink", ink)


def _set_look(widget: QWidget, name: str, value: str) -> None:
    """Only where it differs, because the style sheet is then read anew."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class ElidedLabel(QLabel):
    """One line of plain text that ends in … where there is no room; then it is whole in the tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.tell(text)

    def tell(self, text: str) -> None:
        """Show that text."""
        if text != self._whole:
            self._whole = text
            self.setAccessibleName(text)
            self._fit()

    @property
    def whole(self) -> str:
        """The text, elided or not."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Elide to the new width."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The width of the whole text."""
        return QSize(self.fontMetrics().horizontalAdvance(self._whole) + 2, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """It can be as narrow as its layout wants."""
        return QSize(0, self.fontMetrics().height() + 2)

    def _fit(self) -> None:
        text = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(0, self.width()))
        self.setText(text)
        self.setToolTip(plain_tip(self._whole) if text != self._whole else "")


class Mark(QWidget):
    """A state's shape, beside the words for it."""

    def __init__(self, theme: Theme, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Shape | None, str, float] = (None, "", 0.0)
        self.setFixedSize(side, side)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def tell(self, shape: Shape | None, ink: str, share: float = 0.0) -> None:
        """Show that shape in that ink."""
        if (shape, ink, share) != self._shown:
            self._shown = (shape, ink, share)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """Paint the shape over the whole square."""
        shape, ink, share = self._shown
        if shape is not None:
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter = QPainter(self)
            paint_shape(painter, box, shape, ink=ink, icons=self._theme.icons, share=share)
            painter.end()


class KeyButton(QPushButton):
    """A button that shows its key, and does what its action does."""

    def __init__(self, text: str, key: str, theme: Theme, *, primary: bool = False) -> None:
        super().__init__(text)
        self._theme = theme
        self._key = key
        self._answers = True
        self._primary = primary
        self.setFont(theme.font(Type.SUBJECT))
        self._key_metrics = QFontMetrics(theme.font(Type.KEY))
        self.setAccessibleName(f"{text}, {key}" if key else text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if primary:
            self.setProperty("kind", "primary")

    def be_primary(self, primary: bool) -> None:
        """Be the deed that comes next, or one beside another that does."""
        self._primary = primary
        _set_look(self, "kind", "primary" if primary else "")

    @classmethod
    def of(cls, action: QAction, text: str, theme: Theme, *, primary: bool = False) -> KeyButton:
        """The button of an action; enabled when the action is."""
        button = cls(text, action.shortcut().toString(), theme, primary=primary)
        button.setToolTip(action.toolTip())
        button.setEnabled(action.isEnabled())
        button.clicked.connect(action.trigger)
        action.enabledChanged.connect(button.setEnabled)
        return button

    def rename(self, text: str) -> None:
        """Say other words. With the text Qt would take the button's key away."""
        key = self.shortcut()
        self.setText(text)
        self.setShortcut(key)
        self.setAccessibleName(f"{text}, {self._key}" if self._key else text)
        self.updateGeometry()

    def answer(self, answers: bool) -> None:
        """Show its key and answer to it, or leave it to another button that has the same: of two, none would do.

        Its room stays: what is under the pointer does not go from there while it is pressed.
        """
        self._answers = answers
        self.setShortcut(self._key if answers else "")
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Return does what Space does: a form that saves with Return would take it for itself."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() & _HELD:
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for the words and the key."""
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(words + self._room_for_key() + 2 * Space.MEDIUM, 30)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Never narrower than its words."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Words that end in … are whole in the tooltip, where it says nothing more."""
        super().resizeEvent(event)
        if self._is_cut() and not self.toolTip():
            self.setToolTip(plain_tip(self.text()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802
        """The button, its words and, on a chip, its key."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        # That there is a menu says the … of its words, over which an arrow would stand.
        option.features &= ~QStyleOptionButton.ButtonFeature.HasMenu
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        tokens = self._theme.tokens
        enabled = self.isEnabled()
        on_accent = self._primary and enabled
        ink = tokens.on_accent if on_accent else tokens.text if enabled else tokens.second
        if self.isChecked():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), Radius.CHIP, Radius.CHIP)
        inner = self.rect().adjusted(Space.MEDIUM, 0, -Space.SMALL, 0)
        painter.setPen(QColor(ink))
        words = self.text()
        if self._is_cut():
            words = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, self._room_for_words())
        beside_key = not self._key or self._answers
        side = Qt.AlignmentFlag.AlignLeft if beside_key else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | side, words)
        if not self._key or not self._answers:
            return
        chip = QRect(inner.right() - self._chip_width() + 1, (self.height() - 17) // 2, self._chip_width(), 17)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        # On the accent the key stands without a chip: a lighter patch would cost it its contrast.
        if not on_accent:
            painter.setBrush(QColor(tokens.subtle))
            painter.drawRoundedRect(chip, Radius.CHIP - 1, Radius.CHIP - 1)
        painter.setPen(QColor(tokens.on_accent if on_accent else tokens.second))
        painter.setFont(self._theme.font(Type.KEY))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, self._key)

    def _is_cut(self) -> bool:
        return self.width() < self.sizeHint().width()

    def _room_for_words(self) -> int:
        return self.width() - self._room_for_key() - 2 * Space.MEDIUM

    def _room_for_key(self) -> int:
        return self._chip_width() + Space.SMALL if self._key else 0

    def _chip_width(self) -> int:
        return max(19, self._key_metrics.horizontalAdvance(self._key) + 10)


class FlowLayout(QLayout):
    """Places its widgets side by side and goes on in the next line where there is no room.

    One that is wider than a whole line is cut to it.
    """

    def __init__(self, spacing: int = Space.SMALL) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """Qt's way to add a widget."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """The item at that place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Take the item at that place out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The height of all lines."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Place the items."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As much as the widest item needs."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def minimumSize(self) -> QSize:  # noqa: N802
        """As much as the widest item needs, or as one can be cut to."""
        size = self.sizeHint()
        return QSize(min(size.width(), _CUT_TO), size.height())

    def _place(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), rect.width()))
            if x > rect.x() and x + size.width() > rect.right() + 1:
                x, y, line = rect.x(), y + line + self.spacing(), 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self.spacing()
            line = max(line, size.height())
        return y + line - rect.y()
