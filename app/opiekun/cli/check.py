"""`opiekun check`: what is set up and what is wrong, and the repair of what can be repaired."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from opiekun.cli.check_calendar_servers import calendar_memory, calendar_servers
from opiekun.cli.check_findings import Findings
from opiekun.cli.check_mail_servers import mail_servers
from opiekun.cli.commands import command
from opiekun.cli.printing import instant
from opiekun.cli.session import Session
from opiekun.domain.errors import DamagedDesk, Refused
from opiekun.services.checking import check_calendars, check_index
from opiekun.services.connecting import connection_status, opened
from opiekun.services.queue import rules_of
from opiekun.words import N_, sentence

WRITTEN = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
"""A clock that shows an earlier time than this program's making is wrong."""
SKEW = timedelta(minutes=5)


@command(N_("Tell what is set up and what is wrong: the store, the clock, the keyring, each server."))
@click.option("--offline", is_flag=True, help=N_("Ask no server."))
@click.option("--restore", is_flag=True, help=N_("Set a damaged desk aside and go back to its last good backup."))
@click.option("--set-aside", is_flag=True, help=N_("Set a damaged desk aside and begin a new one."))
@click.pass_obj
def check(session: Session, *, offline: bool, restore: bool, set_aside: bool) -> int:
    """The answer is 1 where something is wrong and was not repaired."""
    if restore and set_aside:
        raise Refused("Going back to a backup and beginning a new desk exclude each other; choose one.")
    findings = Findings()
    program = session.program
    if _store(session, findings, program.go_back_to_backup if restore else program.set_aside if set_aside else None):
        _index(session, findings)
        _calendars(session, findings)
        _clock(session, findings)
        _keyring(session, findings)
        _servers(session, findings, offline=offline)
        calendar_memory(session, findings)
        calendar_servers(session, findings, offline=offline)
        mail_servers(session, findings, offline=offline)
    findings.answer["ok"] = not findings.wrong
    session.answer(findings.answer, lambda: findings.lines)
    if findings.wrong:
        session.remark(session.words.say("Something is wrong: {wrong}", wrong=" ".join(findings.wrong)))
    return 1 if findings.wrong else 0


def _store(session: Session, findings: Findings, mend: Callable[[DamagedDesk], Path] | None) -> bool:
    """Whether the desk could be opened; a damaged one after it was mended, where that is asked for."""
    say = session.words.say
    try:
        try:
            facts = session.program.store_facts()
        except DamagedDesk as damage:
            if mend is None:
                raise
            aside = mend(damage)
            session.remark(say("The damaged desk is kept as {file}.", file=aside))
            facts = session.program.store_facts()
    except Refused as refusal:
        wrong = sentence(refusal, session.words.language)
        if isinstance(refusal, DamagedDesk) and mend is None:
            done = say("“opiekun check --restore” does it.")
            wrong += " " + (done if refusal.backup is not None else say("“opiekun check --set-aside” does it."))
        findings.tell("store", {}, say("The desk cannot be opened."), wrong)
        return False
    findings.tell(
        "store",
        {
            "place": facts.place,
            "revision": facts.revision,
            "bytes": facts.size,
            "last_backup": str(facts.last_backup) if facts.last_backup is not None else None,
        },
        say(
            "Store: {place}, revision {revision}, {size} kB, last backup {backup}",
            place=facts.place,
            revision=facts.revision,
            size=(facts.size + 1023) // 1024 if facts.size is not None else "–",
            backup=facts.last_backup.name if facts.last_backup is not None else say("none"),
        ),
    )
    return True


def _index(session: Session, findings: Findings) -> None:
    found = check_index(session.store, now=session.now())
    wrong = list(found.wrong)
    say = session.words.say
    line = session.words.count("Index: {n} request agrees", "Index: {n} requests agree", found.requests - len(wrong))
    if wrong:
        line += "; " + say("repaired {ids}", ids=", ".join(wrong[:20]))
    findings.tell("index", {"requests": found.requests, "wrong": wrong, "repaired": found.repaired}, line)


def _calendars(session: Session, findings: Findings) -> None:
    found = check_calendars(session.store, now=session.now())
    wrong, unreadable, say = list(found.wrong), list(found.unreadable), session.words.say
    well = found.events - len(wrong) - len(unreadable)
    line = session.words.count("Calendars: {n} event agrees", "Calendars: {n} events agree", well)
    if wrong:
        line += "; " + say("repaired {ids}", ids=", ".join(wrong[:20]))
    problem = None
    if unreadable:
        problem = say(
            "The text of these events cannot be read; they are kept, and shown as far as the index has them: {ids}.",
            ids=", ".join(unreadable[:20]),
        )
    fields = {"events": found.events, "wrong": wrong, "unreadable": unreadable, "repaired": found.repaired}
    findings.tell("calendars", fields, line, problem)


def _clock(session: Session, findings: Findings) -> None:
    now, say = session.now(), session.words.say
    hours = rules_of(session.store).openings.hours
    here = now.astimezone(ZoneInfo(hours.timezone))
    pulled = [line.connection.last_success for line in connection_status(session.store, session.program.secrets)]
    ahead = [moment for moment in pulled if moment is not None and moment > now + SKEW]
    wrong = None
    if now < WRITTEN or ahead:
        wrong = say("The clock shows {now}, which is too early; set it, or every due time is wrong.", now=instant(now))
    findings.tell(
        "clock",
        {"now": instant(now), "timezone": hours.timezone, "local": here.isoformat(timespec="seconds")},
        say("Clock: {now} in {zone}", now=f"{here:%Y-%m-%d %H:%M:%S}", zone=hours.timezone),
        wrong,
    )


def _keyring(session: Session, findings: Findings) -> None:
    backend, say = session.program.secrets.backend(), session.words.say
    told = say("none works; secrets are read from OPIEKUN_SECRET_… variables")
    findings.tell("keyring", {"backend": backend}, say("Keyring: {backend}", backend=backend or told))


def _servers(session: Session, findings: Findings, *, offline: bool) -> None:
    """Each help desk: whether its key is there, and unless offline, whether it answers."""
    servers = Findings()
    for line in connection_status(session.store, session.program.secrets):
        connection, wrong = line.connection, None
        try:
            if not offline or not line.has_key:
                opened(session.program.secrets, session.program.open_helpdesk, connection).check()
        except Refused as refusal:
            wrong = sentence(refusal, session.words.language)
        servers.tell(
            connection.id,
            {
                "url": connection.url,
                "timezone": connection.timezone,
                "has_key": line.has_key,
                "reachable": None if offline else wrong is None,
                "last_success": instant(connection.last_success),
            },
            session.words.say("Help desk: {url}", url=connection.url),
            wrong,
        )
    findings.answer["helpdesks"] = list(servers.answer.values())
    findings.lines += servers.lines
    findings.wrong += servers.wrong
