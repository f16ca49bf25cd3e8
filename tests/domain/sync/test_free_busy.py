"""What a VFREEBUSY tells of when somebody is busy."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.sync.free_busy import busy_of
from opiekun.domain.sync.remote import Busy

DAY = datetime(2026, 6, 22, tzinfo=UTC)
MIDNIGHT = int(DAY.timestamp())
HOUR = 3600


def told(*lines: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VFREEBUSY", *lines, "END:VFREEBUSY", "END:VCALENDAR", ""])


def hours(*stretches: tuple[float, float], tentative: bool = False) -> tuple[Busy, ...]:
    return tuple(Busy(MIDNIGHT + int(a * HOUR), MIDNIGHT + int(b * HOUR), tentative) for a, b in stretches)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), ()),
        (("FREEBUSY:20260622T090000Z/20260622T100000Z",), hours((9, 10))),
        (("FREEBUSY:20260622T090000Z/PT1H30M",), hours((9, 10.5))),
        (("FREEBUSY;FBTYPE=BUSY:20260622T090000Z/PT1H,20260622T120000Z/PT1H",), hours((9, 10), (12, 13))),
        (("FREEBUSY;FBTYPE=BUSY-UNAVAILABLE:20260622T090000Z/PT1H",), hours((9, 10))),
        (("FREEBUSY;FBTYPE=X-OUT:20260622T090000Z/PT1H",), hours((9, 10))),
        (("FREEBUSY;FBTYPE=FREE:20260622T090000Z/PT1H",), ()),
        (("FREEBUSY;FBTYPE=busy-tentative:20260622T090000Z/PT1H",), hours((9, 10), tentative=True)),
        (("FREEBUSY:20260621T000000Z/20260624T000000Z",), hours((0, 24))),
        (("FREEBUSY:20260620T000000Z/PT1H", "FREEBUSY:20260624T000000Z/PT1H"), ()),
        (("FREEBUSY:20260622T090000Z/PT2H", "FREEBUSY:20260622T100000Z/PT30M"), hours((9, 11))),
        (("FREEBUSY:20260622T090000Z/PT1H", "FREEBUSY:20260622T100000Z/PT1H"), hours((9, 11))),
        (("FREEBUSY:nonsense,20260622T090000Z/PT1H,20260622T120000Z/x,/,20260622/PT1H",), hours((9, 10))),
        (("FREEBUSY:20260622T100000Z/20260622T090000Z", "FREEBUSY:20260622T100000Z/PT0S"), ()),
        (("DTSTART:20260622T000000Z", "FREEBUSY:20260622T09\r\n 0000Z/PT1H"), hours((9, 10))),
    ],
)
def test_reads_when_somebody_is_busy(lines: tuple[str, ...], expected: tuple[Busy, ...]) -> None:
    assert busy_of(told(*lines), DAY, DAY + timedelta(days=1)) == expected


@pytest.mark.parametrize("text", ["", "<html>", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "BEGIN:VFREEBUSY\r\n"])
def test_what_tells_nothing_is_not_taken_for_free(text: str) -> None:
    assert busy_of(text, DAY, DAY + timedelta(days=1)) is None


PERIODS = st.lists(
    st.tuples(st.integers(-30, 60), st.integers(1, 30), st.sampled_from(["BUSY", "BUSY-TENTATIVE", "FREE"])),
    max_size=12,
)


@given(periods=PERIODS)
def test_an_hour_is_busy_exactly_if_a_stretch_covers_it(periods: list[tuple[int, int, str]]) -> None:
    lines = [
        f"FREEBUSY;FBTYPE={kind}:{DAY + timedelta(hours=start):%Y%m%dT%H%M%SZ}/PT{length}H"
        for start, length, kind in periods
    ]
    busy = busy_of(told(*lines), DAY, DAY + timedelta(days=1)) or ()
    for tentative, kind in ((False, "BUSY"), (True, "BUSY-TENTATIVE")):
        mine = [each for each in busy if each.tentative == tentative]
        assert all(a.end < b.start for a, b in pairwise(mine))
        covered = {h for a in mine for h in range((a.start - MIDNIGHT) // HOUR, (a.end - MIDNIGHT) // HOUR)}
        expected = {h for start, n, k in periods if k == kind for h in range(start, start + n) if 0 <= h < 24}
        assert covered == expected
