"""Who is asked, and who gets the password: sign-in, certificates, redirects away from TLS."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from niquests.utils import getproxies
from tests.caldav.conftest import PASSWORD, PATH, USER, Open
from tests.caldav.test_collection import CALENDAR, SPACES, found, row
from tests.caldav.tls import Certificate, TlsStub
from tests.servers import faults
from tests.servers.proxy import Answer, Exchange, FaultProxy

from opiekun.domain.sync.accounts import Auth
from opiekun.domain.sync.failures import DavFailure, DavRefused

HREF = f"{PATH}x.ics"
WRONG = "wrong-one"
TOKEN = "abc.DEF-123"  # noqa: S105 - a fake's
FIELD = re.compile(r'(\w+)="?([^",]*)"?')


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("certificates"), "one")


@pytest.fixture
def tls(certificate: Certificate) -> Iterator[TlsStub]:
    with TlsStub(certificate) as stub:
        stub.when()(faults.answers(404))
        yield stub


def refusal_of(act: Callable[[], object]) -> DavRefused:
    with pytest.raises(DavRefused) as caught:
        act()
    return caught.value


def wants(challenge: str, accepts: Callable[[str, str, str], bool]) -> Callable[[Exchange], None]:
    """Asks who it is, and says 404 to whom it knows."""

    def fault(exchange: Exchange) -> None:
        asked = exchange.asked
        if accepts(asked.headers.get("authorization", ""), asked.method, asked.path):
            exchange.send(Answer(404))
        else:
            exchange.send(Answer(401, {"www-authenticate": challenge}, b"Who?" * 1000))

    return fault


def knows_basic(header: str, _method: str = "", _path: str = "") -> bool:
    return header == "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()


def knows_bearer_of(token: str) -> Callable[[str, str, str], bool]:
    return lambda header, _method, _path: header == f"Bearer {token}"


def knows_digest(algorithm: str) -> Callable[[str, str, str], bool]:
    def knows(header: str, method: str, path: str) -> bool:
        if not header.startswith("Digest "):
            return False
        said = dict(FIELD.findall(header[7:]))
        named = {"MD5": "md5", "SHA-256": "sha256"}[algorithm]

        def hashed(*parts: str) -> str:
            return hashlib.new(named, ":".join(parts).encode()).hexdigest()

        one, two = hashed(USER, "calendars, all", PASSWORD), hashed(method, path)
        return said["response"] == hashed(one, "n0nce", said["nc"], said["cnonce"], "auth", two)

    return knows


def digest(algorithm: str) -> str:
    return f'Digest realm="calendars, all", nonce="n0nce", qop="auth", algorithm={algorithm}'


SIGN_INS: dict[str, tuple[str, Callable[[str, str, str], bool], Auth]] = {
    "basic": ('Basic realm="x", charset="UTF-8"', knows_basic, Auth.BASIC),
    "digest-md5": (digest("MD5"), knows_digest("MD5"), Auth.DIGEST),
    "digest-sha256": (digest("SHA-256"), knows_digest("SHA-256"), Auth.DIGEST),
}


@pytest.mark.parametrize("way", SIGN_INS)
def test_signs_in_as_the_server_asks(stub: FaultProxy, opened: Open, way: str) -> None:
    challenge, knows, auth = SIGN_INS[way]
    stub.when()(wants(challenge, knows))
    calls = opened(stub.url, None).collection(stub.url + PATH)
    for _ in range(3):
        assert calls.get(HREF) is None
    assert calls.requests == len(stub.asked) <= 3 + (2 if auth is Auth.DIGEST else 1)


@pytest.mark.parametrize(("way", "requests"), [("basic", 1), ("digest-md5", 2)])
def test_what_is_known_is_not_asked_again(stub: FaultProxy, opened: Open, way: str, requests: int) -> None:
    challenge, knows, auth = SIGN_INS[way]
    stub.when()(wants(challenge, knows))
    calls = opened(stub.url, auth).collection(stub.url + PATH)
    calls.get(HREF)
    assert len(stub.asked) == requests


def test_signs_in_with_a_token(stub: FaultProxy, tls: TlsStub, opened: Open) -> None:
    """Which must be plain letters, as the other ways need not."""
    stub.when()(wants('Bearer realm="x"', knows_bearer_of(TOKEN)))
    for auth in (Auth.BEARER, None):
        calls = opened(stub.url, auth, password=TOKEN).collection(stub.url + PATH)
        assert calls.get(HREF) is None


@pytest.mark.parametrize("password", [PASSWORD, WRONG])
def test_digest_that_is_refused_gives_way_to_basic(stub: FaultProxy, opened: Open, password: str) -> None:
    """As with a Cyrus that offers both, and knows the password by Basic alone. A wrong one is tried once by each."""
    both = f'{digest("MD5")}, Basic realm="x"'
    listed = f"<multistatus {SPACES}>{row(PATH, found(CALENDAR))}</multistatus>".encode()

    def answer(exchange: Exchange) -> None:
        known = knows_basic(exchange.asked.headers.get("authorization", ""))
        exchange.send(Answer(207, {}, listed) if known else Answer(401, {"www-authenticate": both}))

    stub.when()(answer)
    server = opened(stub.url + PATH, None, password=password)
    if password == PASSWORD:
        assert server.discover().auth is Auth.BASIC
    else:
        assert refusal_of(server.discover).failure is DavFailure.UNAUTHORIZED
    tried = [
        asked.headers["authorization"].partition(" ")[0] for asked in stub.asked if "authorization" in asked.headers
    ]
    assert tried[:2] == ["Digest", "Basic"]
    assert len(tried) == 2 or password == PASSWORD


def ways_tried(stub: FaultProxy) -> list[str]:
    """By what the requests were signed, in their order."""
    signed = (asked.headers["authorization"] for asked in stub.asked if "authorization" in asked.headers)
    return [each.partition(" ")[0] for each in signed]


@pytest.fixture
def readable(stub: FaultProxy, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server behind the stub, reached without TLS and over a network: by a proxy, so that no test leaves here."""
    monkeypatch.setenv("http_proxy", stub.url)
    getproxies.cache_clear()  # the client looks at the environment once
    yield "http://calendars.example"
    getproxies.cache_clear()


