"""What a collection's answers may look like, and what is made of them."""

from __future__ import annotations

import gc
import threading
from datetime import UTC, datetime
from xml.parsers import expat

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.caldav.conftest import PATH, Open
from tests.servers import faults
from tests.servers.events import event
from tests.servers.proxy import Answer, Exchange, FaultProxy

from opiekun.caldav.addresses import Inside
from opiekun.caldav.collection import Collection
from opiekun.caldav.server import CalendarServer
from opiekun.domain.sync.accounts import SyncBy
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.local import href_key
from opiekun.domain.sync.remote import Busy, CollectionState, RemoteItem, RemoteText

XML = "application/xml; charset=utf-8"
SPACES = "xmlns='DAV:' xmlns:c='urn:ietf:params:xml:ns:caldav' xmlns:s='http://calendarserver.org/ns/'"


def given_answer(stub: FaultProxy, *rows: str, last: str = "") -> None:
    """From now on the stub answers a multistatus of those rows."""
    body = f"<?xml version='1.0' encoding='utf-8'?>\n<multistatus {SPACES}>{''.join(rows)}{last}</multistatus>"
    stub.when()(lambda exchange: exchange.send(Answer(207, {"content-type": XML}, body.encode())))


def row(href: str, *propstats: str, status: int | None = None, more: str = "") -> str:
    told = f"<status>HTTP/1.1 {status} Said</status>" if status else ""
    return f"<response><href>{href}</href>{told}{''.join(propstats)}{more}</response>"


def found(*properties: str, status: int = 200) -> str:
    return f"<propstat><prop>{''.join(properties)}</prop><status>HTTP/1.1 {status} Said</status></propstat>"


def etag(value: str = '"1"') -> str:
    return f"<getetag>{value}</getetag>"


def text(value: str) -> str:
    return f"<c:calendar-data>{value}</c:calendar-data>"


def test_lists_what_is_in_the_collection_and_nothing_else(stub: FaultProxy, calls: Collection) -> None:
    given_answer(
        stub,
        row(PATH, found(etag())),
        row("/ann/calls", found(etag())),
        row(f"{PATH}a.ics", found(etag("W/&quot;1&quot;"))),
        row(f"{stub.url}{PATH}b%20%C3%A9.ics", found(etag('"2"'))),
        row("/ann/c%61lls/b é.ics", found(etag('"3"'))),  # as the one before
        row("c@d+e.ics", found(etag())),
        row(f"{PATH}d.ics", found(etag(), status=404)),
        row(f"{PATH}e.ics", found("<x/>", status=404), found(etag('"5"'))),
        row(f"{PATH}f.ics", status=404),
        row(f"{PATH}sub/", found(etag())),
        row(f"{PATH}sub/g.ics", found(etag())),
        row("/ann/other/h.ics", found(etag())),
        row(f"{PATH}../other/i.ics", found(etag())),
        row(f"{PATH}%2e%2e", found(etag())),
        row("https://evil.example/ann/calls/j.ics", found(etag())),
        row(f"//evil.example{PATH}k.ics", found(etag())),
        row("http://[bad", found(etag())),
        row(""),
        f"<response><href>{PATH}l.ics</href><href>{PATH}m.ics</href><status>HTTP/1.1 200 OK</status></response>",
        "<unknown><response/></unknown>",
    )
    assert [*calls.listing()] == [
        RemoteItem(f"{PATH}a.ics", 'W/"1"'),
        RemoteItem(f"{stub.url}{PATH}b%20%C3%A9.ics", '"2"'),
        RemoteItem("c@d+e.ics", '"1"'),
        RemoteItem(f"{PATH}d.ics", ""),
        RemoteItem(f"{PATH}e.ics", '"5"'),
        RemoteItem(f"{PATH}l.ics", ""),
        RemoteItem(f"{PATH}m.ics", ""),
    ]


def test_a_list_that_was_cut_short_is_none(stub: FaultProxy, calls: Collection) -> None:
    given_answer(stub, row(f"{PATH}a.ics", found(etag())), row(PATH, status=507))
    with pytest.raises(DavRefused) as caught:
        [*calls.listing()]
    assert caught.value.failure is DavFailure.UNREADABLE


