"""The scheduling inbox of a calendar server (RFC 6638, 2.2): what people on it send to the agent, judged as mail is.

The server vouches for the senders, whom it knows by their passwords.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from opiekun.domain.invitations.verdicts import Verdict
from opiekun.domain.sync.accounts import DavAccount, InboxRead
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.local import href_key
from opiekun.domain.sync.remote import RemoteItem, RemoteText
from opiekun.domain.sync.report import InboxReport
from opiekun.services.mail.fetch import KEPT, Reading
from opiekun.services.mail.process import process
from opiekun.services.ports import Cancelled, Store
from opiekun.services.sync_ports import RemoteCollection

_AT_ONCE = 50
"""Messages whose texts are asked for in one request."""
_MOST_PAGES = 100
"""Of changes, after which the inbox is listed: those of some servers have no end."""
_MISSING_FOR = timedelta(days=1)
_SETTLED = frozenset({Verdict.APPLIED, Verdict.DUPLICATE, Verdict.OUTDATED})
"""What needs nobody's word any more: the calendar shows it to every program of the agent's."""
_UNABLE = frozenset(
    {
        *(DavFailure.FORBIDDEN, DavFailure.CONFLICT, DavFailure.PRECONDITION, DavFailure.REFUSED),
        *(DavFailure.SERVER, DavFailure.LOCKED, DavFailure.UNREADABLE),
    }
)
"""How a server says that an inbox does not do a thing, while others may be done with it."""


def read_inbox(
    store: Store,
    reading: Reading,
    account: DavAccount,
    remote: RemoteCollection,
    *,
    now: datetime,
    cancelled: Cancelled,
) -> InboxReport:
    """Judge what came since the last time; one request where nothing did.

    A message that is settled is deleted there, as whoever processes it has to; the ledger keeps it. One that waits for
    the agent, or is about nothing here, stays for his other programs. An inbox that the server names and does not have
    is empty, and is not asked for again for a day or until the account is connected anew. Raises DavRefused; what was
    read is kept then.
    """
    with store.read() as unit:
        before = unit.sync.inbox_read(account.id)
    # A moment that is still to come is of a clock that has been set back since.
    if before.missing_at is not None and before.missing_at <= now < before.missing_at + _MISSING_FOR:
        return InboxReport(account.inbox)
    try:
        news = _news(remote, before, cancelled)
    except DavRefused as refusal:
        if refusal.failure is not DavFailure.MISSING:
            raise
        with store.write() as unit:
            unit.sync.save_inbox_read(account.id, replace(before, missing_at=now))
        return InboxReport(account.inbox, requests=remote.requests)
    standing, messages, verdicts, whole = dict(news.standing), 0, Counter[str](), False
    try:
        for item, text in _texts(remote, news):
            if cancelled():
                break
            if text is not None:
                raw = text.text.encode()
                entries = process(
                    store, reading.read, raw, account.inbox, letters=reading.letters, me=reading.me, now=now
                )
                messages += 1
                verdicts.update(entry.verdict.value for entry in entries)
                if all(entry.verdict in _SETTLED for entry in entries) and _deleted(remote, text):
                    continue
            standing[href_key(item.href)] = item.etag
        else:
            whole = True
    finally:
        read = InboxRead(news.by_token, news.token if whole else before.sync_token, standing)
        if read != before:
            with store.write() as unit:
                unit.sync.save_inbox_read(account.id, read)
                unit.mail.drop_messages(now - KEPT)
    return InboxReport(account.inbox, messages, dict(verdicts), remote.requests)


@dataclass(slots=True)
class _News:
    """What is new in an inbox, and what of it is known and ``standing`` there still."""

    by_token: bool
    token: str = ""
    new: list[RemoteItem] = field(default_factory=list)
    standing: dict[str, str] = field(default_factory=dict)
    texts: dict[str, RemoteText] = field(default_factory=dict)


def _news(remote: RemoteCollection, before: InboxRead, cancelled: Cancelled) -> _News:
    news = _told(remote, before, cancelled) if before.by_token else None
    if news is None:
        news = _News(by_token=False)
        _sort(news, remote.listing(), before)
    return news


def _told(remote: RemoteCollection, before: InboxRead, cancelled: Cancelled) -> _News | None:
    """What the server tells of changes, None where it does not, or not to their end."""
    try:
        return _since(remote, before, cancelled)
    except DavRefused as refusal:
        if refusal.failure is DavFailure.BAD_TOKEN:
            return _since(remote, InboxRead(etags=before.etags), cancelled)
        if refusal.failure not in _UNABLE:
            raise
    return None


def _since(remote: RemoteCollection, before: InboxRead, cancelled: Cancelled) -> _News | None:
    """By changes since a token, page by page; of an inbox that is read anew, everything. None where they do not end."""
    news, asked = _News(by_token=True, token=before.sync_token), set[str]()
    changed, gone = dict[str, RemoteItem](), set[str]()
    while not cancelled():
        if news.token in asked or len(asked) == _MOST_PAGES:
            return None
        asked.add(news.token)
        page = remote.changes(news.token, with_texts=bool(before.sync_token))
        news.token = page.token
        changed.update((href_key(item.href), item) for item in page.changed)
        gone = (gone | {href_key(href) for href in page.deleted}) - {href_key(item.href) for item in page.changed}
        news.texts.update((href_key(text.href), text) for text in page.texts)
        if not page.more:
            break
    if before.sync_token:
        news.standing = {key: etag for key, etag in before.etags.items() if key not in gone and key not in changed}
    _sort(news, [item for key, item in changed.items() if key not in gone], before)
    return news


def _sort(news: _News, items: Iterator[RemoteItem] | Sequence[RemoteItem], before: InboxRead) -> None:
    """What was read already in that very version, and what was not."""
    for item in items:
        key = href_key(item.href)
        if item.etag and before.etags.get(key) == item.etag:
            news.standing[key] = item.etag
        else:
            news.new.append(item)


def _texts(remote: RemoteCollection, news: _News) -> Iterator[tuple[RemoteItem, RemoteText | None]]:
    """Each new message with its text, None for one that is gone meanwhile."""
    for start in range(0, len(news.new), _AT_ONCE):
        part = news.new[start : start + _AT_ONCE]
        found = {href_key(item.href): news.texts.get(href_key(item.href)) for item in part}
        missing = [item.href for item in part if found[href_key(item.href)] is None]
        found.update((href_key(text.href), text) for text in _fetched(remote, missing))
        for item in part:
            yield item, found[href_key(item.href)] or remote.get(item.href)


def _fetched(remote: RemoteCollection, hrefs: Sequence[str]) -> tuple[RemoteText, ...]:
    if not hrefs:
        return ()
    try:
        return remote.fetch(hrefs)
    except DavRefused as refusal:
        if refusal.failure not in _UNABLE:
            raise
        return ()


def _deleted(remote: RemoteCollection, message: RemoteText) -> bool:
    """Delete a message there; False where the server will not have it, or has another one in its place."""
    try:
        remote.delete(message.href, etag=message.etag)
    except DavRefused as refusal:
        if refusal.failure not in _UNABLE:
            raise
        return False
    return True
