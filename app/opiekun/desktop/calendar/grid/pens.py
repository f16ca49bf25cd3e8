"""Fonts with their metrics, texts cut to a width, and pictures of boxes: all costly to make anew for each event."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from math import ceil

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap

from opiekun.desktop.theme.theme import Theme
from opiekun.desktop.theme.tokens import Type

_MOST_TEXTS = 20_000
_ELIDED_FROM = 56
_FEW_LETTERS = 24
_LEAST_LETTERS = 3
_SEPARATORS = {"·", "–", "—", "|", "/"}
_NOT_LAST = " ·–—|/,"
"""What says nothing before …."""
_MOST_PIXELS = 2_000_000
"""Of all pictures together: 8 MB, many times what a crowded week needs."""
LEFT, CENTRE = 0.0, 0.5
"""How much of the room that a line leaves is to its left."""


class Pen:
    """One font of the type scale."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self._metrics = QFontMetricsF(font)
        self._cut: dict[tuple[str, int, int], tuple[str, ...]] = {}
        self._widths: dict[str, float] = {}
        self._below_middle = self._metrics.ascent() - ceil(self._metrics.height()) / 2

    def width(self, text: str) -> float:
        """How wide a text is."""
        found = self._widths.get(text)
        if found is None:
            found = self._widths[text] = self._metrics.horizontalAdvance(text)
        return found

    def elided(self, text: str, width: int) -> str:
        """The text, or its beginning and … where it is wider."""
        return self.lines(text, width, 1)[0]

    def lines(self, text: str, width: int, most: int) -> tuple[str, ...]:
        """The text broken between words into at most that many lines, the last one elided."""
        wanted = (text, width, most)
        found = self._cut.get(wanted)
        if found is None:
            if len(self._cut) > _MOST_TEXTS:
                self._cut.clear()
                self._widths.clear()
            found = self._cut[wanted] = tuple(self._break(text, width, most))
        return found

    def write(self, painter: QPainter, box: QRect, text: str, ink: QColor, side: float = LEFT) -> None:
        """Write one line into the box, in the middle of its height."""
        left = box.left() + (side * (box.width() - self.width(text)) if side else 0)
        painter.setFont(self.font)
        painter.setPen(ink)
        # At a point, because Qt would first lay the line out to find how it fits into the box.
        painter.drawText(QPointF(left, box.top() + box.height() / 2 + self._below_middle), text)

    def _break(self, text: str, width: int, most: int) -> list[str]:
        if most == 1:
            return [self._fitted(text, width)]
        words, line, wide, space = text.split(), "", 0.0, self.width(" ")
        for at, word in enumerate(words):
            its_width = self.width(word)
            if line and wide + space + its_width > width:
                # A line that is broken at a separator does not begin with it.
                rest = words[at + 1 :] if word in _SEPARATORS and at + 1 < len(words) else words[at:]
                return [self._fitted(line, width), *self._break(" ".join(rest), width, most - 1)]
            line, wide = (f"{line} {word}", wide + space + its_width) if line else (word, its_width)
        return [self._fitted(line, width)]

    def _fitted(self, text: str, width: int) -> str:
        if width >= _ELIDED_FROM:
            shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            return f"{shown[:-1].rstrip(_NOT_LAST)}…" if shown != text else shown
        if self.width(text) <= width:
            return text
        # Where there is room for a letter or two, … would take most of it.
        whole = self._beginning(text, width)
        cut = self._beginning(text, width - self.width("…")).rstrip(_NOT_LAST)
        return f"{cut}…" if len(cut) >= _LEAST_LETTERS else whole

    def _beginning(self, text: str, width: float) -> str:
        wide, letters = 0.0, 0
        for letter in text[:_FEW_LETTERS]:
            wide += self.width(letter)
            if wide > width:
                break
            letters += 1
        return text[:letters]


class Pens:
    """The pens of the theme, its colours as Qt wants them, and the hatchings."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._pens = {step: Pen(theme.font(step)) for step in Type}
        self._colours: dict[str, QColor] = {}
        self._hatchings: dict[tuple[str, str, float], QPixmap] = {}
        self._pictures: dict[tuple[Hashable, int, int, float], QPixmap] = {}
        self._pixels = 0

    def __getitem__(self, step: Type) -> Pen:
        """The pen of a step of the type scale."""
        return self._pens[step]

    def colour(self, name: str) -> QColor:
        """The colour #RRGGBB."""
        found = self._colours.get(name)
        if found is None:
            found = self._colours[name] = QColor(name)
        return found

    def hatching(self, stripe: str, ground: str, scale: float) -> QPixmap:
        """Diagonal stripes that join on all sides, sharp on a screen of that scale."""
        wanted = (stripe, ground, scale)
        found = self._hatchings.get(wanted)
        if found is None:
            found = self._hatchings[wanted] = _hatching(self.colour(stripe), self.colour(ground), scale)
        return found

    def picture(self, painter: QPainter, rect: QRect, name: Hashable, paint: Callable[[QPainter, QRect], None]) -> None:
        """Paint what looks the same wherever it is that large: painted once, then copied. ``name`` says what it is.

        At a scale such as 1.25 not every place begins with a whole pixel; there it is painted anew each time, lest its
        lines be blurred.
        """
        scale = painter.device().devicePixelRatioF()
        if not scale.is_integer():
            paint(painter, rect)
            return
        wanted = (name, rect.width(), rect.height(), scale)
        found = self._pictures.get(wanted)
        if found is None:
            found = _picture(rect, scale, paint)
            self._pixels += found.width() * found.height()
            if self._pixels > _MOST_PIXELS:
                self._pictures.clear()
                self._pixels = found.width() * found.height()
            self._pictures[wanted] = found
        painter.drawPixmap(rect.topLeft(), found)


def mixed(one: str, other: str, share: float) -> str:
    """A colour between two, the nearer to ``other`` the greater the share (0 to 1)."""
    parts = (round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share) for at in (1, 3, 5))
    return "#" + "".join(f"{part:02X}" for part in parts)


def _picture(rect: QRect, scale: float, paint: Callable[[QPainter, QRect], None]) -> QPixmap:
    pixmap = QPixmap(rect.size() * scale)
    pixmap.setDevicePixelRatio(scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    paint(painter, QRect(0, 0, rect.width(), rect.height()))
    painter.end()
    return pixmap


def _hatching(stripe: QColor, ground: QColor, scale: float) -> QPixmap:
    side = 16
    pixels = max(1, round(side * scale))
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(ground)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(pixels / side, pixels / side)
    pen = painter.pen()
    pen.setColor(stripe)
    pen.setWidthF(side * 0.3536)
    painter.setPen(pen)
    for shift in (-side, 0, side):
        painter.drawLine(shift - side, 2 * side, shift + 2 * side, -side)
    painter.end()
    pixmap.setDevicePixelRatio(pixels / side)
    return pixmap
