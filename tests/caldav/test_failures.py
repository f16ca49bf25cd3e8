"""Everything a server can do wrong: told as what it means, in bounded time and memory, and without a secret."""

from __future__ import annotations

import gzip
import logging
import socket
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

import pytest
from tests.caldav.conftest import PASSWORD, PATH, Open
from tests.servers import faults
from tests.servers.events import event
from tests.servers.proxy import Answer, Exchange, FaultProxy

from opiekun.caldav.addresses import place_of
from opiekun.caldav.collection import Collection
from opiekun.caldav.failures import unreachable
from opiekun.caldav.session import Limits
from opiekun.caldav.transport import not_connected
from opiekun.domain.sync.failures import DavFailure, DavRefused

XML = "application/xml; charset=utf-8"
HREF = f"{PATH}x.ics"
HASTY = Limits(connect=2.0, read=0.3, think=0.3, deadline=1.0, largest=200_000, largest_listing=300_000)


def refusal_of(act: Callable[[], object]) -> DavRefused:
    """What an act is refused with."""
    with pytest.raises(DavRefused) as caught:
        act()
    return caught.value


def put(calls: Collection) -> Callable[[], object]:
    return lambda: calls.put(HREF, event("x"), etag=None)


STATUSES = {
    400: DavFailure.REFUSED,
    401: DavFailure.UNAUTHORIZED,
    403: DavFailure.FORBIDDEN,
    404: DavFailure.MISSING,
    405: DavFailure.REFUSED,
    409: DavFailure.CONFLICT,
    410: DavFailure.MISSING,
    412: DavFailure.PRECONDITION,
    413: DavFailure.TOO_LARGE,
    415: DavFailure.REFUSED,
    423: DavFailure.LOCKED,
    429: DavFailure.BUSY,
    500: DavFailure.SERVER,
    502: DavFailure.SERVER,
    503: DavFailure.BUSY,
    507: DavFailure.FULL,
}


@pytest.mark.parametrize("status", STATUSES)
def test_each_status_is_told_as_what_it_means(stub: FaultProxy, calls: Collection, status: int) -> None:
    stub.when()(faults.answers(status, b"Because.", content_type="text/plain"))
    refusal = refusal_of(put(calls))
    assert (refusal.failure, refusal.status, refusal.words) == (STATUSES[status], status, "Because.")
    assert "127.0.0.1" in str(refusal)
    assert len(stub.asked) == calls.requests == 1


@pytest.mark.parametrize("condition", ["no-uid-conflict", "unique-scheduling-object-resource"])
@pytest.mark.parametrize("status", [403, 409, 412])
def test_the_same_uid_elsewhere_is_a_collision(
    stub: FaultProxy, calls: Collection, status: int, condition: str
) -> None:
    stub.when()(faults.refuses(status, f"C:{condition}", "Already in “Home”"))
    refusal = refusal_of(put(calls))
    assert refusal.failure is DavFailure.CONFLICT
    assert "in another place or calendar already" in str(refusal)
    assert "Already in “Home”" in refusal.words
    assert condition in refusal.words


@pytest.mark.parametrize("status", [403, 409])
@pytest.mark.parametrize(
    ("condition", "advice"),
    [
        ("C:valid-calendar-data", "Change what it objects to"),
        ("C:max-attendees-per-instance", "Change what it objects to"),
        ("C:supported-calendar-component", "Put it into another one"),
        ("C:max-resource-size", "Shorten it"),
    ],
)
def test_what_is_wrong_with_an_event_is_no_want_of_a_right(
    stub: FaultProxy, calls: Collection, status: int, condition: str, advice: str
) -> None:
    stub.when()(faults.refuses(status, condition, "Bad event"))
    refusal = refusal_of(put(calls))
    assert advice in str(refusal)
    assert "right" not in str(refusal)
    assert (refusal.failure, "Bad event" in refusal.words) == (STATUSES[status], True)


def test_who_may_not_change_an_event_is_told_whom_to_ask(stub: FaultProxy, calls: Collection) -> None:
    stub.when()(faults.refuses(403, "DAV:need-privileges"))
    assert "Ask the calendar's owner for the right to change it." in str(refusal_of(put(calls)))


def test_what_collides_is_told_with_what_can_be_done(stub: FaultProxy, calls: Collection) -> None:
    stub.when()(faults.answers(409))
    assert "then try again or give the change up" in str(refusal_of(put(calls)))


