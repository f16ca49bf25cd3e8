"""Syncing a desk that another program may be syncing at the moment: one follows the other."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

import click

from opiekun.domain.sync.report import RunReport
from opiekun.services.sync.run import BeingSynced
from opiekun.words import Words

# Seconds between two looks whether another run has ended, and how many of them: ten minutes.
_LOOK_EVERY = 0.2
_TURNS = 3_000


def in_turn(run: Callable[[], RunReport], cancelled: Callable[[], bool], words: Words | None) -> RunReport | None:
    """The run's report, once no other program syncs this desk any more; None where it was stopped before that.

    Who waits at a terminal is told so in ``words``.

    Raises BeingSynced where that does not end.
    """
    for turn in range(_TURNS):
        with suppress(BeingSynced):
            return run()
        if turn == 0 and words is not None:
            click.echo(words.say("Another program is syncing this desk; this sync follows it."), err=True)
        if cancelled():
            return None
        time.sleep(_LOOK_EVERY)
    return run()