def test_a_refused_digest_never_gives_way_to_basic_where_others_could_read_along(
    stub: FaultProxy, opened: Open, readable: str
) -> None:
    stub.when()(faults.answers(401, www_authenticate=f'{digest("MD5")}, Basic realm="x"'))
    server = opened(readable + PATH, None, password=WRONG)
    assert refusal_of(server.discover).failure is DavFailure.UNAUTHORIZED
    assert {*ways_tried(stub)} == {"Digest"}


def test_a_refused_digest_does_not_give_way_to_basic_that_is_not_offered(stub: FaultProxy, opened: Open) -> None:
    stub.when()(faults.answers(401, www_authenticate=digest("MD5")))
    assert refusal_of(opened(stub.url + PATH, None, password=WRONG).discover).failure is DavFailure.UNAUTHORIZED
    assert {*ways_tried(stub)} == {"Digest"}


OTHER_WAYS = {
    "digest": (Auth.BASIC, SIGN_INS["digest-md5"], PASSWORD),
    "bearer": (Auth.BASIC, ('Bearer realm="x"', knows_bearer_of(TOKEN), Auth.BEARER), TOKEN),
    "basic": (Auth.DIGEST, SIGN_INS["basic"], PASSWORD),
}


@pytest.mark.parametrize("way", OTHER_WAYS)
def test_a_way_that_is_not_offered_any_more_gives_way_to_one_that_is(stub: FaultProxy, opened: Open, way: str) -> None:
    known, (challenge, knows, auth), password = OTHER_WAYS[way]
    stub.when()(wants(challenge, knows))
    server = opened(stub.url, known, password=password)
    calls = server.collection(stub.url + PATH)
    assert calls.get(HREF) is None
    assert server.signs_in_by is auth
    before = len(stub.asked)
    assert calls.get(HREF) is None
    assert len(stub.asked) - before <= 2


@pytest.mark.parametrize(("known", "challenge"), [(Auth.BASIC, digest("MD5")), (Auth.DIGEST, 'Basic realm="x"')])
def test_a_wrong_password_is_tried_once_by_a_way_that_is_offered_instead(
    stub: FaultProxy, opened: Open, known: Auth, challenge: str
) -> None:
    stub.when()(faults.answers(401, www_authenticate=challenge))
    calls = opened(stub.url, known, password=WRONG).collection(stub.url + PATH)
    assert refusal_of(lambda: calls.get(HREF)).failure is DavFailure.UNAUTHORIZED
    instead = challenge.partition(" ")[0]
    assert ways_tried(stub).count(instead) == 1


