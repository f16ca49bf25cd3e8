"""What a place with a list on the left and the chosen one on the right is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListView, QSplitter, QWidget


def listing(model: QAbstractItemModel, name: str) -> QListView:
    """A list of rows of one height, called ``name`` where it is spoken."""
    made = QListView()
    made.setModel(model)
    made.setUniformItemSizes(True)
    made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setAccessibleName(name)
    return made


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
