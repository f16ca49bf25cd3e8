"""The one place that touches niquests: a session, an adapter that tells of each exchange, and errors by kind."""

from __future__ import annotations

import socket
import ssl
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any

from niquests import PreparedRequest, Response
from niquests import Session as _Session
from niquests.adapters import HTTPAdapter
from niquests.exceptions import ConnectTimeout, ProxyError, ReadTimeout, RequestException, SSLError

# Aliases that are made when it runs, for either name under which its urllib3 may be installed.
from niquests.packages.urllib3.connectionpool import (  # type: ignore[import-not-found]
    HTTPConnectionPool,
    HTTPSConnectionPool,
)
from niquests.packages.urllib3.exceptions import (  # type: ignore[import-not-found]
    HTTPError,
    NewConnectionError,
    ReadTimeoutError,
)

from opiekun.caldav.failures import NoConnection

__all__ = ["HTTPError", "PreparedRequest", "RequestException", "Response"]

_PIECE = 1 << 14
_MOST_OF_A_FAILURE = 1 << 16
_SHAKING = "handshake"
"""In what Python says of a server that accepts a connection and then no TLS; the libraries tell of a read."""
_CHALLENGE, _REDIRECTION, _CLIENT_ERROR = 401, 300, 400


class TransportSession(_Session):
    """A session of HTTP/1.1, which is the one that every calendar server speaks, without cookies and retries.

    Certificates are not asked for at their makers' (OCSP): that would tell others of each sync, and is no part of it.
    """

    def __init__(self) -> None:
        super().__init__(
            retries=0,
            disable_http2=True,
            disable_http3=True,
            revocation_configuration=None,
            allow_incoming_cookies=False,
        )


class Adapter(HTTPAdapter):
    """Tells of each exchange, those that a sign-in by challenge makes by itself too, and can cut its connections."""

    def __init__(self, counted: Callable[[], None]) -> None:
        super().__init__(
            max_retries=0,
            disable_http2=True,
            disable_http3=True,
            revocation_configuration=None,
            keepalive_delay=None,  # with HTTP/1.1 there is nothing to keep alive by, and a thread less
            keepalive_idle_window=None,
        )
        self._counted = counted
        self._connections: weakref.WeakSet[Any] = weakref.WeakSet()
        self._of_connections = threading.Lock()  # a set that grows meanwhile cannot be gone through
        self.stopped = False
        self.poolmanager.pool_classes_by_scheme = self._pools()

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """As inherited, with connections that can be cut."""
        manager = super().proxy_manager_for(proxy, **options)
        manager.pool_classes_by_scheme = self._pools()
        return manager

    def send(self, request: PreparedRequest, **options: Any) -> Response:  # type: ignore[override]  # passed on as given
        """As inherited. The body of an answer that sends elsewhere or asks to sign in is read here, but not all of it:
        what handles such answers reads them to the end.
        """
        self._counted()
        response = super().send(request, **options)
        status = response.status_code or 0
        if status == _CHALLENGE or _REDIRECTION <= status < _CLIENT_ERROR:
            response.raw = BytesIO(beginning(response.raw))
        return response

    def cut(self) -> None:
        """Shut every connection: what waits for one fails at once."""
        with self._of_connections:
            connections = [*self._connections]
        for connection in connections:
            _shut(connection.sock)

    def stop(self) -> None:
        """Shut every connection, and those that are made from here on as well."""
        self.stopped = True
        self.cut()

    def _pools(self) -> dict[str, Any]:
        return {"http": self._watched(HTTPConnectionPool), "https": self._watched(HTTPSConnectionPool)}

    def _watched(self, pool: Any) -> Any:
        adapter, connection = self, pool.ConnectionCls

        def connect(self: Any) -> None:
            with adapter._of_connections:
                adapter._connections.add(self)
            try:
                connection.connect(self)
                if adapter.stopped:
                    _shut(self.sock)
            except BaseException:  # the library forgets a socket on which TLS fails
                if self.sock is not None:
                    self.sock.close()
                raise

        made = type("Connection", (connection,), {"connect": connect})
        return type("Pool", (pool,), {"ConnectionCls": made})


def _shut(sock: socket.socket | None) -> None:
    if sock is not None:
        with suppress(OSError):
            sock.shutdown(socket.SHUT_RDWR)


def pieces(raw: Any) -> Iterator[bytes]:
    """A body as it comes in. Raises HTTPError or OSError."""
    if isinstance(raw, BytesIO):
        yield raw.read()
    else:
        yield from raw.stream(_PIECE, decode_content=True)


def certificate_failed(failure: BaseException) -> bool:
    """Whether the certificate was not verified, or is not the accepted one."""
    return any(
        isinstance(each, ssl.SSLCertVerificationError) or "Fingerprints did not match" in str(each)
        for each in _chain(failure)
        if isinstance(each, ssl.SSLError | HTTPError)
    )


def timed_out(failure: BaseException) -> bool:
    """Whether it waited in vain for an answer."""
    return any(isinstance(each, ReadTimeout | ReadTimeoutError | TimeoutError) for each in _chain(failure))


def not_connected(failure: BaseException) -> str | NoConnection:
    """Why there was no connection to send anything over, "" where there was one."""
    for each in _chain(failure):
        if isinstance(each, socket.gaierror):
            return NoConnection.NO_SUCH_NAME
        if isinstance(each, ConnectionRefusedError):
            return each.strerror or type(each).__name__
    if any(isinstance(each, ConnectTimeout) for each in _chain(failure)):
        return "time-out"
    for each in _chain(failure):
        if isinstance(each, ssl.SSLError | SSLError) or (isinstance(each, TimeoutError) and _SHAKING in str(each)):
            return NoConnection.NO_TLS
        if isinstance(each, ProxyError | NewConnectionError):
            return type(each).__name__
    return ""


def _chain(failure: BaseException) -> Iterator[BaseException]:
    """An error and those that it came from, which the libraries wrap in several ways."""
    waiting, seen = [failure], set[int]()
    while waiting:
        each = waiting.pop(0)
        if id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        causes = (each.__cause__, each.__context__, getattr(each, "reason", None), *each.args)
        waiting.extend(cause for cause in causes if isinstance(cause, BaseException))


def beginning(raw: Any) -> bytes:
    """The beginning of a body, as far as it comes; a connection on which more would follow is closed."""
    read = bytearray()
    try:
        for piece in pieces(raw):
            read += piece
            if len(read) > _MOST_OF_A_FAILURE:
                raw.close()
                break
    except (HTTPError, OSError):
        raw.close()
    return bytes(read[:_MOST_OF_A_FAILURE])