@pytest.mark.parametrize(
    ("status", "told"),
    [(403, "does not let you read this"), (409, "does not answer this"), (412, "does not answer this")],
)
@pytest.mark.parametrize("ask", ["state", "list", "fetch", "changes"])
def test_of_what_was_only_to_be_read_nothing_is_said_of_a_change(
    stub: FaultProxy, calls: Collection, status: int, told: str, ask: str
) -> None:
    acts: dict[str, Callable[[], object]] = {
        "state": calls.state,
        "list": lambda: [*calls.listing()],
        "fetch": lambda: calls.fetch([HREF]),
        "changes": lambda: calls.changes("", with_texts=False),
    }
    stub.when()(faults.answers(status))
    refusal = refusal_of(acts[ask])
    assert told in str(refusal)
    assert "change" not in str(refusal)
    assert refusal.failure is STATUSES[status]


@pytest.mark.parametrize(
    ("content_type", "body", "words"),
    [
        (
            "text/html",
            "<html><head><title>x</title><style>p{}</style></head><p>Call <b>IT</b> &amp; wait",
            "Call IT & wait",
        ),
        ("text/plain", "Line\r\none\0\x1b[31m", "Line one [31m"),
        ("application/octet-stream", "\x01\x02", "Forbidden"),
        ("", "", "Forbidden"),
        ("text/plain", "x" * 10_000, "x" * 499 + "…"),
        (
            XML,
            "<error xmlns='DAV:'><need-privileges/><responsedescription> Ask Eve </responsedescription></error>",
            "Ask Eve; need-privileges",
        ),
        (XML, "<error xmlns='DAV:'><broken", "Forbidden"),
        (XML, "<!DOCTYPE x [<!ENTITY a 'boom'>]><error xmlns='DAV:'><b>&a;</b></error>", "&a;"),
    ],
)
def test_the_servers_words_come_as_plain_text(
    stub: FaultProxy, calls: Collection, content_type: str, body: str, words: str
) -> None:
    stub.when()(faults.answers(403, body, content_type=content_type))
    assert refusal_of(put(calls)).words == words


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("Tue, 16 Jun 2026 12:02:00 GMT", 120),
        ("Tue, 16 Jun 2026 11:00:00 GMT", 0),
        ("99999999999999999999", 30 * 86_400),
        ("9" * 400, 30 * 86_400),  # no float holds that
        ("soon", None),
        ("-5", None),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_waits_as_the_server_says(
    stub: FaultProxy, calls: Collection, status: int, header: str, seconds: int | None
) -> None:
    stub.when()(faults.answers(status, retry_after=header, date="Tue, 16 Jun 2026 12:00:00 GMT"))
    assert refusal_of(calls.state).retry_after == seconds


@pytest.mark.parametrize(
    "fault",
    [
        faults.login_page(),
        faults.login_page(207),
        faults.entity_bomb,
        faults.answers(207, "<multistatus xmlns='DAV:'><response>", content_type=XML),
        faults.answers(207, "", content_type=XML),
        faults.answers(207, "{}", content_type="application/json"),
        faults.answers(207, "<a/>", content_type=XML),
        faults.answers(207, "<multistatus xmlns='DAV:'>" + "<a>" * 5_000, content_type=XML),
        faults.answers(207, "<!DOCTYPE m [<!ENTITY x 'y'>]><m>&x;</m>".encode("utf-16"), content_type=XML),
        faults.answers(207, "<multistatus xmlns='DAV:'>&#1</multistatus>", content_type=XML),
        faults.answers(200, "", content_type=XML),
    ],
)
def test_what_is_no_multistatus_is_unreadable(stub: FaultProxy, calls: Collection, fault: object) -> None:
    stub.when()(fault)
    for act in (calls.state, lambda: [*calls.listing()], lambda: calls.changes("t", with_texts=True)):
        assert refusal_of(act).failure is DavFailure.UNREADABLE
    assert refusal_of(lambda: calls.fetch([HREF])).failure is DavFailure.UNREADABLE


@pytest.mark.parametrize("body", ["", "<multistatus xmlns='DAV:'><response>", "<multistatus xmlns='DAV:'><resp"])
def test_an_answer_that_ends_in_the_middle_is_told_in_words(stub: FaultProxy, calls: Collection, body: str) -> None:
    stub.when()(faults.answers(207, body, content_type=XML))
    assert "ends in the middle" in str(refusal_of(calls.state))


