"""Finds a user's calendars from what was typed (RFC 6764; RFC 4791, 6.2; RFC 5397)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import unquote, urlsplit

from opiekun.caldav import bodies, failures
from opiekun.caldav.addresses import Typed, absolute, host_of, same_server, sibling, within
from opiekun.caldav.client import Client
from opiekun.caldav.lookup import Lookup
from opiekun.caldav.multistatus import APPLE, CALDAV, DAV, Node, Row
from opiekun.caldav.traits import colour, is_calendar, is_read_only, keeps_no_events, takes_events
from opiekun.caldav.words import plain
from opiekun.domain.sync.accounts import Auth
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.remote import Discovery, FoundCollection

_WELL_KNOWN = "/.well-known/caldav"
_AUTOMATIC = "calendar-auto-schedule"
_LONGEST_NAME = 200
_MOST_ADDRESSES = 50
# No other address would fare better with these; nor, where one server was named, with those.
_FINAL = frozenset({DavFailure.UNAUTHORIZED, DavFailure.CERTIFICATE, DavFailure.NO_EVENTS})
_OF_THE_SERVER = frozenset({DavFailure.BUSY, DavFailure.UNREACHABLE, DavFailure.LOST})
# These say of an address that it is not the one.
_ELSEWHERE = frozenset({DavFailure.MISSING, DavFailure.REFUSED, DavFailure.NO_CALENDARS})


@dataclass(frozen=True, slots=True)
class _User:
    """Who the user is there. ``homes`` are where the calendars are listed, in the server's order."""

    url: str
    principal: str = ""
    homes: tuple[str, ...] = ()
    outbox: str = ""
    inbox: str = ""
    addresses: tuple[str, ...] = ()


