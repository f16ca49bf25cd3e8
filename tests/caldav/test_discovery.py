"""Calendars found from what people type, on servers of every shape."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.caldav.conftest import Open
from tests.caldav.test_collection import CALENDAR, found, privileges, row
from tests.caldav.test_collection import SPACES as NAMES
from tests.caldav.tls import Certificate, TlsStub
from tests.servers import faults
from tests.servers.proxy import Answer, FaultProxy

from opiekun.caldav.addresses import typed
from opiekun.caldav.lookup import Service
from opiekun.caldav.server import CalendarServer
from opiekun.domain.errors import InvalidInput
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.remote import FoundCollection

XML = "application/xml; charset=utf-8"
PRINCIPAL = "<resourcetype><collection/><principal/></resourcetype>"
TASKS = "<c:supported-calendar-component-set><c:comp name='VTODO'/></c:supported-calendar-component-set>"
BOTH = TASKS.replace("<c:comp ", "<c:comp name='vevent'/><c:comp ")


def serve(stub: FaultProxy, path: str, *rows: str) -> None:
    """From now on a path has these rows; others stay as they are."""
    body = f"<multistatus {NAMES}>{''.join(rows)}</multistatus>".encode()
    stub.when(path=f"^{path}$")(lambda exchange: exchange.send(Answer(207, {"content-type": XML}, body)))


def principal_is(path: str) -> str:
    return f"<current-user-principal><href>{path}</href></current-user-principal>"


def homes(*paths: str) -> str:
    return f"<c:calendar-home-set>{''.join(f'<href>{path}</href>' for path in paths)}</c:calendar-home-set>"


def name(words: str) -> str:
    return f"<displayname>{words}</displayname>"


def usual(stub: FaultProxy) -> None:
    """A server as most are."""
    stub.when()(faults.answers(404))
    serve(stub, "/", row("/", found("<resourcetype><collection/></resourcetype>", principal_is("/ann/"))))
    addresses = "<href>mailto:ann@desk.example</href><href>MAILTO:A@desk.example</href><href>/ann/</href>"
    serve(
        stub,
        "/ann/",
        row(
            "/ann/",
            found(
                PRINCIPAL,
                homes("/ann/cal/", "/team/"),
                f"<c:calendar-user-address-set>{addresses}</c:calendar-user-address-set>",
                "<c:schedule-outbox-URL><href>/ann/outbox/</href></c:schedule-outbox-URL>",
            ),
        ),
    )
    serve(
        stub,
        "/ann/cal/",
        row("/ann/cal/", found("<resourcetype><collection/></resourcetype>")),
        row("/ann/cal/calls/", found(CALENDAR, BOTH, name("Calls &amp; more\n\0".replace("\0", "")))),
        row("/ann/cal/tasks/", found(CALENDAR, TASKS, name("Tasks"))),
        row("/ann/cal/inbox/", found("<resourcetype><collection/><c:schedule-inbox/></resourcetype>")),
        row("/ann/cal/b%C3%B3b/", found(CALENDAR, privileges("read")), found("<displayname/>", status=404)),
    )
    colour = "<calendar-color xmlns='http://apple.com/ns/ical/'>#0a0b0cff</calendar-color>"
    serve(stub, "/team/", row(f"{stub.url}/team/all/", found(CALENDAR, name("Team"), colour)))


def test_finds_every_calendar_that_takes_events(stub: FaultProxy, opened: Open) -> None:
    usual(stub)
    found_there = opened(stub.url).discover()
    assert found_there.collections == (
        FoundCollection(f"{stub.url}/ann/cal/calls/", "Calls & more"),
        FoundCollection(f"{stub.url}/ann/cal/b%C3%B3b/", "bób", read_only=True),
        FoundCollection(f"{stub.url}/team/all/", "Team", "#0A0B0C"),
    )
    assert found_there.principal == found_there.url == f"{stub.url}/ann/"
    assert found_there.outbox == f"{stub.url}/ann/outbox/"
    assert found_there.addresses == ("ann@desk.example", "A@desk.example")
    assert not found_there.partial
    for asked in stub.asked:  # some servers read a whole calendar to tell these
        assert b"getctag" not in asked.body
        assert b"sync-token" not in asked.body


@pytest.mark.parametrize(
    ("says", "schedules"),
    [
        ({"dav": "1, 2, calendar-access, Calendar-Auto-Schedule"}, True),
        ({"dav": "1, calendar-access"}, False),
        ({}, False),
    ],
)
def test_a_server_says_where_its_inbox_is_and_whether_it_writes_to_people(
    stub: FaultProxy, opened: Open, says: dict[str, str], *, schedules: bool
) -> None:
    usual(stub)
    inbox = "<c:schedule-inbox-URL><href>/ann/inbox/</href></c:schedule-inbox-URL>"
    serve(stub, "/ann/", row("/ann/", found(PRINCIPAL, homes("/ann/cal/"), inbox)))
    stub.when("OPTIONS", "^/ann/inbox/$")(lambda exchange: exchange.send(Answer(200, says)))
    there = opened(stub.url).discover()
    assert (there.inbox, there.outbox, there.schedules) == (f"{stub.url}/ann/inbox/", "", schedules)


def test_an_inbox_elsewhere_is_not_asked(stub: FaultProxy, opened: Open) -> None:
    usual(stub)
    inbox = "<c:schedule-inbox-URL><href>http://192.0.2.1/inbox/</href></c:schedule-inbox-URL>"
    serve(stub, "/ann/", row("/ann/", found(PRINCIPAL, homes("/ann/cal/"), inbox)))
    there = opened(stub.url).discover()
    assert (there.inbox, there.schedules) == ("", False)


@pytest.mark.parametrize("path", ["/ann/", "/ann", "/ann/cal/calls/", "/.well-known/caldav"])
def test_any_address_on_the_way_will_do(stub: FaultProxy, opened: Open, path: str) -> None:
    usual(stub)
    serve(stub, "/ann", row("/ann/", found(PRINCIPAL, principal_is("/ann/"), homes("/ann/cal/", "/team/"))))
    serve(stub, "/ann/cal/calls/", row("/ann/cal/calls/", found(CALENDAR, BOTH, name("Calls"), principal_is("/ann/"))))
    stub.when(path="^/.well-known/caldav$")(faults.answers(301, location="/"))
    assert len(opened(stub.url + path).discover().collections) == 3


def test_a_home_that_fails_hides_no_other(stub: FaultProxy, opened: Open) -> None:
    usual(stub)
    for fault in (faults.answers(500), faults.answers(403), faults.login_page(), lambda exchange: exchange.cut()):
        stub.when(path="^/ann/cal/$")(fault)
        there = opened(stub.url).discover()
        assert ([each.name for each in there.collections], there.partial) == (["Team"], True)


@pytest.mark.parametrize(("status", "failure"), [(403, DavFailure.FORBIDDEN), (500, DavFailure.SERVER)])
def test_where_every_home_fails_it_is_told_why(
    stub: FaultProxy, opened: Open, status: int, failure: DavFailure
) -> None:
    usual(stub)
    stub.when(path="^/(ann/cal|team)/$")(faults.answers(status))
    with pytest.raises(DavRefused) as caught:
        opened(stub.url).discover()
    assert caught.value.failure is failure


def test_a_calendar_of_somebody_else_is_found_by_its_address(stub: FaultProxy, opened: Open) -> None:
    usual(stub)
    serve(stub, "/eve/x/", row("/eve/x/", found(CALENDAR, name("Eve"), principal_is("/ann/"), privileges("read"))))
    there = opened(f"{stub.url}/eve/x/").discover()
    assert FoundCollection(f"{stub.url}/eve/x/", "Eve", read_only=True) in there.collections
    assert len(there.collections) == 4


@pytest.mark.parametrize("path", ["/", "/ann/", "/ann/cal/"])
def test_an_address_that_is_no_calendar_names_none(stub: FaultProxy, opened: Open, path: str) -> None:
    usual(stub)
    assert opened(stub.url + path).discover().named == ""


def test_the_calendar_whose_address_was_written_is_the_one_that_is_meant(stub: FaultProxy, opened: Open) -> None:
    usual(stub)
    serve(stub, "/ann/cal/calls", row("/ann/cal/calls/", found(CALENDAR, BOTH, name("Calls"), principal_is("/ann/"))))
    there = opened(f"{stub.url}/ann/cal/calls").discover()
    assert there.named == f"{stub.url}/ann/cal/calls/"
    assert there.named in {each.url for each in there.collections}
    assert there.url == f"{stub.url}/ann/"


CONTACTS = "<resourcetype><collection/><b:addressbook xmlns:b='urn:ietf:params:xml:ns:carddav'/></resourcetype>"


@pytest.mark.parametrize("kind", [CALENDAR + TASKS, CONTACTS], ids=["tasks", "contacts"])
def test_what_keeps_no_events_is_no_way_to_other_calendars(stub: FaultProxy, opened: Open, kind: str) -> None:
    usual(stub)
    serve(stub, "/.well-known/caldav", row("/", found(principal_is("/ann/"))))
    serve(stub, "/ann/cal/tasks/", row("/ann/cal/tasks/", found(kind, principal_is("/ann/"))))
    with pytest.raises(DavRefused, match="but no events") as caught:
        opened(f"{stub.url}/ann/cal/tasks/").discover()
    assert caught.value.failure is DavFailure.NO_EVENTS


def test_a_server_without_principals(stub: FaultProxy, opened: Open) -> None:
    stub.when()(faults.answers(404))
    here = row("/cal/", found("<resourcetype><collection/></resourcetype>"))
    serve(stub, "/cal/", here, row("/cal/a/", found(CALENDAR, name("A"))))
    assert [each.name for each in opened(f"{stub.url}/cal/").discover().collections] == ["A"]
    serve(stub, "/cal/a/", row("/cal/a/", found(CALENDAR, name("A"))))
    assert [each.name for each in opened(f"{stub.url}/cal/a/").discover().collections] == ["A"]


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (401, DavFailure.UNAUTHORIZED),
        (404, DavFailure.NO_CALENDARS),
        (405, DavFailure.NO_CALENDARS),
        (503, DavFailure.BUSY),
    ],
)
def test_tells_why_nothing_was_found(stub: FaultProxy, opened: Open, status: int, failure: DavFailure) -> None:
    stub.when()(faults.answers(status))
    with pytest.raises(DavRefused) as caught:
        opened(stub.url).discover()
    assert caught.value.failure is failure


@pytest.mark.parametrize(
    ("status", "told"), [(503, "Try again in some minutes."), (500, "Try again; if it goes on, tell those who run")]
)
def test_nobody_looks_for_calendars_again_by_himself(stub: FaultProxy, opened: Open, status: int, told: str) -> None:
    stub.when()(faults.answers(status))
    with pytest.raises(DavRefused) as caught:
        opened(stub.url).discover()
    assert told in str(caught.value)
    assert caught.value.status == status


def test_a_user_without_calendars(stub: FaultProxy, opened: Open) -> None:
    usual(stub)
    serve(stub, "/ann/cal/")
    serve(stub, "/team/")
    with pytest.raises(DavRefused) as caught:
        opened(stub.url).discover()
    assert caught.value.failure is DavFailure.NO_CALENDARS


def test_the_password_goes_to_no_other_server(stub: FaultProxy, opened: Open) -> None:
    with FaultProxy(0) as other:
        usual(stub)
        serve(stub, "/ann/", row("/ann/", found(PRINCIPAL, homes(f"{other.url}/cal/", "/team/"))))
        there = opened(stub.url).discover()
        assert ([each.name for each in there.collections], there.partial) == (["Team"], True)
        serve(stub, "/", row("/", found(principal_is(f"{other.url}/ann/"))))
        with pytest.raises(DavRefused) as caught:
            opened(stub.url).discover()
        assert caught.value.failure is DavFailure.REDIRECTED
        assert other.asked == []


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("certificates"), "one")


@pytest.mark.parametrize(("told", "path"), [("", "/.well-known/caldav"), ("/dav/", "/dav/")])
@pytest.mark.parametrize("written", ["localhost", "ann@localhost", " LOCALHOST "])
def test_a_domain_names_its_service(opened: Open, certificate: Certificate, told: str, path: str, written: str) -> None:
    with TlsStub(certificate) as tls:
        usual(tls)
        tls.when(path=f"^{path}$")(faults.answers(301, location="/"))
        asked: list[str] = []

        def lookup(domain: str) -> tuple[Service, ...]:
            asked.append(domain)
            return (Service("evil.example", 443, "/"), Service("localhost", tls.port, told))

        server = opened(written, lookup=lookup, fingerprint=certificate.fingerprint)
        there = server.discover()
        assert asked == ["localhost"]
        assert tls.asked[0].path == path
        assert there.principal == f"https://localhost:{tls.port}/ann/"


def test_a_service_of_another_domain_gets_no_password(opened: Open) -> None:
    server: CalendarServer = opened("localhost", lookup=lambda _domain: (Service("evil.example", 443, "/"),))
    with pytest.raises(DavRefused) as caught:
        server.discover()
    assert caught.value.failure in (DavFailure.REDIRECTED, DavFailure.UNREACHABLE)


@pytest.mark.parametrize(
    ("written", "domain", "url"),
    [
        ("desk.example", "desk.example", ""),
        ("ann@desk.example", "desk.example", ""),
        ("https://desk.example", "desk.example", "https://desk.example/"),
        ("desk.example:8443", "desk.example", "https://desk.example:8443/"),
        ("desk.example/dav/ann é@x/", "desk.example", "https://desk.example/dav/ann%20%C3%A9@x/"),
        ("http://desk.example/a%20b", "desk.example", "http://desk.example/a%20b"),
        ("https://[::1]:5232/x", "::1", "https://[::1]:5232/x"),
        ("https://żółw.example/", "żółw.example", "https://żółw.example/"),
    ],
)
def test_what_people_type(written: str, domain: str, url: str) -> None:
    assert (typed(written).domain, typed(written).url) == (domain, url)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "  ",
        "ftp://desk.example",
        "https://",
        "https://a b/",
        "https://ann:pw@desk.example/",
        "x" * 3000,
        "file:///etc",
        "https://desk.example:99999/",
        "https://[bad/",
        "javascript:alert(1)",
        "-",
        "a..b",
    ],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    act: Callable[[], object] = lambda: typed(written)  # noqa: E731
    with pytest.raises(InvalidInput) as caught:
        act()
    assert "pw" not in str(caught.value)