def test_other_requests_may_be_made_while_a_list_is_read(stub: FaultProxy, calls: Collection) -> None:
    given_answer(stub, *(row(f"{PATH}{n}.ics", found(etag())) for n in range(20_000)))
    stub.when("GET")(faults.answers(200, event("x"), content_type="text/calendar", etag='"1"'))
    listing = calls.listing()
    assert calls.get(f"{PATH}x.ics") is not None
    for item, _ in zip(listing, range(3), strict=False):
        assert calls.get(item.href) is not None
    assert len([*listing]) == 20_000 - 4


def test_reads_changes(stub: FaultProxy, calls: Collection) -> None:
    data = "BEGIN:VCALENDAR&#13;\nX:é &lt;&amp;\nEND:VCALENDAR\n"
    given_answer(
        stub,
        row(f"{PATH}a.ics", found(etag('"1"'), text(data), '<c:schedule-tag>"s"</c:schedule-tag>')),
        row(f"{PATH}b.ics", found(etag('"2"')), found("<c:calendar-data/>", status=404)),
        row(f"{PATH}c.ics", status=404),
        row(f"{PATH}d.ics", status=410),
        row(f"{PATH}e.ics", status=418),
        row(f"{PATH}f.ics", status=500),
        row(f"{PATH}g.ics", found(etag())),
        row(f"{PATH}g.ics", status=404),
        row(PATH, status=507, more="<error><number-of-matches-within-limits/></error>"),
        last="<sync-token>data:,2 &amp; 3</sync-token>",
    )
    page = calls.changes("data:,1 & 2", with_texts=True)
    assert [*page.changed] == [
        RemoteItem(f"{PATH}a.ics", '"1"'),
        RemoteItem(f"{PATH}b.ics", '"2"'),
        RemoteItem(f"{PATH}f.ics", ""),
    ]
    assert page.deleted == (f"{PATH}c.ics", f"{PATH}d.ics", f"{PATH}e.ics", f"{PATH}g.ics")
    assert (page.token, page.more) == ("data:,2 & 3", True)
    whole = "BEGIN:VCALENDAR\r\nX:é <&\r\nEND:VCALENDAR\r\n"
    assert page.texts == (RemoteText(f"{PATH}a.ics", '"1"', '"s"', whole),)
    asked = stub.asked[0].body.decode()
    assert "data:,1 &amp; 2" in asked
    assert "<d:sync-level>1</d:sync-level>" in asked
    assert "limit" not in asked


def test_a_change_is_told_once_as_the_server_told_it_last(stub: FaultProxy, calls: Collection) -> None:
    given_answer(
        stub,
        row(f"{PATH}a.ics", found(etag('"1"'))),
        row(f"{PATH}b%40c.ics", status=404),
        row(f"{PATH}d.ics", found(etag('"1"'))),
        row(f"{PATH}b@c.ics", found(etag('"1"'))),
        row(f"{PATH}%61.ics", found(etag('"2"'))),
        last="<sync-token>2</sync-token>",
    )
    page = calls.changes("1", with_texts=False)
    told = [(f"{PATH}d.ics", '"1"'), (f"{PATH}b@c.ics", '"1"'), (f"{PATH}%61.ics", '"2"')]
    assert [*page.changed] == [RemoteItem(*each) for each in told]
    assert page.deleted == ()


def test_what_reads_an_answer_is_let_go_of_at_once(stub: FaultProxy, calls: Collection) -> None:
    given_answer(stub, row(f"{PATH}a.ics", found(etag())))

    def parsers() -> int:
        return sum(isinstance(each, expat.XMLParserType) for each in gc.get_objects())

    gc.collect()
    gc.disable()
    try:
        before = parsers()
        for _ in range(3):
            [*calls.listing()]
        assert parsers() == before
    finally:
        gc.enable()


def test_changes_without_a_token_are_none(stub: FaultProxy, calls: Collection) -> None:
    given_answer(stub)
    with pytest.raises(DavRefused) as caught:
        calls.changes("", with_texts=False)
    assert caught.value.failure is DavFailure.UNREADABLE


@pytest.mark.parametrize("status", [400, 403, 404, 409, 410, 412])
@pytest.mark.parametrize("condition", ["valid-sync-token", ""])
def test_a_token_that_is_refused_is_told_as_such(
    stub: FaultProxy, calls: Collection, status: int, condition: str
) -> None:
    body = f"<error xmlns='DAV:'><{condition}/></error>" if condition else ""
    stub.when()(faults.answers(status, body, content_type=XML))
    with pytest.raises(DavRefused) as caught:
        calls.changes("old", with_texts=False)
    assert caught.value.failure is DavFailure.BAD_TOKEN


