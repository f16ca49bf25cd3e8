"""The queue on the screen, live: drawn each second, read again every few."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Group
from rich.live import Live
from rich.text import Text

from opiekun.cli.queue_table import printer, queue_table
from opiekun.cli.session import Session
from opiekun.domain.instants import utc_seconds
from opiekun.domain.queue import Order, QueueRow, sort_key, state_of
from opiekun.services.queue import open_queue, rules_of

READ_EVERY = 5
"""Seconds between two readings of the desk; other programs write to it too."""


def watch_queue(session: Session, agent_id: str | None) -> None:
    """Until q or Ctrl+C. Without a terminal: printed whenever it has changed, until interrupted."""
    hours = rules_of(session.store).openings.hours
    console = printer()
    if not sys.stdout.isatty():
        for rows in _changes(session, agent_id):
            console.print(queue_table(rows, session.now(), hours, session.words, console.width))
            sys.stdout.flush()
        return
    hint = Text(session.words.say("q quits"), style="dim")
    with _keys() as pressed, Live(console=console, screen=True, auto_refresh=False) as live:
        for rows in _readings(session, agent_id):
            for _second in range(READ_EVERY):
                live.update(
                    Group(queue_table(rows, session.now(), hours, session.words, console.width), hint), refresh=True
                )
                if pressed(1 - time.time() % 1) == "q":
                    return


def _readings(session: Session, agent_id: str | None) -> Iterator[list[QueueRow]]:
    while True:
        now = utc_seconds(session.now())
        yield sorted(open_queue(session.store, agent_id), key=lambda row: sort_key(row, now, Order.GROUPED))


def _changes(session: Session, agent_id: str | None) -> Iterator[list[QueueRow]]:
    """The rows whenever they, or the states of their clocks, are others than before."""
    before: object = None
    for rows in _readings(session, agent_id):
        now = utc_seconds(session.now())
        stands = [(row, state_of(row, now)) for row in rows]
        if stands != before:
            yield rows
        before = stands
        time.sleep(READ_EVERY)


@contextmanager
def _keys() -> Iterator[Callable[[float], str]]:
    """A function that waits up to some seconds for a key, and answers it or ""."""
    if not sys.stdin.isatty():
        yield _sleep
    elif sys.platform == "win32":
        yield _windows_key
    else:
        import select  # noqa: PLC0415 - these two do not exist on Windows
        import termios  # noqa: PLC0415
        import tty  # noqa: PLC0415

        before = termios.tcgetattr(sys.stdin)
        tty.setcbreak(sys.stdin)
        try:
            yield lambda wait: sys.stdin.read(1) if select.select([sys.stdin], [], [], wait)[0] else ""
        finally:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def _sleep(seconds: float) -> str:
    time.sleep(seconds)
    return ""


def _windows_key(seconds: float) -> str:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - exists on Windows alone

        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if msvcrt.kbhit():
                return click.getchar()
            time.sleep(0.05)
    return ""
