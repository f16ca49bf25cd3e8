"""What a server says may hold the request, and with it the password: its words are told without that."""

from __future__ import annotations

import html
import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote, quote_plus

import pytest
from tests.caldav.conftest import PASSWORD, PATH, USER, Open
from tests.servers import faults
from tests.servers.events import event
from tests.servers.proxy import Answer, Exchange, FaultProxy

from opiekun.caldav.collection import Collection
from opiekun.domain.sync.accounts import Auth
from opiekun.domain.sync.failures import DavRefused

HREF = f"{PATH}x.ics"
XML = "application/xml; charset=utf-8"
BASIC = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
TOKEN = "abc.DEF-123~x"  # noqa: S105 - a fake's
NOON = datetime(2026, 6, 22, 12, tzinfo=UTC)


def refusal_of(act: Callable[[], object]) -> DavRefused:
    with pytest.raises(DavRefused) as caught:
        act()
    return caught.value


def said(stub: FaultProxy, calls: Collection, body: str, content_type: str = "text/plain", status: int = 403) -> str:
    """What is told of a failure that says this."""
    stub.when()(faults.answers(status, body, content_type=content_type))
    return refusal_of(lambda: calls.put(HREF, event("x"), etag=None)).words


@pytest.mark.parametrize("status", [400, 403, 409, 412, 500, 503])
def test_an_answer_that_shows_the_request_does_not_tell_who_asked(
    stub: FaultProxy, calls: Collection, status: int
) -> None:
    def shows(exchange: Exchange) -> None:
        request = f"You sent {exchange.asked.headers['authorization']}, which is {PASSWORD}."
        exchange.send(Answer(status, {"content-type": "text/plain"}, request.encode()))

    stub.when()(shows)
    words = refusal_of(lambda: calls.put(HREF, event("x"), etag=None)).words
    assert words == "You sent Basic •••, which is •••."


SPELLED = {
    "in an address": quote(PASSWORD, safe=""),
    "in an address, in small letters": quote(PASSWORD).replace("%C5", "%c5"),
    "in a form": quote_plus(PASSWORD),
    "in JSON": json.dumps(PASSWORD)[1:-1],
    "in base64": b64encode(PASSWORD.encode()).decode(),
    "in base64 for another user": b64encode(f"ann:{PASSWORD}".encode()).decode(),
    "in base64 of a line": urlsafe_b64encode(f"password={PASSWORD}&ok=1".encode()).decode(),
    "in base64 in an address": quote(BASIC, safe=""),
}


@pytest.mark.parametrize("spelled", SPELLED.values(), ids=SPELLED)
@pytest.mark.parametrize("content_type", ["text/plain", "text/html", "application/json"])
def test_however_the_password_is_spelled(stub: FaultProxy, calls: Collection, spelled: str, content_type: str) -> None:
    assert said(stub, calls, f"Got {spelled} !", content_type) == "Got ••• !"


@pytest.mark.parametrize("secret", ["a<b & \"c'd", "p%41ss+w=rd/x"])
@pytest.mark.parametrize("escaped", [True, False])
def test_of_signs_that_html_escapes(stub: FaultProxy, opened: Open, secret: str, escaped: bool) -> None:
    calls = opened(stub.url, password=secret).collection(stub.url + PATH)
    body = html.escape(secret) if escaped else secret
    assert said(stub, calls, f"<p>Got {body}</p>", "text/html") == "Got •••"
    assert said(stub, calls, f"Got {body}", "text/plain") == "Got •••"


def test_what_a_dav_error_says(stub: FaultProxy, calls: Collection) -> None:
    error = f"<error xmlns='DAV:'><x>{PASSWORD}</x><responsedescription>Basic {BASIC}</responsedescription></error>"
    assert said(stub, calls, error, XML) == "•••; Basic •••; x"


def test_a_token_is_not_told(stub: FaultProxy, opened: Open) -> None:
    calls = opened(stub.url, Auth.BEARER, password=TOKEN).collection(stub.url + PATH)
    assert said(stub, calls, f"Authorization: Bearer {TOKEN}") == "Authorization: Bearer •••"


def test_nor_half_of_it_where_words_are_cut(stub: FaultProxy, calls: Collection) -> None:
    assert PASSWORD[:3] not in said(stub, calls, "x" * 496 + PASSWORD)
    assert PASSWORD[:3] not in said(stub, calls, " " * 19_996 + PASSWORD)


@pytest.mark.parametrize("secret", ["a", "an", "ann"])
def test_a_short_one_leaves_other_words_as_they_are(stub: FaultProxy, opened: Open, secret: str) -> None:
    calls = opened(stub.url, password=secret).collection(stub.url + PATH)
    token = b64encode(f"{USER}:{secret}".encode()).decode()
    assert said(stub, calls, f"Annual banana: {secret}, {token}") == "Annual banana: •••, •••"


def test_an_empty_one_hides_nothing(stub: FaultProxy, opened: Open) -> None:
    assert said(stub, opened(stub.url, password="").collection(stub.url + PATH), "Who are you?") == "Who are you?"


@pytest.mark.parametrize("body", [f"<{'a' * 20}{TOKEN}/>", f"<!-- --><multistatus{TOKEN}/>"])
def test_nor_what_is_wrong_with_an_answer(stub: FaultProxy, opened: Open, body: str) -> None:
    calls = opened(stub.url, password=TOKEN.partition("~")[0]).collection(stub.url + PATH)
    stub.when()(faults.answers(207, body.replace("~x", ""), content_type=XML))
    refusal = refusal_of(calls.state)
    assert "•••" in str(refusal)
    assert TOKEN.partition("~")[0] not in str(refusal)


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        (f"http://ann:{TOKEN}@evil.example/x", "http://evil.example/x"),
        (f"ftp://ann:{TOKEN}@evil.example/x", "ftp://evil.example/x"),
        (f"//ann@evil.example/?auth={TOKEN}", "http://evil.example/?auth=•••"),
    ],
)
def test_where_a_server_points_is_told_without_a_user(stub: FaultProxy, opened: Open, target: str, shown: str) -> None:
    calls = opened(stub.url, password=TOKEN).collection(stub.url + PATH)
    stub.when()(faults.answers(302, location=target))
    assert f" points to {shown}, " in str(refusal_of(calls.state))


def test_what_is_said_of_a_colleague(stub: FaultProxy, opened: Open) -> None:
    answer = (
        "<c:schedule-response xmlns='DAV:' xmlns:c='urn:ietf:params:xml:ns:caldav'><c:response>"
        "<c:recipient><href>mailto:bob@desk.example</href></c:recipient>"
        f"<c:request-status>5.1;{PASSWORD}</c:request-status></c:response></c:schedule-response>"
    )
    stub.when()(faults.answers(200, answer, content_type=XML))
    server = opened(stub.url, outbox=f"{stub.url}/outbox/")
    told = server.colleagues_busy(["bob@desk.example"], NOON, NOON.replace(hour=13))
    assert told[0].words == "5.1;•••"