def test_what_is_forbidden_is_no_bad_token(stub: FaultProxy, calls: Collection) -> None:
    stub.when()(faults.answers(403, "<error xmlns='DAV:'><need-privileges/></error>", content_type=XML))
    with pytest.raises(DavRefused) as caught:
        calls.changes("old", with_texts=False)
    assert caught.value.failure is DavFailure.FORBIDDEN


CALENDAR = "<resourcetype><collection/><c:calendar/></resourcetype>"
REPORT = "<supported-report><report><sync-collection/></report></supported-report>"
REPORTS = f"<supported-report-set>{REPORT}</supported-report-set>"


def privileges(*names: str) -> str:
    told = "".join(f"<privilege><{name}/></privilege>" for name in names)
    return f"<current-user-privilege-set>{told}</current-user-privilege-set>"


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ((), CollectionState(SyncBy.ETAGS, "", read_only=False, name="", colour="")),
        (
            ("<sync-token>t</sync-token>", "<s:getctag>c</s:getctag>", REPORTS, "<displayname> Calls </displayname>"),
            CollectionState(SyncBy.TOKEN, "", read_only=False, name="Calls", colour=""),
        ),
        (
            ("<sync-token>t</sync-token>", "<s:getctag>c</s:getctag>", privileges("read")),
            CollectionState(SyncBy.CTAG, "c", read_only=True, name="", colour=""),
        ),
        ((privileges("read", "write-properties"),), CollectionState(SyncBy.ETAGS, "", True, "", "")),
        ((privileges("read", "write-content"),), CollectionState(SyncBy.ETAGS, "", False, "", "")),
        ((privileges("bind"),), CollectionState(SyncBy.ETAGS, "", False, "", "")),
        ((privileges("all"),), CollectionState(SyncBy.ETAGS, "", False, "", "")),
        (
            ("<calendar-color xmlns='http://apple.com/ns/ical/'>#a1b2c3FF</calendar-color>",),
            CollectionState(SyncBy.ETAGS, "", False, "", "#A1B2C3"),
        ),
        (
            ("<calendar-color xmlns='http://apple.com/ns/ical/'>red</calendar-color>",),
            CollectionState(SyncBy.ETAGS, "", False, "", ""),
        ),
    ],
)
def test_reads_the_state(
    stub: FaultProxy, calls: Collection, properties: tuple[str, ...], expected: CollectionState
) -> None:
    given_answer(stub, row(PATH, found(CALENDAR, *properties), found("<x/>", status=404)))
    assert calls.state() == expected


def test_a_token_or_a_ctag_is_asked_for_only_where_it_is_needed(stub: FaultProxy, calls: Collection) -> None:
    given_answer(stub, row(PATH, found(CALENDAR, REPORTS)))
    calls.state()
    calls.state(SyncBy.TOKEN)
    assert not any(name in each.body for each in stub.asked for name in (b"sync-token", b"getctag"))
    given_answer(stub, row(PATH, found(CALENDAR, "<s:getctag>c</s:getctag>")))
    calls.state(SyncBy.CTAG)
    assert calls.requests == 3


@pytest.mark.parametrize(
    "rows", [(), (row(PATH, status=404),), (row(PATH, found("<resourcetype><collection/></resourcetype>")),)]
)
def test_what_is_no_calendar_any_more_is_gone(stub: FaultProxy, calls: Collection, rows: tuple[str, ...]) -> None:
    given_answer(stub, *rows)
    with pytest.raises(DavRefused) as caught:
        calls.state()
    assert caught.value.failure is DavFailure.MISSING


def test_fetches_those_that_were_asked_for(stub: FaultProxy, calls: Collection) -> None:
    given_answer(
        stub,
        row(f"{PATH}a%20b.ics", found(etag('"1"'), text("A"))),
        row(f"{PATH}a b.ics", found(etag('"2"'), text("B"))),
        row(f"{PATH}c.ics", status=404),
        row(f"{PATH}d.ics", found(etag()), found("<c:calendar-data/>", status=404)),
        row(f"{PATH}unasked.ics", found(etag(), text("C"))),
    )
    hrefs = [f"{PATH}{name}.ics" for name in ("a b", "c", "d", "left-out", "&lt;")]
    assert calls.fetch(hrefs) == (RemoteText(f"{PATH}a%20b.ics", '"1"', "", "A"),)
    assert len(stub.asked) == 1


