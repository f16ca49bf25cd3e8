"""The queue as a table in the terminal: groups, severity, state in shape and word, and the time that is left."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from opiekun.cli.printing import moment_text, plain, time_left
from opiekun.cli.vocabulary import CLOCKS, GROUPS, OWED, SHAPES, STATES
from opiekun.domain.clocks import ClockState
from opiekun.domain.hours import BusinessHours
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.queue import QueueRow, group_of, state_of
from opiekun.words import Words

_SEVERITY_STYLES = {1: "bold red", 2: "dark_orange3", 3: "yellow", 4: "green", 5: "dim"}
_STATE_STYLES = {ClockState.BREACHED: "bold red", ClockState.AT_RISK: "dark_orange3", ClockState.HELD: "dim"}
_PIPE_WIDTH = 120


def printer() -> Console:
    """A console on standard output; where that is no terminal, lines of a fixed width without colours."""
    console = Console(highlight=False, markup=False, emoji=False)
    return console if sys.stdout.isatty() else Console(highlight=False, markup=False, emoji=False, width=_PIPE_WIDTH)


def queue_table(rows: Iterable[QueueRow], now: datetime, hours: BusinessHours, words: Words) -> Table:
    """The table of rows that are already in the order of the queue."""
    zone = ZoneInfo(hours.timezone)
    at = utc_seconds(now)
    table = Table(box=SIMPLE_HEAD, pad_edge=False, expand=True)
    table.add_column(words.say("Id"), no_wrap=True)
    table.add_column("", width=1)
    table.add_column(words.say("Subject"), ratio=1, no_wrap=True, overflow="ellipsis")
    table.add_column(words.say("Account"), max_width=18, no_wrap=True, overflow="ellipsis")
    table.add_column(words.say("Assignee"), max_width=18, no_wrap=True, overflow="ellipsis")
    table.add_column(words.say("Clock"), no_wrap=True)
    table.add_column(words.say("State"), no_wrap=True)
    table.add_column(words.say("Left"), no_wrap=True, justify="right")
    table.add_column(words.say("Due"), no_wrap=True)
    for group, members in groupby(rows, key=lambda row: group_of(row, at)):
        here = list(members)
        table.add_row("", "", Text(f"{words.say(GROUPS[group]).upper()} · {len(here)}", style="bold"))
        for row in here:
            table.add_row(*_cells(row, at, words), _due(row, now, zone, words))
    return table


def _cells(row: QueueRow, at: UtcSeconds, words: Words) -> list[Text]:
    state = state_of(row, at)
    style = _STATE_STYLES.get(state, "") if state is not None else ""
    return [
        Text(plain(row.id)),
        Text(str(int(row.severity)), style=_SEVERITY_STYLES[int(row.severity)]),
        Text(plain(row.subject)),
        Text(plain(row.account)),
        Text(plain(row.assignee)),
        Text(words.say(CLOCKS[row.clock]) if row.clock is not None else ""),
        Text(_state(row, state, words), style="bold" if row.callback_since is not None else style),
        Text(_left(row, at), style=style),
    ]


def _state(row: QueueRow, state: ClockState | None, words: Words) -> str:
    told = f"{SHAPES[state]} {words.say(STATES[state])}" if state is not None else ""
    if row.callback_since is None:
        return told
    return f"{OWED} {words.say('owed')} {told}".rstrip()


def _left(row: QueueRow, at: UtcSeconds) -> str:
    """Time to the due time; for a call that is owed, how long it has been owed."""
    if row.due_at is not None:
        return time_left(row.due_at - at)
    return time_left(at - row.callback_since) if row.callback_since is not None else ""


def _due(row: QueueRow, now: datetime, zone: ZoneInfo, words: Words) -> Text:
    return Text(moment_text(row.due_at, now, zone, words.say) if row.due_at is not None else "")
