"""What a server, or the network before it, can do to a sync: each way has its behaviour, and a sentence is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from re import escape

import pytest
from tests.end_to_end.synced import SyncedDesk
from tests.servers import faults
from tests.servers.events import event, said
from tests.servers.fixtures import CalendarSite
from tests.servers.proxy import Answer, Fault

from opiekun.caldav.server import CalendarServer
from opiekun.caldav.session import Limits
from opiekun.domain.sync.accounts import Auth, CollectionStanding, DavAccount
from opiekun.domain.sync.local import ConflictKind
from opiekun.domain.sync.report import CollectionReport
from opiekun.services.sync.refused import give_up, refused_edits, retry

MakeDesk = Callable[[CalendarSite], SyncedDesk]
WORDS = "The boss says no"


@pytest.fixture
def calls(calendar_site: CalendarSite) -> str:
    return calendar_site.filled({f"{n}.ics": event(str(n), f"Call {n}") for n in range(4)})


@pytest.fixture
def private(calendar_site: CalendarSite) -> str:
    return calendar_site.filled({"p.ics": event("p", "Private")}, "private")


@pytest.fixture
def desk(calendar_site: CalendarSite, calls: str, private: str, desks: MakeDesk) -> SyncedDesk:
    """A desk of two calendars, synced once."""
    made = desks(calendar_site)
    made.connect()
    made.sync(calls)
    assert len(made.texts(calls)) == 4
    calendar_site.proxy.forget()
    return made


def meets(desk: SyncedDesk, *paths: str) -> None:
    """Once the server behaves, two syncs later both sides say the same and nothing waits."""
    desk.site.proxy.behave()
    desk.now += timedelta(hours=1)
    desk.sync(paths[0])
    desk.sync(paths[0])
    for path in paths:
        there = sorted(desk.site.phone.says(path).values())
        assert sorted(said(text) for text in desk.texts(path).values()) == there
        assert desk.journal(path) == []
    assert desk.standing().failure is None


REFUSALS = {
    "400": faults.answers(400, WORDS),
    "403": faults.refuses(403, "C:valid-calendar-data", WORDS),
    "403 without a body": faults.answers(403),
    "405": faults.answers(405),
    "409": faults.refuses(409, "C:no-uid-conflict", WORDS),
    "413": faults.answers(413),
    "415": faults.answers(415),
    "422": faults.answers(422),
    "423": faults.refuses(423, "DAV:lock-token-submitted"),
    "507": faults.refuses(507, "DAV:quota-not-exceeded", WORDS),
}


@pytest.mark.parametrize("fault", REFUSALS.values(), ids=REFUSALS)
def test_a_refused_event_is_kept_and_shown_and_the_rest_goes_on(
    desk: SyncedDesk, calls: str, private: str, fault: Fault
) -> None:
    desk.site.proxy.when("PUT", r"/1\.ics$")(fault)
    for uid in ("0", "1", "2"):
        desk.change(calls, uid, summary=f"Changed {uid}")
    desk.add(private, "Another")
    told = desk.sync(calls)
    assert (told.uploaded, told.refused, told.waits) == (2, 1, 0)
    assert "SUMMARY:Changed 1" in desk.texts(calls)["1"]
    (refused,) = refused_edits(desk.program.store)
    assert (refused.uid, refused.title, refused.deleted) == ("1", "Changed 1", False)
    assert str(refused.why)
    there = desk.site.phone.says(calls)
    assert sum("SUMMARY:Changed" in line for text in there.values() for line in text) == 2
    assert len(desk.site.phone.listed(private)) == 2
    puts = desk.site.proxy.methods().count("PUT")
    desk.sync(calls)
    assert desk.site.proxy.methods().count("PUT") == puts  # it waits for the agent
    assert "SUMMARY:Changed 1" in desk.texts(calls)["1"]
    desk.site.proxy.behave()
    retry(desk.program.store, desk.calendar(calls), "1")
    assert desk.sync(calls).uploaded == 1
    meets(desk, calls, private)


@pytest.mark.parametrize("fault", [REFUSALS["400"], REFUSALS["403"], REFUSALS["409"], REFUSALS["507"]])
def test_the_servers_own_words_are_told(desk: SyncedDesk, calls: str, fault: Fault) -> None:
    desk.site.proxy.when("PUT")(fault)
    desk.change(calls, "1", summary="Changed")
    desk.sync(calls)
    assert WORDS in refused_edits(desk.program.store)[0].words


def test_another_edit_tries_again(desk: SyncedDesk, calls: str) -> None:
    desk.site.proxy.when("PUT", times=1)(faults.answers(413))
    desk.change(calls, "1", description="x" * 1000)
    assert desk.sync(calls).refused == 1
    desk.change(calls, "1", description="Short")
    assert desk.sync(calls).uploaded == 1
    meets(desk, calls)


def test_a_refused_edit_can_be_given_up(desk: SyncedDesk, calls: str) -> None:
    desk.site.proxy.when("PUT", times=1)(faults.answers(403))
    desk.change(calls, "1", summary="Changed")
    desk.sync(calls)
    give_up(desk.program.store, desk.calendar(calls), "1", now=desk.clock())
    assert "SUMMARY:Call 1" in desk.texts(calls)["1"]
    meets(desk, calls)
    assert "SUMMARY:Call 1" in (desk.site.phone.get(f"{calls}1.ics") or "")


@pytest.mark.parametrize("status", [400, 403, 409, 423, 500])
def test_a_refused_deletion_is_not_forgotten(desk: SyncedDesk, calls: str, status: int) -> None:
    desk.site.proxy.when("DELETE")(faults.answers(status))
    desk.delete(calls, "1")
    desk.sync(calls)
    assert len(desk.journal(calls)) == 1
    assert set(desk.texts(calls)) == {"0", "2", "3"}
    desk.sync(calls)
    assert set(desk.texts(calls)) == {"0", "2", "3"}
    desk.site.proxy.behave()
    if refused_edits(desk.program.store):
        retry(desk.program.store, desk.calendar(calls), "1")
    meets(desk, calls)
    assert len(desk.site.phone.listed(calls)) == 3


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_already_is_deleted(desk: SyncedDesk, calls: str, status: int) -> None:
    desk.site.phone.delete(f"{calls}1.ics")
    desk.site.proxy.when("DELETE")(faults.answers(status))
    desk.delete(calls, "1")
    told = desk.sync(calls)
    assert (told.refused, told.failure) == (0, None)
    meets(desk, calls)


@pytest.mark.parametrize("status", [404, 410])
def test_a_collection_that_is_not_there_keeps_its_events_and_what_waits(
    desk: SyncedDesk, calls: str, private: str, status: int
) -> None:
    desk.site.proxy.when(path=escape(calls))(faults.answers(status))
    desk.change(calls, "1", summary="Waits")
    desk.add(private, "Goes")
    told = desk.sync(calls)
    assert told.failure is not None
    assert desk.told_of(private).uploaded == 1
    assert "SUMMARY:Waits" in desk.texts(calls)["1"]
    assert len(desk.texts(calls)) == 4
    standings = {each.calendar.name: each.collection.standing for each in desk.standing().collections}
    assert standings == {"Calls": CollectionStanding.GONE, "Private": CollectionStanding.ACTIVE}
    meets(desk, calls, private)


def test_a_refused_password_stops_the_account_and_asks(desk: SyncedDesk, calls: str) -> None:
    desk.site.proxy.when()(faults.answers(401, www_authenticate='Basic realm="x"'))
    desk.change(calls, "1", summary="Waits")
    desk.sync(calls)
    (account,) = desk.standing().accounts
    assert account.asks is not None
    assert len(desk.site.proxy.asked) <= 3
    assert "SUMMARY:Waits" in desk.texts(calls)["1"]
    assert len(desk.journal(calls)) == 1


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("method", ["PROPFIND|REPORT", "PUT"])
def test_a_busy_server_is_left_alone_for_as_long_as_it_wants(
    desk: SyncedDesk, calls: str, private: str, status: int, method: str
) -> None:
    desk.site.proxy.when(method)(faults.answers(status, retry_after="600"))
    desk.change(calls, "1", summary="Waits")
    desk.change(private, "p", summary="Waits")
    told = desk.sync(calls)
    assert told.failure is not None
    assert not any(asked.path.startswith(private) for asked in desk.site.proxy.asked)
    (account,) = desk.standing().accounts
    assert account.retry_at is not None
    assert timedelta(minutes=9) < account.retry_at - desk.now <= timedelta(minutes=10)
    desk.site.proxy.behave()
    desk.site.proxy.forget()
    desk.sync(calls)
    assert desk.site.proxy.asked == []
    desk.now = account.retry_at
    desk.sync(calls)
    assert "PUT" in desk.site.proxy.methods()
    meets(desk, calls, private)


FAILURES = {
    "400": faults.answers(400),
    "403": faults.answers(403),
    "409": faults.answers(409),
    "412": faults.answers(412),
    "413": faults.answers(413),
    "423": faults.answers(423),
    "500": faults.answers(500, "Internal error"),
    "502": faults.answers(502),
    "504": faults.answers(504),
    "507": faults.answers(507),
    "cut before sending": faults.cut_before_sending,
    "cut before the answer": faults.cut_before_answer,
    "cut in the head": faults.cut_in_answer(20),
    "cut in the body": faults.cut_in_body(0.6),
    "truncated": faults.truncated(0.6),
    "truncated to nothing": faults.truncated(0),
    "corrupted": faults.corrupted(0.5),
    "a login page": faults.login_page(),
    "a page with the status of an answer": faults.login_page(207),
    "text in place of XML": faults.answers(207, "All is well", content_type="text/plain"),
    "no multistatus": faults.answers(207, "<ok/>", content_type=faults.XML),
    "nothing": faults.answers(204),
    "an entity bomb": faults.entity_bomb,
    "to another host": faults.answers(302, location="http://127.0.0.2:9/elsewhere/"),
}


@pytest.mark.parametrize("fault", FAILURES.values(), ids=FAILURES)
def test_a_pull_that_fails_deletes_nothing_and_says_so(
    desk: SyncedDesk, calls: str, private: str, fault: Fault
) -> None:
    fails_and_meets(desk, calls, private, fault)


ENDLESS = {
    "endless": faults.endless,
    "one endless text": faults.endless_line,
    "hung": faults.hangs,
    "hung after sending": faults.hangs_after_sending,
    "hung in the answer": faults.hangs_in_answer(400),
}


@pytest.mark.parametrize("fault", ENDLESS.values(), ids=ENDLESS)
def test_a_pull_without_end_is_ended(desk: SyncedDesk, calls: str, private: str, fault: Fault) -> None:
    fails_and_meets(desk, calls, private, fault, run=impatiently)


@pytest.mark.parametrize("fault", [faults.hangs, faults.hangs_after_sending])
def test_a_hung_put_is_looked_after(desk: SyncedDesk, calls: str, fault: Fault) -> None:
    desk.site.proxy.when("PUT", times=1)(fault)
    desk.change(calls, "1", summary="Changed")
    new = desk.add(calls, "New")
    impatiently(desk, calls)
    meets(desk, calls)
    assert "SUMMARY:Changed" in (desk.site.phone.get(f"{calls}1.ics") or "")
    assert new in desk.texts(calls)
    assert len(desk.site.phone.listed(calls)) == 5


def impatiently(desk: SyncedDesk, calendar: str) -> CollectionReport:
    """A run that waits and reads for less long than a person's would."""

    def impatient(account: DavAccount, password: str, auth: Auth | None) -> CalendarServer:
        limits = Limits(read=4.0, think=8.0, deadline=30.0, largest=2**21, largest_listing=2**21)
        return CalendarServer(account, password, auth, limits=limits)

    usual, desk.open_server = desk.open_server, impatient
    try:
        return desk.sync(calendar)
    finally:
        desk.open_server = usual


