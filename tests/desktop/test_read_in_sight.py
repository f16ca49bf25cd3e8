"""A part of the window is read while it is in sight, and not for nobody."""

from PySide6.QtWidgets import QWidget
from tests.desktop.bench import Bench

from opiekun.desktop.read_in_sight import ReadInSight
from opiekun.services.queue import Changes


def test_what_changes_is_read_at_once_in_sight_and_else_once_it_comes_there(bench: Bench) -> None:
    part, read = QWidget(), list[bool]()
    reading = ReadInSight(part, bench.session, lambda: read.append(part.isVisible()))
    bench.session.moved.emit(Changes(1))
    reading.refresh()
    assert not read
    part.show()
    assert read == [True]
    bench.session.moved.emit(Changes(1))
    reading.refresh()
    assert read == [True] * 3
    part.hide()
    part.show()
    assert read == [True] * 3
    part.hide()
    reading.refresh()
    reading.refresh()
    assert read == [True] * 3
    part.show()
    assert read == [True] * 4
    part.deleteLater()
