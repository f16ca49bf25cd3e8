"""Series, with what was split off them: which meetings they come to, and which of them stand twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from opiekun.domain.calendar.expansion import expand
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.instants import utc_seconds
from opiekun.services.done import Done, RestoreObjects

_SINCE, _UNTIL = (utc_seconds(datetime(year, 1, 1, tzinfo=UTC)) for year in (2026, 2029))


def occurrences(text: str) -> list[tuple[str, str]]:
    """Each occurrence: its day (YYYYMMDD) and its recurrence id, "" for an event that does not recur."""
    return [
        (recurrence_id[:8] or f"{datetime.fromtimestamp(start, UTC):%Y%m%d}", recurrence_id)
        for _event, recurrence_id, start, _end in expand(read_text(text), _SINCE, _UNTIL, ZoneInfo("UTC"))
    ]


class Families:
    """Of each event, the series from which it comes.

    All series here are weekly, and are moved by hours alone: so whatever was split, moved and edited, a family has no
    more than one meeting a day. It may have two where that is what somebody chose or what is known of it, and all
    who wait for something have met since (see :meth:`excuse`).
    """

    def __init__(self) -> None:
        self._root: dict[str, str] = {}
        self._excused: set[str] = set()

    def of(self, uid: str) -> str:
        """The series that an event comes from; itself where it was split off nothing."""
        return self._root.get(uid, uid)

    def learn(self, done: Done) -> None:
        """What was done to events on a computer."""
        assert isinstance(done.undo, RestoreObjects)
        series, *parts = done.undo.objects
        for part in parts:
            if part.before is None and part.calendar_id == series.calendar_id:
                self._root[part.uid] = self.of(series.uid)
        stay = {each.uid for each in done.undo.objects if each.after is not None}
        for each in done.undo.objects:
            if each.uid not in stay:
                self.excuse(each.uid)

    def excuse(self, uid: str) -> None:
        """Of the family of an event a meeting may stand twice until all have met, and from then on if it does then.

        That is so where one of it was deleted or undone, since an edit of it by somebody who has not seen that brings
        it back, as that one knows it: the whole series, where another knew it as divided. It is so where a conflict of
        it was settled by keeping mine: a part that the server has no more goes back. And it is so where the server did
        not give it out, or only damaged: then nobody knew that it was in another calendar. So it is of what a computer
        missed for a while: an edit of that puts it back, wherever it is by then. And so it is of what two have put into
        another calendar: what was split off it meanwhile stands beside the conflict of both.
        """
        self._excused.add(self.of(uid))

    def doubled(self, texts: Mapping[str, str]) -> set[str]:
        """The families of which a meeting stands twice in a calendar."""
        days = Counter((self.of(uid), day) for uid, text in texts.items() for day, _ in occurrences(text))
        return {family for (family, _day), times in days.items() if times > 1}

    def unexcused(self, texts: Mapping[str, str]) -> set[str]:
        """Those that have no excuse."""
        return self.doubled(texts) - self._excused

    def in_both(self, texts: Mapping[str, str], others: Mapping[str, str]) -> set[str]:
        """The events that stand in two calendars without an excuse."""
        return {uid for uid in texts.keys() & others.keys() if self.of(uid) not in self._excused}

    def have_met(self, *calendars: Mapping[str, str]) -> None:
        """Nothing waits anywhere: of what stands twice now it is known, of the rest nothing will come back."""
        together = {uid: text for texts in calendars for uid, text in texts.items()}
        self._excused = self.doubled(together)