def fails_and_meets(
    desk: SyncedDesk,
    calls: str,
    private: str,
    fault: Fault,
    run: Callable[[SyncedDesk, str], CollectionReport] = SyncedDesk.sync,
) -> None:
    """Edit on both sides and let all that is read of a calendar fail; what was known stays, and later all meets."""
    desk.site.proxy.when("REPORT|PROPFIND|GET", escape(calls))(fault)
    desk.site.phone.put(f"{calls}new.ics", event("new"))
    desk.site.phone.delete(f"{calls}3.ics")
    desk.change(calls, "1", summary="Changed")
    desk.site.phone.put(f"{private}new.ics", event("new"))
    told = run(desk, calls)
    assert told.failure is not None
    assert str(told.failure)
    assert (told.deleted_local, told.conflicts) == (0, 0)
    assert desk.texts(calls).keys() >= {"0", "1", "2", "3"}
    assert "SUMMARY:Changed" in desk.texts(calls)["1"]
    assert set(desk.texts(private)) == {"p", "new"}
    assert desk.standing().failure is not None
    meets(desk, calls, private)
    assert set(desk.texts(calls)) == {"0", "1", "2", "new"}
    assert "SUMMARY:Changed" in (desk.site.phone.get(f"{calls}1.ics") or "")


@pytest.mark.parametrize("fault", FAILURES.values(), ids=FAILURES)
def test_a_first_sync_that_fails_goes_on_where_it_was(
    calendar_site: CalendarSite, calls: str, desks: MakeDesk, fault: Fault
) -> None:
    desk = desks(calendar_site)
    desk.connect()
    calendar_site.proxy.when("REPORT", escape(calls), body=b"multiget")(fault)
    told = desk.sync(calls)
    assert told.failure is not None or told.downloaded == 4
    meets(desk, calls)


