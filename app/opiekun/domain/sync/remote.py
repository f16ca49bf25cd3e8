"""What a calendar server tells: its collections, and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from opiekun.domain.instants import UtcSeconds
from opiekun.domain.sync.accounts import Auth, SyncBy

if TYPE_CHECKING:
    from opiekun.domain.sync.listing import Listing


@dataclass(frozen=True, slots=True)
class FoundCollection:
    """A calendar on the server that takes events. ``colour`` is #RRGGBB or "" . ``url`` is absolute, as it is there."""

    url: str
    name: str
    colour: str = ""
    read_only: bool = False


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found behind an address: who the user is there, and the calendars, in the server's order.

    Fields as those of DavAccount. ``partial`` tells that a home could not be listed: none of its calendars is gone.
    ``named`` is the calendar whose own address was written, "" for none: that one is meant, whatever else is there.
    """

    url: str
    auth: Auth
    principal: str
    outbox: str
    addresses: tuple[str, ...]
    collections: tuple[FoundCollection, ...]
    partial: bool = False
    inbox: str = ""
    schedules: bool = False
    named: str = ""


@dataclass(frozen=True, slots=True)
class CollectionState:
    """A collection by its own properties (PROPFIND, depth 0). ``ctag`` is "" also where nobody needs it."""

    by: SyncBy
    ctag: str
    read_only: bool
    name: str
    colour: str


class RemoteItem(NamedTuple):
    """A resource as a listing tells it. ``href`` is as the server spells it, ``etag`` "" where it gives none."""

    href: str
    etag: str


class RemoteText(NamedTuple):
    """A resource with its text. ``schedule_tag`` is "" where the server gives none (RFC 6638, 3.2.10)."""

    href: str
    etag: str
    schedule_tag: str
    text: str


@dataclass(frozen=True, slots=True)
class ChangePage:
    """A page of a sync-collection (RFC 6578). ``texts`` come where they were asked for and the server gives them.

    ``token`` belongs to the state after this page; ``more`` tells that it was cut off (507) and goes on from there.
    """

    changed: Listing | tuple[RemoteItem, ...]
    deleted: tuple[str, ...]
    token: str
    more: bool = False
    texts: tuple[RemoteText, ...] = ()


class PutAnswer(NamedTuple):
    """What a server answers to a PUT: the resource's etag, "" where it gives none or only a weak one."""

    etag: str


class Busy(NamedTuple):
    """A stretch [start, end) in which somebody is busy; ``tentative`` tells that it is not sure (FBTYPE)."""

    start: UtcSeconds
    end: UtcSeconds
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class FreeBusy:
    """When somebody is busy, as the server tells it; None where it does not tell, with its words.

    ``without`` names the calendars of which it does not tell, where it tells of others: these may be free in vain.
    """

    who: str
    busy: tuple[Busy, ...] | None
    words: str = ""
    without: str = ""
