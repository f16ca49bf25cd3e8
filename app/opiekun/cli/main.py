"""The command line: the general options, the commands by name, and how a run ends."""

from __future__ import annotations

import errno
import gc
import gettext
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from types import TracebackType
from typing import Any

import click

from opiekun import __version__
from opiekun.cli.commands import Group
from opiekun.cli.parameters import INSTANT
from opiekun.cli.printing import plain
from opiekun.cli.session import Session, speak_utf8
from opiekun.cli.stopping import INTERRUPTED
from opiekun.domain.errors import Refused
from opiekun.resources import resource
from opiekun.words import DOMAIN, LANGUAGES, N_, Words, sentence, system_language

# How a file that takes the answer fails. All other files are written behind doors that refuse by themselves.
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}

# Objects that a command makes until the collector looks for rings among them: hardly any of them are garbage before it
# ends. The window, which goes on for days, has Python's own number.
_LITTER = 100_000

ROOMS = {
    "desktop": "opiekun.cli.desktop:desktop",
    "setup": "opiekun.cli.setup:setup",
    "sample": "opiekun.cli.sample:sample",
    "screenshots": "opiekun.cli.desktop:screenshots",
    "sla": "opiekun.cli.sla:sla",
    "queue": "opiekun.cli.queue:queue",
    "request": "opiekun.cli.request:request",
    "helpdesk": "opiekun.cli.helpdesk:helpdesk",
    "calendar": "opiekun.cli.calendar:calendar",
    "slots": "opiekun.cli.slots:slots",
    "call": "opiekun.cli.call:call",
    "mail": "opiekun.cli.mail:mail",
    "sync": "opiekun.cli.sync:sync_calendars",
    "account": "opiekun.cli.account:account",
    "agent": "opiekun.cli.agent:agent",
    "check": "opiekun.cli.check:check",
}


@click.group(
    cls=Group,
    rooms=ROOMS,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=N_("The desk of a dedicated support agent. Without a command, the window opens."),
)
@click.option("--home", type=click.Path(path_type=Path), help=N_("Where the desk lives."))
@click.option("--now", type=INSTANT, help=N_("The program's clock starts at this instant and runs on."))
@click.option("--lang", type=click.Choice(LANGUAGES), help=N_("The language to speak."))
@click.version_option(__version__, help=N_("Show the version and exit."))
@click.pass_context
def opiekun(context: click.Context, home: Path | None, now: datetime | None, lang: str | None) -> Any:
    """Keep what stands before the command; without a command, open the window."""
    session = context.ensure_object(Session)
    session.home, session.start, session.language = home, now, lang
    if context.invoked_subcommand not in {None, "desktop"}:
        gc.set_threshold(_LITTER)
    if context.invoked_subcommand is None:
        window = import_module("opiekun.cli.desktop").desktop
        with window.make_context("desktop", [], parent=context) as opened:
            return window.invoke(opened)
    return None


def run(arguments: Sequence[str]) -> int:
    """Run a command line; the answer is the exit status. Bugs are raised."""
    early = _early_language(arguments)
    # Click takes its own sentences from the process's message catalogue, which goes by the environment.
    gettext.bindtextdomain(DOMAIN, str(resource("translations")))
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = early
    session = Session(language=early)
    well = False
    try:
        _refuse_broken_text(arguments, session.words)
        status = opiekun.main(list(arguments), prog_name="opiekun", standalone_mode=False, obj=session)
        sys.stdout.flush()
        well = True
    except Refused as refusal:
        session.remark(sentence(refusal, session.words.language))
        return 1
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as misuse:
        misuse.show()
        return misuse.exit_code
    except BrokenPipeError:
        # Who read has gone.
        _tell_nobody()
        return 1
    except OSError as failure:
        if failure.errno not in _NO_ROOM:
            raise
        _tell_nobody()
        session.remark(
            session.words.say("{path} cannot be written: {reason}.", path="<stdout>", reason=failure.strerror)
        )
        return 1
    finally:
        session.close(well=well)
    return status if isinstance(status, int) else 0


def _tell_nobody() -> None:
    """What is left in standard output's buffer goes nowhere, in silence."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _refuse_broken_text(arguments: Sequence[str], words: Words) -> None:
    """Bytes that are no text in the system's encoding could be neither stored nor shown."""
    for word in arguments:
        if not word.isascii() and any("\ud800" <= character <= "\udfff" for character in word):
            raise click.UsageError(words.say("“{word}” is not text in UTF-8.", word=plain(word)))


def _early_language(arguments: Sequence[str]) -> str:
    """The language for what is told before the options are read: that of --lang, else the system's."""
    for word, following in zip_longest(arguments, arguments[1:], fillvalue=""):
        language = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and language in LANGUAGES:
            return language
    return system_language()


def _report_bug(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
    """A fault of the program itself: keep its report in a file, and name that."""
    text = "".join(traceback.format_exception(kind, bug, trace))
    with tempfile.NamedTemporaryFile("w", prefix="opiekun-", suffix=".txt", delete=False, encoding="utf-8") as file:
        file.write(f"opiekun {__version__}, Python {sys.version}, {sys.platform}\n{text}")
    told = Words(system_language()).say(
        "This is a fault in Opiekun ({kind}). Its report is {path}; please send it along.",
        kind=kind.__name__,
        path=file.name,
    )
    sys.stderr.write(f"{told}\n")


def main() -> int:
    """What the installed program starts."""
    sys.excepthook = _report_bug
    speak_utf8()
    status = run(sys.argv[1:])
    # The memory goes back to the system as a whole: to look through it for rings once more takes longer than most runs.
    gc.freeze()
    return status
