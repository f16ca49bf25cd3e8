"""What is to become of each event of a calendar file, beside what the calendar has of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from opiekun.domain.calendar.files import FileObject
from opiekun.domain.calendar.indexed import IndexedObject
from opiekun.domain.calendar.merging import Merge, cancelled, edition, has_master, merged, said
from opiekun.domain.calendar.reading import read_text
from opiekun.domain.calendar.text import Component, parse
from opiekun.domain.errors import BadComponent, NotFound, Refused
from opiekun.domain.intake import Refusal


class ImportPlan:
    """The plan for the events of a file (``arrivals``) and the texts that the calendar has of them (``here``), by UID.

    ``written`` is what is to be stored. A whole event takes the place of the one that is here, and with it of all
    that was changed of single occurrences: the file of a series tells all of it. A file that has only occurrences of
    it changes those alone. What a message ``cancels`` is marked so; nothing is deleted.
    """

    def __init__(
        self, arrivals: Mapping[str, FileObject], here: Mapping[str, str], *, cancels: bool, now: datetime
    ) -> None:
        self.here = here
        self.written: dict[str, tuple[IndexedObject, str]] = {}
        self.older: list[str] = []
        self.refused: list[Refusal] = []
        self.created = 0
        self.unchanged = 0
        self._now = now
        for uid, arrived in arrivals.items():
            known = here.get(uid)
            if cancels:
                self._cancel(arrived, known)
            elif known is None:
                self.created += 1
                self.written[uid] = (arrived.indexed, arrived.text)
            elif known == arrived.text:
                self.unchanged += 1
            else:
                self._change(arrived, known)

    @property
    def updated(self) -> int:
        """How many events of the calendar change."""
        return len(self.written) - self.created

    def _change(self, arrived: FileObject, known: str) -> None:
        told = parse(arrived.text)
        if has_master(told):
            self._replace(arrived, told, known)
            return
        try:
            self._merge(arrived, known, merged(parse(known), told))
        except BadComponent as refused:
            self._refuse(arrived, refused)

    def _replace(self, arrived: FileObject, told: Component, known: str) -> None:
        try:
            had = parse(known)
        except BadComponent:  # what is damaged here is mended by what is told
            self.written[arrived.uid] = (arrived.indexed, arrived.text)
            return
        if _said(told) == _said(had):
            self.unchanged += 1
        elif _edition(told) < _edition(had):
            self.older.append(arrived.uid)
        else:
            self.written[arrived.uid] = (arrived.indexed, arrived.text)

    def _cancel(self, arrived: FileObject, known: str | None) -> None:
        if known is None:
            refused = BadComponent("The event that the file cancels is not in this calendar.", line=arrived.line)
            self._refuse(arrived, refused)
            return
        try:
            self._merge(arrived, known, cancelled(parse(known), parse(arrived.text), now=self._now))
        except (BadComponent, NotFound) as refused:
            self._refuse(arrived, refused)

    def _merge(self, arrived: FileObject, known: str, merge: Merge) -> None:
        if merge.text != known:
            self.written[arrived.uid] = (read_text(merge.text), merge.text)
        elif merge.older:
            self.older.append(arrived.uid)
        else:
            self.unchanged += 1

    def _refuse(self, arrived: FileObject, refused: Refused) -> None:
        self.refused.append(Refusal(str(arrived.line), str(refused), why=refused.bare()))


def _said(calendar: Component) -> list[str]:
    return sorted(said(event) for event in calendar.components("VEVENT"))


def _edition(calendar: Component) -> tuple[int, str]:
    """The newest SEQUENCE and the newest stamp of an object's events."""
    editions = [edition(event) for event in calendar.components("VEVENT")]
    return max((sequence for sequence, _ in editions), default=0), max((at for _, at in editions), default="")
