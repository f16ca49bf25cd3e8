"""A proxy between the program and a calendar server that misbehaves on command, and remembers what was asked.

    with FaultProxy(server.port) as proxy:
        proxy.when("PUT", r"\\.ics$", times=1)(cut_before_answer)

The faults stand in tests/servers/faults.py; a fault is a function of an :class:`Exchange`.
"""

from __future__ import annotations

import re
import socket
import threading
from base64 import b64decode
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from http.client import HTTPConnection, HTTPException
from io import BufferedReader
from typing import NoReturn, Self

LONGEST_LINE = 65536
HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "te", "upgrade", "content-length"}


class Cut(Exception):
    """The connection ends here."""


@dataclass(frozen=True)
class Asked:
    """A request as it came in. ``headers`` are by name in lower case."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """An answer to send. Content-Length is added where the headers (lower case) do not give one."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    def with_headers(self, **headers: str | None) -> Answer:
        """With other headers (``content_type``); None takes one away."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        kept = {name: value for name, value in self.headers.items() if name not in named}
        return replace(self, headers=kept | {name: value for name, value in named.items() if value is not None})

    def raw(self) -> bytes:
        """As it goes over the wire."""
        headers = {"content-length": str(len(self.body))} | dict(self.headers)
        lines = [f"HTTP/1.1 {self.status} Said", *(f"{name}: {value}" for name, value in headers.items())]
        return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + self.body


class Exchange:
    """One request and what becomes of it; what a fault works with."""

    def __init__(self, proxy: FaultProxy, asked: Asked, connection: socket.socket) -> None:
        self.asked = asked
        self._proxy = proxy
        self._connection = connection

    def forward(self, asked: Asked | None = None) -> Answer:
        """Send the request (or another in its place) to the server; its answer as the proxy's variant has it."""
        return self._proxy.answer_of_server(asked or self.asked)

    def send(self, answer: Answer, *, stop: int | None = None) -> None:
        """Send an answer, or its first ``stop`` bytes, head included, and cut."""
        self.send_raw(answer.raw()[:stop])
        if stop is not None:
            self.cut()

    def send_raw(self, content: bytes) -> None:
        """Send bytes as they are."""
        self._connection.sendall(content)

    def cut(self) -> NoReturn:
        """End the connection."""
        raise Cut

    def hold(self, seconds: float | None = None) -> None:
        """Keep the client waiting, for so long or until it, or the test, has had enough."""
        self._proxy.hold(self._connection, seconds)


Fault = Callable[[Exchange], None]
Variant = Callable[[Asked, Callable[[Asked], Answer]], Answer]


@dataclass
class Rule:
    """A fault for the requests that fit: ``times`` of them (None: all) after the first ``skip``."""

    method: re.Pattern[str]
    path: re.Pattern[str]
    body: re.Pattern[bytes]
    skip: int
    times: int | None
    fault: Fault

    def takes(self, asked: Asked) -> bool:
        """Whether this request is one for this rule; one that fits is counted."""
        if self.times == 0 or not (
            self.method.fullmatch(asked.method) and self.path.search(asked.path) and self.body.search(asked.body)
        ):
            return False
        if self.skip:
            self.skip -= 1
            return False
        if self.times is not None:
            self.times -= 1
        return True


