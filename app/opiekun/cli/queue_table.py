"""The queue as a table in the terminal: groups, severity, state in shape and word, and the time that is left."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.console import Console, Group, RenderableType
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
_PIPE_WIDTH = 140
_WIDE, _NARROW = 130, 100
"""From _WIDE on the due time stands beside what is left; below _NARROW the assignee is left out."""
_MOST_NAME = 18


def printer() -> Console:
    """A console on standard output; where that is no terminal, lines of a fixed width without colours."""
    width = None if sys.stdout.isatty() else _PIPE_WIDTH
    return Console(highlight=False, markup=False, emoji=False, width=width)


class _Column(NamedTuple):
    """A column with the texts of its rows; the same width in every group. ``width`` None: what is left."""

    title: str
    width: int | None
    cells: list[Text]
    right: bool = False


def queue_table(rows: Sequence[QueueRow], now: datetime, hours: BusinessHours, words: Words, width: int) -> Group:
    """The rows, which are in the order of the queue, under the titles of their groups."""
    columns = _columns(rows, now, ZoneInfo(hours.timezone), words, width)
    shown: list[RenderableType] = [_table(columns, range(0), titles=True)]
    at = utc_seconds(now)
    begin = 0
    for group, members in groupby(rows, key=lambda row: group_of(row, at)):
        end = begin + sum(1 for _ in members)
        shown.append(Text(f"\n{words.say(GROUPS[group]).upper()} · {end - begin}", style="bold"))
        shown.append(_table(columns, range(begin, end), titles=False))
        begin = end
    return Group(*shown)


def _columns(rows: Sequence[QueueRow], now: datetime, zone: ZoneInfo, words: Words, width: int) -> list[_Column]:
    at = utc_seconds(now)
    states = [state_of(row, at) for row in rows]

    def column(title: str, texts: Iterable[str | Text], most: int = 40, *, right: bool = False) -> _Column:
        cells = [text if isinstance(text, Text) else Text(plain(text)) for text in texts]
        return _Column(title, min(most, max(len(title), *(cell.cell_len for cell in cells))), cells, right)

    columns = [
        column(words.say("Id"), (row.id for row in rows)),
        column("", (Text(str(int(row.severity)), style=_SEVERITY_STYLES[int(row.severity)]) for row in rows)),
        _Column(words.say("Subject"), None, [Text(plain(row.subject)) for row in rows]),
        column(words.say("Account"), (row.account for row in rows), _MOST_NAME),
        column(words.say("Assignee"), (row.assignee for row in rows), _MOST_NAME),
        column(words.say("Clock"), (words.say(CLOCKS[row.clock]) if row.clock is not None else "" for row in rows)),
        column(words.say("State"), (_state(row, state, words) for row, state in zip(rows, states, strict=True))),
        column(words.say("Left"), (_left(row, state, at) for row, state in zip(rows, states, strict=True)), right=True),
        column(words.say("Due"), (moment_text(row.due_at, now, zone, words.say) if row.due_at else "" for row in rows)),
    ]
    if width < _WIDE:
        del columns[8]
    if width < _NARROW:
        del columns[4]
    return columns


def _table(columns: Sequence[_Column], rows: Iterable[int], *, titles: bool) -> Table:
    table = Table(box=None, show_header=titles, expand=True, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(
            Text(column.title),
            width=column.width,
            ratio=1 if column.width is None else None,
            justify="right" if column.right else "left",
            no_wrap=True,
            overflow="ellipsis",
        )
    for row in rows:
        table.add_row(*(column.cells[row] for column in columns))
    return table


def _state(row: QueueRow, state: ClockState | None, words: Words) -> Text:
    told = f"{SHAPES[state]} {words.say(STATES[state])}" if state is not None else ""
    style = _STATE_STYLES.get(state, "") if state is not None else ""
    if row.callback_since is None:
        return Text(told, style=style)
    return Text(f"{OWED} {words.say('owed')} {told}".rstrip(), style=style or "bold")


def _left(row: QueueRow, state: ClockState | None, at: UtcSeconds) -> Text:
    """Time to the due time; for a call that is owed and has no clock, how long it has been owed."""
    if row.due_at is not None:
        return Text(time_left(row.due_at - at), style=_STATE_STYLES.get(state, "") if state is not None else "")
    return Text(time_left(at - row.callback_since) if row.callback_since is not None else "")
