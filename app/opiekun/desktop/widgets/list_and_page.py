"""What a place with a list on the left and the chosen one on the right is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget


def listing(model: QAbstractItemModel, name: str) -> QListView:
    """A list of rows of one height, called ``name`` where it is spoken."""
    made = QListView()
    made.setModel(model)
    made.setUniformItemSizes(True)
    made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setAccessibleName(name)
    return made


def step_in(listed: QListView, by: int) -> bool:
    """Go so many rows on in a list; False beyond its ends."""
    row = listed.currentIndex().row() + by
    if not 0 <= row < listed.model().rowCount():
        return False
    listed.setCurrentIndex(listed.model().index(row, 0))
    return True


def side_with(listed: QListView, *above: QWidget, spacing: int) -> QFrame:
    """The left side: the list, and what stands above it. It keeps its place where the list is hidden."""
    side = QFrame()
    side.setProperty("edge", "right")
    column = QVBoxLayout(side)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    for part in above:
        column.addWidget(part)
    column.addWidget(listed, 1)
    column.addStretch(0)
    return side


def page_or(empty: QWidget, page: QWidget) -> QStackedWidget:
    """The right side: the page of the chosen one, or what is said where there is none, which stands first."""
    right = QStackedWidget()
    right.addWidget(empty)
    right.addWidget(page)
    right.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return right


def lay_beside(split: QSplitter, side: QWidget, page: QWidget, *, width: int, share: int, side_grows: bool) -> None:
    """Lay the list's side beside the page, which has ``share`` times its width; neither can be dragged away.

    A side that grows gives way as well where the window is narrow.
    """
    split.addWidget(side)
    split.addWidget(page)
    split.setSizes([width, width * share])
    split.setStretchFactor(0, int(side_grows))
    split.setStretchFactor(1, share if side_grows else 1)
    split.setChildrenCollapsible(False)
    split.setHandleWidth(1)


def keys_within(part: QWidget, keys: Mapping[str, Callable[[], None]]) -> None:
    """Let keys do something while the keyboard is in that part of the window."""
    for key, slot in keys.items():
        shortcut = QShortcut(QKeySequence(key), part)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(slot)
