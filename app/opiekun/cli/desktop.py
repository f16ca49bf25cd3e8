"""`opiekun desktop` and `opiekun screenshots`: the window, or what to say where there is none."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from opiekun.cli.commands import command
from opiekun.cli.parameters import SIZE
from opiekun.cli.session import Session
from opiekun.domain.errors import Refused
from opiekun.services.preferences import Theme
from opiekun.words import LANGUAGES, N_

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
        from opiekun.cli.queue import tell_queue, whose_queue  # noqa: PLC0415 - a window needs no table

        session.remark(
            session.words.say(
                "There is no display to open a window on; this is the queue. “opiekun --help” tells more."
            )
        )
        tell_queue(session, whose_queue(session, None))
        return 0
    with _needing_qt():
        from opiekun.desktop.run import run  # noqa: PLC0415 - Qt is loaded where a window opens
    return run(session.program, language=session.words.language, smoke=smoke)


@command(N_("Every screen as a PNG picture in DIR, with or without a display."))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--theme", type=click.Choice([Theme.LIGHT.value, Theme.DARK.value]), help=N_("One theme; else both."))
@click.option("--size", type=SIZE, help=N_("One size in pixels; else 1280x800 and 1920x1080."))
@click.pass_obj
def screenshots(session: Session, *, folder: Path, theme: str | None, size: tuple[int, int] | None) -> None:
    """Tells the files. In the language that was asked for, else in both."""
    if not _has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with _needing_qt():
        from opiekun.desktop.screenshots import SIZES, Pictures, take  # noqa: PLC0415 - as above
    pictures = Pictures(
        folder,
        schemes=(Theme.LIGHT, Theme.DARK) if theme is None else (Theme(theme),),
        sizes=SIZES if size is None else (size,),
        languages=LANGUAGES if session.language is None else (session.language,),
    )
    taken = take(session.program, pictures)
    session.answer([str(path) for path in taken], lambda: [str(path) for path in taken])


@contextmanager
def _needing_qt() -> Iterator[None]:
    """Where Qt cannot be loaded, because it or one of the system's libraries is missing, say so."""
    try:
        yield
    except ImportError as missing:
        if not (missing.name or "").startswith("PySide6") and ".so" not in str(missing):
            raise
        raise Refused(
            "The window cannot be loaded: {reason}. Install what is missing; on Debian, libegl1 and libxkbcommon0.",
            reason=missing,
        ) from missing


def _has_display() -> bool:
    """Whether Qt can open a window here: everywhere but on a Linux without a display that Qt would need."""
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    return os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] not in _NEED_A_DISPLAY
