"""What a server may do to us, and what we do to it."""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable
from itertools import pairwise

import pytest
from tests.helpdesks.conftest import NOW, Open, Time, pull
from tests.helpdesks.liveagent_stub import KEY, V1_KEY, LiveAgentStub, Reply, ticket, told

from opiekun.domain.errors import InvalidInput, Refused, ServerRefused
from opiekun.helpdesks.liveagent.address import address
from opiekun.helpdesks.liveagent.pace import Pace


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("acme.ladesk.com", "https://acme.ladesk.com"),
        ("https://acme.ladesk.com/", "https://acme.ladesk.com"),
        (" https://ACME.ladesk.com/api/v3/ ", "https://acme.ladesk.com"),
        ("https://acme.ladesk.com/agent/#Conversation;id=1", "https://acme.ladesk.com"),
        ("https://help.acme.example:8443/liveagent/api/v3", "https://help.acme.example:8443/liveagent"),
        ("http://127.0.0.1:80", "http://127.0.0.1:80"),
        ("http://[::1]:80/api/v3", "http://[::1]:80"),
    ],
)
def test_an_address_is_kept_in_one_form(written: str, base: str) -> None:
    assert address(written).base == base


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("http://acme.ladesk.com", "https://acme.ladesk.com"),
        ("ftp://acme.ladesk.com", "is not the address"),
        ("https://", "is not the address"),
        ("https://a b", "is not the address"),
        ("https://[::1", "is not the address"),
        ("https://acme.ladesk.com:99999", "is not the address"),
        (f"https://{'a' * 64}.com", "is not the address"),
        ("https://xn--a.com", "is not the address"),
        ("https://\u00b2.com\u3002", "is not the address"),
        ("https://me:secret@acme.ladesk.com", "Leave the user and password out"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_in_a_sentence(written: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words.replace(".", r"\.")) as refusal:
        address(written)
    assert "secret" not in str(refusal.value)


def test_a_ticket_opens_in_the_browser() -> None:
    assert address("acme.ladesk.com").ticket("a/b") == "https://acme.ladesk.com/agent/#Conversation;id=a%2Fb"


def test_the_check_names_the_active_agents(open_desk: Open, stub: LiveAgentStub) -> None:
    assert open_desk().check() == ("Eva",)
    assert stub.paths() == ["/ping", "/agents"]
    assert set(stub.keys) == {KEY}


def test_a_v1_key_is_told_to_be_one_and_appears_nowhere(
    open_desk: Open, stub: LiveAgentStub, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk = open_desk(V1_KEY)
    with pytest.raises(ServerRefused, match="v1 keys are other keys") as refusal:
        desk.check()
    assert len(stub.seen) == 1
    everything = "".join(traceback.format_exception(refusal.value)) + caplog.text + repr(desk) + repr(vars(desk))
    assert V1_KEY not in everything
    assert V1_KEY in (stub.keys[0] or "")


def test_a_server_that_speaks_no_https_is_told_in_one_sentence(open_desk: Open, stub: LiveAgentStub) -> None:
    with pytest.raises(ServerRefused, match="does not speak HTTPS properly") as refusal:
        open_desk(url=stub.url.replace("http://", "https://")).check()
    assert "[SSL" not in str(refusal.value)


@pytest.mark.parametrize("key", ["", "  ", "two words", "line\nbreak", "ключ"])
def test_a_key_that_cannot_be_sent_is_refused_untold(open_desk: Open, key: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        open_desk(key)
    assert not key.strip() or key.strip() not in str(refusal.value)


def test_a_redirect_to_another_host_does_not_get_the_key(open_desk: Open, stub: LiveAgentStub) -> None:
    with LiveAgentStub() as thief:
        stub.misbehave = lambda _path, _number: (302, {"Location": f"{thief.url}/api/v3/ping"}, b"")
        with pytest.raises(ServerRefused, match=r"redirects to 127\.0\.0\.1; the key was not sent there"):
            open_desk().check()
        assert not thief.seen
    assert len(stub.seen) == 1


def first(number: int, reply: Reply) -> Callable[[str, int], Reply | None]:
    return lambda _path, running: reply if running <= number else None


def test_a_busy_server_is_asked_again_when_it_says(open_desk: Open, stub: LiveAgentStub, time: Time) -> None:
    stub.misbehave = first(2, told(429, {"message": "slow down"}, {"Retry-After": "7"}))
    assert open_desk().check() == ("Eva",)
    assert sum(time.waits) == pytest.approx(14)


def test_retry_after_may_be_a_date_beside_the_servers_own(open_desk: Open, stub: LiveAgentStub, time: Time) -> None:
    later = {"Retry-After": "Wed, 17 Jun 2026 08:00:30 GMT", "Date": "Wed, 17 Jun 2026 08:00:00 GMT"}
    stub.misbehave = first(1, (429, later, b"{}"))
    assert open_desk().check() == ("Eva",)
    assert sum(time.waits) == pytest.approx(30)


def test_a_wait_that_is_too_long_is_told_and_not_waited(open_desk: Open, stub: LiveAgentStub, time: Time) -> None:
    stub.misbehave = first(1, told(429, {}, {"Retry-After": "99999999999999999999"}))
    with pytest.raises(ServerRefused, match="minutes before it is asked again"):
        open_desk().check()
    assert not time.waits


def test_a_failing_server_is_asked_again_ever_later_then_given_up(
    open_desk: Open, stub: LiveAgentStub, time: Time
) -> None:
    stub.misbehave = lambda _path, _number: told(500, {})
    with pytest.raises(ServerRefused, match="fails at /ping") as refusal:
        open_desk().check()
    assert refusal.value.temporary
    assert len(stub.seen) == 5
    assert 3.5 < sum(time.waits) <= 7.5


def test_a_server_that_hangs_up_is_asked_again(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.misbehave = first(2, (0, {}, b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n[{"))
    assert open_desk().check() == ("Eva",)


def test_a_server_that_is_away_is_named(open_desk: Open) -> None:
    with LiveAgentStub() as gone:
        url = gone.url
    with pytest.raises(ServerRefused, match=r"127\.0\.0\.1 cannot be reached") as refusal:
        open_desk(url=url).check()
    assert refusal.value.temporary


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        ((200, {"Content-Type": "text/html"}, b"<html>Welcome</html>"), "with a web page"),
        ((200, {}, b"<!doctype html>"), "with a web page"),
        ((200, {}, b"{not json"), "not usable JSON"),
        ((200, {}, b"[" * 100_000), "not usable JSON"),
        ((200, {}, b"[" + b"9" * 10_000 + b"]"), "not usable JSON"),
        ((200, {}, b"[NaN]"), "not usable JSON"),
        ((200, {}, b"\xff\xfe\xff"), "not usable JSON"),
        ((200, {"Content-Encoding": "gzip"}, b"[]"), "not usable JSON"),
        (told(200, {"agents": []}), "not a list"),
        (told(404, {"message": "No such\x00 thing"}), "404: No such thing"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused_in_a_sentence(
    open_desk: Open, stub: LiveAgentStub, reply: Reply, words: str
) -> None:
    stub.misbehave = lambda path, _number: reply if path == "/agents" else None
    with pytest.raises(ServerRefused, match=words) as refusal:
        pull(open_desk())
    assert "\n" not in str(refusal.value)


def test_an_answer_of_any_size_is_cut_off(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.misbehave = lambda path, _number: (200, {}, b" " * 21_000_000) if path == "/agents" else None
    with pytest.raises(ServerRefused, match="larger than 20 MB"):
        open_desk().check()


def test_a_list_that_repeats_a_page_is_refused(open_desk: Open, stub: LiveAgentStub) -> None:
    rows = [{"id": f"a{n}", "name": "x"} for n in range(100)]
    stub.misbehave = lambda path, _number: told(200, rows) if path == "/agents" else None
    with pytest.raises(ServerRefused, match="repeats page 2 of /agents"):
        open_desk().check()
    assert len(stub.seen) == 3


def test_a_list_that_never_ends_is_refused(open_desk: Open, stub: LiveAgentStub) -> None:
    def endless(path: str, number: int) -> Reply | None:
        rows = [{"id": f"{number}-{n}", "name": "x"} for n in range(100)]
        return told(200, rows) if path == "/agents" else None

    stub.misbehave = endless
    with pytest.raises(ServerRefused, match="does not end after 50 pages"):
        open_desk().check()


def test_tickets_that_never_end_are_refused(open_desk: Open, stub: LiveAgentStub) -> None:
    def endless(path: str, number: int) -> Reply | None:
        rows = [ticket(number * 100 + n, status="R") for n in range(100)]
        return told(200, rows) if path == "/tickets" else None

    stub.misbehave = endless
    with pytest.raises(ServerRefused, match="without end"):
        pull(open_desk())


def test_calls_whose_cursor_comes_round_again_are_refused(open_desk: Open, stub: LiveAgentStub) -> None:
    stub.misbehave = lambda path, _number: told(200, [], {"next_page_cursor": "x"}) if path == "/calls" else None
    with pytest.raises(ServerRefused, match="comes round again"):
        pull(open_desk())


def test_no_minute_sees_more_requests_than_allowed() -> None:
    time = Time()
    pace = Pace(180, time.monotonic)
    sent = []
    for _ in range(1000):
        time.now += pace.reserve()
        sent.append(time.now)
        time.now += 0.05
    assert all(later - earlier > 60 for earlier, later in zip(sent, sent[180:], strict=False))
    assert sent[-1] - sent[0] < 61 * 6
    assert all(a <= b for a, b in pairwise(sent))


def test_a_pull_keeps_the_pace(open_desk: Open, stub: LiveAgentStub, time: Time) -> None:
    stub.account.tickets = [ticket(n) for n in range(30)]
    pulled = pull(open_desk(per_minute=10))
    assert pulled.requests == len(stub.seen) > 30
    assert sum(time.waits) == pytest.approx(61 * ((len(stub.seen) - 1) // 10), abs=1)


def test_cancelling_ends_a_wait_and_the_pull_quietly(open_desk: Open, stub: LiveAgentStub, time: Time) -> None:
    stub.misbehave = lambda path, _number: told(429, {}, {"Retry-After": "200"}) if path == "/companies" else None
    pages = list(open_desk().pull("", NOW, lambda: time.now > 1010))
    assert [len(page.agents) for page in pages] == [2]
    assert sum(time.waits) < 12
    assert json.loads(pages[-1].cursor)["phase"] == "open"


@pytest.mark.parametrize("setting", ["", "tag:", "field:", "priority", "tag"])
def test_a_severity_setting_that_says_nothing_is_refused(open_desk: Open, setting: str) -> None:
    with pytest.raises(InvalidInput, match="tag:PREFIX or field:CODE"):
        open_desk(severity_field=setting)


def test_an_unknown_zone_is_refused(open_desk: Open) -> None:
    with pytest.raises(Refused, match="Mars/Olympus"):
        open_desk(timezone="Mars/Olympus")
