"""`opiekun calendar busy`: when colleagues are busy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import click

from opiekun.cli.calendar_answers import instant_of
from opiekun.cli.commands import command
from opiekun.cli.parameters import MOMENT
from opiekun.cli.printing import instant, moment_text
from opiekun.cli.session import Session
from opiekun.domain.calendar.events import When
from opiekun.domain.errors import Refused
from opiekun.domain.sync.free_busy import status_and_words
from opiekun.domain.sync.remote import FreeBusy
from opiekun.services.sync.busy import colleagues_busy
from opiekun.words import N_, Words

_WEEK = timedelta(weeks=1)
# What the numbers of a REQUEST-STATUS mean for who asked (RFC 5546, 3.6).
_BY_CODE = {
    "3.7": N_("The server does not know this address."),
    "3.8": N_("The server does not let you ask about this address."),
    "5.1": N_("The server could not ask for this address; try again later."),
    "5.3": N_("The server cannot ask for this address."),
}


@command(
    N_(
        "When colleagues are busy between A and B, as the calendar server tells it; each by an e-mail address, or by "
        "the address (https://…) of a calendar that you may read."
    )
)
@click.argument("who", metavar="ADDRESS", nargs=-1, required=True)
@click.option("--from", "since", type=MOMENT, metavar="A", help=N_("An instant, or the start of a day; else now."))
@click.option(
    "--to", "until", type=MOMENT, metavar="B", help=N_("An instant, or the start of a day; else a week later.")
)
@click.pass_obj
def busy(session: Session, *, who: tuple[str, ...], since: When | None, until: When | None) -> None:
    """Tells the stretches of each; null for those of whom no server tells, and status 1 where it tells of nobody."""
    zone = session.zone()
    begin = session.now() if since is None else instant_of(since, zone)
    end = begin + _WEEK if until is None else instant_of(until, zone)
    answers = colleagues_busy(
        session.store,
        session.program.secrets,
        session.program.open_calendar_server,
        who,
        begin,
        end,
    )
    session.answer(
        [
            {
                "who": each.who,
                "busy": None
                if each.busy is None
                else [
                    {"start": instant(one.start), "end": instant(one.end), "tentative": one.tentative}
                    for one in each.busy
                ],
                "reason": each.words or None,
                "without": each.without or None,
            }
            for each in answers
        ],
        lambda: (line for each in answers for line in _lines(session, each)),
    )
    if all(each.busy is None for each in answers):
        raise Refused(
            "No server that is connected tells when they are busy. Ask for the address (https://…) of a calendar of "
            "theirs that you may read, and name it in place of the e-mail address."
        )


def _untold(each: FreeBusy, words: Words) -> str:
    """Why nothing is told of somebody: by the code of the server's answer where it has one, else in its words."""
    code, said = status_and_words(each.words)
    if code in _BY_CODE:
        return words.say(_BY_CODE[code])
    return words.say("No server tells.") + (f" {said}" if said else "")


def _lines(session: Session, each: FreeBusy) -> Iterator[str]:
    words, zone, now = session.words, session.zone(), session.now()
    yield each.who
    if each.busy is None:
        yield f"  {_untold(each, words)}"
    elif not each.busy and not each.without:
        yield "  " + words.say("free all the time")
    for one in each.busy or ():
        begin, end = (moment_text(at, now, zone, words.say) for at in (one.start, one.end))
        yield f"  {begin} – {end}" + ("  " + words.say("perhaps") if one.tentative else "")
    if each.without:
        yield "  " + words.say("Not told of: {calendars}.", calendars=each.without)
