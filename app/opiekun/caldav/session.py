"""The session that the caldav library's client sends with: it bounds, counts, and knows where a password may go."""

from __future__ import annotations

import hashlib
import socket
import ssl
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast

from opiekun.caldav import failures
from opiekun.caldav.addresses import (
    absolute,
    host_of,
    is_loopback,
    place_of,
    port_of,
    same_server,
    within,
    without_user,
)
from opiekun.caldav.transport import (
    Adapter,
    HTTPError,
    PreparedRequest,
    RequestException,
    Response,
    TransportSession,
    beginning,
    certificate_failed,
    not_connected,
    pieces,
    timed_out,
)
from opiekun.caldav.unsaid import Unsaid
from opiekun.caldav.words import Said
from opiekun.domain.certificate_names import names_of
from opiekun.domain.sync.failures import DavRefused

MEGABYTE = 1_000_000
_IN_MEMORY = 2 * MEGABYTE
_PIECE = 1 << 16
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 5
_CHALLENGE = 401
_THINKING = frozenset({"PROPFIND", "REPORT"})
_WRITES = frozenset({"PUT", "DELETE"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What an exchange may take: seconds to connect, to wait for the next byte, and in all; bytes of an answer.

    ``think`` is the wait for what a server may have to read a whole calendar for: Radicale takes a minute and a half
    for 5,000 events that it has not seen before.
    """

    connect: float = 10.0
    read: float = 60.0
    think: float = 120.0
    deadline: float = 300.0
    largest: int = 32 * MEGABYTE
    largest_listing: int = 64 * MEGABYTE


class Session(TransportSession):
    """A session with one server.

    ``fingerprint`` is the SHA-256 of the only certificate to accept, "" to verify as usual. ``domain`` is that of
    which the servers may be, where only a domain was typed, else "". ``unsaid`` is what no words of theirs may tell.
    What a request answered is ``answer``, of the thread that made it; the client that asked is told its head alone.
    """

    def __init__(self, limits: Limits, fingerprint: str, unsaid: Unsaid) -> None:
        super().__init__()
        self.limits = limits
        self.unsaid = unsaid
        self.domain = ""
        self._fingerprint = fingerprint.lower()
        self._here = threading.local()
        self._adapter = Adapter(self._counted)
        self.mount("https://", self._adapter)
        self.mount("http://", self._adapter)

    @property
    def exchanges(self) -> int:
        """How many HTTP requests this thread has made, those to sign in included."""
        return cast("int", getattr(self._here, "exchanges", 0))

    @property
    def answer(self) -> Answer:
        """What the last request of this thread answered."""
        return cast("Answer", self._here.answer)

    def request(  # type: ignore[override]  # of the many arguments, what the client gives
        self,
        method: str,
        url: str,
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        auth: Callable[[PreparedRequest], PreparedRequest] | None = None,
        **_defaults: Any,
    ) -> Response:
        """Make a request, and follow redirects that stay with the server. Raises DavRefused."""
        if self._adapter.stopped:
            raise failures.lost(host_of(url), None, write=method in _WRITES)
        watch = _Watch(self.limits.deadline, self._adapter)
        try:
            response, url = self._followed(method, url, data, headers, auth or _nobody)
        except (RequestException, HTTPError, OSError) as failure:
            watch.over()
            raise self._failed(failure, method, url, watch) from None
        except (
            ValueError,
            KeyError,
            AssertionError,
        ):  # headers that cannot be followed, or a challenge that lacks much
            watch.over()
            raise failures.unreadable(host_of(url), "HTTP") from None
        except BaseException:
            watch.over()
            raise
        self._here.answer = answer = Answer(response, url, watch, self.limits, self.unsaid)
        if answer.status == _CHALLENGE:  # read already; another request may follow
            watch.over()
        return response

    def stop(self) -> None:
        """Let whatever waits for an answer, in any thread, and all that is asked from here on fail at once."""
        self._adapter.stop()

    def close(self) -> None:
        """Close the connections: what other threads are asking fails. More can be asked afterwards; its own would put
        other adapters in place then."""
        self._adapter.cut()
        self._adapter.close()

    def _followed(
        self, method: str, url: str, data: bytes | None, headers: Mapping[str, str] | None, auth: Any
    ) -> tuple[Response, str]:
        for _ in range(_MOST_REDIRECTS + 1):
            self.trust_env = not is_loopback(host_of(url))  # proxies of the environment, but not to this machine
            response = super().request(
                method,
                url,
                data=data,
                headers=dict(headers or {}),
                auth=auth,  # never None: then a password out of ~/.netrc would be sent
                timeout=(self.limits.connect, self._patience(method)),
                allow_redirects=False,
                stream=True,
                verify=f"sha256_{self._fingerprint}" if self._fingerprint else None,
            )
            location = response.headers.get("Location", "")
            if response.status_code not in _REDIRECTS or not location:
                return response, url
            target = absolute(url, str(location))
            if not same_server(url, target) and not (self.domain and within(self.domain, target)):
                shown = self.unsaid.without(target or without_user(str(location)))
                raise failures.redirected(host_of(url), shown[:200])
            url = target
        raise failures.goes_round(host_of(url))

    def _counted(self) -> None:
        self._here.exchanges = self.exchanges + 1

    def _failed(self, failure: Exception, method: str, url: str, watch: _Watch) -> DavRefused:
        host, write = host_of(url), method in _WRITES
        if self._adapter.stopped:
            return failures.lost(host, None, write=write)
        if certificate_failed(failure):
            shown = shown_certificate(host, port_of(url), self.limits.connect)
            fingerprint = hashlib.sha256(shown).hexdigest() if shown else ""
            names = names_of(shown)
            return failures.bad_certificate(host, fingerprint, names, accepted=bool(self._fingerprint))
        if reason := not_connected(failure):
            return failures.unreachable(host, place_of(url), reason)
        if watch.passed:
            return failures.lost(host, self.limits.deadline, write=write)
        return failures.lost(host, self._patience(method) if timed_out(failure) else None, write=write)

    def _patience(self, method: str) -> float:
        return self.limits.think if method in _THINKING else self.limits.read


class Answer:
    """What a server answered. The body comes as it is read, by one of ``chunks``, ``whole`` and ``said``, once.

    ``writes`` tells that something was to be changed.
    """

    def __init__(self, response: Response, url: str, watch: _Watch, limits: Limits, unsaid: Unsaid) -> None:
        self.status = int(response.status_code or 0)
        self.headers = response.headers
        self.url = url
        self.host = host_of(url)
        self.writes = response.request is not None and response.request.method in _WRITES
        self._reason = str(response.reason or "")
        self._watch = watch
        self._limits = limits
        self._unsaid = unsaid
        self._raw: Any = response.raw
        response.raw = BytesIO()  # so that the client, which reads all, finds nothing

    def telling(self, words: str) -> str:
        """Words that are out of it, without what they must not tell."""
        return self._unsaid.without(words)

    def header(self, name: str) -> str:
        return str(self.headers.get(name) or "").strip()

    @property
    def content_type(self) -> str:
        """In lower case, without parameters."""
        return self.header("Content-Type").partition(";")[0].strip().lower()

    def chunks(self, most: int = 0) -> Iterator[bytes]:
        """The body, at most so many bytes of it (0: as any answer).

        It is read to its end at once, into a file where it is large: whoever goes through it may take time, and ask
        for more meanwhile. Raises DavRefused at the end of what came, where it was cut or is too long.
        """
        spool = SpooledTemporaryFile[bytes](max_size=_IN_MEMORY)
        weakref.finalize(self, spool.close)
        failure = self._read(spool, most or self._limits.largest)
        spool.seek(0)
        return self._told(spool, failure)

    def whole(self) -> bytes:
        return b"".join(self.chunks())

    def said(self) -> Said:
        """The server's words in an answer that is a failure, as far as they can be read."""
        read = bytearray()
        with suppress(DavRefused):  # what came is enough
            for chunk in self.chunks(MEGABYTE):
                read += chunk
        return Said(bytes(read), self.content_type, self._reason, self._unsaid.without)

    def done(self) -> None:
        """The body does not matter; its beginning is read, so that the connection can be used again."""
        beginning(self._raw)
        self._watch.over()

    def close(self) -> None:
        """Let go of what was not read, and of its connection."""
        self._watch.over()
        self._raw.close()

    def _read(self, spool: IO[bytes], most: int) -> DavRefused | None:
        try:
            for piece in pieces(self._raw):
                spool.write(piece)
                if spool.tell() > most:
                    self._raw.close()
                    return failures.too_long(self.host, most // MEGABYTE)
        except (HTTPError, OSError, RequestException):
            self._raw.close()
            if self._watch.passed:
                return failures.lost(self.host, self._limits.deadline, write=False)
            return failures.breaks_off(self.host, self.status)
        finally:
            self._watch.over()
        # Where nothing says how long a body is, a connection that was cut ends it as well.
        return failures.breaks_off(self.host, self.status) if self._watch.cut else None

    def _told(self, spool: IO[bytes], failure: DavRefused | None) -> Iterator[bytes]:
        while piece := spool.read(_PIECE):
            yield piece
        spool.close()
        if failure:
            raise failure


class _Watch:
    """Cuts the connections when an exchange has taken too long in all, however it drips."""

    def __init__(self, seconds: float, adapter: Adapter) -> None:
        self.passed = False
        self._adapter = adapter
        self._timer = threading.Timer(seconds, self._late)
        self._timer.daemon = True
        self._timer.start()

    @property
    def cut(self) -> bool:
        """Whether the connections were cut here while it lasted."""
        return self.passed or self._adapter.stopped

    def over(self) -> None:
        self._timer.cancel()

    def _late(self) -> None:
        self.passed = True
        self._adapter.cut()


def shown_certificate(host: str, port: int, seconds: float) -> bytes:
    """The certificate that a server shows, in DER, which is sent nothing else; b"" where it cannot be had."""
    unverified = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unverified.check_hostname = False
    unverified.verify_mode = ssl.CERT_NONE
    try:
        with (
            socket.create_connection((host, port), timeout=seconds) as plain,
            unverified.wrap_socket(plain, server_hostname=host) as wrapped,
        ):
            return wrapped.getpeercert(binary_form=True) or b""
    except OSError:
        return b""


def _nobody(request: PreparedRequest) -> PreparedRequest:
    """Signs nothing."""
    return request
