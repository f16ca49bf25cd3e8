"""A row that becomes a column where it has no room."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QBoxLayout, QLayoutItem, QWidget

from opiekun.desktop.theme.tokens import Space

_ROW, _COLUMN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class FoldingLayout(QBoxLayout):
    """Lays its parts side by side, all below one another where they would be narrower than they can be."""

    def __init__(self, parent: QWidget | None = None, spacing: int = Space.SMALL) -> None:
        super().__init__(_ROW, parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def minimumSize(self) -> QSize:  # noqa: N802
        """As narrow as its widest part."""
        widest = max((item.minimumSize().width() for item in self._shown()), default=0)
        return QSize(widest, super().minimumSize().height())

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The height of the row, or of the column."""
        way = self._way(width)
        if way is self.direction():
            return super().heightForWidth(width) if super().hasHeightForWidth() else super().sizeHint().height()
        # Asked what it would be if it were laid out otherwise: a row is measured anew once it is one.
        shown = self._shown()
        if way is _ROW:
            return max((item.sizeHint().height() for item in shown), default=0)
        return sum(_height(item, width) for item in shown) + self.spacing() * max(0, len(shown) - 1)

    def minimumHeightForWidth(self, width: int) -> int:  # noqa: N802
        """Nothing in it can be lower than it is."""
        return self.heightForWidth(width)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Place the parts."""
        way = self._way(rect.width())
        if way is not self.direction():
            self.setDirection(way)
        super().setGeometry(rect)

    def _way(self, width: int) -> QBoxLayout.Direction:
        shown = self._shown()
        needed = sum(item.minimumSize().width() for item in shown) + self.spacing() * max(0, len(shown) - 1)
        return _ROW if needed <= width else _COLUMN

    def _shown(self) -> list[QLayoutItem]:
        items = filter(None, map(self.itemAt, range(self.count())))
        return [item for item in items if not item.isEmpty()]


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
