"""The gateway against real servers, and variants of them: one protocol, whatever they are made of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
from tests.servers.events import event, said, todo
from tests.servers.fixtures import CalendarSite

from opiekun.caldav.collection import Collection
from opiekun.caldav.server import CalendarServer
from opiekun.domain.sync.accounts import Auth, DavAccount, SyncBy
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.local import href_key
from opiekun.domain.sync.remote import Busy

UIDS = ("plain", "a b@desk.example", "é+ż%2F/x", "urn:uuid:1")


@pytest.fixture
def server(every_calendar_site: CalendarSite) -> Iterator[CalendarServer]:
    site = every_calendar_site
    account = DavAccount("a", site.url, site.user, Auth.BASIC)
    with closing(CalendarServer(account, site.password, None)) as opened:
        yield opened


@pytest.fixture
def calls(every_calendar_site: CalendarSite, server: CalendarServer) -> Collection:
    """An empty calendar that was found."""
    every_calendar_site.calendar()
    found = {each.name: each for each in server.discover().collections}
    return server.collection(found["Calls"].url)


def test_finds_calendars_principal_and_sign_in(every_calendar_site: CalendarSite, server: CalendarServer) -> None:
    path = every_calendar_site.calendar("calls")
    found = server.discover()
    assert (found.auth, found.partial) == (Auth.BASIC, False)
    assert every_calendar_site.user in found.principal
    calls = next(each for each in found.collections if each.name == "Calls")
    assert href_key(calls.url) == path
    assert not calls.read_only


def test_what_was_found_is_found_again_from_there(every_calendar_site: CalendarSite, server: CalendarServer) -> None:
    path = every_calendar_site.calendar("calls")
    found = server.discover()
    site = every_calendar_site
    for url in (found.url, found.principal, f"{site.proxy.url}{path}"):
        account = DavAccount("a", url, site.user, Auth.BASIC)
        with closing(CalendarServer(account, site.password, Auth.BASIC)) as again:
            assert path in {href_key(each.url) for each in again.discover().collections}


def test_tells_its_state(every_calendar_site: CalendarSite, calls: Collection) -> None:
    state = calls.state()
    assert state.by is SyncBy(every_calendar_site.by)
    assert (state.name, state.read_only) == ("Calls", False)
    assert bool(state.ctag) == (state.by is SyncBy.CTAG)
    before = calls.requests
    assert calls.state(state.by) == state
    assert calls.requests == before + 1


def test_writes_reads_and_deletes(calls: Collection) -> None:
    for uid in UIDS:
        href, text = calls.new_href(uid), event(uid, f"Zażółć {uid}")
        calls.put(href, text, etag=None)
        got = calls.get(href)
        assert got
        assert said(got.text) == said(text)
        assert got.text.count("\n") == got.text.count("\r\n")
        calls.put(href, event(uid, "Changed"), etag=got.etag)
    items = [*calls.listing()]
    assert len(items) == len(UIDS)
    assert all(item.etag for item in items)
    texts = calls.fetch([item.href for item in items])
    assert {href_key(text.href) for text in texts} == {href_key(item.href) for item in items}
    assert all("SUMMARY:Changed" in text.text and text.etag for text in texts)
    for item in items:
        calls.delete(item.href, etag=item.etag)
        calls.delete(item.href, etag=item.etag)
    assert [*calls.listing()] == []
    assert calls.get(items[0].href) is None
    assert calls.fetch([items[0].href]) == ()


def test_writes_over_no_version_but_the_one_it_names(calls: Collection) -> None:
    href = calls.new_href("x")
    calls.put(href, event("x"), etag=None)
    old = calls.get(href)
    assert old
    calls.put(href, event("x", "Second"), etag=old.etag)
    for refused in (
        lambda: calls.put(href, event("x", "Third"), etag=None),
        lambda: calls.put(href, event("x", "Third"), etag=old.etag),
        lambda: calls.delete(href, etag=old.etag),
    ):
        with pytest.raises(DavRefused) as caught:
            refused()
        assert caught.value.failure is DavFailure.PRECONDITION
    calls.put(href, event("x", "Fourth"), etag="")
    got = calls.get(href)
    assert got
    assert "Fourth" in got.text


def test_tells_what_changed(every_calendar_site: CalendarSite, calls: Collection) -> None:
    if every_calendar_site.by != "token":
        pytest.skip("tells no changes")
    hrefs = {uid: calls.new_href(uid) for uid in ("a", "b", "c")}
    for uid, href in hrefs.items():
        calls.put(href, event(uid), etag=None)
    first = calls.changes("", with_texts=False)
    assert {href_key(item.href) for item in first.changed} == {href_key(href) for href in hrefs.values()}
    calls.put(hrefs["a"], event("a", "Other"), etag="")
    calls.delete(hrefs["b"], etag="")
    before = calls.requests
    second = calls.changes(first.token, with_texts=True)
    assert calls.requests == before + 1
    assert [href_key(item.href) for item in second.changed] == [href_key(hrefs["a"])]
    assert [href_key(href) for href in second.deleted] == [href_key(hrefs["b"])]
    assert not second.more
    given = every_calendar_site.name.startswith("radicale")  # the other gives no texts with changes
    assert ["Other" in text.text for text in second.texts] == [True] * given
    third = calls.changes(second.token, with_texts=True)
    assert ([*third.changed], third.deleted, third.texts) == ([], (), ())


def test_refuses_a_token_it_never_gave(every_calendar_site: CalendarSite, calls: Collection) -> None:
    if every_calendar_site.by != "token":
        pytest.skip("has no tokens")
    known = calls.changes("", with_texts=False).token
    for token in ("http://radicale.org/ns/sync/nonsense", known[:-4] + "0000", "x"):
        with pytest.raises(DavRefused) as caught:
            calls.changes(token, with_texts=False)
        assert caught.value.failure is DavFailure.BAD_TOKEN


def test_a_uid_in_two_places_is_a_collision(calls: Collection) -> None:
    calls.put(calls.new_href("x"), event("x"), etag=None)
    with pytest.raises(DavRefused) as caught:
        calls.put(calls.new_href("other"), event("x"), etag=None)
    assert caught.value.failure is DavFailure.CONFLICT
    assert "no-uid-conflict" in caught.value.words


def test_a_calendar_that_is_gone_is_missing(every_calendar_site: CalendarSite, server: CalendarServer) -> None:
    site = every_calendar_site
    gone = server.collection(f"{site.proxy.url}{site.server.home(site.user)}gone/")
    for asked in (gone.state, lambda: [*gone.listing()], lambda: gone.changes("", with_texts=False)):
        with pytest.raises(DavRefused) as caught:
            asked()
        assert caught.value.failure in (DavFailure.MISSING, DavFailure.FORBIDDEN)


def test_a_wrong_password_is_refused(every_calendar_site: CalendarSite) -> None:
    site = every_calendar_site
    for auth in (None, Auth.BASIC):
        account = DavAccount("a", site.url, site.user, Auth.BASIC)
        with closing(CalendarServer(account, "wrong", auth)) as opened, pytest.raises(DavRefused) as caught:
            opened.discover()
        assert (caught.value.failure, caught.value.status) == (DavFailure.UNAUTHORIZED, 401)
        assert "wrong" not in repr(caught.value) + str(caught.value)


def test_tasks_alone_make_no_calendar_for_events(every_calendar_site: CalendarSite, calls: Collection) -> None:
    href = calls.new_href("task")
    calls.put(href, todo("task"), etag=None)
    got = calls.get(href)
    assert got
    assert "VTODO" in got.text


def test_tells_when_the_owner_is_busy(calls: Collection) -> None:
    calls.put(calls.new_href("x"), event("x", start="20260622T090000Z"), etag=None)
    since, until = datetime(2026, 6, 22, tzinfo=UTC), datetime(2026, 6, 23, tzinfo=UTC)
    start = int(datetime(2026, 6, 22, 9, tzinfo=UTC).timestamp())
    assert calls.busy(since, until).busy == (Busy(start, start + 1800),)