def test_a_control_character_in_one_event_keeps_no_other_away(stub: FaultProxy, calls: Collection) -> None:
    """Cyrus, SOGo and sabre/dav hand on what stands in an event, which makes an answer that is no XML."""
    rung = event("x", "Ring\x07 \x0bup\x00")
    given_answer(
        stub,
        row(f"{PATH}a.ics", found(etag('"1"'), text(f"<![CDATA[{rung}]]>"))),
        row(f"{PATH}b.ics", found(etag('"2"'), text(event("y", "Tab\t")))),
        last="<sync-token>2</sync-token>",
    )
    stub.when("GET")(faults.answers(200, rung, content_type="text/calendar"))
    texts = [event("x", "Ring up"), event("y", "Tab\t")]
    assert [each.text for each in calls.fetch([f"{PATH}a.ics", f"{PATH}b.ics"])] == texts
    assert [each.text for each in calls.changes("1", with_texts=True).texts] == texts
    got = calls.get(f"{PATH}a.ics")
    assert got is not None
    assert got.text == texts[0]


def test_an_event_that_is_no_utf_8_keeps_no_other_away(stub: FaultProxy, calls: Collection) -> None:
    """Cyrus takes such an event, and hands it on. Of an address it would be another one."""
    rows = [row(f"{PATH}{name}.ics", found(etag(), text(event(name, "Koń")))) for name in "ab"]
    bodies = [each.encode(named) for each, named in zip(rows, ("iso-8859-2", "utf-8"), strict=True)]
    whole = f"<multistatus {SPACES}>".encode() + b"".join(bodies) + b"</multistatus>"
    stub.when()(faults.answers(207, whole, content_type=XML))
    got = calls.fetch([f"{PATH}a.ics", f"{PATH}b.ics"])
    assert [each.text for each in got] == [event("a", "Ko�"), event("b", "Koń")]
    stub.when()(faults.answers(207, whole.replace(b"a.ics", b"\xf1.ics"), content_type=XML))
    with pytest.raises(DavRefused) as caught:
        [*calls.listing()]
    assert caught.value.failure is DavFailure.UNREADABLE


def test_an_answer_may_be_in_utf_16(stub: FaultProxy, calls: Collection) -> None:
    body = f"<?xml version='1.0' encoding='utf-16'?><multistatus {SPACES}>{row(f'{PATH}a.ics', found(etag()))}"
    stub.when()(faults.answers(207, f"{body}</multistatus>".encode("utf-16"), content_type="application/xml"))
    assert [item.href for item in calls.listing()] == [f"{PATH}a.ics"]


def test_gets_one(stub: FaultProxy, calls: Collection) -> None:
    body = b"\xef\xbb\xbfBEGIN:VCALENDAR\nX:\xff\r\n"
    head = {"content-type": "text/calendar; charset=utf-8", "etag": 'W/"1"', "schedule-tag": '"s"'}
    stub.when()(lambda exchange: exchange.send(Answer(200, head, body)))
    href = f"{stub.url}{PATH}b%20c.ics"
    assert calls.get(href) == RemoteText(href, 'W/"1"', '"s"', "BEGIN:VCALENDAR\r\nX:\N{REPLACEMENT CHARACTER}\r\n")
    assert stub.asked[0].path == f"{PATH}b%20c.ics"
    assert stub.asked[0].headers["accept-encoding"] == "identity"


def test_gets_one_that_the_server_takes_for_no_calendar_by_its_name(stub: FaultProxy, calls: Collection) -> None:
    def by_name(exchange: Exchange) -> None:
        if "*/*" in exchange.asked.headers["accept"]:
            exchange.send(Answer(200, {"content-type": "application/octet-stream"}, event("x").encode()))
        else:
            exchange.send(Answer(406))

    stub.when()(by_name)
    found = calls.get(f"{PATH}no-ending")
    assert found is not None
    assert found.text == event("x")


