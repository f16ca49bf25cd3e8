"""The fault proxy does what it is told to do, once, and nothing else."""

from __future__ import annotations

import socket
import threading
from http.client import HTTPConnection, HTTPException, IncompleteRead
from itertools import islice

import pytest
from tests.servers import faults
from tests.servers.events import event, said
from tests.servers.fixtures import CalendarSite
from tests.servers.phone import Phone, Reply


@pytest.fixture
def site(calendar_site: CalendarSite) -> CalendarSite:
    """A calendar with one event."""
    calendar_site.filled({"1.ics": event("1")})
    return calendar_site


@pytest.fixture
def through(site: CalendarSite) -> Phone:
    return Phone(site.proxy.port, site.user, site.password)


def path(site: CalendarSite, name: str) -> str:
    return f"/{site.user}/calls/{name}.ics"


def listing(through: Phone, site: CalendarSite) -> Reply:
    return through.ask("PROPFIND", f"/{site.user}/calls/", b"", Depth="1")


def test_a_request_is_cut_before_it_reaches_the_server(site: CalendarSite, through: Phone) -> None:
    site.proxy.when("PUT", times=1)(faults.cut_before_sending)
    with pytest.raises((OSError, HTTPException)):
        through.put(path(site, "2"), event("2"))
    assert site.phone.get(path(site, "2")) is None
    through.put(path(site, "2"), event("2"))
    assert site.proxy.methods() == ["PUT", "PUT"]


def test_an_answer_is_lost(site: CalendarSite, through: Phone) -> None:
    site.proxy.when("PUT", times=1)(faults.cut_before_answer)
    with pytest.raises((OSError, HTTPException)):
        through.put(path(site, "2"), event("2"))
    assert said(site.phone.get(path(site, "2"))) == said(event("2"))


@pytest.mark.parametrize("fault", [faults.cut_in_body(0.5), faults.cut_in_answer(300)])
def test_an_answer_breaks_off(site: CalendarSite, through: Phone, fault: faults.Fault) -> None:
    site.proxy.when("PROPFIND")(fault)
    with pytest.raises((OSError, IncompleteRead)):
        listing(through, site)


def test_rules_count_and_skip_and_fit(site: CalendarSite, through: Phone) -> None:
    site.proxy.when("GET", r"/1\.ics$", skip=1, times=2)(faults.answers(503, "later", retry_after="7"))
    replies = [through.ask("GET", path(site, "1")) for _ in range(4)]
    assert [reply.status for reply in replies] == [200, 503, 503, 200]
    assert replies[1].headers["retry-after"] == "7"
    site.proxy.when(body=b"BEGIN")(faults.answers(507))
    assert through.ask("PUT", path(site, "2"), event("2").encode()).status == 507
    assert through.ask("GET", path(site, "1")).status == 200
    site.proxy.behave()
    through.put(path(site, "2"), event("2"))


@pytest.mark.parametrize("fault", [faults.hangs, faults.hangs_after_sending, faults.hangs_in_answer(40)])
def test_a_server_hangs_until_the_client_has_had_enough(site: CalendarSite, fault: faults.Fault) -> None:
    site.proxy.when()(fault)
    connection = HTTPConnection("127.0.0.1", site.proxy.port, timeout=0.2)
    connection.request("GET", "/")
    with pytest.raises(TimeoutError):
        connection.getresponse().read()
    connection.close()


def test_a_held_client_is_let_go_when_the_proxy_closes(site: CalendarSite) -> None:
    site.proxy.when()(faults.hangs)
    ended: list[str] = []

    def ask() -> None:
        connection = HTTPConnection("127.0.0.1", site.proxy.port, timeout=30)
        try:
            connection.request("GET", "/")
            connection.getresponse()
        except (OSError, HTTPException) as error:
            ended.append(type(error).__name__)
        finally:
            connection.close()

    arrived = threading.Event()
    site.proxy.before = lambda _asked: arrived.set()
    client = threading.Thread(target=ask)
    client.start()
    assert arrived.wait(30)
    site.proxy.__exit__()
    client.join()
    assert len(ended) == 1


