"""Pulls and edits that are killed at any moment: no event that was told as kept is lost, and the desk opens."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest
from tests.end_to_end.conftest import Terminal, connect
from tests.helpdesks.liveagent_stub import LiveAgentStub

EDIT = """
import sys
from itertools import count
from opiekun.bootstrap import build
from opiekun.domain.timeline import EventKind
from opiekun.services.actions import log_event

program = build()
for number in count():
    text = f"{sys.argv[1]}-{number}"
    log_event(program.store, "R-1", EventKind.NOTE, now=program.clock.now(), text=text)
    print(text)
"""

PULL = """
from dataclasses import replace
from itertools import count
from opiekun.bootstrap import build
from opiekun.services.connecting import connected, opened
from opiekun.services.pull import pull

program = build()
for number in count():
    (connection,) = connected(program.store)
    # Every other pull begins anew, so that there is always something under way.
    connection = replace(connection, cursor="" if number % 2 else connection.cursor)
    desk = opened(program.secrets, program.open_helpdesk, connection)
    pull(program.store, desk, connection, now=program.clock.now)
    print(number)
"""


def test_what_was_kept_outlives_kills(terminal: Terminal, liveagent: Callable[[int], LiveAgentStub]) -> None:
    kill_at_any_moment(terminal, liveagent(60), rounds=6)


@pytest.mark.soak
def test_what_was_kept_outlives_two_hundred_kills(
    terminal: Terminal, liveagent: Callable[[int], LiveAgentStub]
) -> None:
    kill_at_any_moment(terminal, liveagent(400), rounds=200)


def kill_at_any_moment(terminal: Terminal, stub: LiveAgentStub, rounds: int) -> None:
    connect(terminal, stub)
    terminal.told("request", "add", "--account", "Acme", "--subject", "Edited", "--severity", "1", "--channel", "chat")
    kept: set[str] = set()
    for turn in range(rounds):
        editor, puller = terminal.script(EDIT, turn), terminal.script(PULL)
        assert editor.stdout is not None
        for _ in range(random.randrange(1, 40)):  # noqa: S311 - any moment will do
            kept.add(editor.stdout.readline().strip())
        for process in (puller, editor):
            process.kill()
        kept |= set(editor.communicate()[0].split())
        puller.communicate()
        told = terminal.told("request", "show", "R-1")
        notes = Counter(event["text"] for event in told["timeline"] if event["kind"] == "note")
        assert kept <= notes.keys()
        assert set(notes.values()) == {1}
    assert terminal.told("helpdesk", "pull")["refused"] == []
    checked = terminal.told("check", "--offline")
    assert checked["index"]["requests"] == len(stub.account.tickets) + 1
    assert checked["index"]["wrong"] == []
