"""The sheet, painted once: pixmaps of slices of it, sharp at the screen's scale, from which every repaint is copied."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion

TILE = 256
_MOST_TILES = 14
_MOST_PARTS = 12


class Tiles:
    """Holds what does not move: hours, events and deadlines together, because one opaque copy is the quickest.

    ``paint`` is asked to paint a rectangle of the sheet; only for what was not painted before, or was spoilt since.
    """

    def __init__(self, paint: Callable[[QPainter, QRect], None]) -> None:
        self._paint = paint
        self._tiles: dict[int, QPixmap] = {}
        self._spoilt: dict[int, QRegion] = {}

    def clear(self) -> None:
        """Everything is to be painted anew."""
        self._tiles.clear()
        self._spoilt.clear()

    def spoil(self, rect: QRect) -> None:
        """What lies in that rectangle of the sheet is to be painted anew."""
        for at in range(rect.top() // TILE, rect.bottom() // TILE + 1):
            if at in self._tiles:
                part = rect.intersected(QRect(rect.left(), at * TILE, rect.width(), TILE))
                self._spoilt[at] = self._spoilt.get(at, QRegion()).united(part)

    def draw(self, painter: QPainter, exposed: QRect, width: int, shift: int) -> None:
        """Copy a rectangle of the sheet, which is ``width`` wide, moved down by ``shift``, to where it is seen."""
        scale = painter.device().devicePixelRatioF()
        for at in range(exposed.top() // TILE, exposed.bottom() // TILE + 1):
            painter.drawPixmap(0, at * TILE + shift, self._tile(at, width, scale))

    def _tile(self, at: int, width: int, scale: float) -> QPixmap:
        tile = self._tiles.pop(at, None)
        whole = QRect(0, at * TILE, width, TILE)
        spoilt = self._spoilt.pop(at, None)
        if tile is None or tile.devicePixelRatio() != scale:
            while len(self._tiles) >= _MOST_TILES:
                del self._tiles[next(iter(self._tiles))]
            tile = QPixmap(QSize(-int(-width * scale // 1), -int(-TILE * scale // 1)))
            tile.setDevicePixelRatio(scale)
            spoilt = QRegion(whole)
        # At the end of the dictionary stands what was needed last.
        self._tiles[at] = tile
        if spoilt is not None:
            painter = QPainter(tile)
            painter.translate(QPointF(0, -whole.top()))
            for part in _rects(spoilt):
                painter.setClipRect(part)
                self._paint(painter, part)
            painter.end()
        return tile


def _rects(region: QRegion) -> list[QRect]:
    """Its rectangles; where there are many, the one around them, because each costs a look at all events."""
    rects: list[QRect] = [*region]  # type: ignore[misc]  # it is iterable, which PySide does not declare
    return rects if len(rects) <= _MOST_PARTS else [region.boundingRect()]
