"""The calendar's grid with a week of 1,500 events: repaints, other content, a drag, a tick.

Run ``python tests/benchmarks/calendar_grid.py``; it prints one JSON object. ``repaint`` is what the screen asks for
when the whole grid is uncovered; ``repaint_anew`` paints every event in sight again first, ``repaint_in_theme`` also
all that painting remembers from one time to the next, as the theme changes; ``…_cpu`` is what the processor spent;
``show`` is another week with as many events, from its values to the screen; ``drag_step`` takes one event 15 minutes
on. Figures are those of the grid alone, without the store.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "app"), str(ROOT)]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from tests.desktop.calendar import weeks  # noqa: E402

from opiekun.desktop.calendar.grid.content import GridContent  # noqa: E402
from opiekun.desktop.calendar.grid.view import TimeGrid  # noqa: E402
from opiekun.desktop.theme.theme import Theme  # noqa: E402
from opiekun.domain.calendar.columns import lay_out  # noqa: E402
from opiekun.services.preferences import Theme as Scheme  # noqa: E402

EVENTS = 1500
ROUNDS = 200
FEWER = 40


def milliseconds(of: list[float]) -> dict[str, float]:
    """Median and 95th percentile of seconds, told in milliseconds."""
    return {
        "p50": round(statistics.median(of) * 1000, 3),
        "p95": round(statistics.quantiles(of, n=20)[-1] * 1000, 3),
        "max": round(max(of) * 1000, 3),
    }


def timed(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def computed(do: Callable[[], object]) -> float:
    """Seconds of the processor: what else the machine does is not in them."""
    began = time.thread_time()
    do()
    return time.thread_time() - began


def two_weeks() -> tuple[GridContent, GridContent]:
    """A crowded week, and the next one with the same events."""
    week = weeks.crowded(EVENTS)
    by = 7 * 86_400
    other = weeks.content(
        tuple(day + timedelta(days=7) for day in weeks.WEEK),
        occurrences=tuple(each._replace(start=each.start + by, end=each.end + by) for each in week.occurrences),
        deadlines=week.deadlines,
        collisions={},
    )
    return week, other


def main() -> None:
    """Print the figures."""
    app = QApplication(["benchmark"])
    theme = Theme(app, Scheme.LIGHT)
    grid = TimeGrid(theme)
    grid.resize(1372, 830)
    grid.show()
    week, other = two_weeks()
    grid.show_content(week)
    app.processEvents()

    def repaint() -> None:
        grid.repaint()

    def anew() -> None:
        grid.forget_painted()
        grid.repaint()

    def in_theme() -> None:
        theme.changed.emit()
        grid.repaint()

    figures: dict[str, object] = {"events": EVENTS, "size": [grid.width(), grid.height()]}
    figures["repaint_ms"] = milliseconds([timed(repaint) for _ in range(ROUNDS)])
    figures["repaint_anew_ms"] = milliseconds([timed(anew) for _ in range(ROUNDS)])
    figures["repaint_anew_cpu_ms"] = milliseconds([computed(anew) for _ in range(ROUNDS)])
    figures["repaint_in_theme_cpu_ms"] = milliseconds([computed(in_theme) for _ in range(FEWER)])
    shows = [
        timed(lambda at=at: (grid.show_content((other, week)[at % 2]), app.processEvents())) for at in range(FEWER)
    ]
    figures["show_ms"] = milliseconds(shows)
    moved = week.occurrences[700]
    after = [each for each in week.occurrences if each is not moved]

    def change(at: int) -> None:
        shifted = moved._replace(start=moved.start + 900 * (at % 3), end=moved.end + 900 * (at % 3))
        grid.show_content(
            weeks.content(weeks.WEEK, occurrences=(*after, shifted), deadlines=week.deadlines, collisions={})
        )
        app.processEvents()

    grid.show_content(week)
    app.processEvents()
    figures["one_event_changed_ms"] = milliseconds([timed(lambda at=at: change(at)) for at in range(FEWER)])
    ticks = [timed(lambda at=at: (grid.tick(weeks.NOW + 60 * at), app.processEvents())) for at in range(ROUNDS)]
    figures["tick_ms"] = milliseconds(ticks)
    grid.choose(moved)
    start = grid.rects_of(moved)[0].center()
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    steps = [
        timed(lambda at=at: (QTest.mouseMove(grid, start + QPoint(0, 30 + 14 * (at % 9))), app.processEvents()))
        for at in range(ROUNDS)
    ]
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=start)
    figures["drag_step_ms"] = milliseconds(steps)
    zooms = [timed(lambda at=at: (grid.zoom_by((1.05, 1 / 1.05)[at % 2]), app.processEvents())) for at in range(FEWER)]
    figures["zoom_step_ms"] = milliseconds(zooms)
    spans = [(each.start, each.end) for each in week.occurrences]
    figures["columns_ms"] = milliseconds([timed(lambda: lay_out(spans, 900)) for _ in range(FEWER)])
    figures["load_average"] = round(os.getloadavg()[0], 1)
    print(json.dumps(figures, indent=2))
    grid.close()


if __name__ == "__main__":
    main()
