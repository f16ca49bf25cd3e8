"""Counting by bisection agrees with looking at every row."""

from hypothesis import given
from hypothesis import strategies as st
from tests.desktop.rows import NOW, drawn, row

from opiekun.desktop.queue.tally import Tally
from opiekun.domain.clocks import ClockState
from opiekun.domain.queue import state_of


def test_the_strip_of_the_drawing() -> None:
    counts = Tally(drawn()).at(NOW)
    assert (counts.breached, counts.at_risk, counts.callbacks, counts.held) == (1, 2, 1, 1)
    assert counts.next_due == NOW + 1300
    assert counts.callback_since == NOW - 7800


@given(
    st.lists(st.tuples(st.integers(-50, 50), st.integers(1, 40), st.integers(1, 20), st.booleans()), max_size=12),
    st.integers(-60, 120),
)
def test_counts_are_those_of_the_states(clocks: list[tuple[int, int, int, bool]], offset: int) -> None:
    rows = [
        row(key, started_at=NOW + start, at_risk_at=NOW + start + risk, due_at=NOW + start + risk + rest,
            callback_since=NOW if call else None)
        for key, (start, risk, rest, call) in enumerate(clocks)
    ]  # fmt: skip
    now = NOW + offset
    tally = Tally(rows[::2])
    for each in rows[1::2]:
        tally.add(each)
    for each in rows[:2]:
        tally.remove(each)
    states = [state_of(each, now) for each in rows[2:]]
    counts = tally.at(now)
    assert counts.breached == states.count(ClockState.BREACHED)
    assert counts.at_risk == states.count(ClockState.AT_RISK)
    assert counts.held == states.count(ClockState.HELD)
    assert counts.callbacks == sum(each.callback_since is not None for each in rows[2:])
