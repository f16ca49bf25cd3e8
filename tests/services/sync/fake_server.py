"""A calendar server in memory: etags, tokens and pages, a phone that edits, and failures on command."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, urljoin

from opiekun.domain.sync.accounts import Auth, DavAccount, SignIn, SyncBy
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.local import href_key
from opiekun.domain.sync.remote import (
    Busy,
    ChangePage,
    CollectionState,
    Discovery,
    FoundCollection,
    FreeBusy,
    PutAnswer,
    RemoteItem,
    RemoteText,
)

URL = "https://cal.example.com/anna/"
PASSWORD = "correct horse"  # noqa: S105 - of a server that does not exist
ANNA = SignIn(URL, "anna", PASSWORD)

_UID = re.compile(r"^UID:(.*?)\s*$", re.MULTILINE)


def refused(failure: DavFailure, words: str = "", *, retry_after: int | None = None) -> DavRefused:
    """That failure, as the gateway tells it."""
    return DavRefused(
        "The server failed ({reason}).", failure=failure, words=words, retry_after=retry_after, reason=str(failure)
    )


@dataclass
class Stored:
    """A resource."""

    href: str
    etag: str
    text: str


@dataclass
class FakeCollection:
    """A collection on the server. Its switches make it the kinds of server that there are.

    ``withholds`` are hrefs that it never gives out, with how it fails; one that ``stumbles`` gives nothing of what is
    asked for together with one of these.
    """

    url: str
    name: str
    colour: str = ""
    read_only: bool = False
    by: SyncBy = SyncBy.TOKEN
    etags: bool = True
    etag_of_put: bool = True
    keeps_etags: bool = False
    fickle_etags: bool = False
    unique_uids: DavFailure | None = DavFailure.CONFLICT
    page: int | None = None
    texts_in_changes: bool = True
    tells_nothing: bool = False
    leaves_out: set[str] = field(default_factory=set)
    withholds: dict[str, DavFailure] = field(default_factory=dict)
    stumbles: bool = False
    rewrites: Callable[[str], str] = str
    refuses: Callable[[str], DavFailure | None] = lambda _text: None
    there: bool = True
    fails: DavFailure | None = None
    oldest: int = 0
    resources: dict[str, Stored] = field(default_factory=dict)
    history: list[str] = field(default_factory=list)
    busy: tuple[Busy, ...] | None = ()
    _etags: int = 0

    def put(self, href: str, text: str) -> Stored:
        """Write a resource as any client does."""
        self._etags += 1
        etag = f'"{self._etags}"' if self.etags else ""
        if self.keeps_etags and href_key(href) in self.resources:
            etag = self.resources[href_key(href)].etag
        stored = Stored(href, etag, self.rewrites(text))
        self.resources[href_key(href)] = stored
        self.history.append(href)
        return stored

    def etag(self, stored: Stored) -> str:
        """A resource's etag as it is told now."""
        if not self.fickle_etags:
            return stored.etag
        self._etags += 1
        return f'"{self._etags}"'

    def drop(self, href: str) -> None:
        del self.resources[href_key(href)]
        self.history.append(href)

    def phone_puts(self, text: str, href: str | None = None) -> str:
        """Another device writes an event; the answer is its href."""
        uid = uid_of(text)
        known = next((each.href for each in self.resources.values() if uid_of(each.text) == uid), None)
        href = href or known or f"{self.url}phone-{quote(uid)}.ics"
        self.put(href, text)
        return href

    def phone_deletes(self, uid: str) -> None:
        """Another device deletes the events of a UID."""
        for stored in [each for each in self.resources.values() if uid_of(each.text) == uid]:
            self.drop(stored.href)

    def texts(self) -> dict[str, str]:
        """What is there, by UID."""
        return {uid_of(each.text): each.text for each in self.resources.values()}


def uid_of(text: str) -> str:
    """The UID of an object's text, "" for none."""
    found = _UID.search(text)
    return found[1].strip() if found else ""


@dataclass
class Fault:
    """Lets a request fail; ``done`` tells that the server did what was asked before."""

    verb: str
    failure: BaseException
    done: bool = False
    href: str | None = None