class FaultProxy:
    """The proxy; a context manager. ``asked`` are all requests so far, in order, as the program made them.

    With ``users`` (name: password) it checks Basic authentication itself and tells the server who asks. ``variant``
    makes another server of the one behind it, for every request. Before each request ``before`` is called.
    """

    def __init__(self, server: int, *, users: Mapping[str, str] | None = None, variant: Variant | None = None) -> None:
        self.asked: list[Asked] = []
        self.before: Callable[[Asked], None] = lambda _asked: None
        self._server = server
        self._users = users
        self._variant = variant
        self._rules: list[Rule] = []
        self._lock = threading.Lock()
        self._came = threading.Condition(self._lock)
        self._closing = threading.Event()
        self._connections: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._begin(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.set()
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes accept()
        self._listener.close()
        with self._lock:
            for connection in self._connections:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def when(
        self,
        method: str = r"\w+",
        path: str = "",
        *,
        body: bytes = b"",
        skip: int = 0,
        times: int | None = None,
    ) -> Callable[[Fault], Fault]:
        """A rule, given its fault: ``proxy.when("PUT", times=1)(cut_before_answer)``. The latest that fits counts."""

        def add(fault: Fault) -> Fault:
            rule = Rule(re.compile(method), re.compile(path), re.compile(body, re.DOTALL), skip, times, fault)
            with self._lock:
                self._rules.insert(0, rule)
            return fault

        return add

    def behave(self) -> None:
        """Forget all rules."""
        with self._lock:
            self._rules.clear()

    def forget(self) -> None:
        """Forget what was asked."""
        with self._lock:
            self.asked.clear()

    def wait(self, requests: int, ended: Callable[[], bool]) -> None:
        """Wait until so many requests came, or whoever makes them has ended."""
        with self._came:
            while len(self.asked) < requests and not ended():
                self._came.wait(0.05)

    def methods(self) -> list[str]:
        """The methods of what was asked, in order."""
        return [asked.method for asked in self.asked]

    def answer_of_server(self, asked: Asked) -> Answer:
        """What the server, or the variant of it, answers."""
        return self._variant(asked, self._through) if self._variant else self._through(asked)

    def hold(self, connection: socket.socket, seconds: float | None) -> None:
        """Wait until the other side hangs up, the proxy closes or the time is over."""
        connection.settimeout(seconds)
        with suppress(TimeoutError):
            if not self._closing.is_set() and not connection.recv(1, socket.MSG_PEEK):
                raise Cut
        connection.settimeout(None)

    def _begin(self, work: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._closing.is_set():
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self._lock:
                self._connections.add(connection)
            self._begin(self._serve, connection)

    def _serve(self, connection: socket.socket) -> None:
        with closing(connection), connection.makefile("rb") as stream, suppress(Cut, OSError):
            while not self._closing.is_set() and (asked := _read(stream, connection)) is not None:
                self.before(asked)
                with self._came:
                    self.asked.append(asked)
                    self._came.notify_all()
                    fault = next((rule.fault for rule in self._rules if rule.takes(asked)), None)
                exchange = Exchange(self, asked, connection)
                if fault is not None:
                    fault(exchange)
                else:
                    exchange.send(exchange.forward())
        with self._lock:
            self._connections.discard(connection)

    def _through(self, asked: Asked) -> Answer:
        headers = {name: value for name, value in asked.headers.items() if name not in HOP_BY_HOP}
        if self._users is not None:
            user = self._user(headers.pop("authorization", ""))
            if user is None:
                return Answer(401, {"www-authenticate": 'Basic realm="calendars"'}, b"Who are you?")
            headers["x-remote-user"] = user
        upstream = HTTPConnection("127.0.0.1", self._server, timeout=120)
        try:
            upstream.request(asked.method, asked.path, body=asked.body or None, headers=headers)
            answer = upstream.getresponse()
            body = answer.read()
        except (OSError, HTTPException) as error:
            raise Cut from error
        finally:
            upstream.close()
        kept = {n.lower(): v for n, v in answer.getheaders() if n.lower() not in HOP_BY_HOP}
        if asked.method == "HEAD" or answer.status in (204, 304):
            kept["content-length"] = answer.headers.get("content-length") or "0"
        return Answer(answer.status, kept, body)

    def _user(self, credentials: str) -> str | None:
        kind, _, token = credentials.partition(" ")
        if kind.lower() != "basic":
            return None
        name, _, password = b64decode(token).decode().partition(":")
        return name if self._users is not None and self._users.get(name) == password else None


def _read(stream: BufferedReader, connection: socket.socket) -> Asked | None:
    """The next request of a connection; None where it ended."""
    line = stream.readline(LONGEST_LINE).decode("latin-1").strip()
    if not line:
        return None
    method, path, _version = line.split(" ")
    headers = dict(_headers(stream))
    if headers.get("expect", "").lower() == "100-continue":
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = b"".join(_chunks(stream))
    else:
        body = stream.read(int(headers.get("content-length", "0")))
    return Asked(method, path, headers, body)


def _headers(stream: BufferedReader) -> Iterable[tuple[str, str]]:
    while line := stream.readline(LONGEST_LINE).decode("latin-1").strip():
        name, _, value = line.partition(":")
        yield name.strip().lower(), value.strip()


def _chunks(stream: BufferedReader) -> Iterable[bytes]:
    while size := int(stream.readline(LONGEST_LINE).split(b";")[0], 16):
        yield stream.read(size)
        stream.readline(LONGEST_LINE)
    stream.readline(LONGEST_LINE)