def test_a_login_page_is_no_event(stub: FaultProxy, calls: Collection) -> None:
    stub.when()(faults.login_page())
    for act in (lambda: calls.get(HREF), put(calls), lambda: calls.delete(HREF, etag='"1"')):
        assert refusal_of(act).failure is DavFailure.UNREADABLE


@pytest.mark.parametrize("fault", [faults.endless, faults.endless_line])
def test_an_endless_answer_is_cut_off(stub: FaultProxy, opened: Open, fault: object) -> None:
    calls = opened(stub.url, limits=HASTY).collection(stub.url + PATH)
    stub.when()(fault)
    for act in (calls.state, lambda: [*calls.listing()], lambda: calls.changes("t", with_texts=True)):
        assert refusal_of(act).failure is DavFailure.UNREADABLE


@pytest.mark.parametrize("status", [301, 401, 403, 500])
def test_an_endless_failure_is_cut_off_too(stub: FaultProxy, opened: Open, status: int) -> None:
    def endless(exchange: Exchange) -> None:
        exchange.send_raw(f"HTTP/1.1 {status} No\r\nlocation: /y\r\nconnection: close\r\n\r\n".encode())
        while True:
            exchange.send_raw(b"x" * 65_536)

    stub.when()(endless)
    calls = opened(stub.url, limits=Limits(read=5.0, deadline=20.0)).collection(stub.url + PATH)
    assert len(refusal_of(calls.state).words) <= 500


def test_what_came_before_a_break_was_told(stub: FaultProxy, calls: Collection) -> None:
    row = "<response><href>{}</href><propstat><prop><getetag>1</getetag></prop></propstat></response>"
    body = "<multistatus xmlns='DAV:'>" + "".join(row.format(f"{PATH}{n}.ics") for n in range(5_000))
    stub.when()(faults.answers(207, body, content_type=XML))
    listing = calls.listing()
    came = [next(listing) for _ in range(4_000)]
    assert came[3_999].href == f"{PATH}3999.ics"
    assert refusal_of(lambda: [*listing]).failure is DavFailure.UNREADABLE


def hangs_before(exchange: Exchange) -> None:
    exchange.hold()


def hangs_within(exchange: Exchange) -> None:
    exchange.send_raw(b"HTTP/1.1 207 Multi-Status\r\ncontent-length: 1000\r\n\r\n<multistatus xmlns='DAV:'>")
    exchange.hold()


def drips(head: bytes) -> Callable[[Exchange], None]:
    """A byte now and then, for ever."""

    def fault(exchange: Exchange) -> None:
        exchange.send_raw(head)
        while True:
            exchange.send_raw(b" ")
            exchange.hold(0.05)

    return fault


@pytest.mark.parametrize(
    "fault",
    [
        hangs_before,
        hangs_within,
        drips(b"HTTP/1.1 207 Multi-Status\r\nx-slow:"),
        drips(b"HTTP/1.1 207 Multi-Status\r\ncontent-length: 100000\r\n\r\n<multistatus xmlns='DAV:'>"),
    ],
)
def test_no_server_holds_the_sync_up_for_ever(stub: FaultProxy, opened: Open, fault: object) -> None:
    calls = opened(stub.url, limits=HASTY).collection(stub.url + PATH)
    stub.when()(fault)
    for act in (calls.state, lambda: [*calls.listing()]):
        assert refusal_of(act).failure in (DavFailure.LOST, DavFailure.UNREADABLE)
    assert refusal_of(put(calls)).failure in (DavFailure.LOST, DavFailure.UNREADABLE)


def cut(exchange: Exchange) -> None:
    exchange.cut()


def test_an_answer_that_never_came_leaves_a_write_open(stub: FaultProxy, calls: Collection) -> None:
    stub.when()(cut)
    assert refusal_of(put(calls)).failure is DavFailure.LOST
    assert refusal_of(lambda: calls.delete(HREF, etag='"1"')).failure is DavFailure.LOST
    assert refusal_of(calls.state).failure is DavFailure.LOST


def test_a_body_that_breaks_off_is_no_event(stub: FaultProxy, calls: Collection) -> None:
    stub.when()(
        lambda exchange: exchange.send(Answer(200, {"content-type": "text/calendar"}, b"BEGIN:VC" * 99), stop=400)
    )
    assert refusal_of(lambda: calls.get(HREF)).failure is DavFailure.UNREADABLE


HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/calendar\r\nconnection: close\r\n\r\n"


