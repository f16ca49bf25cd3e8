"""Where a small place in the window stands: beside what it is about, and wholly in sight."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize

from opiekun.desktop.theme.tokens import Space


def beside(near: QRect, size: QSize, room: QRect) -> QRect:
    """To the right of it where there is room, else to the left, else over it; never beyond the room."""
    left = near.right() + Space.SMALL
    if left + size.width() > room.right():
        left = near.left() - Space.SMALL - size.width()
    if left < room.left():
        left = max(room.left(), min(near.left(), room.right() - size.width()))
    top = max(room.top(), min(near.top(), room.bottom() - size.height()))
    return QRect(left, top, min(size.width(), room.width()), min(size.height(), room.height()))
