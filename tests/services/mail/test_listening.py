"""Listening for new mail: told at once, anew after a line breaks, ever more slowly where it always does."""

from __future__ import annotations

import threading
from contextlib import contextmanager

import pytest
from tests.servers.dovecot import PASSWORD

from opiekun.domain.calls.mailboxes import MailServer, Security
from opiekun.domain.errors import ServerRefused
from opiekun.mail.imap import ImapMailbox
from opiekun.services.mail import listening
from opiekun.services.mail.listening import Listener

PATIENCE = 60


class Line:
    """A line on which a test tells; ``tell`` is new mail, ``break_`` its end."""

    def __init__(self, *, tells=True):
        self.tells = tells
        self.waits = threading.Semaphore(0)
        self.closed = threading.Event()
        self._told = threading.Semaphore(0)
        self._broken = False

    def tell(self):
        self._told.release()

    def interrupt(self):
        self._broken = True
        self._told.release()

    def wait(self, _seconds):
        self.waits.release()
        assert self._told.acquire(timeout=PATIENCE)
        if self._broken:
            raise ServerRefused("The line is cut.")
        return True

    def close(self):
        self.closed.set()


@contextmanager
def listened(opened):
    """A listener in a thread of its own, with what counts how often it heard."""
    heard = threading.Semaphore(0)
    listener = Listener(opened, heard.release)
    thread = threading.Thread(target=listener.run)
    thread.start()
    try:
        yield listener, heard, thread
    finally:
        listener.stop()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_what_comes_is_heard_and_what_came_before_the_line_stood():
    line = Line()
    with listened(lambda: line) as (_listener, heard, _thread):
        assert heard.acquire(timeout=PATIENCE)
        line.tell()
        assert heard.acquire(timeout=PATIENCE)
    assert line.closed.is_set()


def test_a_server_that_does_not_tell_is_let_alone():
    line = Line(tells=False)
    with listened(lambda: line) as (_listener, heard, thread):
        thread.join(PATIENCE)
        assert not heard.acquire(blocking=False)
    assert line.closed.is_set()


def test_a_line_that_is_dead_since_the_machine_slept_is_opened_anew_at_once():
    first, second = Line(), Line()
    lines = iter([first, second])
    with listened(lambda: next(lines)) as (listener, heard, _thread):
        assert first.waits.acquire(timeout=PATIENCE)
        listener.wake()
        assert second.waits.acquire(timeout=PATIENCE)
        assert first.closed.is_set()
        assert all(heard.acquire(timeout=PATIENCE) for _ in range(2))


def test_a_server_that_is_away_is_asked_again_ever_more_slowly(monkeypatch):
    monkeypatch.setattr(listening, "_SHORTEST_PAUSE", 0.01)
    pauses, line = [], Line()

    class Woken(threading.Event):
        """Notes how long it is waited for."""

        def wait(self, timeout=None):
            pauses.append(timeout)
            return super().wait(timeout)

    def opened():
        if len(pauses) < 3:
            raise ServerRefused("Nobody is there.")
        return line

    heard = threading.Semaphore(0)
    listener = Listener(opened, heard.release)
    listener._woken = Woken()
    thread = threading.Thread(target=listener.run)
    thread.start()
    assert heard.acquire(timeout=PATIENCE)
    assert pauses == [0.01, 0.04, 0.16]
    listener.stop()
    thread.join(PATIENCE)


def test_stopping_before_the_line_stands_ends_it():
    line, going_on = Line(), threading.Event()

    def opened():
        assert going_on.wait(PATIENCE)
        return line

    with listened(opened) as (listener, heard, _thread):
        listener.stop()
        going_on.set()
    assert line.closed.is_set()
    assert not heard.acquire(blocking=False)


@pytest.mark.usefixtures("trusted")
@pytest.mark.parametrize("security", [Security.NONE, Security.TLS])
def test_a_real_server_tells_and_the_thread_ends_amid_waiting(imap, security):
    port = imap.tls_port if security is Security.TLS else imap.port
    user = f"listened-{security.value}"
    with listened(lambda: ImapMailbox(MailServer(imap.host, port, security, user), PASSWORD)) as (listener, heard, _):
        assert heard.acquire(timeout=PATIENCE)
        imap.deliver(user, b"From: x@y.test\r\nSubject: Hello\r\n\r\nNothing\r\n")
        assert heard.acquire(timeout=PATIENCE)
        listener.wake()
        assert heard.acquire(timeout=PATIENCE)
