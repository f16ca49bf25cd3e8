"""What kept calendars from being exchanged, as a terminal tells it: which ones, with whom, and the way on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import join
from typing import NamedTuple
from urllib.parse import urlsplit

from opiekun.cli.certificates import OPTION
from opiekun.cli.session import Session
from opiekun.domain.errors import Refused
from opiekun.domain.sync.accounts import CollectionStanding, DavAccount
from opiekun.domain.sync.report import RunReport
from opiekun.domain.sync.told import Told
from opiekun.services.sync.standing import SyncStanding, sync_standing
from opiekun.words import sentence


class _Kept(NamedTuple):
    """The calendars of an account that one failure kept, by their names; no account where it is gone meanwhile.

    ``others`` tells that there are calendars which it did not keep.
    """

    failure: Told
    account: DavAccount | None
    names: tuple[str, ...]
    others: bool


def first_failure(report: RunReport, failure: Told, session: Session) -> Refused:
    """A run's first failure, with the calendars that it kept where there are others. In JSON it stands with each."""
    standing = sync_standing(session.store)
    kept = _kept(report, standing)
    if not kept:  # an inbox failed
        asking = next((each for each in standing.accounts if each.asks == failure), None)
        return with_way_on(failure, asking, standing, session)
    told = with_way_on(failure, kept[0].account, standing, session)
    if session.as_json or not kept[0].others:
        return told
    return Refused("{calendars}: {why}", calendars=_label(kept[0], standing.accounts), why=told)


def other_failures(report: RunReport, session: Session) -> Iterator[str]:
    """Each failure but the first, once for each account, with the calendars that it kept."""
    standing = sync_standing(session.store)
    for each in _kept(report, standing)[1:]:
        told = sentence(with_way_on(each.failure, each.account, standing, session), session.words.language)
        yield f"{_label(each, standing.accounts)}: {told}"


def with_way_on(failure: Told, account: DavAccount | None, standing: SyncStanding, session: Session) -> Refused:
    """A failure; of one that the account asks the agent about, also with the command that answers it."""
    if account is None or account.asks != failure:
        return failure.refusal()
    shown = failure.parts.get("shown", "")
    if shown:
        command = _connect(account, standing, shown)
        return Refused("{why} To accept it: {command}", why=failure.refusal(), command=command)
    if session.as_json or "variable" in failure.parts:  # its password comes from the environment
        return failure.refusal()
    return Refused(
        "{why} To give it on standard input: {command}",
        why=failure.refusal(),
        command=_connect(account, standing, account.fingerprint),
    )


def _connect(account: DavAccount, standing: SyncStanding, fingerprint: str) -> str:
    """The command that connects an account again. It names one of its calendars, so that none comes that was left out;
    the others stay connected."""
    collections = (each.collection for each in standing.collections if each.collection.account_id == account.id)
    there = next((each.url for each in collections if each.standing is not CollectionStanding.GONE), "")
    return join(
        [
            *("opiekun", "calendar", "connect", account.url, "--user", account.user, "--password-stdin"),
            *(("--calendar", there) if there else ()),
            *((OPTION, fingerprint) if fingerprint else ()),
        ]
    )


def _kept(report: RunReport, standing: SyncStanding) -> list[_Kept]:
    account_of = {each.calendar.id: each.collection.account_id for each in standing.collections}
    names: dict[tuple[Told, str], list[str]] = {}
    for each in report.collections:
        if each.failure is not None:
            names.setdefault((each.failure, account_of.get(each.calendar_id, "")), []).append(each.name)
    accounts = {each.id: each for each in standing.accounts}
    return [
        _Kept(failure, accounts.get(account_id), (*kept,), len(kept) < len(account_of))
        for (failure, account_id), kept in names.items()
    ]


def _label(kept: _Kept, accounts: Sequence[DavAccount]) -> str:
    """The calendars; where several accounts are on one host, also which of them it is."""
    names = ", ".join(kept.names)
    if kept.account is None or sum(_host(each) == _host(kept.account) for each in accounts) == 1:
        return names
    return f"{names} ({kept.account.user}, {urlsplit(kept.account.url).netloc})"


def _host(account: DavAccount) -> str | None:
    return urlsplit(account.url).hostname