CUTS = {
    "before sending": faults.cut_before_sending,
    "before the answer": faults.cut_before_answer,
    "in the answer": faults.cut_in_answer(12),
    "500 after it was done": faults.does_it_but_answers(500),
    "502 in its place": faults.answers(502),
    "504 after it was done": faults.does_it_but_answers(504),
    "503 after it was done": faults.does_it_but_answers(503),
    "a page after it was done": faults.does_it_but_answers(200, b"<html>", content_type="text/html"),
    "twice": faults.doubled,
}


@pytest.mark.parametrize("fault", CUTS.values(), ids=CUTS)
@pytest.mark.parametrize("after", [False, True], ids=["at once", "after the phone changed it"])
def test_an_answer_that_is_lost_doubles_and_loses_nothing(
    desk: SyncedDesk, calls: str, fault: Fault, after: bool
) -> None:
    desk.site.proxy.when("PUT|DELETE")(fault)
    desk.change(calls, "1", summary="Changed")
    desk.delete(calls, "2")
    new = desk.add(calls, "New")
    desk.sync(calls)
    desk.change(calls, "1", description="Meanwhile")
    if after:
        there = desk.site.phone.get(f"{calls}1.ics") or ""
        desk.site.phone.put(f"{calls}1.ics", there.replace("END:VEVENT", "LOCATION:Phone\r\nEND:VEVENT"))
    meets(desk, calls)
    assert set(desk.texts(calls)) == {"0", "1", "3", new}
    text = desk.texts(calls)["1"]
    assert "SUMMARY:Changed" in text
    assert "DESCRIPTION:Meanwhile" in text
    assert ("LOCATION:Phone" in text) == after
    assert len(desk.site.phone.listed(calls)) == 4
    assert desk.conflicts() == []


