"""The sheet, painted once: pixmaps of slices of it, sharp at the screen's scale, from which every repaint is copied."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QSize
from PySide6.QtGui import QPainter, QPixmap, QRegion

TILE = 1024
_MOST_TILES = 4
_MOST_PARTS = 12
_AHEAD = 256


class Tiles:
    """Holds what does not move: hours, events and deadlines together, because one opaque copy is the quickest.

    ``paint`` is asked to paint a rectangle of the sheet; only for what was not painted before, or was spoilt since.
    A slice is high, so that few events lie in two; what nobody has looked at yet of it is not painted.
    """

    def __init__(self, paint: Callable[[QPainter, QRect], None]) -> None:
        self._paint = paint
        self._tiles: dict[int, QPixmap] = {}
        self._unpainted: dict[int, QRegion] = {}

    def clear(self) -> None:
        """Everything is to be painted anew."""
        self._tiles.clear()
        self._unpainted.clear()

    def spoil(self, rect: QRect) -> None:
        """What lies in that rectangle of the sheet is to be painted anew."""
        for at in range(rect.top() // TILE, rect.bottom() // TILE + 1):
            if at in self._tiles:
                part = rect.intersected(QRect(rect.left(), at * TILE, rect.width(), TILE))
                self._unpainted[at] = self._unpainted.get(at, QRegion()).united(part)

    def draw(self, painter: QPainter, exposed: QRect, width: int, shift: int) -> None:
        """Copy a rectangle of the sheet, which is ``width`` wide, moved down by ``shift``, to where it is seen."""
        scale = painter.device().devicePixelRatioF()
        seen = QRect(0, exposed.top(), width, exposed.height())
        for at in range(exposed.top() // TILE, exposed.bottom() // TILE + 1):
            painter.drawPixmap(0, at * TILE + shift, self._tile(at, seen, scale))

    def _tile(self, at: int, seen: QRect, scale: float) -> QPixmap:
        """A slice in which what is seen is painted, as far as it lies there."""
        tile = self._tiles.pop(at, None)
        whole = QRect(0, at * TILE, seen.width(), TILE)
        known = tile is not None and tile.devicePixelRatio() == scale
        if tile is None or not known:
            while len(self._tiles) >= _MOST_TILES:
                gone = next(iter(self._tiles))
                del self._tiles[gone]
                self._unpainted.pop(gone, None)
            tile = QPixmap(QSize(-int(-whole.width() * scale // 1), -int(-TILE * scale // 1)))
            tile.setDevicePixelRatio(scale)
            self._unpainted[at] = QRegion(whole)
        # At the end of the dictionary stands what was needed last.
        self._tiles[at] = tile
        unpainted = self._unpainted.get(at, QRegion())
        wanted = unpainted.intersected(seen)
        if known and wanted.boundingRect().width() == whole.width():
            # It is being scrolled: some of what comes next as well, lest each step be a painting of its own.
            wanted = unpainted.intersected(seen.adjusted(0, -_AHEAD, 0, _AHEAD))
        if not wanted.isEmpty():
            self._unpainted[at] = unpainted.subtracted(wanted)
            painter = QPainter(tile)
            painter.translate(QPointF(0, -whole.top()))
            for part in _rects(wanted):
                painter.setClipRect(part)
                self._paint(painter, part)
            painter.end()
        return tile


def _rects(region: QRegion) -> list[QRect]:
    """Its rectangles; where there are many, the one around them, because each costs a look at all events."""
    rects: list[QRect] = [*region]  # type: ignore[misc]  # it is iterable, which PySide does not declare
    return rects if len(rects) <= _MOST_PARTS else [region.boundingRect()]