class FakeServer:
    """The server. ``calls`` are the requests, verbs with their hrefs; ``while_asked`` is called with each of them
    before it is done, ``when_done`` after that, before it is answered. ``wants`` is by what it is told who asks, where
    that is another way than the known one."""

    def __init__(self, *names: str) -> None:
        self.collections: dict[str, FakeCollection] = {}
        self.calls: list[str] = []
        self.faults: list[Fault] = []
        self.password = PASSWORD
        self.wants: Auth | None = None
        self.principal = URL
        self.outbox = ""
        self.inbox: FakeCollection | None = None
        self.schedules = False
        self.colleagues: dict[str, tuple[Busy, ...]] = {}
        self.opened = 0
        self.account_wide_uids = False
        self.while_asked: Callable[[str], None] = lambda _call: None
        self.when_done: Callable[[], None] = lambda: None
        for name in names or ("Work",):
            self.add(name)

    def add(self, name: str) -> FakeCollection:
        url = urljoin(URL, f"{quote(name.lower())}/")
        self.collections[url] = FakeCollection(url, name)
        return self.collections[url]

    def add_inbox(self) -> FakeCollection:
        """Give the user a scheduling inbox, which is no calendar."""
        url = urljoin(URL, "inbox/")
        self.inbox = self.collections[url] = FakeCollection(url, "Inbox")
        return self.inbox

    def named(self, name: str) -> FakeCollection:
        """The collection of that name."""
        (collection,) = (each for each in self.collections.values() if each.name == name)
        return collection

    @property
    def only(self) -> FakeCollection:
        """Its one collection."""
        (collection,) = self.collections.values()
        return collection

    def fail(
        self,
        verb: str,
        failure: DavFailure | BaseException,
        *,
        done: bool = False,
        times: int = 1,
        href: str | None = None,
        words: str = "",
        retry_after: int | None = None,
    ) -> None:
        """Let the next requests of that verb fail so."""
        for _ in range(times):
            told = refused(failure, words, retry_after=retry_after) if isinstance(failure, DavFailure) else failure
            self.faults.append(Fault(verb, told, done, href))

    def __call__(self, account: DavAccount, password: str, auth: Auth | None) -> FakeConnection:
        """Open the server, as CalendarServers does."""
        self.opened += 1
        return FakeConnection(self, account, password, auth or Auth.BASIC)

    def asked(self, verb: str, href: str = "") -> Fault | None:
        """Count a request and let it fail where that was commanded; a fault that is to come after it is answered."""
        self.calls.append(f"{verb} {href}".strip())
        self.while_asked(self.calls[-1])
        fault = next((each for each in self.faults if each.verb in {verb, "any"} and each.href in {None, href}), None)
        if fault is not None:
            self.faults.remove(fault)
            if not fault.done:
                raise fault.failure
        return fault


class FakeConnection:
    """A CalendarServer."""

    def __init__(self, server: FakeServer, account: DavAccount, password: str, auth: Auth) -> None:
        self.server = server
        self._account = account
        self._auth = auth
        self.right = password == server.password
        self.closed = False

    def discover(self) -> Discovery:
        self._check("discover")
        found = tuple(
            FoundCollection(each.url, each.name, each.colour, each.read_only)
            for each in self.server.collections.values()
            if each is not self.server.inbox
        )
        return Discovery(
            self.server.principal,
            self._auth,
            self.server.principal,
            self.server.outbox,
            (f"{self._account.user}@example.com",),
            found,
            inbox=self.server.inbox.url if self.server.inbox is not None else "",
            schedules=self.server.schedules,
            named=self._account.url if self._account.url in self.server.collections else "",
        )

    @property
    def signs_in_by(self) -> Auth | None:
        return self.server.wants or self._auth

    def collection(self, url: str) -> FakeRemote:
        return FakeRemote(self, url)

    def colleagues_busy(self, who: Sequence[str], since: datetime, until: datetime) -> tuple[FreeBusy, ...]:
        self._check(f"outbox {since:%Y%m%d}-{until:%Y%m%d}")
        return tuple(
            FreeBusy(each, self.server.colleagues.get(each), "" if each in self.server.colleagues else "3.7;Who?")
            for each in who
        )

    def close(self) -> None:
        self.closed = True

    def _check(self, verb: str) -> None:
        self.server.asked(verb)
        if not self.right:
            raise refused(DavFailure.UNAUTHORIZED)


