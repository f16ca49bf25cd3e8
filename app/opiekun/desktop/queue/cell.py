"""The clock part of a queue row, as it is shown at an instant."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.queue.remaining import Moments, duration, remaining
from opiekun.desktop.theme.shapes import Shape, shape_of
from opiekun.desktop.words import state_word, status_word
from opiekun.domain.clocks import ClockState
from opiekun.domain.instants import UtcSeconds
from opiekun.domain.queue import QueueRow, state_of

_PIE_STEPS = 24


@dataclass(frozen=True, slots=True)
class ClockCell:
    """What the clock part shows. Two equal cells look the same, so that only a different one is painted anew."""

    shape: Shape | None
    state: ClockState | None
    timer: str
    note: str
    spoken: str
    pie: int = 0

    @property
    def share(self) -> float:
        """The part of the target that is used, in the steps in which the pie is drawn."""
        return self.pie / _PIE_STEPS


def clock_cell(row: QueueRow, now: UtcSeconds, moments: Moments) -> ClockCell:
    """The clock part of that row at that instant."""
    translate = QCoreApplication.translate
    if row.callback_since is not None:
        timer = duration(max(0, now - row.callback_since))
        note = translate("ClockCell", "owed")
        spoken = translate("ClockCell", "call back owed for {time}").format(time=timer)
        return ClockCell(Shape.OWED, ClockState.AT_RISK, timer, note, spoken)
    state = state_of(row, now)
    if state is None or row.due_at is None or row.started_at is None:
        return ClockCell(None, None, status_word(row.status), "", status_word(row.status))
    if state is ClockState.HELD:
        when = moments.moment(row.started_at, now)
        note = translate("ClockCell", "starts {when}").format(when=when)
        return ClockCell(Shape.HELD, state, state_word(state), note, f"{state_word(state)}, {note}")
    timer = remaining(row.due_at - now)
    when = moments.moment(row.due_at, now)
    if state is ClockState.BREACHED:
        note = f"{state_word(state)} · {when}"
        return ClockCell(Shape.BREACHED, state, timer, note, f"{state_word(state)}, {when}, {timer}")
    today = moments.is_today(row.due_at, now)
    due = translate("ClockCell", "due {when}").format(when=when)
    left = translate("ClockCell", "{time} left").format(time=timer)
    span = max(1, row.due_at - row.started_at)
    pie = (now - row.started_at) * _PIE_STEPS // span if state is ClockState.RUNNING else 0
    # The word comes first: where the line is cut, it is not the state that is lost.
    note = f"{state_word(state)} · {due if today else when}"
    return ClockCell(shape_of(state), state, timer, note, f"{state_word(state)}, {left}, {due}", pie)