def test_writes_to_the_letter(stub: FaultProxy, calls: Collection) -> None:
    stub.when()(faults.answers(204, etag='"2"'))
    assert calls.put(f"{PATH}a é.ics", "X:ż\nY:\r\n", etag='"1"').etag == '"2"'
    asked = stub.asked[0]
    assert asked.body == "X:ż\r\nY:\r\n".encode()
    assert asked.headers["content-type"] == "text/calendar; charset=utf-8"
    assert asked.headers["if-match"] == '"1"'
    assert href_key(asked.path) == f"{PATH}a é.ics"


def test_a_weak_etag_is_compared_and_never_sent(stub: FaultProxy, calls: Collection) -> None:
    given_answer(stub, row(f"{PATH}a.ics", found(etag('W/"1"'))))
    stub.when("PUT|DELETE")(faults.answers(204, etag='W/"2"'))
    assert calls.put(f"{PATH}a.ics", "X:1\r\n", etag='W/"1"').etag == ""
    assert calls.delete(f"{PATH}a.ics", etag='W/"1"')
    for act in (
        lambda: calls.put(f"{PATH}a.ics", "X:1\r\n", etag='W/"0"'),
        lambda: calls.delete(f"{PATH}a.ics", etag='W/"0"'),
    ):
        with pytest.raises(DavRefused) as caught:
            act()
        assert caught.value.failure is DavFailure.PRECONDITION
    assert all("if-match" not in asked.headers for asked in stub.asked)
    assert [asked.method for asked in stub.asked] == ["PROPFIND", "PUT", "PROPFIND", "DELETE", "PROPFIND", "PROPFIND"]


def test_a_condition_that_a_server_does_not_heed_is_looked_at_beforehand(stub: FaultProxy, opened: Open) -> None:
    """SOGo deletes whatever If-Match says, and puts a new event over another whatever If-None-Match says."""
    path = "/SOGo/dav/ann/Calendar/calls/"
    calls = opened(stub.url).collection(stub.url + path)
    given_answer(stub, row(f"{path}a.ics", found(etag('"2"'))))
    stub.when("GET", "a.ics")(faults.answers(200, event("a"), content_type="text/calendar"))
    stub.when("GET|PROPFIND", "b.ics")(faults.answers(404))
    stub.when("PUT|DELETE")(faults.answers(204))
    for act in (
        lambda: calls.delete(f"{path}a.ics", etag='"1"'),
        lambda: calls.put(f"{path}a.ics", event("a"), etag=None),
    ):
        with pytest.raises(DavRefused) as caught:
            act()
        assert caught.value.failure is DavFailure.PRECONDITION
    assert not {asked.method for asked in stub.asked} & {"PUT", "DELETE"}
    calls.delete(f"{path}b.ics", etag='"1"')
    calls.put(f"{path}b.ics", event("b"), etag=None)
    calls.put(f"{path}a.ics", event("a"), etag='"2"')
    calls.delete(f"{path}a.ics", etag='"2"')
    written = [(each.method, each.path[-5:]) for each in stub.asked if each.method in ("PUT", "DELETE")]
    assert written == [("PUT", "b.ics"), ("PUT", "a.ics"), ("DELETE", "a.ics")]


@pytest.mark.parametrize("status", [404, 410])
def test_what_is_gone_needs_no_deleting(stub: FaultProxy, calls: Collection, status: int) -> None:
    stub.when()(faults.answers(status))
    assert not calls.delete(f"{PATH}a.ics", etag='"1"')
    assert not calls.delete(f"{PATH}a.ics", etag='W/"1"')


@given(uid=st.text(min_size=1))
def test_a_new_event_gets_a_name_of_its_own(uid: str) -> None:
    calls = Collection(None, "https://desk.example/ann/calls")  # type: ignore[arg-type]  # nothing is asked
    href = calls.new_href(uid)
    assert Inside("https://desk.example/ann/calls").holds(href)
    name = href.rpartition("/")[2]
    assert name.isascii()
    assert len(name) < 140
    assert calls.new_href(uid) == href
    assert calls.new_href(uid + "x") != href


def test_plain_uids_are_names() -> None:
    calls = Collection(None, "https://desk.example/ann/calls/")  # type: ignore[arg-type]  # as above
    assert calls.new_href("A-1_b.c@x") == "https://desk.example/ann/calls/A-1_b.c%40x.ics"
    assert "/" not in calls.new_href("../../x").removeprefix("https://desk.example/ann/calls/")


