"""`opiekun desktop` and `opiekun screenshots`: the window, or what to say where there is none."""

from __future__ import annotations

import os
import sys

import click

from opiekun.cli.commands import command
from opiekun.cli.queue import tell_queue, whose_queue
from opiekun.cli.session import Session
from opiekun.domain.errors import Refused
from opiekun.words import N_

_NEED_A_DISPLAY = {"", "xcb", "wayland", "wayland-egl", "wayland-brcm"}


@command(N_("Open the window."))
@click.option("--sample", is_flag=True, help=N_("Open the sample desk, in a home of its own."))
@click.option("--smoke", is_flag=True, help=N_("Open every screen once, tell the time to first idle, and quit."))
@click.pass_obj
def desktop(session: Session, *, sample: bool, smoke: bool) -> int:
    """The answer is the exit status of the window; without a display, the queue is told instead."""
    if sample:
        from opiekun.bootstrap import beside_on_sample  # noqa: PLC0415 - as the session's own program

        session.program = beside_on_sample(session.program)
    if not _has_display():
        if smoke:
            raise Refused("There is no display to open a window on; set QT_QPA_PLATFORM=offscreen to go without.")
        session.remark(
            session.words.say(
                "There is no display to open a window on; this is the queue. “opiekun --help” tells more."
            )
        )
        tell_queue(session, whose_queue(session, None))
        return 0
    from opiekun.desktop.run import run  # noqa: PLC0415 - Qt is loaded where a window opens

    return run(session.program, smoke=smoke)


def _has_display() -> bool:
    """Whether Qt can open a window here: everywhere but on a Linux without a display that Qt would need."""
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    return os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] not in _NEED_A_DISPLAY