@pytest.mark.parametrize("begun", [b"", HEAD, HEAD + event("x").encode()])
def test_what_is_waited_for_no_more_fails_and_all_after_it(stub: FaultProxy, opened: Open, begun: bytes) -> None:
    """The last is whole, but nothing says so: more of it could have come."""
    server = opened(stub.url)
    calls = server.collection(stub.url + PATH)

    def stops(exchange: Exchange) -> None:
        exchange.send_raw(begun)
        server.stop()
        exchange.hold()

    stub.when()(stops)
    failures = (DavFailure.LOST, DavFailure.UNREADABLE)
    assert refusal_of(lambda: calls.get(HREF)).failure in failures
    assert refusal_of(put(calls)).failure in failures
    assert refusal_of(server.collection(stub.url + "/other/").state).failure in failures
    assert len(stub.asked) == 1


def test_nobody_there_is_unreachable(opened: Open) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        refusal = refusal_of(put(opened(url).collection(url + PATH)))
    assert refusal.failure is DavFailure.UNREACHABLE
    assert refusal.temporary
    assert str(refusal).startswith(f"{url.removeprefix('http://')} cannot be reached")


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://dav.example.com/anna/", "dav.example.com"),
        ("https://dav.example.com:443/", "dav.example.com"),
        ("http://dav.example.com:80/", "dav.example.com"),
        ("https://dav.example.com:8443/anna/", "dav.example.com:8443"),
        ("http://dav.example.com:443/", "dav.example.com:443"),
        ("http://[::1]:5232/", "[::1]:5232"),
        ("http://[::1]/", "::1"),
    ],
)
def test_a_server_is_told_with_its_port_where_that_is_no_usual_one(url: str, place: str) -> None:
    assert place_of(url) == place


class WithoutTls(BaseRequestHandler):
    """A web server that takes a handshake for a bad request."""

    def handle(self) -> None:
        self.request.recv(9)
        self.request.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")


def test_a_name_that_nobody_has_and_a_port_without_https_are_told_apart(opened: Open) -> None:
    # No test asks a name server: what the system says of a name that nobody has is given.
    nobody = not_connected(socket.gaierror(-2, "Name or service not known"))
    said = str(unreachable("nobody.invalid", "nobody.invalid:8443", nobody))
    assert said.startswith("No server is called nobody.invalid.")
    with ThreadingTCPServer(("127.0.0.1", 0), WithoutTls) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"https://127.0.0.1:{server.server_address[1]}"
        insecure = refusal_of(opened(url).collection(url + PATH).state)
        server.shutdown()
    assert insecure.failure is DavFailure.UNREACHABLE
    assert f"No secure connection to {url.removeprefix('https://')} could be made" in str(insecure)


def test_a_server_that_is_none_for_calendars_is_called_so(stub: FaultProxy, calls: Collection) -> None:
    stub.when()(faults.answers(501))
    assert "does not answer as a calendar server does (HTTP 501)" in str(refusal_of(calls.state))


def test_goes_on_after_a_failure(stub: FaultProxy, calls: Collection) -> None:
    stub.when(times=1)(cut)
    refusal_of(calls.state)
    stub.when("GET")(faults.answers(404))
    assert calls.get(HREF) is None


def test_a_redirect_elsewhere_gets_nothing(stub: FaultProxy, calls: Collection) -> None:
    with FaultProxy(0) as other:
        for target in (f"{other.url}/x", f"http://localhost:{stub.port}/x", "ftp://127.0.0.1/"):
            stub.when()(faults.answers(301, location=target))
            assert refusal_of(put(calls)).failure is DavFailure.REDIRECTED
        assert other.asked == []


def test_a_redirect_within_the_server_keeps_method_and_body(stub: FaultProxy, calls: Collection) -> None:
    stub.when("PUT")(faults.answers(201))
    stub.when("PUT", r"x\.ics$")(faults.answers(302, location="/new/y.ics"))
    calls.put(HREF, event("x"), etag=None)
    first, second = stub.asked
    assert (second.method, second.path, second.body) == ("PUT", "/new/y.ics", first.body)
    assert first.headers["authorization"] == second.headers["authorization"]
    assert second.headers["if-none-match"] == "*"
    assert calls.requests == 2


def test_a_redirect_to_nowhere_is_told_as_what_it_is(stub: FaultProxy, calls: Collection) -> None:
    for status in (302, 308, 304):
        stub.when()(faults.answers(status))
        for act in (put(calls), calls.state):
            refusal = refusal_of(act)
            assert f"points to another address without telling which (HTTP {status})" in str(refusal)
            assert (refusal.failure, refusal.temporary) == (DavFailure.REFUSED, False)


