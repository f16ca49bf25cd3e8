"""Line icons (Lucide), tinted with a token and drawn sharp at every scale."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from opiekun.resources import resource

_SCALES = (1.0, 1.5, 2.0)


class Icons:
    """Draws icons by name, and keeps what it drew."""

    def __init__(self) -> None:
        self._sources: dict[str, bytes] = {}
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}

    def pixmap(self, name: str, ink: str, size: int, scale: float) -> QPixmap:
        """The icon in that ink, ``size`` device-independent pixels wide, for a screen of that scale."""
        wanted = (name, ink, size, scale)
        found = self._pixmaps.get(wanted)
        if found is None:
            found = self._pixmaps[wanted] = self._draw(name, ink, size, scale)
        return found

    def icon(self, name: str, ink: str, size: int = 18) -> QIcon:
        """The icon for buttons and menus."""
        icon = QIcon()
        for scale in _SCALES:
            icon.addPixmap(self.pixmap(name, ink, size, scale))
        return icon

    def _draw(self, name: str, ink: str, size: int, scale: float) -> QPixmap:
        source = self._sources.get(name)
        if source is None:
            source = self._sources[name] = resource(f"icons/{name}.svg").read_bytes()
        renderer = QSvgRenderer(QByteArray(source.replace(b"currentColor", ink.encode())))
        pixels = round(size * scale)
        pixmap = QPixmap(QSize(pixels, pixels))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        return pixmap
