"""Marks that edits write, by which each is found again: where they stand, and by whom they went."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

MARK = re.compile(r"m\d+x|2027\d{4}T\d{6}|(?<=DTSTART:2026\d{4})T(?!090000)\d{6}")
"""A word, the time of an event that was put off, and the time of day to which a series or an occurrence was moved."""


class Copy(NamedTuple):
    """A mark where it stands: in a calendar, in an event (or a version in a conflict), in the series or on a day."""

    path: str
    mark: str
    event: str
    day: str


def copies(path: str, event: str, text: str) -> Iterator[Copy]:
    """The marks in a text."""
    for each in text.split("BEGIN:VEVENT"):
        day = re.search(r"RECURRENCE-ID.*:(\d{8})", each)
        for mark in MARK.findall(each):
            yield Copy(path, mark, event, day[1] if day else "")


class Marks:
    """What has to be found: each mark that nobody who saw it made go.

    Who splits a series copies its marks. Where an edit makes one copy go and leaves another, that one may go by an
    edit of somebody who left the first: it takes two to lose such a mark.
    """

    def __init__(self) -> None:
        self._gone_by: dict[str, set[int]] = {}
        self._partly: dict[str, set[int]] = {}

    def edited(self, number: int, before: set[Copy], after: set[Copy], *, undone: int | None = None) -> None:
        """An edit of somebody who saw what was before it.

        An edit that is undone has never made anything go; what went by others as well has gone.
        """
        was, is_ = _marks(before), _marks(after)
        for mark in _marks(before - after):
            (self._partly if mark in is_ else self._gone_by).setdefault(mark, set()).add(number)
        for mark in is_ - was:
            for gone in (self._gone_by.setdefault(mark, set()), self._partly.setdefault(mark, set())):
                gone.difference_update(gone.copy() if undone is None else {undone})

    def lost(self, found: Iterable[Copy]) -> set[str]:
        """The marks that are to be found and are not."""
        to_find = {mark for mark, gone in self._gone_by.items() if not gone and len(self._partly.get(mark, ())) < 2}
        return to_find - _marks(found)


def _marks(found: Iterable[Copy]) -> set[str]:
    return {each.mark for each in found}
