"""LiveAgent's times: without a zone, in that of the account's server."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from opiekun.domain.errors import InvalidInput

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
# What the clocks of two machines and a badly chosen zone can differ by.
AHEAD = timedelta(days=1)
# What was changed within the last minute is asked for again: it may have been stored after it was stamped.
OVERLAP = timedelta(minutes=1)

_FORM = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class ServerTimes:
    """Reads and writes naive times of a zone. ``now`` bounds what can be true.

    An hour that the zone has twice is read as its first pass, so that no clock starts late; an hour that it
    skips is read as going on from the hour before.
    """

    zone: ZoneInfo
    now: datetime

    def read(self, text: str, after: datetime | None = None) -> datetime:
        """The instant of a server's time, in UTC.

        ``after`` is an instant that cannot lie later, such as that of the message before: in an hour that
        comes twice it tells the passes apart. Raises InvalidInput for what is no time, or lies before 2000
        or more than a day ahead.
        """
        naive = _naive(text)
        try:
            first, second = (naive.replace(tzinfo=self.zone, fold=fold).astimezone(UTC) for fold in (0, 1))
        except OverflowError:
            first = second = datetime.max.replace(tzinfo=UTC)
        instant = second if after is not None and first < after <= second else first
        if not EARLIEST <= instant <= self.now + AHEAD:
            raise InvalidInput("The time {time} cannot be true.", time=text)
        return instant

    def known(self, text: str) -> datetime | None:
        """Like read(), but None for what cannot be used."""
        try:
            return self.read(text)
        except InvalidInput:
            return None

    def ahead(self, text: str) -> datetime | None:
        """The instant of a time that may lie ahead, None for what cannot be used."""
        try:
            return _naive(text).replace(tzinfo=self.zone).astimezone(UTC)
        except (InvalidInput, OverflowError):
            return None

    def text(self, instant: datetime) -> str:
        """The instant as the server writes it."""
        return _written(instant.astimezone(self.zone))

    def reach(self, text: str, overlap: timedelta = OVERLAP) -> str:
        """The server's time from which to ask so that nothing after ``text`` is missed, "" for all times.

        That is some time before it; in an hour that comes twice also a whole pass before, since what happens
        in the second pass is stamped like the first.
        """
        if self.known(text) is None:
            return ""
        naive = _naive(text)
        offsets = [naive.replace(tzinfo=self.zone, fold=fold).utcoffset() or timedelta(0) for fold in (0, 1)]
        twice = max(timedelta(0), offsets[0] - offsets[1])
        return _written(naive - twice - overlap)


def is_written_time(text: str) -> bool:
    """Whether the text has the form of the server's times, which sort as text. It need not be a true date."""
    return _FORM.fullmatch(text) is not None


def _naive(text: str) -> datetime:
    try:
        if is_written_time(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise InvalidInput("“{time}” is not a time.", time=text[:40])


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S")