@dataclass
class Search:
    """A search for calendars."""

    client: Client
    typed: Typed
    lookup: Lookup
    _found: dict[str, FoundCollection] = field(default_factory=dict)
    _failed: list[DavRefused] = field(default_factory=list)

    def run(self) -> Discovery:
        """Find them. Raises DavRefused, with NO_CALENDARS where there are none."""
        refusals: list[DavRefused] = []
        for start in self._starts():
            try:
                return self._from(start)
            except DavRefused as refusal:
                if refusal.failure in _FINAL or (self.typed.url and refusal.failure in _OF_THE_SERVER):
                    raise
                refusals.append(refusal)
        for told in refusals:
            if told.failure not in _ELSEWHERE:
                raise told
        raise failures.no_calendars(self.typed.domain)

    def _starts(self) -> Iterator[str]:
        """The addresses to begin at, best first, each worth a try where those before it failed."""
        if self.typed.url:
            path = self.typed.url.partition("://")[2].partition("/")[2]
            well_known = absolute(self.typed.url, _WELL_KNOWN)
            yield from [self.typed.url, well_known] if path else [well_known, self.typed.url]
            return
        domain, elsewhere = self.typed.domain, ""
        self.client.stays_within(domain)
        for service in self.lookup(domain):
            if not within(domain, service.origin):
                elsewhere = elsewhere or service.origin
                continue
            yield service.origin + (service.path or _WELL_KNOWN)
        yield f"https://{domain}{_WELL_KNOWN}"
        yield f"https://{domain}/"
        if elsewhere:
            raise failures.redirected(domain, elsewhere)

    def _from(self, start: str) -> Discovery:
        rows, url = self._propfind(start, bodies.START, "0")
        if not rows:
            raise failures.unreadable(host_of(url), "multistatus")
        here = rows[0]
        if start == self.typed.url and keeps_no_events(here.properties):
            raise failures.no_events(url[:200])
        user = self._user(here, url)
        for home in user.homes:
            self._list(home, user.url)
        named = ""
        if is_calendar(here.properties):
            named = self._note(here, url)
        elif not user.homes and not user.principal:
            self._list(url, url)  # a plain folder of calendars
        if not self._found:
            if self._failed:
                raise self._failed[0]
            raise failures.no_calendars(host_of(url))
        return Discovery(
            url=user.url,
            auth=self.client.signs_in_by or Auth.BASIC,
            principal=user.principal,
            outbox=user.outbox,
            addresses=user.addresses,
            collections=(*self._found.values(),),
            partial=bool(self._failed),
            inbox=user.inbox,
            schedules=self._schedules(user),
            named=named if start == self.typed.url else "",
        )

    def _user(self, here: Row, url: str) -> _User:
        principal = _href(here, f"{DAV}current-user-principal", url)
        is_principal = f"{DAV}principal" in _kinds(here)
        if not principal or principal.rstrip("/") == url.rstrip("/"):
            return self._told(here, url, principal or (url if is_principal else ""))
        if not self._may_ask(url, principal):
            raise failures.redirected(host_of(url), principal[:200])
        rows, at = self._propfind(principal, bodies.PRINCIPAL, "0")
        user = self._told(rows[0], at, principal) if rows else _User(principal, principal)
        return user if user.homes else replace(user, homes=_hrefs(here, f"{CALDAV}calendar-home-set", url))

    def _told(self, row: Row, url: str, principal: str) -> _User:
        outbox, inbox = (self._box(row, f"{CALDAV}schedule-{box}-URL", url) for box in ("outbox", "inbox"))
        node = row.properties.get(f"{CALDAV}calendar-user-address-set")
        told = [child.text.strip() for child in node.all(f"{DAV}href")] if node else []
        mails = [address[len("mailto:") :] for address in told if address.lower().startswith("mailto:")]
        return _User(
            url=principal or url,
            principal=principal,
            homes=_hrefs(row, f"{CALDAV}calendar-home-set", url),
            outbox=outbox,
            inbox=inbox,
            addresses=tuple(dict.fromkeys(plain(mail) for mail in mails if "@" in mail))[:_MOST_ADDRESSES],
        )

    def _box(self, row: Row, tag: str, url: str) -> str:
        box = _href(row, tag, url)
        return box if box and self._may_ask(url, box) else ""

    def _schedules(self, user: _User) -> bool:
        """Whether the server writes to guests by itself (RFC 6638, 2). One that does not say does not."""
        box = user.outbox or user.inbox
        if not box:
            return False
        try:
            answer = self.client.get("OPTIONS", box)
        except DavRefused as refusal:
            if refusal.failure in _FINAL:
                raise
            return False
        answer.done()
        return _AUTOMATIC in {word.strip().lower() for word in answer.header("DAV").split(",")}

    def _list(self, home: str, base: str) -> None:
        """Note the calendars of a home. One that fails makes the answer partial, if it is not what ends the search."""
        if not self._may_ask(base, home):
            self._failed.append(failures.redirected(host_of(base), home[:200]))
            return
        try:
            rows, url = self._propfind(home, bodies.CALENDAR, "1")
        except DavRefused as refusal:
            if refusal.failure in (DavFailure.UNAUTHORIZED, DavFailure.CERTIFICATE):
                raise
            self._failed.append(refusal)
            return
        for row in rows:
            self._note(row, url)

    def _note(self, row: Row, base: str) -> str:
        """Note what is a calendar that takes events; its address, "" for what is none."""
        noted = ""
        for href in row.hrefs:
            url = absolute(base, href)
            if url and takes_events(row.properties) and self._may_ask(base, url):
                name = plain(row.said(f"{DAV}displayname"))[:_LONGEST_NAME]
                found = self._found.setdefault(
                    url.rstrip("/"),
                    FoundCollection(
                        url=url,
                        name=name or plain(_last_name(url)),
                        colour=colour(row.said(f"{APPLE}calendar-color")),
                        read_only=is_read_only(row.properties),
                    ),
                )
                noted = found.url
        return noted

    def _propfind(self, url: str, properties: tuple[str, ...], depth: str) -> tuple[list[Row], str]:
        """The rows of an answer, and where it came from."""
        answer = self.client.get("PROPFIND", url, bodies.propfind(properties), {"Depth": depth})
        return [*self.client.rows(answer)], answer.url

    def _may_ask(self, base: str, url: str) -> bool:
        """Whether the password may go there too, where a server that has it points."""
        return (
            same_server(base, url) or sibling(base, url) or bool(not self.typed.url and within(self.typed.domain, url))
        )


def _kinds(row: Row) -> set[str]:
    node = row.properties.get(f"{DAV}resourcetype")
    return node.names() if node else set()


def _hrefs(row: Row, tag: str, base: str) -> tuple[str, ...]:
    node = row.properties.get(tag) or Node(tag, {})
    found = (absolute(base, href.text.strip()) for href in node.all(f"{DAV}href") if href.text.strip())
    return tuple(dict.fromkeys(url for url in found if url))


def _href(row: Row, tag: str, base: str) -> str:
    return next(iter(_hrefs(row, tag, base)), "")


def _last_name(url: str) -> str:
    return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
