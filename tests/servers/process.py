"""A server as a process on a free port of loopback, from ready to ended."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from time import monotonic, sleep

HOST = "127.0.0.1"
PATIENCE = 60.0  # seconds; a shared machine starts a server in one or two


PORTS = range(10_000, 32_000)
"""Below those that a system gives away by itself, so that nothing else takes one between two looks."""
_APART = 997
_tried = count(os.getpid() * _APART)  # each process begins elsewhere, and none takes the same one twice in a row


def free_port() -> int:
    """A port on which nothing listens now."""
    for number in _tried:
        port = PORTS[number % len(PORTS)]
        with closing(socket.socket()) as listener, suppress(OSError):
            listener.bind((HOST, port))
            return port
    raise AssertionError  # the numbers do not end


def ask_http(port: int) -> None:
    """Whether a web server answers."""
    with closing(HTTPConnection(HOST, port, timeout=5)) as connection:
        connection.request("OPTIONS", "/")
        connection.getresponse().read()


def ask_greeting(port: int) -> None:
    """Whether a server that speaks first, as mail servers do, greets."""
    with closing(socket.create_connection((HOST, port), timeout=5)) as line:
        if not line.recv(1):
            raise ConnectionResetError


@contextmanager
def serving(command: Sequence[str], port: int, log: Path, *, ask: Callable[[int], None] = ask_http) -> Iterator[None]:
    """Run a server until the context ends; it begins once the server answers. What it says goes into a file.

    ``ask`` asks the server on a port for a sign of life, and raises OSError where there is none.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RADICALE")}
    with log.open("wb") as told:
        process = subprocess.Popen(
            command, cwd=log.parent, env=environment, stdin=subprocess.DEVNULL, stdout=told, stderr=told
        )
        try:
            _until_it_answers(process, port, log, ask)
            yield
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _until_it_answers(process: subprocess.Popen[bytes], port: int, log: Path, ask: Callable[[int], None]) -> None:
    end = monotonic() + PATIENCE
    while True:
        try:
            ask(port)
        except OSError:
            if process.poll() is not None or monotonic() > end:
                raise AssertionError(f"{process.args!r} does not serve:\n{log.read_text(errors='replace')}") from None
            sleep(0.02)
        else:
            # Who answers for a server that has ended is another one.
            assert process.poll() is None, f"{process.args!r} has ended:\n{log.read_text(errors='replace')}"
            return
