"""What “opiekun check” tells of calendar servers."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from datetime import datetime
from typing import Any

from opiekun.cli.calendar_names import calendar_name
from opiekun.cli.check_findings import Findings
from opiekun.cli.printing import instant, moment_text, plain
from opiekun.cli.session import Session
from opiekun.domain.errors import Refused
from opiekun.domain.sync.accounts import CollectionStanding, DavAccount
from opiekun.domain.sync.failures import DavRefused
from opiekun.domain.sync.told import Told
from opiekun.services.sync.accounts import SECRET, explained, opened, password_of
from opiekun.services.sync.cautions import caution_of
from opiekun.services.sync.checking import check_memory
from opiekun.services.sync.standing import SyncedCalendar, SyncStanding, sync_standing
from opiekun.words import sentence


def calendar_memory(session: Session, findings: Findings) -> None:
    """Whether all that is remembered of calendar servers is in the calendars; what is not is fetched again."""
    found, words = check_memory(session.store), session.words
    missing, ids = list(found.missing), ", ".join(map(plain, found.missing[:20]))
    well = found.resources - found.unshown - len(missing)
    line = words.count("Synced: {n} event agrees", "Synced: {n} events agree", well)
    if found.unshown:
        line += "; " + words.count(
            "{n} more is not shown here: see “opiekun sync status”",
            "{n} more are not shown here: see “opiekun sync status”",
            found.unshown,
        )
    problem = None
    if found.repaired:
        line += "; " + words.say("the next sync fetches {ids}", ids=ids)
    elif missing:
        problem = words.say("Synced events are missing here; check again when no sync is running: {ids}.", ids=ids)
    fields = {
        "resources": found.resources,
        "not_shown": found.unshown,
        "missing": missing,
        "repaired": found.repaired,
    }
    findings.tell("sync", fields, line, problem)


def calendar_servers(session: Session, findings: Findings, *, offline: bool) -> None:
    """Each calendar server: what the desk knows of it, and unless offline, whether it answers."""
    servers, standing = Findings(), sync_standing(session.store)
    for account in standing.accounts:
        synced = [each for each in standing.collections if each.collection.account_id == account.id]
        moments = [each.collection.synced_at for each in synced]
        known = [moment for moment in moments if moment is not None]
        last = instant(min(known)) if known and len(known) == len(moments) else None
        waiting = sum(each.waiting for each in synced)
        refusal = _does_not_answer(session, account, synced, offline=offline)
        wrong = [] if refusal is None else [plain(sentence(refusal, session.words.language))]
        wrong += [each for each in _wrong_there(session, account, synced, standing) if each not in wrong]
        line = session.words.say(
            "Calendar server: {url} as {user}, last exchanged {when}",
            url=plain(account.url),
            user=plain(account.user),
            when=_on_the_clock(session, min(known)) if last is not None else session.words.say("never"),
        )
        told = caution_of(account)
        caution = None if told is None else _told(session, told)
        servers.tell(
            account.id,
            {
                "url": account.url,
                "user": account.user,
                "has_password": bool(session.program.secrets.get(SECRET, account.id)),
                "reachable": None if offline else refusal is None,
                "last_success": last,
                "retry_at": instant(account.retry_at),
                "caution": caution,
                "waits": waiting,
                "calendars": [_synced_json(session, each, standing) for each in synced],
            },
            line + "; " + session.words.count("{n} edit waits", "{n} edits wait", waiting),
            " ".join(wrong) or None,
        )
        servers.lines += [f"    {caution}"] if caution is not None else []
    findings.answer["calendar_servers"] = list(servers.answer.values())
    findings.lines += servers.lines
    findings.wrong += servers.wrong


def _does_not_answer(
    session: Session, account: DavAccount, synced: Collection[SyncedCalendar], *, offline: bool
) -> Refused | None:
    """Why a server does not tell of the account's calendars; offline only its password is looked for."""
    try:
        if offline:
            password_of(session.program.secrets, account)
            return None
        with closing(opened(session.program.secrets, session.program.open_calendar_server, account)) as server:
            for each in synced:
                server.collection(each.collection.url).state()
    except DavRefused as refusal:
        return explained(session.program.secrets, account, refusal)
    except Refused as refusal:
        return refusal
    return None


def _synced_json(session: Session, synced: SyncedCalendar, standing: SyncStanding) -> dict[str, Any]:
    collection, calendar = synced.collection, synced.calendar
    return {
        "calendar": calendar_name(calendar, session.words),
        "url": collection.url,
        "standing": collection.standing.value,
        "last_success": instant(collection.synced_at),
        "waits": synced.waiting,
        "refused": _refused(standing, [synced]),
        "not_shown": sum(each.calendar == calendar and not each.resource.shown for each in standing.problems),
        "kept": sum(each.calendar == calendar and each.resource.shown for each in standing.problems),
        "failure": None if collection.failure is None else _told(session, collection.failure),
    }


def _refused(standing: SyncStanding, synced: Collection[SyncedCalendar]) -> int:
    calendars = {each.calendar.id for each in synced}
    return sum(edit.calendar.id in calendars for edit in standing.refused)


def _on_the_clock(session: Session, at: datetime) -> str:
    return moment_text(at, session.now(), session.zone(), session.words.say)


def _wrong_there(
    session: Session, account: DavAccount, synced: Collection[SyncedCalendar], standing: SyncStanding
) -> list[str]:
    """What kept an account's calendars from being exchanged, and what waits for the agent."""
    words = session.words
    wrong = [] if account.asks is None else [_told(session, account.asks)]
    # One reason is told once, however many calendars it keeps.
    kept: dict[str, list[str]] = {}
    for each in synced:
        if each.collection.failure is not None and each.collection.failure != account.asks:
            why = _told(session, each.collection.failure)
            kept.setdefault(why, []).append(plain(calendar_name(each.calendar, words)))
    wrong += [f"{', '.join(names)}: {why}" for why, names in kept.items()]
    for each in synced:
        collection, name = each.collection, plain(calendar_name(each.calendar, words))
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
    return wrong


def _told(session: Session, told: Told) -> str:
    return plain(sentence(told.refusal(), session.words.language))
