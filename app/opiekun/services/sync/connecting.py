"""Connecting calendar servers: looking for calendars, choosing some, and letting go of them again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.sync.accounts import Auth, DavAccount, DavCollection, SignIn
from opiekun.domain.sync.addresses import same_address
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.remote import Discovery, FoundCollection
from opiekun.domain.sync.report import CollectionReport, LogLine, RunReport
from opiekun.domain.sync.told import Told
from opiekun.services.calendars import free_colour
from opiekun.services.calendars_removed import AtStake, CalledOff, at_stake, call_off
from opiekun.services.calls.following import follow
from opiekun.services.done import Changed, Done, RestoreCalendars, What
from opiekun.services.mail.hosting import Host
from opiekun.services.ports import Secrets, Store, UnitOfWork
from opiekun.services.sync.accounts import SECRET, account_of, check_keeper, check_password, known_account
from opiekun.services.sync.handed_on import take_over
from opiekun.services.sync.naming import free_name, known_colour
from opiekun.services.sync.runs import RUNS_KEPT
from opiekun.services.sync.taking_up import taken_up
from opiekun.services.sync_ports import CalendarServers
from opiekun.words import N_

ONLY_READ = N_(
    "You may only read the calendar {name} on the server: copy the event to another calendar, or give the change up."
)
COMING_BACK = N_(
    "Most of the calendar was deleted here before it was connected again: that comes back. Events: {count}."
)


@dataclass(frozen=True, slots=True)
class ConnectedCalendar:
    """A calendar of the desk and the collection that it mirrors. ``new`` tells that it was connected just now.

    ``taken_up`` tells that it is one that had stayed when its server was let go of; ``coming_back`` how many of its
    events were deleted here and come back all the same, because they were so many. ``unsent`` counts the edits that
    were made here before, in it or in a removed one that mirrored the same, and wait to go out; ``refused`` those that
    cannot, because the server lets the calendar only be read.
    """

    calendar: Calendar
    collection: DavCollection
    new: bool
    taken_up: bool = False
    coming_back: int = 0
    unsent: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Connected:
    """An account that answered, and those of its calendars that are on the desk now.

    ``partial`` tells that some of the account's calendars could not be listed.
    """

    account: DavAccount
    calendars: tuple[ConnectedCalendar, ...]
    partial: bool = False


def look(secrets: Secrets, open_server: CalendarServers, sign_in: SignIn) -> Discovery:
    """The calendars behind an address; nothing is kept.

    Raises InvalidInput for what cannot be asked with, Refused where no password could be kept, before the server is
    asked, or where the environment has another than the one that the server takes, and DavRefused where it does not
    answer as it should: with ``fingerprint`` where its certificate has to be accepted first.
    """
    sign_in = sign_in.trimmed()
    if not sign_in.url:
        raise InvalidInput("The server's address is empty; write one like https://cloud.example.com.")
    if not sign_in.user and sign_in.auth is not Auth.BEARER:
        raise InvalidInput("The user's name is empty; write the one that the calendar server knows.")
    if not sign_in.password:
        raise InvalidInput("The password is empty; many servers want one made for this program alone.")
    check_keeper(secrets, sign_in.password)
    auth = sign_in.auth or Auth.BASIC
    asked = DavAccount("", sign_in.url, sign_in.user, auth, fingerprint=sign_in.fingerprint)
    server = open_server(asked, sign_in.password, sign_in.auth)
    try:
        found = server.discover()
    finally:
        server.close()
    check_password(secrets, sign_in)
    if not found.collections:
        raise DavRefused(
            "There are no calendars at {url}; make one there, or write another address.",
            failure=DavFailure.NO_CALENDARS,
            temporary=False,
            url=found.url,
        )
    return found


def connect(
    store: Store,
    secrets: Secrets,
    open_server: CalendarServers,
    sign_in: SignIn,
    *,
    chosen: Collection[str] | None,
    now: datetime,
) -> Connected:
    """Try an account and keep it with its password, and a calendar of the desk for each that was chosen there.

    ``chosen`` are addresses or names of calendars, None for the one whose own address was written, else all. The same
    user of the same server is the same account: what is connected already stays as it is, and what kept it from being
    synced is forgotten. Calendars that stayed when it was let go of are taken up again, and what was edited in them
    meanwhile waits to go out, as does what waited in calendars that were removed; of deletions that do not, because
    they are so many, the log tells too. Raises as :func:`look`, and NotFound for a calendar that is not there; then
    nothing is kept.
    """
    found = look(secrets, open_server, sign_in)
    user = sign_in.trimmed().user
    if chosen is None and found.named:
        chosen = [found.named]
    wanted = _wanted(found.collections, chosen)
    with store.write() as unit:  # in one, so that of two at once the second finds the first
        accounts = [*unit.sync.accounts(), *unit.sync.let_go_accounts()]
        known = next((each for each in accounts if same_address(each.url, found.url) and each.user == user), None)
        account = DavAccount(
            known.id if known is not None else unit.calendars.new_id(),
            found.url,
            user,
            found.auth,
            fingerprint=sign_in.fingerprint,
            principal=found.principal,
            outbox=found.outbox,
            inbox=found.inbox,
            schedules=found.schedules,
            addresses=found.addresses,
        )
        secrets.set(SECRET, account.id, sign_in.password)
        unit.sync.save_account(account)
        unit.sync.save_inbox_read(account.id, replace(unit.sync.inbox_read(account.id), missing_at=None))
        _spell_alike(unit, account, found.collections)
        calendars = tuple(_connected(unit, account, each, now) for each in wanted)
        _log_coming_back(unit, calendars, now)
    return Connected(account, calendars, found.partial)


def _log_coming_back(unit: UnitOfWork, calendars: Iterable[ConnectedCalendar], now: datetime) -> None:
    """Log, as a run by itself, of how many events the deletion does not go out."""
    told = [each for each in calendars if each.coming_back]
    if told:
        reports = tuple(
            CollectionReport(each.calendar.id, each.calendar.name, each.collection.url, kept=each.coming_back)
            for each in told
        )
        lines = tuple(
            LogLine(now, Told(COMING_BACK, {"count": str(each.coming_back)}), each.calendar.id) for each in told
        )
        unit.sync.save_run(RunReport(now, now, reports, lines), keep=RUNS_KEPT)


def change_password(
    store: Store, secrets: Secrets, open_server: CalendarServers, account_id: str, password: str
) -> DavAccount:
    """Try another password for an account and keep it. Raises NotFound, and as :func:`look`; then nothing changes."""
    account = known_account(store, account_id)
    sign_in = SignIn(account.url, account.user, password, fingerprint=account.fingerprint)
    found = look(secrets, open_server, sign_in)
    with store.write() as unit:
        account = _trusted(unit, account_id, auth=found.auth)
        secrets.set(SECRET, account.id, password)
    return account


def accept_certificate(store: Store, account_id: str, fingerprint: str) -> DavAccount:
    """Accept, knowingly, the one certificate of that SHA-256 for an account. Raises NotFound."""
    with store.write() as unit:
        return _trusted(unit, account_id, fingerprint=fingerprint)


def disconnect(
    store: Store,
    secrets: Secrets,
    account_id: str,
    *,
    now: datetime,
    keep_calendars: bool = True,
    host: Host | None = None,
) -> Done:
    """Let go of an account: nothing is exchanged with it any more, and nothing changes on the server.

    Its calendars stay as calendars of the desk alone, which can be written in, and which connecting again takes up with
    all that waits in them; or are removed, which can be taken back. New events go to another one then; where there is
    none, theirs stays. Guests of calls to come in calendars that go are told in the name of the ``host``; None: nobody
    hears of it. The password is forgotten at once. Raises NotFound.
    """
    with store.write() as unit:
        account = account_of(unit, account_id)
        mine = {each.calendar_id for each in unit.sync.collections() if each.account_id == account_id}
        going = [] if keep_calendars else _going(unit, mine)
        off = call_off(unit, host, going, now) if going else CalledOff()
        unit.sync.let_go(account_id)
        before = _removed(unit, mine, going, now) if going else []
        for calendar in unit.calendars.all():
            if calendar.id in mine:
                unit.calendars.save(replace(calendar, read_only=False))
    secrets.forget(SECRET, account_id)
    return Done(
        What.ACCOUNT_DISCONNECTED,
        name=account.user,
        detail=account.url,
        changed=Changed(calendars=bool(mine)),
        undo=_back(before, off, host) if before else None,
        told=off.told,
    )


def _back(before: Sequence[Calendar], off: CalledOff, host: Host | None) -> RestoreCalendars:
    """Puts calendars that were removed as they stood, with what was called off."""
    return RestoreCalendars(
        tuple(before),
        (),
        What.CALENDAR_REMOVED,
        called_off=off.changes,
        outbox=off.outbox,
        tells=host is not None,
    )


def calendars_of(store: Store, account_id: str) -> frozenset[str]:
    """The ids of the calendars that go where an account is let go of and they do not stay."""
    with store.read() as unit:
        mine = {each.calendar_id for each in unit.sync.collections() if each.account_id == account_id}
        return frozenset(_going(unit, mine))


def account_at_stake(store: Store, account_id: str, *, host: Host, now: datetime) -> AtStake:
    """What of calls to come goes with those calendars."""
    return at_stake(store, calendars_of(store, account_id), host=host, now=now)


def _going(unit: UnitOfWork, mine: Collection[str]) -> list[str]:
    """Those of the calendars that can go: the one to which new events go stays where there is no other for them."""
    known = unit.calendars.all()
    other = any(each.id not in mine and not each.read_only for each in known)
    return [each.id for each in known if each.id in mine and (other or not each.default)]


def _removed(unit: UnitOfWork, mine: Collection[str], going: Collection[str], now: datetime) -> list[Calendar]:
    """Remove calendars of those that are let go of; the answer is how those that are changed by it stood."""
    known = unit.calendars.all()
    other = next((each for each in known if each.id not in mine and not each.read_only), None)
    before = [each for each in known if each.id in going]
    for calendar in before:
        unit.calendars.set_removed(calendar.id, now)
    follow(unit, [record.uid for record in unit.calls.all()])
    if other is None or not any(each.default for each in before):
        return before
    unit.calendars.save(replace(other, default=True))
    for calendar in before:
        unit.calendars.save(replace(calendar, default=False))
    return [*before, other]


def _trusted(unit: UnitOfWork, account_id: str, *, auth: Auth | None = None, fingerprint: str = "") -> DavAccount:
    """The account, exchanged with again: what the agent was asked is answered. Raises NotFound."""
    account = account_of(unit, account_id)
    account = replace(
        account,
        auth=auth or account.auth,
        fingerprint=fingerprint or account.fingerprint,
        asks=None,
        retry_at=None,
    )
    unit.sync.save_account(account)
    return account


def _wanted(found: Sequence[FoundCollection], chosen: Collection[str] | None) -> list[FoundCollection]:
    if chosen is None:
        return list(found)
    wanted = [each for each in found if any(_is_named(each, name) for name in chosen)]
    missing = [name for name in chosen if not any(_is_named(each, name) for each in wanted)]
    if missing:
        raise NotFound(
            "The server has no calendar {name}; it has: {known}.",
            name=missing[0],
            known=", ".join(each.name or each.url for each in found),
        )
    return wanted


def _is_named(found: FoundCollection, name: str) -> bool:
    return same_address(found.url, name) or found.name.strip().casefold() == name.strip().casefold()


def _spell_alike(unit: UnitOfWork, account: DavAccount, found: Sequence[FoundCollection]) -> None:
    """Let what is connected be asked at its address as it was spelled now: the password goes to no other host."""
    for collection in [each for each in unit.sync.collections() if each.account_id == account.id]:
        url = next((each.url for each in found if same_address(each.url, collection.url)), collection.url)
        if url != collection.url:
            unit.sync.save_collection(replace(collection, url=url))


def _connected(unit: UnitOfWork, account: DavAccount, found: FoundCollection, now: datetime) -> ConnectedCalendar:
    """The calendar that mirrors a collection, with what was edited here before and waits to go there."""
    mirrored = _mirrored(unit, account, found)
    coming_back = mirrored.coming_back + take_over(unit, mirrored.collection, now)
    entries = unit.sync.journal(mirrored.calendar.id) if mirrored.new else []
    if not found.read_only:
        return replace(mirrored, coming_back=coming_back, unsent=len(entries))
    why = Told(ONLY_READ, {"name": mirrored.calendar.name})
    for entry in entries:
        unit.sync.save_entry(replace(entry, refused=entry.refused or why))
    return replace(mirrored, coming_back=coming_back, refused=len(entries))


def _mirrored(unit: UnitOfWork, account: DavAccount, found: FoundCollection) -> ConnectedCalendar:
    """The calendar that mirrors a collection: the connected one, one that had stayed, or one that is made."""
    known = unit.calendars.all()
    standing = {each.id: each for each in known}
    connected = [each for each in unit.sync.collections() if each.account_id == account.id]
    stayed = unit.sync.let_go_collections(account.id)
    for collection in (*connected, *stayed):
        if same_address(collection.url, found.url):
            calendar = standing[collection.calendar_id]
            # What the agent wants only to be read stays so, also when the server would let it be written.
            locked = calendar.read_only and not collection.read_only
            calendar = replace(calendar, read_only=locked or (found.read_only and not calendar.default))
            unit.calendars.save(calendar)
            again = collection in stayed
            going_on, coming_back = taken_up(unit, collection) if again else (collection, 0)
            as_found = replace(going_on, url=found.url, read_only=found.read_only)
            unit.sync.save_collection(as_found)
            return ConnectedCalendar(calendar, as_found, new=again, taken_up=again, coming_back=coming_back)
    calendar = Calendar(
        unit.calendars.new_id(),
        free_name(known, found.name),
        known_colour(found.colour) or free_colour(known),
        read_only=found.read_only,
    )
    unit.calendars.save(calendar)
    collection = DavCollection(calendar.id, account.id, found.url, name=found.name, read_only=found.read_only)
    unit.sync.save_collection(collection)
    return ConnectedCalendar(calendar, collection, new=True)
