"""The beat follows the wall clock, and notices when it leaps."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication

from opiekun.desktop.queue.metronome import Metronome

START = datetime(2026, 6, 16, 8, 51, 0, 999_000, tzinfo=UTC)


class Wall:
    """A clock that is always just before the next second, so that the beat comes at once."""

    def __init__(self) -> None:
        self.now = START
        self.step = timedelta(seconds=0.5)

    def __call__(self) -> datetime:
        self.now += self.step
        return self.now.replace(microsecond=999_000)


def test_it_ticks_with_each_second_and_tells_of_a_leap(app: QApplication, until: Callable[..., None]) -> None:
    wall = Wall()
    metronome = Metronome(wall)
    ticks, leaps = QSignalSpy(metronome.tick), QSignalSpy(metronome.leapt)
    metronome.start()
    until(lambda: ticks.count() >= 3)
    assert leaps.count() == 0
    seconds = [ticks.at(n)[0] for n in range(3)]
    assert seconds == [seconds[0], seconds[0] + 1, seconds[0] + 2]
    wall.now += timedelta(hours=8)
    until(lambda: leaps.count() == 1)
    wall.now -= timedelta(hours=1)
    until(lambda: leaps.count() == 2)
    metronome.stop()