def test_a_deletion_whose_answer_was_lost_is_not_made_again_of_what_was_brought_back(
    desk: SyncedDesk, calls: str
) -> None:
    before = desk.site.phone.get(f"{calls}1.ics") or ""
    desk.site.proxy.when("DELETE|GET")(faults.cut_before_answer)
    desk.delete(calls, "1")
    desk.sync(calls)
    assert desk.site.phone.get(f"{calls}1.ics") is None
    desk.site.phone.put(f"{calls}1.ics", before)
    meets(desk, calls)
    assert "1" in desk.texts(calls)


def test_a_deletion_that_is_undone_before_it_was_settled_is_undone_there(desk: SyncedDesk, calls: str) -> None:
    desk.site.proxy.when("REPORT")(faults.answers(500))
    done = desk.delete(calls, "1")
    desk.sync(calls)
    assert desk.site.phone.get(f"{calls}1.ics") is None
    desk.undo(done)
    meets(desk, calls)
    assert "1" in desk.texts(calls)


def test_a_server_that_takes_nothing_is_not_asked_for_ever(desk: SyncedDesk, calls: str) -> None:
    desk.site.proxy.when("PUT")(faults.answers(412))
    desk.change(calls, "1", summary="Changed")
    desk.sync(calls)
    assert desk.site.proxy.methods().count("PUT") <= 3
    assert "SUMMARY:Changed" in desk.texts(calls)["1"]
    assert len(desk.journal(calls)) == 1


def test_a_token_that_is_refused_means_a_full_listing_and_spares_what_was_edited(desk: SyncedDesk, calls: str) -> None:
    desk.site.proxy.when("REPORT", escape(calls), body=b"sync-token>[^<]", times=1)(faults.token_refused)
    desk.site.proxy.when("PUT", times=1)(faults.answers(502))
    desk.change(calls, "1", summary="Changed")
    new = desk.add(calls, "New")
    desk.site.phone.delete(f"{calls}3.ics")
    desk.site.phone.put(f"{calls}4.ics", event("4"))
    told = desk.sync(calls)
    assert told.failure is None
    assert (told.downloaded, told.deleted_local) == (1, 1)
    assert set(desk.texts(calls)) == {"0", "1", "2", "4", new}
    assert "SUMMARY:Changed" in desk.texts(calls)["1"]
    meets(desk, calls)


