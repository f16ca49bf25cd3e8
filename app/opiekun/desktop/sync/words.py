"""What the sync of calendars has to tell on the status line and on its page, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from PySide6.QtCore import QCoreApplication, QLocale

from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.sync.sync import SyncState
from opiekun.desktop.words import refusal
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.sync.accounts import CollectionStanding
from opiekun.domain.sync.report import SyncProgress
from opiekun.domain.sync.told import Told
from opiekun.services.sync.standing import SyncStanding

_MINUTE, _HOUR = 60, 3600
_NAME = 40
"""Letters of a calendar's name in the status line, at most."""
_FINGERPRINT, _OCTET, _BEGINNING = "shown", 2, 4
_STEP = 10
"""Seconds: the age changes that often within the first minute, so that the line is not repainted each second."""


def said(told: Told) -> str:
    """A sentence that was kept, in the language of the window.

    A fingerprint is cut to its beginning: it is told whole where it is compared, once.
    """
    shown = octets(told.parts.get(_FINGERPRINT, ""))
    if len(shown) > _BEGINNING:
        cut = f"{':'.join(shown[:_BEGINNING])}…"
        # It ends a sentence as well.
        return refusal(replace(told, parts={**told.parts, _FINGERPRINT: cut}).refusal()).replace(f"{cut}.", cut)
    return refusal(told.refusal())


def octets(fingerprint: str) -> list[str]:
    """The bytes of a fingerprint in capitals, as certificates show them elsewhere."""
    return [fingerprint[at : at + _OCTET].upper() for at in range(0, len(fingerprint), _OCTET)]


def of_certificate(told: Told) -> bool:
    """Whether it asks to accept a certificate."""
    return _FINGERPRINT in told.parts


def server_of(url: str) -> str:
    """The server's name, as one knows it: without the way to a calendar there."""
    parts = urlsplit(url)
    return parts.netloc.rpartition("@")[2] or url


def line(state: SyncState, moments: Moments, now: UtcSeconds) -> str:
    """One line: how far a run is, what asks for the agent, or how long ago it went well, and what waits.

    "" where no calendar server is connected.
    """
    standing = state.standing
    if standing is None or not standing.accounts:
        return ""
    translate = QCoreApplication.translate
    if state.stopping:
        return translate("Sync", "Stopping the sync of calendars…")
    if state.running:
        return how_far(state.progress)
    parts = []
    if needs := _told_here(standing):
        told = needs[0] if len(needs) == 1 else Numbers().matters(len(needs))
        parts.append("▲ " + translate("Sync", "Calendars: {needs}").format(needs=told))
    elif state.stopped:
        parts.append(translate("Sync", "The sync of calendars was stopped by you"))
    elif failures(state):
        parts.append("▲ " + _not_synced(standing))
    if not parts:
        parts.append(_age(standing, moments, now))
    elif standing.last_success is not None:
        at = moments.moment(utc_seconds(standing.last_success), now)
        parts.append(translate("Sync", "last synced {time}").format(time=at))
    if standing.waiting:
        parts.append(Numbers().changes_waiting(standing.waiting))
    return " · ".join(parts)


def short_line(state: SyncState, moments: Moments, now: UtcSeconds) -> str:
    """The same where there is no room: how much asks for the agent, when it last went well, and what waits.

    "" where it is not shorter: while a run is on, or none has gone well.
    """
    standing = state.standing
    if standing is None or state.running:
        return ""
    needs = len(_told_here(standing))
    parts = [Numbers().matters_short(needs)] if needs else []
    if standing.last_success is not None:
        at = moments.moment(utc_seconds(standing.last_success), now)
        parts.append(QCoreApplication.translate("Sync", "last {time}").format(time=at))
    if standing.waiting:
        parts.append(f"↑ {standing.waiting}")
    if not parts:
        return ""
    words = QCoreApplication.translate("Sync", "Calendars: {needs}").format(needs=" · ".join(parts))
    return f"▲ {words}" if needs or failures(state) else words


