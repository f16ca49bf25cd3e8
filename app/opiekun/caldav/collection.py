"""One collection on a server: its state, its changes, its resources read and written (RFC 4791, 6578)."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from datetime import datetime
from threading import Event
from urllib.parse import quote

from opiekun.caldav import bodies, failures
from opiekun.caldav.addresses import Inside, host_of
from opiekun.caldav.client import Client
from opiekun.caldav.multistatus import APPLE, CALDAV, DAV, SERVER, Multistatus, Row
from opiekun.caldav.readable import CONTROLS
from opiekun.caldav.session import Answer
from opiekun.caldav.traits import colour, is_calendar, is_read_only, syncs_by_token
from opiekun.domain.sync.accounts import SyncBy
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.free_busy import busy_of
from opiekun.domain.sync.known_servers import ignores_conditions
from opiekun.domain.sync.listing import Listing
from opiekun.domain.sync.local import href_key
from opiekun.domain.sync.remote import (
    ChangePage,
    CollectionState,
    FreeBusy,
    PutAnswer,
    RemoteItem,
    RemoteText,
)

_GONE = frozenset({404, 410})
_DELETED = _GONE | {418}  # the last was seen from a server that answers so for what it does not show
_INSUFFICIENT = 507
_OK = 200
_WRITTEN = frozenset({_OK, 201, 202, 204})
_CUT_OFF = "number-of-matches-within-limits"
_REFUSES_TOKEN = frozenset({400, 403, 404, 409, 410, 412})
_TYPE = {"Content-Type": "text/calendar; charset=utf-8"}
_SAFE = re.compile(r"[A-Za-z0-9@_-][A-Za-z0-9@._-]{0,120}")
_NAMES = uuid.UUID("6f1f9d1c-6c0b-5d0e-9a55-3c5d2f3f7f0a")


class Collection:
    """A collection by its absolute address, as the server spells it."""

    def __init__(self, client: Client, url: str) -> None:
        self._client = client
        self._url = url
        self._inside = Inside(url)
        self._requests = 0
        self._ahead: tuple[str, Future[ChangePage | None]] | None = None

    @property
    def requests(self) -> int:
        """How many HTTP requests were made for it so far, those to negotiate included."""
        return self._requests

    def state(self, by: SyncBy | None = None) -> CollectionState:
        """Its own properties. Where it may sync ``by`` token, the CTag is asked for only when it turns out not to."""
        at_once = by in {SyncBy.CTAG, SyncBy.ETAGS}
        mine = self._own((*bodies.COLLECTION, *bodies.CTAG) if at_once else bodies.COLLECTION)
        if not is_calendar(mine.properties):
            raise failures.gone(host_of(self._url))
        ctag = ""
        if not (by_token := syncs_by_token(mine.properties)):
            ctag = (mine if at_once else self._own(bodies.CTAG)).said(f"{SERVER}getctag")
        return CollectionState(
            by=SyncBy.TOKEN if by_token else SyncBy.CTAG if ctag else SyncBy.ETAGS,
            ctag=ctag,
            read_only=is_read_only(mine.properties),
            name=mine.said(f"{DAV}displayname"),
            colour=colour(mine.said(f"{APPLE}calendar-color")),
        )

    def _own(self, properties: Iterable[str]) -> Row:
        answer = self._asked("PROPFIND", self._url, bodies.propfind(properties), {"Depth": "0"})
        rows = [*self._client.rows(answer)]
        own = (row for row in rows if any(map(self._inside.is_itself, row.hrefs)))
        mine: Row | None = next(own, rows[0] if rows else None)
        if mine is None or mine.status in _GONE:
            raise failures.gone(answer.host)
        return mine

    def ask_ahead(self, token: str, network: Executor, failed: Event) -> None:
        """Ask there what changed since the token: if just that is asked next, it is the answer of :meth:`changes`.

        Nothing is asked where another collection has ``failed`` by then: with a wrong password all would.
        """
        self._ahead = token, network.submit(self._unless, failed, token)

    def _unless(self, failed: Event, token: str) -> ChangePage | None:
        if failed.is_set():
            return None
        try:
            return self._changes(token, with_texts=False)
        except DavRefused:
            failed.set()
            raise

    def expect_nothing(self) -> None:
        """What was asked ahead is not wanted any more; where it is under way, it goes on."""
        if self._ahead is not None:
            self._ahead[1].cancel()
            self._ahead = None

    def changes(self, token: str, *, with_texts: bool) -> ChangePage:
        """What changed since the token (RFC 6578)."""
        ahead = self._ahead
        if ahead is not None and ahead[0] == token and not with_texts:
            self._ahead = None
            if not ahead[1].done():
                self._client.expect_more()
            page = ahead[1].result()
            if page is not None:
                return page
        self.expect_nothing()
        return self._changes(token, with_texts=with_texts)

    def _changes(self, token: str, *, with_texts: bool) -> ChangePage:
        body = bodies.sync_collection(token, bodies.TEXTS if with_texts else bodies.ETAG)
        answer = self._asked("REPORT", self._url, body, {"Depth": "0"}, any_status=True)
        if answer.status // 100 != 2:  # noqa: PLR2004 - 2xx
            raise self._no_changes(answer, token)
        changed, deleted, texts, more = Listing(), dict[str, str](), dict[str, RemoteText](), False
        rows = self._client.rows(answer)
        for row in rows:
            self._check(answer, row)
            more = more or row.status == _INSUFFICIENT or _CUT_OFF in row.errors
            for href in filter(self._inside.holds, row.hrefs):
                key = href_key(href)
                for known in (deleted, texts):
                    known.pop(key, None)
                if row.status in _DELETED:
                    deleted[key] = href
                elif row.status != _INSUFFICIENT:
                    changed.tell(RemoteItem(href, row.said(f"{DAV}getetag")))
                    if text := _text(href, row):
                        texts[key] = text
        if not rows.token:
            raise failures.unreadable(answer.host, "sync-token")
        return ChangePage(changed.without(deleted), (*deleted.values(),), rows.token, more, (*texts.values(),))

    def listing(self) -> Iterator[RemoteItem]:
        """Every resource, as the answer comes in; one that is told twice, once."""
        answer = self._asked("PROPFIND", self._url, bodies.propfind(bodies.ETAG), {"Depth": "1"})
        return self._listed(answer, self._client.rows(answer))

    def fetch(self, hrefs: Sequence[str]) -> tuple[RemoteText, ...]:
        """The resources of those hrefs, in one request; those that the server leaves out, or has not, are missing."""
        answer = self._asked("REPORT", self._url, bodies.multiget(hrefs))
        wanted, found = {href_key(href) for href in hrefs}, dict[str, RemoteText]()
        for row in self._client.rows(answer):
            for href in row.hrefs:
                key = href_key(href)
                if key in wanted and key not in found and (text := _text(href, row)):
                    found[key] = text
        return (*found.values(),)

    def get(self, href: str) -> RemoteText | None:
        """One resource by GET, as it would stand in a multistatus; None where there is none."""
        # A compressed answer has another etag with some servers.
        headers = {"Accept": "text/calendar, */*;q=0.1", "Accept-Encoding": "identity"}
        answer = self._asked("GET", self._inside.url(href), "", headers, any_status=True)
        if answer.status in _GONE:
            answer.done()
            return None
        self._judge(answer)
        if not _may_hold_calendar(answer.content_type):
            answer.close()
            raise failures.unreadable(answer.host, answer.telling(answer.content_type))
        text = crlf(answer.whole().translate(None, CONTROLS).decode("utf-8-sig", errors="replace"))
        return RemoteText(href, answer.header("ETag"), answer.header("Schedule-Tag"), text)

    def put(self, href: str, text: str, *, etag: str | None) -> PutAnswer:
        """Write a resource in place of that version (None: of nothing, "": of whatever is there)."""
        condition = self._nothing_at(href) if etag is None else self._condition(href, etag)
        answer = self._asked("PUT", self._inside.url(href), crlf(text), {**_TYPE, **condition}, any_status=True)
        self._judge_write(answer)
        given = answer.header("ETag")
        return PutAnswer("" if _is_weak(given) else given)

    def delete(self, href: str, *, etag: str) -> bool:
        """Delete the resource if it is still that version ("": whatever it is); the answer is whether it was there."""
        try:
            condition = self._condition(href, etag, looks=ignores_conditions(self._url))
            answer = self._asked("DELETE", self._inside.url(href), "", condition, any_status=True)
        except DavRefused as refusal:
            if refusal.failure is DavFailure.MISSING:
                return False
            raise
        if answer.status in _GONE:
            answer.done()
            return False
        self._judge_write(answer)
        return True

    def new_href(self, uid: str) -> str:
        """Where a new event is to be put: a plain name, made from the UID where that is none."""
        name = uid if _SAFE.fullmatch(uid) else str(uuid.uuid5(_NAMES, uid))
        return f"{self._url.rstrip('/')}/{quote(name, safe='')}.ics"

    def busy(self, since: datetime, until: datetime) -> FreeBusy:
        """When the collection's owner is busy."""
        answer = self._asked("REPORT", self._url, bodies.free_busy(since, until), {"Depth": "1"})
        text = answer.whole().decode(errors="replace")
        return FreeBusy("", busy_of(text, since, until))

    def _nothing_at(self, href: str) -> Mapping[str, str]:
        """The condition that nothing is there. Where the server would not heed it, that is looked up beforehand."""
        if ignores_conditions(self._url) and self.get(href) is not None:
            raise failures.another_version(host_of(self._url))
        return {"If-None-Match": "*"}

    def _condition(self, href: str, etag: str, *, looks: bool = False) -> Mapping[str, str]:
        """The condition that it is still that version. A weak etag is none for a write (RFC 9110, 13.1.1): it is
        compared beforehand, which leaves only a moment for somebody else, as is one that the server would not heed
        (``looks``)."""
        if not etag:
            return {}
        condition = {} if _is_weak(etag) else {"If-Match": etag}
        if condition and not looks:
            return condition
        answer = self._asked("PROPFIND", self._inside.url(href), bodies.propfind(bodies.ETAG), {"Depth": "0"})
        now = next((row.said(f"{DAV}getetag") for row in self._client.rows(answer)), "")
        if now != etag:
            raise failures.another_version(answer.host)
        return condition

    def _listed(self, answer: Answer, rows: Multistatus) -> Iterator[RemoteItem]:
        seen = set[int]()
        for row in rows:
            self._check(answer, row)
            if row.status == _INSUFFICIENT:
                raise failures.unreadable(answer.host, _CUT_OFF, _INSUFFICIENT)
            if row.status not in _GONE:
                for href in filter(self._inside.holds, row.hrefs):
                    if (digest := hash(href_key(href))) not in seen:  # there may be very many
                        seen.add(digest)
                        yield RemoteItem(href, row.said(f"{DAV}getetag"))

    def _check(self, answer: Answer, row: Row) -> None:
        """A list that says of the collection itself that it is not there is no empty list."""
        if row.status in _GONE and any(map(self._inside.is_itself, row.hrefs)):
            answer.close()
            raise failures.gone(answer.host)

    def _asked(
        self, method: str, url: str, body: str, headers: Mapping[str, str] | None = None, *, any_status: bool = False
    ) -> Answer:
        before = self._client.exchanges
        try:
            return (self._client.ask if any_status else self._client.get)(method, url, body, headers)
        except DavRefused as refusal:
            if refusal.failure is DavFailure.MISSING and url == self._url:
                raise failures.gone(host_of(url)) from refusal
            raise
        finally:
            self._requests += self._client.exchanges - before

    def _judge(self, answer: Answer) -> None:
        if answer.status // 100 != 2:  # noqa: PLR2004 - 2xx
            raise self._client.refusal(answer)

    def _judge_write(self, answer: Answer) -> None:
        """A write is done if it is said so in so many words: a login page says 200 as well."""
        if answer.status not in _WRITTEN or (answer.status == _OK and answer.content_type == "text/html"):
            raise self._client.refusal(answer)
        answer.done()

    def _no_changes(self, answer: Answer, token: str) -> DavRefused:
        said = answer.said()
        names_another = said.errors and "valid-sync-token" not in said.errors
        if token and answer.status in _REFUSES_TOKEN and not names_another:
            return failures.bad_token(answer.host, said, answer.status)
        if answer.status in _GONE:
            return failures.gone(answer.host)
        return self._client.refusal(answer, said)


def crlf(text: str) -> str:
    """The text with the line ends of RFC 5545, of which XML leaves half."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def _text(href: str, row: Row) -> RemoteText | None:
    node = row.properties.get(f"{CALDAV}calendar-data")
    text = node.text if node else ""
    if not text.strip():
        return None
    return RemoteText(href, row.said(f"{DAV}getetag"), row.said(f"{CALDAV}schedule-tag"), crlf(text))


def _is_weak(etag: str) -> bool:
    return etag.startswith(("W/", "w/"))


def _may_hold_calendar(content_type: str) -> bool:
    return content_type in ("", "text/calendar", "text/plain", "application/octet-stream", "application/ics")
