"""The way of Tab through a page of which parts are built anew, and where the keys go when what had them is gone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QWidget


def tab_as_laid_out(part: QWidget) -> None:
    """Let Tab go through it as it stands there; what is made later would come last in the window."""
    for before, after in pairwise(_stops(part)):
        QWidget.setTabOrder(before, after)


@contextmanager
def keys_kept(part: QWidget, otherwise: QWidget) -> Iterator[None]:
    """While ``part`` is built anew: what stands then where the keys were has them; where nothing does, the first in
    ``otherwise``.
    """
    focus = QApplication.focusWidget()
    stops = list(_stops(part))
    at = stops.index(focus) if focus in stops else None
    yield
    if at is None:
        return
    usable = [each for each in _stops(part) if each.isVisible() and each.isEnabled()]
    if focus not in usable:
        rest = [each for each in _stops(otherwise) if each.isVisible() and each.isEnabled()]
        for target in [*usable[at : at + 1], *usable[-1:], *rest][:1]:
            target.setFocus(Qt.FocusReason.OtherFocusReason)


def _stops(part: QWidget) -> Iterator[QWidget]:
    """What takes Tab, in the order of the layouts."""
    inner = part.widget() if isinstance(part, QScrollArea) else None
    if inner is not None:
        yield from _stops(inner)
    elif part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield part
    layout = part.layout()
    if layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _stops(widget)
        elif inner is not None:
            yield from _in_layout(inner)
