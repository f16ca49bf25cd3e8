"""`opiekun calendar connect` and `opiekun sync disconnect`: calendar servers."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from shlex import quote
from typing import Any

import click

from opiekun.cli.calendar_answers import tell_guests
from opiekun.cli.calendar_guests import host_for, to_guests
from opiekun.cli.calendar_names import calendar_name
from opiekun.cli.certificates import HELP, OPTION, fingerprint_given
from opiekun.cli.commands import command
from opiekun.cli.session import Session
from opiekun.cli.vocabulary import DONE
from opiekun.domain.errors import NotFound
from opiekun.domain.sync.accounts import Auth, DavAccount, SignIn
from opiekun.domain.sync.addresses import same_address, same_place
from opiekun.domain.sync.failures import DavRefused
from opiekun.services.done import Done
from opiekun.services.sync.accounts import connected_accounts
from opiekun.services.sync.cautions import caution_of
from opiekun.services.sync.connecting import Connected, calendars_of, connect, disconnect
from opiekun.services.sync.new_events import NewEvents, where_new_events_go
from opiekun.services.sync.standing import sync_standing
from opiekun.words import N_, Words, sentence

MOST_PASSWORD = 10_000


@command(N_("Connect a CalDAV server and choose its calendars; the password is read from standard input."))
@click.argument("url", metavar="URL")
@click.option("--user", metavar="U", default="", help=N_("The user's name there; none where a token is the password."))
@click.option("--password-stdin", is_flag=True, help=N_("Read the password from standard input."))
@click.option(
    "--calendar",
    "chosen",
    metavar="NAME",
    multiple=True,
    help=N_("A calendar to sync, by its name there or its address; all of them if none is named. Can be repeated."),
)
@click.option(
    "--auth",
    type=click.Choice([each.value for each in Auth]),
    help=N_("How the server wants to be told who asks; without it, what the server offers is tried."),
)
@click.option(
    OPTION,
    "fingerprint",
    metavar="FINGERPRINT",
    default="",
    help=HELP,
)
@click.pass_obj
def connect_server(session: Session, /, *, password_stdin: bool, chosen: tuple[str, ...], **given: Any) -> None:
    """Tells the account and its calendars."""
    if not password_stdin:
        raise click.UsageError(
            session.words.say("The password is read from standard input and never an argument: add --password-stdin.")
        )
    sign_in = SignIn(
        given["url"],
        given["user"],
        sys.stdin.readline(MOST_PASSWORD).rstrip("\r\n"),
        Auth(given["auth"]) if given["auth"] else None,
        fingerprint_given(given["fingerprint"]),
    )
    try:
        connected = connect(
            session.store,
            session.program.secrets,
            session.program.open_calendar_server,
            sign_in,
            chosen=chosen or None,
            now=session.now(),
        )
    except DavRefused as refused:
        raise _with_way_on(refused, sign_in.fingerprint) from refused
    caution = caution_of(connected.account)
    if caution is not None:
        session.remark(sentence(caution.refusal(), session.words.language))
    new_events = where_new_events_go(session.store)
    session.answer(
        {**_json(connected), "new_events": new_events.calendar.id},
        lambda: [*_lines(connected, session.words), *_new_events(connected, new_events, session.words)],
    )


def _with_way_on(refused: DavRefused, given: str) -> DavRefused:
    """Of a certificate that is not trusted, also how it is accepted; or that it is not the one of the fingerprint that
    was ``given``, which nobody has accepted before."""
    if not refused.fingerprint:
        return refused
    if given:
        return refused.in_other_words(
            "{server} shows a certificate with another fingerprint than the one that was typed: {shown}. Compare it, "
            "sign by sign, with the one that those who run the server tell you.",
            **refused.parts,
        )
    return refused.in_other_words(
        "{why} To accept it, add: --accept-certificate {accepted}", why=refused, accepted=refused.fingerprint
    )


def _json(connected: Connected) -> dict[str, Any]:
    account = connected.account
    return {
        "id": account.id,
        "url": account.url,
        "user": account.user,
        "auth": account.auth,
        "partial": connected.partial,
        "calendars": [
            {
                "id": each.calendar.id,
                "name": each.calendar.name,
                "url": each.collection.url,
                "read_only": each.calendar.read_only,
                "new": each.new,
                "taken_up": each.taken_up,
                "coming_back": each.coming_back,
                "unsent": each.unsent,
                "refused": each.refused,
            }
            for each in connected.calendars
        ],
    }


def _lines(connected: Connected, words: Words) -> Iterator[str]:
    yield words.say("Connected {url}.", url=connected.account.url)
    for each in connected.calendars:
        marks = [words.say("can only be read")] if each.calendar.read_only else []
        marks += [words.say("taken up as it had stayed here")] if each.taken_up else []
        yield f"  {calendar_name(each.calendar, words)}  {', '.join(marks)}".rstrip()
        if each.coming_back:
            yield "  " + words.count(
                "{n} event that was deleted here comes back from the server: nothing is deleted there unasked when "
                "most of a calendar is gone here.",
                "{n} events that were deleted here come back from the server: nothing is deleted there unasked when "
                "most of a calendar is gone here.",
                each.coming_back,
            )
        if each.unsent:
            yield "  " + words.count(
                "{n} change that was made here before waits to go there.",
                "{n} changes that were made here before wait to go there.",
                each.unsent,
            )
        if each.refused:
            yield "  " + words.count(
                "{n} change that was made here before cannot go there: see “sync refused”",
                "{n} changes that were made here before cannot go there: see “sync refused”",
                each.refused,
            )
    if connected.partial:
        yield words.say("Some calendars there could not be listed; connect again later to see them.")
    yield words.say("“opiekun sync” brings their events.")


def _new_events(connected: Connected, now: NewEvents, words: Words) -> Iterator[str]:
    """That they go to no server, and how they do."""
    place = next((each.calendar for each in connected.calendars if not each.calendar.read_only), None)
    if now.alone and place is not None:
        yield words.say(
            "New events still go to “{name}”, which is only on this computer; “opiekun calendar set "
            "{place} --default” lets them go to the server.",
            name=calendar_name(now.calendar, words),
            place=quote(place.name),
        )


@command(N_("Do not sync with a calendar server any more; nothing changes there."))
@click.argument("account", metavar="[ACCOUNT]", required=False)
@click.option("--remove-calendars", is_flag=True, help=N_("Remove its calendars from this desk; else they stay."))
@to_guests
@click.pass_obj
def disconnect_server(session: Session, *, account: str | None, remove_calendars: bool, guests: str | None) -> None:
    """Tells what was disconnected."""
    known = connected_accounts(session.store)
    found = known if account is None else _named(known, account)
    if account is not None and len(found) > 1:
        raise NotFound(
            "“{name}” may be each of these: {known}. Name one by its user, its whole address or its id.",
            name=account,
            known=", ".join(f"{each.user} {each.url} ({each.id})" for each in found),
        )
    if len(found) != 1:
        raise NotFound(
            "Name the server by its address, its user or its id; connected are: {known}.",
            known=", ".join(f"{each.user} {each.url}" for each in known),
        )
    standing = sync_standing(session.store)
    unsent = standing.unsent(found[0].id)
    going = calendars_of(session.store, found[0].id) if remove_calendars else ()
    stay = any(
        each.collection.account_id == found[0].id and each.calendar.id not in going for each in standing.collections
    )
    host = host_for(session, going, guests)
    done = disconnect(
        session.store,
        session.program.secrets,
        found[0].id,
        now=session.now(),
        keep_calendars=not remove_calendars,
        host=host,
    )
    session.answer(
        {
            "id": found[0].id,
            "url": found[0].url,
            "user": found[0].user,
            "kept": not remove_calendars,
            "unsent": unsent,
            "told": list(done.told),
        },
        lambda: _let_go(done, unsent, session.words, kept=not remove_calendars, stay=stay),
    )
    tell_guests(session, done)


def _named(known: Sequence[DavAccount], name: str) -> list[DavAccount]:
    """Those of that id, user or address; where there is none, those on the server of that address, which is often not
    the one that an account is found at."""
    exactly = [each for each in known if name in {each.id, each.user} or same_address(name, each.url)]
    return exactly or [each for each in known if same_place(name, each.url)]


def _let_go(done: Done, unsent: int, words: Words, *, kept: bool, stay: bool) -> Iterator[str]:
    yield words.say(DONE[done.what], name=done.name, subject=done.subject, detail=done.detail)
    if stay:
        yield words.say("Connect it again, and the calendars that stayed are taken up.")
    if unsent and kept:
        yield words.count(
            "{n} change made here has not reached the server: it waits until that is connected again.",
            "{n} changes made here have not reached the server: they wait until that is connected again.",
            unsent,
        )
    elif unsent:
        yield words.count(
            "{n} change made here has not reached the server: it waits for thirty days, in case that is connected "
            "again.",
            "{n} changes made here have not reached the server: they wait for thirty days, in case that is connected "
            "again.",
            unsent,
        )