def test_redirects_end(stub: FaultProxy, calls: Collection) -> None:
    stub.when()(faults.answers(308, location="/round"))
    assert refusal_of(calls.state).failure is DavFailure.REDIRECTED
    assert len(stub.asked) == 6


def test_keeps_no_cookies(stub: FaultProxy, calls: Collection) -> None:
    stub.when()(faults.answers(404, set_cookie="track=1"))
    calls.get(HREF)
    calls.get(HREF)
    assert all("cookie" not in asked.headers for asked in stub.asked)


def test_no_password_of_another_file_is_sent(stub: FaultProxy, opened: Open) -> None:
    (Path.home() / ".netrc").write_text("machine 127.0.0.1 login eve password netrc-secret\n", encoding="utf-8")
    (Path.home() / ".netrc").chmod(0o600)
    stub.when()(faults.answers(404))
    opened(stub.url, None).collection(stub.url + PATH).get(HREF)
    assert "authorization" not in stub.asked[0].headers


def test_no_secret_is_printed(
    stub: FaultProxy, opened: Open, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    server = opened(stub.url, None)
    calls = server.collection(stub.url + PATH)
    stub.when()(faults.answers(401, www_authenticate='Basic realm="x"'))
    refusal = refusal_of(lambda: calls.put(HREF, event("x", "Private words"), etag=None))
    told = "".join(
        [repr(server), repr(calls), repr(refusal), str(refusal), refusal.words, caplog.text, *capsys.readouterr()]
    )
    for secret in (PASSWORD, "secret", "Private words", stub.asked[-1].headers["authorization"][6:]):
        assert secret not in told


def zipped(body: bytes) -> Callable[[Exchange], None]:
    head = {"content-type": XML, "content-encoding": "gzip"}
    return lambda exchange: exchange.send(Answer(207, head, gzip.compress(body)))


def test_reads_what_was_packed(stub: FaultProxy, calls: Collection) -> None:
    stub.when()(zipped(f"<multistatus xmlns='DAV:'><response><href>{HREF}</href></response></multistatus>".encode()))
    assert [item.href for item in calls.listing()] == [HREF]


@pytest.mark.parametrize("body", [b" " * 300_000_000, b"<multistatus xmlns='DAV:'>" + b"<x/>" * 20_000_000])
def test_a_little_that_unpacks_to_a_lot_is_cut_off(stub: FaultProxy, opened: Open, body: bytes) -> None:
    calls = opened(stub.url, limits=Limits(largest_listing=1_000_000)).collection(stub.url + PATH)
    stub.when()(zipped(body))
    tracemalloc.start()
    assert refusal_of(lambda: [*calls.listing()]).failure is DavFailure.UNREADABLE
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000


def test_what_is_packed_wrongly_is_unreadable(stub: FaultProxy, calls: Collection) -> None:
    head = {"content-type": XML, "content-encoding": "gzip"}
    stub.when()(lambda exchange: exchange.send(Answer(207, head, b"\x1f\x8b not packed at all")))
    assert refusal_of(lambda: [*calls.listing()]).failure is DavFailure.UNREADABLE


def test_a_server_that_never_shows_its_certificate_is_unreachable(opened: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        refusal = refusal_of(put(opened(url, limits=HASTY).collection(url + PATH)))
    assert refusal.failure is DavFailure.UNREACHABLE
    assert "HTTPS" in str(refusal)


def test_this_machine_is_reached_without_a_proxy(
    stub: FaultProxy, calls: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    stub.when()(faults.answers(404))
    assert calls.get(HREF) is None


def test_an_event_that_is_refused_while_it_is_sent_is_told_as_too_large(opened: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as hasty:

        def refuse() -> None:
            connection, _ = hasty.accept()
            with connection:
                connection.recv(1000)
                connection.sendall(b"HTTP/1.1 413 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")

        thread = threading.Thread(target=refuse)
        thread.start()
        url = f"http://127.0.0.1:{hasty.getsockname()[1]}"
        calls = opened(url).collection(url + PATH)
        refusal = refusal_of(lambda: calls.put(HREF, "X:" + "y" * 8_000_000, etag=None))
        thread.join()
    assert refusal.failure in (DavFailure.TOO_LARGE, DavFailure.LOST)