@pytest.mark.parametrize("status", [403, 409, 412, 400, 410])
def test_servers_refuse_a_token_in_several_ways(desk: SyncedDesk, calls: str, status: int) -> None:
    refusal = faults.refuses(status, "DAV:valid-sync-token")
    desk.site.proxy.when("REPORT", escape(calls), body=b"sync-token>[^<]", times=1)(refusal)
    desk.site.phone.put(f"{calls}4.ics", event("4"))
    assert desk.sync(calls).downloaded == 1
    meets(desk, calls)


def test_what_a_multiget_leaves_out_is_not_gone(desk: SyncedDesk, calls: str) -> None:
    for number in (1, 2):
        desk.site.phone.put(f"{calls}{number}.ics", event(str(number), "Changed there"))
    leave_out = faults.without_responses(lambda _number, href: href.endswith("/1.ics"))
    desk.site.proxy.when("REPORT", body=b"multiget")(leave_out)
    told = desk.sync(calls)
    assert told.failure is None
    assert told.deleted_local == 0
    assert "SUMMARY:Changed there" in desk.texts(calls)["1"]  # it was asked for alone
    meets(desk, calls)


def test_half_of_a_listing_deletes_little(calendar_site: CalendarSite, desks: MakeDesk) -> None:
    calls = calendar_site.filled({f"{n}.ics": event(str(n)) for n in range(10)})
    desk = desks(calendar_site)
    desk.connect()
    desk.sync()
    some = faults.without_responses(lambda number, _href: number > 3)
    calendar_site.proxy.when("PROPFIND|REPORT", body=b"getetag")(some)
    desk.site.proxy.when("REPORT", body=b"sync-token>[^<]", times=1)(faults.token_refused)
    told = desk.sync()
    assert told.deleted_local == 0
    assert len(desk.texts(calls)) == 10
    meets(desk, calls)
    assert len(desk.texts(calls)) == 10
    assert desk.standing().collections[0].collection.standing is CollectionStanding.ACTIVE


def test_a_deletion_is_known_by_any_status(desk: SyncedDesk, calls: str) -> None:
    """418 was seen in place of 404."""
    desk.site.proxy.when("REPORT", body=b"sync-collection")(faults.with_body(rb"404 Not Found", b"418 I'm a teapot"))
    desk.site.phone.delete(f"{calls}1.ics")
    assert desk.sync(calls).deleted_local == 1
    meets(desk, calls)


def test_etags_after_a_put_that_are_not_the_later_ones_do_no_harm(desk: SyncedDesk, calls: str) -> None:
    desk.site.proxy.when("PUT")(faults.with_header(etag='"a lie"'))
    desk.change(calls, "1", summary="Changed")
    desk.sync(calls)
    desk.change(calls, "1", summary="Changed again")
    desk.sync(calls)
    assert desk.conflicts() == []
    meets(desk, calls)
    assert "SUMMARY:Changed again" in (desk.site.phone.get(f"{calls}1.ics") or "")


def test_etags_that_are_others_each_time_do_no_harm(desk: SyncedDesk, calls: str) -> None:
    numbers = iter(range(10**6))

    def other(answer: Answer) -> Answer:
        body = answer.body.replace(b'getetag>"', b'getetag>"%d' % next(numbers))
        changed = Answer(answer.status, answer.headers, body)
        return changed.with_headers(etag=f'"{next(numbers)}"') if "etag" in answer.headers else changed

    desk.site.proxy.when()(faults.changed(other))
    for uid in "123":
        desk.site.phone.put(f"{calls}{uid}.ics", event(uid, "There"))
    for _ in range(2):
        assert desk.sync(calls).failure is None
    desk.change(calls, "2", summary="Here")
    desk.delete(calls, "3")
    told = desk.sync(calls)
    assert (told.uploaded, told.deleted_remote, told.waits) == (1, 1, 0)
    assert "ETags) of “Here” cannot be relied on" in desk.said()
    assert desk.conflicts() == []
    meets(desk, calls)
    assert "SUMMARY:Here" in (desk.site.phone.get(f"{calls}2.ics") or "")


