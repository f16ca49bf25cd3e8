"""The components of an event merged: its master, with when it recurs, and its overrides."""

from __future__ import annotations

from collections.abc import Iterator

from opiekun.domain.calendar.text import Component
from opiekun.domain.sync.by_group import Merged, Prefer, Verdict, changed, edited, merged_groups, verdict, with_values
from opiekun.domain.sync.groups import BOOKKEEPING, EXDATE, RECURRENCE_ID, TIME, Part, in_order, with_groups
from opiekun.domain.sync.meanings import Said
from opiekun.domain.sync.versions import MASTER, Key, Version

_OWN = BOOKKEEPING | {TIME, EXDATE, RECURRENCE_ID, "UID"}


class MergedSeries:
    """What becomes of each component.

    Where the two sides start at different times, one side's times stand (the winner's). An occurrence that the other
    side changed and that does not start there any more touches the times. Where it has no start, or another side has
    none, what the winner says of it stands: an override that moved along with its series is not one that was added.

    ``touching`` are recurrence ids and groups that both sides changed.
    """

    def __init__(self, base: Version, mine: Version, theirs: Version, prefer: Prefer) -> None:
        self._base, self._mine, self._theirs, self._prefer = base, mine, theirs, prefer
        self.touching: list[tuple[str, str]] = []
        self._winner, self._loser = theirs, mine
        self._differ = False
        self._edited: list[tuple[str, Version]] = []
        self.events: dict[Key, Component] = {}
        if MASTER in mine.events and MASTER in theirs.events:
            self._win()
        for key in in_either(theirs, mine):
            if key != MASTER:
                self._merge(key, {})
        if MASTER in mine.events and MASTER in theirs.events:
            self._merge(MASTER, {TIME: self._won(MASTER, TIME), EXDATE: self._exceptions()})
        elif MASTER in mine.events or MASTER in theirs.events:
            self._merge(MASTER, {})

    def _win(self) -> None:
        """Decide whose times stand."""
        base, mine, theirs = self._saids(MASTER)
        found = verdict(TIME, base, mine, theirs)
        self._differ = mine.meaning(TIME) != theirs.meaning(TIME)
        if found is Verdict.MINE:
            self._winner, self._loser = self._mine, self._theirs
        if found is Verdict.BOTH or (self._differ and self._loses()):
            self.touching.append(("", TIME))
            preferred = (self._mine, self._theirs)
            self._winner, self._loser = preferred if self._prefer is Prefer.MINE else preferred[::-1]

    def _won(self, key: Key, group: str) -> tuple[Part, ...]:
        """What the winner says in a group."""
        said = self._winner.said(key)
        return said.taken(said.groups.get(group, ()))

    def _loses(self) -> bool:
        """Whether the loser changed an occurrence that the winner has not any more."""
        before, now = (_excluded(each.said(MASTER)) for each in (self._base, self._loser))
        here, there = self._loser.events, self._winner.events
        edits = {key[0] for key in here if key not in there and self._edits(self._loser, key)}
        # The winner's override may stand at another time than the one that the loser gave up.
        given_up = {key[0] for key in self._base.events if key not in here}
        names = (before ^ now) | edits | given_up
        return any(self._loser.starts(name) and not self._winner.starts(name) for name in names)

    def _counts(self, recurrence_id: str) -> bool:
        """Whether a change of the loser there is more than a consequence of its own times."""
        return not self._differ or self._loser.starts(recurrence_id) == self._winner.starts(recurrence_id)

    def _merge(self, key: Key, settled: dict[str, tuple[Part, ...]]) -> None:
        here, there = (key in side.events for side in (self._mine, self._theirs))
        if here and there:
            base, mine, theirs = self._saids(key)
            if self._differ and mine.meaning(RECURRENCE_ID) == theirs.meaning(RECURRENCE_ID) != ():
                settled = {**settled, RECURRENCE_ID: self._won(key, RECURRENCE_ID)}
            merged = merged_groups(base, mine, theirs, self._prefer, settled)
            self._keep(key, merged)
            self._edited += [(key[0], side) for side in (self._mine, self._theirs) if self._edits(side, key)]
            return
        side, other = (self._mine, self._theirs) if here else (self._theirs, self._mine)
        if self._differ and not self._counts(key[0]):
            if side is self._winner:
                self.events[key] = side.said(key).component
        elif key not in self._base.events:
            self.events[key] = self._following(side.said(key), other, key[0])
            self._edited.append((key[0], side))
        elif self._edits(side, key):
            self.events[key] = side.said(key).component
            self._edited.append((key[0], side))

    def _following(self, added: Said, other: Version, recurrence_id: str) -> Component:
        """An override that is new on one side, with the words that the other side changed in the whole series.

        A word that the override has changed for itself stays its own, as do its times.
        """
        was, is_ = (version.occurrence(recurrence_id) for version in (self._base, other))
        if was.event is None or is_.event is None or not other.starts(recurrence_id):
            return added.component
        words = {
            group: is_.taken(is_.groups.get(group, ()))
            for group in in_order(was.groups, is_.groups)
            if group not in _OWN and changed(group, was, is_) and not changed(group, was, added)
        }
        return with_groups(added.component, words)

    def _keep(self, key: Key, merged: Merged) -> None:
        self.events[key] = merged.component
        self.touching += [(key[0], group) for group in merged.touching]

    def _saids(self, key: Key) -> tuple[Said, Said, Said]:
        """What base, mine and theirs say; an override that is new on both sides was an occurrence of the master."""
        base = self._base.said(key) if key in self._base.events else self._base.occurrence(key[0])
        return base, self._mine.said(key), self._theirs.said(key)

    def _edits(self, side: Version, key: Key) -> bool:
        """Whether a side changed a component for itself, and not along with the whole series."""
        base, now = self._base.said(key), side.said(key)
        if base.event is None or key == MASTER:
            return key != MASTER and edited(base, now)
        was, is_ = self._base.said(MASTER), side.said(MASTER)
        return any(
            changed(group, base, now)
            and not (base.meaning(group) == was.meaning(group) and now.meaning(group) == is_.meaning(group))
            for group in in_order(base.groups, now.groups)
            if group not in BOOKKEEPING
        )

    def _exceptions(self) -> tuple[Part, ...]:
        """The EXDATEs of both sides, but for those of occurrences that the other side edited."""
        mine, theirs = (side.said(MASTER) for side in (self._mine, self._theirs))
        sets = {side: _excluded(side.said(MASTER)) for side in (self._base, self._mine, self._theirs)}
        before, here, there = sets.values()
        wanted = set()
        for name in here | there:
            kept = (name in here and name in there) or name not in before
            if not self._counts(name):
                kept = name in sets[self._winner]
            saved = name not in before and any(
                _names(name, edited_) and name not in sets[side] for edited_, side in self._edited
            )
            if kept and not saved:
                wanted.add(name)
        if wanted == sets[self._winner]:
            return self._won(MASTER, EXDATE)
        if wanted == there:
            return theirs.taken(theirs.groups.get(EXDATE, ()))
        if wanted == here:
            return mine.taken(mine.groups.get(EXDATE, ()))
        return with_values(mine, theirs, EXDATE, wanted.__contains__)


def in_either(theirs: Version, mine: Version) -> Iterator[Key]:
    """Every component's key, theirs first."""
    yield from dict.fromkeys((*theirs.events, *mine.events))


def _excluded(said: Said) -> set[str]:
    return {key for part in said.groups.get(EXDATE, ()) for key, _ in said.values(part)}


def _names(exception: str, recurrence_id: str) -> bool:
    """Whether an exception leaves out that occurrence; a date leaves out its day."""
    return exception == recurrence_id or ("T" not in exception and recurrence_id.startswith(exception))
