"""When a server misses so much that nothing is deleted before the agent has said so."""

from __future__ import annotations

import pytest

from opiekun.domain.sync.guarding import suspicious


@pytest.mark.parametrize(
    ("known", "gone", "asks"),
    [
        (0, 0, False),
        (1, 1, False),
        (2, 1, False),
        (2, 2, True),
        (3, 1, False),
        (3, 2, True),
        (3, 3, True),
        (4, 2, False),
        (4, 3, True),
        (5, 2, False),
        (5, 3, True),
        (6, 3, False),
        (5000, 2500, False),
        (5000, 2501, True),
        (5000, 0, False),
    ],
)
def test_an_emptied_calendar_asks_and_a_tidied_one_does_not(known, gone, asks):
    assert suspicious(known, gone) is asks


@pytest.mark.parametrize(("known", "gone", "asks"), [(1, 1, True), (2, 1, False), (0, 0, False)])
def test_the_last_event_asks_where_guests_await_it(known, gone, asks):
    assert suspicious(known, gone, awaited=True) is asks
