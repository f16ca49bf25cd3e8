"""A grid on the screen, what it told, and what it painted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.desktop.calendar import weeks

from opiekun.desktop.calendar.grid.content import GridContent
from opiekun.desktop.calendar.grid.view import TimeGrid
from opiekun.desktop.theme.theme import Theme
from opiekun.domain.calendar.events import Occurrence

_SIGNALS = (
    "created",
    "moved",
    "retitled",
    "chosen",
    "opened",
    "deleted",
    "deadline_opened",
    "request_dropped",
    "shifted",
)


class Paints(QObject):
    """The regions that were painted, and the parts of the sheet that were painted rather than copied."""

    def __init__(self, grid: TimeGrid) -> None:
        super().__init__(grid)
        self.regions: list[list[QRect]] = []
        self.parts: list[QRect] = []
        paint = grid._tiles._paint

        def painted(painter: QPainter, part: QRect) -> None:
            self.parts.append(QRect(part))
            paint(painter, part)

        grid._tiles._paint = painted
        grid.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QPaintEvent):
            region = event.region()
            self.regions.append([QRect(rect) for rect in region])
        return False

    def settle(self) -> None:
        """Let everything be painted, then count from nothing."""
        QApplication.processEvents()
        self.regions.clear()
        self.parts.clear()

    def pixels(self) -> int:
        """How many were painted."""
        QApplication.processEvents()
        return sum(rect.width() * rect.height() for region in self.regions for rect in region)

    def bounds(self) -> QRect:
        """All that was painted."""
        QApplication.processEvents()
        whole = QRect()
        for region in self.regions:
            for rect in region:
                whole = whole.united(rect)
        return whole


class Hands:
    """What a person does to a grid, and what it told."""

    def __init__(self, grid: TimeGrid) -> None:
        self.grid = grid
        self.told: list[tuple[str, object]] = []
        self._hearers = [self._hearer(name) for name in _SIGNALS]

    def _hearer(self, name: str) -> Callable[[object], None]:
        def hear(value: object) -> None:
            self.told.append((name, value))

        getattr(self.grid, name).connect(hear)
        return hear

    def take(self) -> list[tuple[str, object]]:
        """What was told since the last time, without what was chosen."""
        told = [each for each in self.told if each[0] != "chosen"]
        self.told.clear()
        return told

    def point(self, day: int, clock: str, across: float = 0.5) -> QPoint:
        """Where a time of a shown day is; ``across`` is how far from the left of the room for events."""
        hour, minute = map(int, clock.split(":"))
        rect = self.grid.minutes_rect(day, hour * 60 + minute, hour * 60 + minute)
        return QPoint(rect.left() + round(rect.width() * across), rect.top() - 1)

    def middle(self, occurrence: Occurrence) -> QPoint:
        rect = self.grid.rect_of(occurrence)
        assert rect is not None
        return rect.center()

    def press(self, at: QPoint, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mousePress(self.grid, Qt.MouseButton.LeftButton, modifiers, at)

    def move(self, at: QPoint) -> None:
        QTest.mouseMove(self.grid, at)

    def release(self, at: QPoint) -> None:
        QTest.mouseRelease(self.grid, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def drag(self, start: QPoint, *path: QPoint) -> None:
        """Press, move along the path and let go."""
        self.press(start)
        for at in path:
            self.move(at)
        self.release(path[-1])

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.grid, key, modifiers)

    def show(self, content: GridContent) -> None:
        self.grid.show_content(content)
        QApplication.processEvents()


@pytest.fixture
def grid(app: QApplication, theme: Theme) -> Iterator[TimeGrid]:
    made = TimeGrid(theme)
    made.resize(1300, 800)
    made.show()
    made.show_content(weeks.content())
    assert QTest.qWaitForWindowExposed(made)
    made.activateWindow()
    made.setFocus()
    QApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def hands(grid: TimeGrid) -> Hands:
    return Hands(grid)


@pytest.fixture
def paints(grid: TimeGrid) -> Paints:
    made = Paints(grid)
    made.settle()
    return made
