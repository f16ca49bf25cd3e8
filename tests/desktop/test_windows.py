"""The program is one window: no part of it is shown before it has its place there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from tests.desktop.bench import Bench

from opiekun.desktop.compose import Composition
from opiekun.desktop.shell.actions import Do


class Shown(QObject):
    """The kinds of windows that came up."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.kinds.append(type(watched).__name__)
        return False


def test_only_the_window_comes_up(app: QApplication, bench: Bench, until: Callable[..., None]) -> None:
    shown = Shown()
    app.installEventFilter(shown)
    made = Composition(bench.program, bench.theme)
    made.window.show()
    made.start()
    until(lambda: made.worker.idle and made.session.desk is not None)
    for do in (Do.CALENDAR, Do.MONTH_VIEW, Do.WEEK_VIEW, Do.AGENDA_VIEW, Do.NEW_EVENT, Do.ACCOUNTS):
        made.window.actions_list[do].trigger()
        until(lambda: made.worker.idle)
    app.removeEventFilter(shown)
    made.close()
    assert shown.kinds == ["Window"]
