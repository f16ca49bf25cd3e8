"""What the services need of a store to keep calendars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from opiekun.domain.calendar.events import Calendar
    from opiekun.domain.calendar.indexed import IndexedObject
    from opiekun.domain.calendar.stored import ObjectText, StoredObject
    from opiekun.domain.instants import UtcSeconds


class Calendars(Protocol):
    """The calendars of the desk, their objects as text, and the index in which occurrences are found."""

    def all(self) -> list[Calendar]:
        """Those that were not removed, in their order."""

    def get(self, calendar_id: str) -> Calendar | None:
        """By its id; also one that was removed."""

    def save(self, calendar: Calendar) -> None:
        """Store a calendar, new or known by its id; a new one comes last. One that is default is the only one."""

    def set_removed(self, calendar_id: str, at: datetime | None) -> None:
        """Remove a calendar with all that it holds, or bring it back."""

    def forget(self, removed_before: datetime) -> None:
        """Let go of what removed calendars held, and of what is remembered of it for the sync; no server learns."""

    def new_id(self) -> str: ...

    def in_range(self, since: UtcSeconds, until: UtcSeconds, *, hidden: bool) -> list[StoredObject]:
        """The objects that may have occurrences in that stretch; those of hidden calendars where these are wanted.

        Raises DamagedIndex, as all that tells of the index.
        """

    def indexed(self, keys: Iterable[int]) -> list[StoredObject]:
        """The objects of those keys as the index has them."""

    def search(self, words: str, limit: int) -> list[StoredObject]:
        """Objects of shown calendars of which some event holds every word, accents and case aside; latest first."""

    def text(self, key: int) -> ObjectText | None: ...

    def named(self, uid: str, calendar_id: str | None = None) -> list[ObjectText]:
        """The objects of a UID, in that calendar or in all that were not removed."""

    def made_at(self, key: int) -> UtcSeconds:
        """When this desk first got an object that is there."""

    def texts_of(self, calendar_id: str, uids: Sequence[str]) -> dict[str, str]:
        """The texts of those UIDs that the calendar has, by UID."""

    def texts(self, calendar_id: str | None = None) -> Iterator[ObjectText]:
        """The objects of a calendar, or of all, by key; a bounded number in memory at a time."""

    def put(self, calendar_id: str, made_at: UtcSeconds, objects: Sequence[tuple[IndexedObject, str]]) -> list[int]:
        """Store texts with their index, each in place of what the calendar has of its UID; the answer is their keys.

        An object that was dropped comes back under its own key. ``made_at`` is kept for those that are new.
        """

    def drop(self, calendar_id: str, uids: Sequence[str]) -> list[int]:
        """Take the texts of those UIDs away; the answer is their keys, which stay theirs."""

    def disagreeing(self, objects: Mapping[int, IndexedObject]) -> set[int]:
        """The keys of those objects whose index is not as one that is made now."""

    def damaged(self, keys: Iterable[int]) -> set[int]:
        """The keys of those objects whose index cannot be read."""

    def hide(self, keys: Sequence[int]) -> None:
        """Take away the index of those objects; their texts stay as they are."""

    def changed_since(self, change: int) -> frozenset[int]:
        """The keys of the objects that later transactions changed or dropped."""

    def calendars_changed_since(self, change: int) -> bool:
        """Whether later transactions changed, added or removed a calendar."""
