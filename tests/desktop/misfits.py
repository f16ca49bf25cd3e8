"""What does not fit in a window: parts that are cut off, that lie over one another, or that scroll sideways."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSplitterHandle,
    QStackedLayout,
    QWidget,
)

from opiekun.desktop.theme.labels import ElidedLabel

NARROW = QSize(628, 360)
"""The window on a screen of 1280×800 pixels at 200 %, in device-independent pixels."""
_LOWEST = 17
"""Pixels; a field that is lower shows no line of text."""
_OFF = 1
"""Pixels by which things may be off: borders lie over one another."""


def misfits(window: QWidget) -> set[str]:
    """A few words for each. What scrolls from top to bottom is in sight by scrolling."""
    parts = [each for each in window.findChildren(QWidget) if each.isVisibleTo(window) and not each.isWindow()]
    return {f"{fault}: {_named(part)}" for part in parts for fault in _faults(part)}


def _faults(part: QWidget) -> Iterator[str]:
    parent = part.parentWidget()
    sides = parent.rect().adjusted(-_OFF, -_OFF, _OFF, _OFF)
    if not (sides.contains(part.geometry()) or _is_scrolled(part) or isinstance(part, QSplitterHandle)):
        yield "outside of its parent"
    if isinstance(part, QScrollArea) and part.widget().width() > part.viewport().width():
        yield "scrolls sideways"
    if isinstance(part, QLabel) and part.text() and not isinstance(part, ElidedLabel):
        needed = part.heightForWidth(part.width()) if part.wordWrap() else part.sizeHint().height()
        if needed > part.height() + _OFF or (not part.wordWrap() and part.sizeHint().width() > part.width() + _OFF):
            yield "words are cut off"
    if isinstance(part, QAbstractButton) and part.sizeHint().width() > part.width() + _OFF and not part.toolTip():
        yield "a button is cut off, and has no tooltip"
    if isinstance(part, QComboBox | QLineEdit) and part.height() < _LOWEST:
        yield "a field is too low to be read"
    layout = part.layout()
    if layout is not None and not isinstance(layout, QStackedLayout):
        for one, other in combinations((each for each in _laid_out(layout) if not each.isHidden()), 2):
            shared = one.geometry() & other.geometry()
            if min(shared.width(), shared.height()) > _OFF:
                yield f"{_named(one)} lies over {_named(other)}"


def _is_scrolled(part: QWidget) -> bool:
    area = part.parentWidget().parentWidget()
    return isinstance(area, QAbstractScrollArea) and area.viewport() is part.parentWidget()


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item.widget() is not None:
            yield item.widget()
        elif item.layout() is not None:
            yield from _laid_out(item.layout())


def _named(part: QWidget) -> str:
    words = part.text() if isinstance(part, QLabel | QAbstractButton | QLineEdit) else part.accessibleName()
    within = [type(each).__name__ for each in (part.parentWidget(), part.window())]
    return f"{type(part).__name__} “{words[:40]}” {part.width()}×{part.height()} in {' in '.join(within)}"