def how_far(progress: SyncProgress | None) -> str:
    """How far a run is: “Syncing calendars: 120 of 5,200”. A server may take minutes to list a calendar."""
    translate = QCoreApplication.translate
    if progress is not None and progress.calendar and progress.total is None and not progress.done:
        name = " ".join(progress.calendar.split())
        name = name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
        return translate("Sync", "{calendar}: waiting for the server’s list").format(calendar=name)
    if progress is None or not (progress.done or progress.total):
        return translate("Sync", "Syncing calendars…")
    locale = QLocale()
    done = locale.toString(progress.done)
    if progress.total is None:
        return translate("Sync", "Syncing calendars: {done}").format(done=done)
    total = locale.toString(progress.total)
    return translate("Sync", "Syncing calendars: {done} of {total}").format(done=done, total=total)


def failures(state: SyncState) -> tuple[str, ...]:
    """Why calendars were not exchanged, each reason once."""
    standing = state.standing
    told = [state.failure] if state.failure else []
    if standing is not None:
        told += [said(each.collection.failure) for each in standing.collections if each.collection.failure is not None]
        told += [said(account.asks) for account in standing.accounts if account.asks is not None]
    return tuple(dict.fromkeys(told))


def summary(standing: SyncStanding) -> tuple[str, ...]:
    """What asks for the agent, in a few words each."""
    return tuple(_needs(standing))


def _told_here(standing: SyncStanding) -> tuple[str, ...]:
    """As :func:`summary`, but nothing where conflicts alone ask: they have a place of their own beside it."""
    return summary(standing) if summary(replace(standing, conflicts=0)) else ()


def _needs(standing: SyncStanding) -> Iterator[str]:
    translate = QCoreApplication.translate
    asked = [told for account in standing.accounts if (told := standing.asked_of(account)) is not None]
    if any(of_certificate(each) for each in asked):
        yield translate("Sync", "a server’s certificate is to be accepted")
    if not all(of_certificate(each) for each in asked):
        yield _password(standing)
    if not all(each.collection.may_delete for each in standing.guarded):
        yield translate("Sync", "many events are missing there")
    if any(each.collection.standing is CollectionStanding.GONE for each in standing.collections):
        yield translate("Sync", "a calendar is gone there")
    if standing.conflicts:
        yield Numbers().conflicts(standing.conflicts)
    if standing.refused:
        yield Numbers().changes_refused(len(standing.refused))


def _password(standing: SyncStanding) -> str:
    """Which server wants its password, and whose where two are on it; where several do, that they do."""
    asking = [each for each in standing.accounts if (told := standing.asked_of(each)) and not of_certificate(told)]
    if len(asking) != 1:
        return QCoreApplication.translate("Sync", "servers want their passwords again")
    server, user = server_of(asking[0].url), asking[0].user
    twins = [each for each in standing.accounts if server_of(each.url) == server]
    words = QCoreApplication.translate("Sync", "{server} wants its password again")
    return words.replace("{server}", f"{user} · {server}" if user and len(twins) > 1 else server)


def _not_synced(standing: SyncStanding) -> str:
    """That it failed, and with whom where that is one server."""
    servers = {server_of(each.collection.url) for each in standing.collections if each.collection.failure is not None}
    if len(servers) == 1:
        words = QCoreApplication.translate("Sync", "Calendars were not synced with {server}")
        return words.format(server=servers.pop())
    return QCoreApplication.translate("Sync", "Calendars were not synced")


def _age(standing: SyncStanding, moments: Moments, now: UtcSeconds) -> str:
    translate = QCoreApplication.translate
    if standing.last_success is None:
        some = any(each.collection.synced_at is not None for each in standing.collections)
        if some:
            return translate("Sync", "Not all calendars were synced yet")
        return translate("Sync", "Calendars were not synced yet")
    since = utc_seconds(standing.last_success)
    past = max(0, now - since)
    if past < _STEP:
        return translate("Sync", "Calendars synced just now")
    if past < _MINUTE:
        return translate("Sync", "Calendars synced {seconds} s ago").format(seconds=past // _STEP * _STEP)
    if past < _HOUR:
        return translate("Sync", "Calendars synced {minutes} min ago").format(minutes=past // _MINUTE)
    return translate("Sync", "Calendars synced {time}").format(time=moments.moment(since, now))