@pytest.mark.parametrize("etags", [faults.weak_etags, faults.with_header(etag=None)], ids=["weak", "none after a PUT"])
def test_a_server_with_poor_etags_is_synced_all_the_same(desk: SyncedDesk, calls: str, etags: Fault) -> None:
    desk.site.proxy.when()(etags)
    desk.change(calls, "1", summary="Here")
    desk.site.phone.put(f"{calls}2.ics", event("2", "There"))
    new = desk.add(calls, "New")
    for _ in range(2):
        desk.sync(calls)
    assert "SUMMARY:There" in desk.texts(calls)["2"]
    assert len(desk.site.phone.listed(calls)) == 5
    desk.delete(calls, new)
    desk.change(calls, "1", summary="Here", location="Again")
    desk.sync(calls)
    assert "LOCATION:Again" in (desk.site.phone.get(f"{calls}1.ics") or "")
    meets(desk, calls)


def test_an_event_that_the_server_rewrites_is_shown(desk: SyncedDesk, calls: str) -> None:
    desk.site.proxy.when("PUT")(faults.stores(rb"SUMMARY:[^\r]*", b"SUMMARY:Censored"))
    desk.change(calls, "1", summary="Mine", location="Paris")
    told = desk.sync(calls)
    assert told.conflicts == 1
    (found,) = desk.conflicts()
    assert found.conflict.kind is ConflictKind.REWRITTEN
    assert "SUMMARY:Mine" in found.conflict.mine
    assert "SUMMARY:Censored" in found.conflict.theirs
    desk.sync(calls)
    assert len(desk.conflicts()) == 1
    meets(desk, calls)


def test_what_a_server_adds_and_reorders_is_no_rewriting(desk: SyncedDesk, calls: str) -> None:
    added = faults.stores(rb"END:VEVENT", b"X-SERVER-SAW:yes\r\nEND:VEVENT")
    desk.site.proxy.when("PUT")(added)
    desk.change(calls, "1", summary="Mine")
    desk.sync(calls)
    assert desk.conflicts() == []
    meets(desk, calls)
    assert "X-SERVER-SAW:yes" in desk.texts(calls)["1"]


def test_a_new_event_whose_address_is_taken_overwrites_nobody(desk: SyncedDesk, calls: str) -> None:
    new = desk.add(calls, "Mine")
    site = desk.site

    def taken(asked: object) -> None:
        if getattr(asked, "method", "") == "PUT":
            site.proxy.before = lambda _asked: None
            site.phone.put(getattr(asked, "path", ""), event("somebody-else", "Theirs"))

    site.proxy.before = taken
    desk.sync(calls)
    meets(desk, calls)
    titles = {line for text in site.phone.says(calls).values() for line in text if line.startswith("SUMMARY")}
    assert titles >= {"SUMMARY:Mine", "SUMMARY:Theirs"}
    assert new in desk.texts(calls)


def test_an_edit_made_while_it_is_sent_is_sent_next(desk: SyncedDesk, calls: str) -> None:
    desk.change(calls, "1", summary="First")

    def edits(asked: object) -> None:
        if getattr(asked, "method", "") == "PUT":
            desk.site.proxy.before = lambda _asked: None
            desk.change(calls, "1", location="Second")

    desk.site.proxy.before = edits
    desk.sync(calls)
    assert "LOCATION:Second" in desk.texts(calls)["1"]
    meets(desk, calls)
    there = desk.site.phone.get(f"{calls}1.ics") or ""
    assert "SUMMARY:First" in there
    assert "LOCATION:Second" in there


def test_a_write_right_that_is_lost_turns_the_edit_into_one_that_is_shown(desk: SyncedDesk, calls: str) -> None:
    desk.site.proxy.when("PUT|DELETE")(faults.refuses(403, "DAV:need-privileges"))
    desk.change(calls, "1", summary="Mine")
    desk.delete(calls, "2")
    told = desk.sync(calls)
    assert told.refused == 2
    assert "SUMMARY:Mine" in desk.texts(calls)["1"]
    assert {edit.deleted for edit in refused_edits(desk.program.store)} == {True, False}


def test_a_run_that_is_cancelled_ends_after_the_item_and_goes_on_later(desk: SyncedDesk, calls: str) -> None:
    for uid in ("0", "1", "2"):
        desk.change(calls, uid, summary="Changed")
    asked = desk.site.proxy.asked
    desk.sync(calls, cancelled=lambda: any(each.method == "PUT" for each in asked))
    assert desk.report is not None
    assert desk.report.cancelled
    assert desk.site.proxy.methods().count("PUT") == 1
    meets(desk, calls)
    assert desk.site.proxy.methods().count("PUT") == 3
