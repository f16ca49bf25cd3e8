"""When runs are due, by how those before have ended, with a program beside the window that does what the test says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject
from tests.desktop.sync.conftest import Beside, Until

from opiekun.desktop.sync.child import Ended, How, SyncChild
from opiekun.desktop.sync.rhythm import Rhythm

NEVER = timedelta(days=400)
"""More than a timer can count."""


class Beat(QObject):
    """Begins a run whenever one is due. ``pauses`` are the numbers of failures by which a pause was asked for."""

    def __init__(self, beside: Beside) -> None:
        super().__init__()
        self._beside = beside
        self.pauses: list[int] = []
        self.ended: list[Ended] = []
        self.rhythm = Rhythm(SyncChild("", self), self.pause, self)
        self.rhythm.due.connect(self.run)
        self.rhythm.over.connect(self.ended.append)
        self.rhythm.faulty.connect(beside.faults.append)

    def pause(self, failures: int) -> timedelta:
        self.pauses.append(failures)
        return NEVER

    def run(self) -> None:
        if self.rhythm.claim():
            self.rhythm.run(self._beside.command())


@pytest.fixture
def beat(beside: Beside, app: object) -> Iterator[Beat]:
    made = Beat(beside)
    yield made
    made.rhythm.close()
    made.deleteLater()


def over(beat: Beat, until: Until, count: int) -> None:
    until(lambda: len(beat.ended) == count and len(beat.pauses) == count)


def test_the_next_run_is_due_after_a_pause_by_how_many_failed_one_after_another(
    beat: Beat, beside: Beside, until: Until
) -> None:
    beat.rhythm.begin(timedelta())
    over(beat, until, 1)
    for count, does in enumerate(("exit 1", "die", "exit 0", "exit 1"), 2):
        beside.does(does)
        beat.rhythm.wait(timedelta())
        over(beat, until, count)
    assert beat.pauses == [0, 1, 2, 0, 1]
    assert [each.how for each in beat.ended[1:3]] == [How.FAILED, How.FAULT]
    assert beside.faults == [beat.ended[2].words]
    assert not beat.rhythm.idle  # the next one is due, however late


def test_what_is_forgiven_does_not_count(beat: Beat, beside: Beside, until: Until) -> None:
    beside.does("exit 1")
    beat.rhythm.begin(timedelta())
    over(beat, until, 1)
    beat.rhythm.forgive()
    beat.run()
    over(beat, until, 2)
    assert beat.pauses == [1, 1]


def test_nothing_is_due_by_itself_before_it_begins_nor_once_it_is_closed(
    beat: Beat, beside: Beside, until: Until
) -> None:
    beat.rhythm.wait(timedelta())
    assert beat.rhythm.idle
    beat.run()
    over(beat, until, 1)
    assert beat.rhythm.idle
    beat.rhythm.begin(timedelta())
    assert not beat.rhythm.idle
    beat.rhythm.close()
    assert beat.rhythm.idle
    assert beside.runs == 1


def test_a_run_that_was_wished_for_meanwhile_follows_unless_the_one_under_way_is_stopped(
    beat: Beat, beside: Beside, until: Until
) -> None:
    beside.does(f"await {beside.go}", "exit 0")
    beat.rhythm.begin(timedelta())
    until(lambda: beside.runs == 1)
    beat.run()
    beat.rhythm.stop()
    over(beat, until, 1)  # by the pause: it was stopped, and none follows at once
    assert beat.ended[0].how is How.STOPPED
    beat.run()
    until(lambda: beside.runs == 2)
    assert not beat.rhythm.claim()
    beside.go.touch()
    until(lambda: len(beat.ended) == 2)
    assert len(beat.pauses) == 1  # not by the pause: one follows
    until(lambda: beside.runs == 3)