def test_a_late_answer_comes(site: CalendarSite, through: Phone) -> None:
    site.proxy.when()(faults.delayed(0.01))
    assert said(through.get(path(site, "1"))) == said(event("1"))


def test_a_request_comes_twice(site: CalendarSite, through: Phone) -> None:
    site.proxy.when("DELETE")(faults.doubled)
    assert through.ask("DELETE", path(site, "1")).status == 404
    assert site.phone.get(path(site, "1")) is None


def test_bodies_are_truncated_corrupted_and_rewritten(site: CalendarSite, through: Phone) -> None:
    site.proxy.when(times=1)(faults.truncated(0.5))
    assert (site.phone.get(path(site, "1")) or "").startswith(through.get(path(site, "1")) or "nothing")
    site.proxy.when(times=1)(faults.corrupted(0.5))
    assert b"\x00<&\xff" in through.ask("GET", path(site, "1")).body
    site.proxy.when(times=1)(faults.with_body(b"SUMMARY:Call", b"SUMMARY:Other"))
    assert "SUMMARY:Other" in (through.get(path(site, "1")) or "")
    assert said(site.phone.get(path(site, "1"))) == said(event("1"))


def test_a_server_keeps_something_else_than_it_was_sent(site: CalendarSite, through: Phone) -> None:
    site.proxy.when("PUT")(faults.stores(b"SUMMARY:Call", b"SUMMARY:Rewritten"))
    through.put(path(site, "2"), event("2"))
    assert said(site.phone.get(path(site, "2"))) == said(event("2", "Rewritten"))


def test_a_multistatus_lacks_some(site: CalendarSite, through: Phone) -> None:
    whole = listing(through, site)
    assert b"/1.ics" in whole.body
    site.proxy.when("PROPFIND", times=1)(faults.without_responses(lambda _number, href: href.endswith("/1.ics")))
    assert b"/1.ics" not in listing(through, site).body


def test_etags_are_weak(site: CalendarSite, through: Phone) -> None:
    site.proxy.when()(faults.weak_etags)
    assert through.etag(path(site, "1")) == f"W/{site.phone.etag(path(site, '1'))}"
    assert b"getetag>W/" in listing(through, site).body


def test_refusals_and_pages(site: CalendarSite, through: Phone) -> None:
    site.proxy.when(times=1)(faults.token_refused)
    reply = through.ask("REPORT", f"/{site.user}/calls/")
    assert (reply.status, b"valid-sync-token" in reply.body) == (403, True)
    site.proxy.when(times=1)(faults.login_page())
    assert through.ask("GET", "/").headers["content-type"].startswith("text/html")
    site.proxy.when(times=1)(faults.entity_bomb)
    assert b"<!ENTITY" in through.ask("PROPFIND", "/").body


@pytest.mark.parametrize("fault", [faults.endless, faults.endless_line])
def test_an_answer_has_no_end(site: CalendarSite, fault: faults.Fault) -> None:
    site.proxy.when()(fault)
    with socket.create_connection(("127.0.0.1", site.proxy.port)) as client:
        client.sendall(b"PROPFIND / HTTP/1.1\r\nHost: x\r\n\r\n")
        taken = list(islice(iter(lambda: client.recv(65536), b""), 100))
    assert sum(map(len, taken)) > 1_000_000


def test_one_connection_serves_many_requests(site: CalendarSite) -> None:
    connection = HTTPConnection("127.0.0.1", site.proxy.port, timeout=30)
    headers = through_headers(site)
    for number in range(3):
        connection.request("PUT", path(site, str(number)), event(str(number)).encode(), headers)
        assert connection.getresponse().read() is not None
    connection.request("DELETE", path(site, "0"), headers=headers)
    assert connection.getresponse().read() is not None
    connection.close()
    assert len(site.phone.listed(f"/{site.user}/calls/")) == 2


def through_headers(site: CalendarSite) -> dict[str, str]:
    return dict(Phone(site.proxy.port, site.user, site.password)._headers)
