"""When colleagues are busy, as their calendar server tells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from opiekun.domain.errors import InvalidInput
from opiekun.domain.sync.accounts import DavAccount
from opiekun.domain.sync.addresses import same_origin
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.free_busy import joined
from opiekun.domain.sync.remote import FreeBusy
from opiekun.services.ports import Secrets, Store
from opiekun.services.sync.accounts import connected_accounts, explained, opened
from opiekun.services.sync_ports import CalendarServer, CalendarServers

_LONGEST = timedelta(days=366)
_MOST = 50


def colleagues_busy(  # noqa: PLR0917 - whom, where, and when
    store: Store,
    secrets: Secrets,
    open_server: CalendarServers,
    who: Sequence[str],
    since: datetime,
    until: datetime,
) -> tuple[FreeBusy, ...]:
    """When those e-mail addresses are busy from ``since`` until ``until``, in their order.

    A server that schedules is asked for colleagues; one's own calendars are asked where it does not. In place of an
    e-mail address that of a calendar may be given which one may read on a server that is connected (RFC 4791, 7.10). An
    address of which no server tells has ``busy`` None. Raises Refused where no server is connected, InvalidInput for a
    question that none would answer, and DavRefused where the only server fails.
    """
    if until <= since or until - since > _LONGEST:
        raise InvalidInput("Ask for a stretch of at most a year that ends after it begins.")
    if not who or len(who) > _MOST:
        raise InvalidInput("Ask for one to {most} people at once.", most=_MOST)
    told = {address: FreeBusy(address, None) for address in who}
    failures: list[DavRefused] = []
    for account in connected_accounts(store):
        open_ones = [address for address, answer in told.items() if answer.busy is None]
        if not open_ones:
            break
        try:
            server = opened(secrets, open_server, account)
        except DavRefused as refusal:
            failures.append(refusal)
            continue
        try:
            told.update((answer.who, answer) for answer in _asked(store, server, account, open_ones, since, until))
        except DavRefused as refusal:
            failures.append(explained(secrets, account, refusal))
        finally:
            server.close()
    if failures and all(answer.busy is None and not answer.words for answer in told.values()):
        raise failures[0]
    return tuple(told[address] for address in who)


def _asked(  # noqa: PLR0917 - whom, of whom, and when
    store: Store, server: CalendarServer, account: DavAccount, who: Sequence[str], since: datetime, until: datetime
) -> list[FreeBusy]:
    calendars = [address for address in who if same_origin(address, account.url)]
    people = [address for address in who if _SCHEME not in address]
    told = [_of_calendar(server, url, since, until) for url in calendars]
    if people and account.outbox:
        answers = server.colleagues_busy(people, since, until)
        return told + [
            FreeBusy(address, answer.busy, answer.words) for address, answer in zip(people, answers, strict=False)
        ]
    own = {address.casefold() for address in (*account.addresses, account.user)}
    mine = [address for address in people if address.casefold() in own]
    return told + _own(store, server, account, mine, since, until)


def _own(  # noqa: PLR0917 - as above
    store: Store, server: CalendarServer, account: DavAccount, mine: Sequence[str], since: datetime, until: datetime
) -> list[FreeBusy]:
    if not mine:
        return []
    with store.read() as unit:
        names = {each.id: each.name for each in unit.calendars.all()}
        own = {each.url: names[each.calendar_id] for each in unit.sync.collections() if each.account_id == account.id}
    answers = [_of_calendar(server, url, since, until) for url in own]
    if all(answer.busy is None for answer in answers):
        return []
    stretches = joined(stretch for answer in answers for stretch in answer.busy or ())
    untold = ", ".join(own[answer.who] for answer in answers if answer.busy is None)
    return [FreeBusy(address, stretches, without=untold) for address in mine]


def _of_calendar(server: CalendarServer, url: str, since: datetime, until: datetime) -> FreeBusy:
    """One calendar; what its server will not tell of it leaves the others as they are."""
    try:
        answer = server.collection(url).busy(since, until)
    except DavRefused as refusal:
        if refusal.failure not in _OF_ONE:
            raise
        return FreeBusy(url, None, refusal.words or str(refusal))
    return FreeBusy(url, answer.busy, answer.words)


_SCHEME = "://"
_OF_ONE = frozenset({DavFailure.FORBIDDEN, DavFailure.MISSING, DavFailure.REFUSED})
