"""`opiekun check`: what is set up and what is wrong, and the repair of what can be repaired."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from opiekun.cli.calendar_names import calendar_name
from opiekun.cli.commands import command
from opiekun.cli.printing import instant, plain
from opiekun.cli.session import Session
from opiekun.domain.errors import DamagedDesk, Refused
from opiekun.domain.sync.accounts import CollectionStanding, DavAccount
from opiekun.domain.sync.failures import DavRefused
from opiekun.domain.sync.told import Told
from opiekun.services.checking import check_calendars, check_index
from opiekun.services.connecting import connection_status, opened
from opiekun.services.queue import rules_of
from opiekun.services.sync.connecting import password_of
from opiekun.services.sync.standing import SyncedCalendar, SyncStanding, sync_standing
from opiekun.words import N_, sentence

WRITTEN = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
"""A clock that shows an earlier time than this program's making is wrong."""
SKEW = timedelta(minutes=5)


@dataclass
class _Findings:
    """What was found so far: the answer in JSON, the same in lines, and what is wrong."""

    answer: dict[str, Any] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def tell(self, name: str, fields: dict[str, Any], line: str, wrong: str | None = None) -> None:
        """Note one finding; ``wrong`` is a sentence where it is not well."""
        self.answer[name] = {**fields, "ok": wrong is None, "problem": wrong}
        self.lines.append(f"{'✓' if wrong is None else '◆'} {line}")
        if wrong is not None:
            self.lines.append(f"    {wrong}")
            self.wrong.append(wrong)


@command(N_("Tell what is set up and what is wrong: the store, the clock, the keyring, each server."))
@click.option("--offline", is_flag=True, help=N_("Ask no server."))
@click.option("--restore", is_flag=True, help=N_("Set a damaged desk aside and go back to its last good backup."))
@click.option("--set-aside", is_flag=True, help=N_("Set a damaged desk aside and begin a new one."))
@click.pass_obj
def check(session: Session, *, offline: bool, restore: bool, set_aside: bool) -> int:
    """The answer is 1 where something is wrong and was not repaired."""
    if restore and set_aside:
        raise Refused("Going back to a backup and beginning a new desk exclude each other; choose one.")
    findings = _Findings()
    program = session.program
    if _store(session, findings, program.go_back_to_backup if restore else program.set_aside if set_aside else None):
        _index(session, findings)
        _calendars(session, findings)
        _clock(session, findings)
        _keyring(session, findings)
        _servers(session, findings, offline=offline)
        _calendar_servers(session, findings)
    findings.answer["ok"] = not findings.wrong
    session.answer(findings.answer, lambda: findings.lines)
    if findings.wrong:
        session.remark(session.words.say("Something is wrong: {wrong}", wrong=" ".join(findings.wrong)))
    return 1 if findings.wrong else 0


def _store(session: Session, findings: _Findings, mend: Callable[[DamagedDesk], Path] | None) -> bool:
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


def _index(session: Session, findings: _Findings) -> None:
    found = check_index(session.store, now=session.now())
    wrong = list(found.wrong)
    say = session.words.say
    line = session.words.count("Index: {n} request agrees", "Index: {n} requests agree", found.requests - len(wrong))
    if wrong:
        line += "; " + say("repaired {ids}", ids=", ".join(wrong[:20]))
    findings.tell("index", {"requests": found.requests, "wrong": wrong, "repaired": found.repaired}, line)


def _calendars(session: Session, findings: _Findings) -> None:
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


def _clock(session: Session, findings: _Findings) -> None:
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


def _keyring(session: Session, findings: _Findings) -> None:
    backend, say = session.program.secrets.backend(), session.words.say
    told = say("none works; secrets are read from OPIEKUN_SECRET_… variables")
    findings.tell("keyring", {"backend": backend}, say("Keyring: {backend}", backend=backend or told))


def _servers(session: Session, findings: _Findings, *, offline: bool) -> None:
    """Each help desk: whether its key is there, and unless offline, whether it answers."""
    servers = _Findings()
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


def _calendar_servers(session: Session, findings: _Findings) -> None:
    """Each calendar server, as the desk knows it from the last run of the sync."""
    servers, standing = _Findings(), sync_standing(session.store)
    for account in standing.accounts:
        synced = [each for each in standing.collections if each.collection.account_id == account.id]
        moments = [each.collection.synced_at for each in synced]
        known = [moment for moment in moments if moment is not None]
        last = instant(min(known)) if known and len(known) == len(moments) else None
        waiting = sum(each.waiting for each in synced)
        has_password, wrong = _wrong_there(session, account, synced, standing)
        line = session.words.say(
            "Calendar server: {url} as {user}, last exchanged {when}",
            url=plain(account.url),
            user=plain(account.user),
            when=last or session.words.say("never"),
        )
        servers.tell(
            account.id,
            {
                "url": account.url,
                "user": account.user,
                "has_password": has_password,
                "last_success": last,
                "retry_at": instant(account.retry_at),
                "waits": waiting,
                "calendars": [_synced_json(session, each, standing) for each in synced],
            },
            line + "; " + session.words.count("{n} edit waits", "{n} edits wait", waiting),
            " ".join(wrong) or None,
        )
    findings.answer["calendar_servers"] = list(servers.answer.values())
    findings.lines += servers.lines
    findings.wrong += servers.wrong


def _synced_json(session: Session, synced: SyncedCalendar, standing: SyncStanding) -> dict[str, Any]:
    collection, calendar = synced.collection, synced.calendar
    return {
        "calendar": calendar_name(calendar, session.words),
        "url": collection.url,
        "standing": collection.standing.value,
        "last_success": instant(collection.synced_at),
        "waits": synced.waiting,
        "refused": _refused(standing, [synced]),
        "not_shown": sum(each.calendar == calendar for each in standing.problems),
        "failure": None if collection.failure is None else _told(session, collection.failure),
    }


def _refused(standing: SyncStanding, synced: Collection[SyncedCalendar]) -> int:
    calendars = {each.calendar.id for each in synced}
    return sum(edit.calendar.id in calendars for edit in standing.refused)


def _wrong_there(
    session: Session, account: DavAccount, synced: Collection[SyncedCalendar], standing: SyncStanding
) -> tuple[bool, list[str]]:
    """Whether an account's password is there, and what keeps its calendars from being exchanged, or asks the agent."""
    words, has_password = session.words, True
    wrong = [] if account.asks is None else [_told(session, account.asks)]
    try:
        password_of(session.program.secrets, account)
    except DavRefused as refusal:
        has_password = False
        wrong.append(plain(sentence(refusal, words.language)))
    for each in synced:
        collection, name = each.collection, plain(calendar_name(each.calendar, words))
        if collection.failure is not None:
            wrong.append(f"{name}: {_told(session, collection.failure)}")
        if collection.standing is CollectionStanding.GONE:
            wrong.append(words.say("The server does not have {calendar} any more; here it is kept.", calendar=name))
        elif collection.standing is CollectionStanding.GUARDED:
            wrong.append(
                words.say(
                    "{missing} of {known} events of {calendar} are gone from the server; "
                    "say with “opiekun sync guard” whether they go here too.",
                    missing=collection.missing,
                    known=collection.known,
                    calendar=name,
                )
            )
    refused = _refused(standing, synced)
    if refused:
        wrong.append(
            words.count(
                "The server would not have {n} edit; “opiekun sync refused” tells why.",
                "The server would not have {n} edits; “opiekun sync refused” tells why.",
                refused,
            )
        )
    return has_password, wrong


def _told(session: Session, told: Told) -> str:
    return plain(sentence(told.refusal(), session.words.language))