@pytest.mark.parametrize("challenge", ['Basic realm="x"', 'Bearer realm="x"', f'{digest("MD5")}, Basic realm="x"'])
def test_digest_gives_way_to_no_bare_password_where_others_could_read_along(
    stub: FaultProxy, opened: Open, readable: str, challenge: str
) -> None:
    stub.when()(faults.answers(401, www_authenticate=challenge))
    calls = opened(readable, Auth.DIGEST).collection(readable + PATH)
    assert refusal_of(lambda: calls.get(HREF)).failure is DavFailure.UNAUTHORIZED
    assert stub.asked
    assert {*ways_tried(stub)} <= {"Digest"}


@pytest.mark.parametrize("auth", [None, *Auth])
@pytest.mark.parametrize(
    "challenge", ['Basic realm="x"', digest("MD5"), "Negotiate", "Digest", "Digest algorithm=X", ""]
)
def test_a_refused_password_is_told(stub: FaultProxy, opened: Open, auth: Auth | None, challenge: str) -> None:
    stub.when()(faults.answers(401, b"", **({"www_authenticate": challenge} if challenge else {})))
    calls = opened(stub.url, auth, password=WRONG).collection(stub.url + PATH)
    refusal = refusal_of(lambda: calls.get(HREF))
    assert refusal.failure in (DavFailure.UNAUTHORIZED, DavFailure.UNREADABLE)
    assert (refusal.failure is DavFailure.UNAUTHORIZED) or "algorithm" in challenge or challenge == "Digest"
    assert len(stub.asked) <= 3
    assert WRONG not in str(refusal) + refusal.words


@pytest.mark.parametrize("auth", [Auth.DIGEST, Auth.BEARER])
@pytest.mark.parametrize("words", ["zażółć", "a\nb", 'a"b'])
def test_what_no_header_can_hold_is_told_before_it_is_sent(
    stub: FaultProxy, opened: Open, auth: Auth, words: str
) -> None:
    calls = opened(stub.url, auth, user=words, password=words).collection(stub.url + PATH)
    assert refusal_of(lambda: calls.get(HREF)).failure is DavFailure.UNAUTHORIZED
    assert stub.asked == []


def test_a_certificate_that_nobody_vouches_for_is_shown_before_anything_is_sent(
    tls: TlsStub, certificate: Certificate, opened: Open
) -> None:
    refusal = refusal_of(lambda: opened(tls.url).collection(tls.url + PATH).get(HREF))
    assert (refusal.failure, refusal.fingerprint) == (DavFailure.CERTIFICATE, certificate.fingerprint)
    assert refusal.words == "one, localhost, 127.0.0.1"
    assert certificate.fingerprint in str(refusal)
    assert tls.asked == []


@pytest.mark.parametrize("spelled", [str.lower, str.upper])
def test_a_certificate_that_was_accepted_is_the_only_one(
    tls: TlsStub, certificate: Certificate, opened: Open, tmp_path: Path, spelled: Callable[[str], str]
) -> None:
    server = opened(tls.url, fingerprint=spelled(certificate.fingerprint))
    calls = server.collection(tls.url + PATH)
    assert calls.get(HREF) is None
    server.close()
    tls.forget()
    another = Certificate(tmp_path, "two")
    tls.show(another)
    refusal = refusal_of(lambda: calls.get(HREF))
    assert (refusal.failure, refusal.fingerprint) == (DavFailure.CERTIFICATE, another.fingerprint)
    assert tls.asked == []


def test_an_accepted_certificate_may_be_of_another_name(tls: TlsStub, opened: Open, tmp_path: Path) -> None:
    other = Certificate(tmp_path, "other", address="192.0.2.1")
    tls.show(other)
    assert opened(tls.url, fingerprint=other.fingerprint).collection(tls.url + PATH).get(HREF) is None


def test_no_redirect_leads_away_from_tls(
    tls: TlsStub, stub: FaultProxy, certificate: Certificate, opened: Open
) -> None:
    for target in (stub.url, tls.url.replace("https", "http"), "http://127.0.0.1/"):
        tls.when()(faults.answers(302, location=target + PATH))
        calls = opened(tls.url, fingerprint=certificate.fingerprint).collection(tls.url + PATH)
        assert refusal_of(lambda calls=calls: calls.get(HREF)).failure is DavFailure.REDIRECTED
    assert stub.asked == []