class FakeRemote:
    """A RemoteCollection: one that was opened, with its own count of requests."""

    def __init__(self, connection: FakeConnection, url: str) -> None:
        self._connection = connection
        self._server = connection.server
        self._url = url
        self.requests = 0

    def state(self, by: SyncBy | None = None) -> CollectionState:
        there = self._begun("state")
        return CollectionState(there.by, f"ctag-{len(there.history)}", there.read_only, there.name, there.colour)

    def changes(self, token: str, *, with_texts: bool) -> ChangePage:
        fault = self._asked("changes")
        there = self._there()
        if there is self._server.inbox and there.by is not SyncBy.TOKEN:
            raise refused(DavFailure.REFUSED)
        since = int(token.rpartition("/")[2]) if token else 0
        if token and (not token.startswith("sync/") or not there.oldest <= since <= len(there.history)):
            raise refused(DavFailure.BAD_TOKEN)
        until = len(there.history) if there.page is None else min(since + there.page, len(there.history))
        hrefs = [] if there.tells_nothing else list(dict.fromkeys(there.history[since:until]))
        stored = [there.resources.get(href_key(href)) for href in hrefs]
        changed = [each for each in stored if each is not None]
        deleted = [href for href, each in zip(hrefs, stored, strict=True) if each is None]
        self._end(fault)
        return ChangePage(
            tuple(RemoteItem(each.href, there.etag(each)) for each in changed),
            tuple(deleted) if token else (),
            f"sync/{until}",
            more=until < len(there.history),
            texts=tuple(RemoteText(each.href, there.etag(each), "", each.text) for each in changed)
            if with_texts and there.texts_in_changes
            else (),
        )

    def listing(self) -> Iterator[RemoteItem]:
        fault = self._asked("listing")
        there = self._there()
        for stored in list(there.resources.values()):
            yield RemoteItem(stored.href, there.etag(stored))
        self._end(fault)

    def fetch(self, hrefs: Sequence[str]) -> tuple[RemoteText, ...]:
        fault = self._asked("fetch", str(len(hrefs)))
        there = self._there()
        if there.stumbles and (met := [each for each in there.withholds if each in hrefs]):
            raise refused(there.withholds[met[0]])
        left_out = there.leaves_out | there.withholds.keys()
        found = [there.resources.get(href_key(href)) for href in hrefs if href not in left_out]
        self._end(fault)
        return tuple(RemoteText(each.href, there.etag(each), "", each.text) for each in found if each is not None)

    def get(self, href: str) -> RemoteText | None:
        fault = self._asked("get", href)
        stored = self._stored(href)
        self._end(fault)
        if (failure := self._server.collections[self._url].withholds.get(href)) is not None:
            raise refused(failure)
        if stored is None:
            return None
        return RemoteText(stored.href, self._server.collections[self._url].etag(stored), "", stored.text)

    def put(self, href: str, text: str, *, etag: str | None) -> PutAnswer:
        fault = self._asked("put", href)
        there, stored = self._there(), self._stored(href)
        if there.read_only:
            raise refused(DavFailure.FORBIDDEN, "need-privileges")
        if (failure := there.refuses(text)) is not None:
            raise refused(failure, "not to my taste")
        if (etag is None and stored is not None) or (etag and (stored is None or there.etag(stored) != etag)):
            raise refused(DavFailure.PRECONDITION)
        near = self._server.collections.values() if self._server.account_wide_uids else [there]
        others = {uid_of(each.text) for one in near for key, each in one.resources.items() if key != href_key(href)}
        if there.unique_uids is not None and uid_of(text) in others:
            raise refused(there.unique_uids, "no-uid-conflict")
        put = there.put(stored.href if stored is not None else href, text)
        self._end(fault)
        return PutAnswer(there.etag(put) if there.etag_of_put else "")

    def delete(self, href: str, *, etag: str) -> bool:
        fault = self._asked("delete", href)
        there = self._server.collections[self._url]
        stored = self._stored(href) if there.there else None
        if stored is not None:
            if there.read_only:
                raise refused(DavFailure.FORBIDDEN, "need-privileges")
            if etag and there.etag(stored) != etag:
                raise refused(DavFailure.PRECONDITION)
            there.drop(stored.href)
        self._end(fault)
        return stored is not None

    def new_href(self, uid: str) -> str:
        return urljoin(self._url, f"{quote(uid, safe='')}.ics")

    def busy(self, since: datetime, until: datetime) -> FreeBusy:
        fault = self._asked(f"busy {since:%Y%m%d}-{until:%Y%m%d}")
        self._end(fault)
        return FreeBusy("", self._there().busy)

    def _begun(self, verb: str) -> FakeCollection:
        self._end(self._asked(verb))
        return self._there()

    def _asked(self, verb: str, href: str = "") -> Fault | None:
        self.requests += 1
        fault = self._server.asked(verb, href)
        if not self._connection.right:
            raise refused(DavFailure.UNAUTHORIZED)
        return fault

    def _there(self) -> FakeCollection:
        there = self._server.collections[self._url]
        if not there.there:
            raise refused(DavFailure.MISSING)
        if there.fails is not None:
            raise refused(there.fails)
        return there

    def _stored(self, href: str) -> Stored | None:
        there = self._server.collections[self._url]
        return there.resources.get(href_key(href)) if there.there else None

    def _end(self, fault: Fault | None) -> None:
        self._server.when_done()
        if fault is not None:
            raise fault.failure

    @staticmethod
    def _token(there: FakeCollection) -> str:
        return f"sync/{len(there.history)}" if there.by is SyncBy.TOKEN else ""