def test_tells_when_the_owner_is_busy(stub: FaultProxy, calls: Collection) -> None:
    body = "BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\nFREEBUSY:20260622T090000Z/PT30M\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
    stub.when()(faults.answers(200, body, content_type="text/calendar"))
    since, until = datetime(2026, 6, 22, tzinfo=UTC), datetime(2026, 6, 23, tzinfo=UTC)
    start = int(since.timestamp()) + 9 * 3600
    assert calls.busy(since, until).busy == (Busy(start, start + 1800),)
    assert b'start="20260622T000000Z" end="20260623T000000Z"' in stub.asked[0].body


def asked_ahead(stub: FaultProxy, opened: Open, token: str) -> tuple[CalendarServer, Collection]:
    """A server that is being asked already what changed in a collection."""
    server = opened(stub.url)
    server.ask_ahead({stub.url + PATH: token})
    return server, server.collection(stub.url + PATH)


def test_what_was_asked_ahead_is_not_asked_again(stub: FaultProxy, opened: Open) -> None:
    given_answer(stub, row(f"{PATH}a.ics", found(etag())), last="<sync-token>2</sync-token>")
    server, ahead = asked_ahead(stub, opened, "1")
    page = ahead.changes("1", with_texts=False)
    assert ([*page.changed], page.token) == ([RemoteItem(f"{PATH}a.ics", '"1"')], "2")
    assert (stub.methods(), ahead.requests) == (["REPORT"], 1)
    # The answer was to one question.
    ahead.changes("1", with_texts=False)
    server.collection(stub.url + PATH).changes("1", with_texts=False)
    assert stub.methods() == ["REPORT"] * 3


@pytest.mark.parametrize(("token", "with_texts"), [("2", False), ("1", True)])
def test_another_question_than_the_one_asked_ahead_is_asked(
    stub: FaultProxy, opened: Open, token: str, with_texts: bool
) -> None:
    given_answer(stub, last="<sync-token>3</sync-token>")
    _server, ahead = asked_ahead(stub, opened, "1")
    ahead.changes(token, with_texts=with_texts)
    bodies = [each.body for each in stub.asked]
    assert any(f">{token}<".encode() in body and (b"calendar-data" in body) is with_texts for body in bodies)


def test_what_fails_ahead_is_told_to_whoever_asks(stub: FaultProxy, opened: Open) -> None:
    stub.when()(faults.answers(503))
    _server, ahead = asked_ahead(stub, opened, "1")
    with pytest.raises(DavRefused) as refused:
        ahead.changes("1", with_texts=False)
    assert refused.value.failure is DavFailure.BUSY


def test_what_fails_ahead_is_not_tried_with_each_collection(stub: FaultProxy, opened: Open) -> None:
    """A few refusals of a password are enough for some servers to lock the user out."""
    urls = [f"{stub.url}/ann/{name}/" for name in ("calls", "team", "club")]
    stub.when()(faults.answers(401, www_authenticate='Basic realm="calendars"'))
    server = opened(stub.url)
    server.ask_ahead(dict.fromkeys(urls, "1"))
    asking = [thread for thread in threading.enumerate() if thread.name.startswith("caldav ahead")]
    first, second = (server.collection(url) for url in urls[:2])
    with pytest.raises(DavRefused) as refused:
        first.changes("1", with_texts=False)
    assert refused.value.failure is DavFailure.UNAUTHORIZED
    for thread in asking:
        thread.join()
    assert len(stub.asked) == 1
    # Who asks all the same is answered.
    given_answer(stub, last="<sync-token>2</sync-token>")
    page = second.changes("1", with_texts=False)
    assert (page.token, second.requests) == ("2", 1)


def test_nobody_waits_for_what_was_asked_ahead_and_is_not_wanted(stub: FaultProxy, opened: Open) -> None:
    came = threading.Event()

    def held(exchange: Exchange) -> None:
        came.set()
        exchange.hold()

    stub.when()(held)
    server, ahead = asked_ahead(stub, opened, "1")
    assert came.wait(30)
    server.close()
    with pytest.raises(DavRefused):
        ahead.changes("1", with_texts=False)
