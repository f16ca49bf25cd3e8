"""Taking back what was done. Each undo answers with the undo of itself, which is the redo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from opiekun.domain.errors import NotFound
from opiekun.domain.requests import RequestFile
from opiekun.domain.timeline import CLOCK_KINDS, Event, EventKind, standing_events
from opiekun.services.accounts import remove_contact, save_account, save_agent, save_contact, set_duty
from opiekun.services.actions import DONE_BY, found
from opiekun.services.done import (
    AnswerGuard,
    CancelCall,
    Changed,
    Done,
    InviteGuests,
    MailOffer,
    ProposeAgain,
    RemoveContact,
    ReopenProposal,
    RestoreAccount,
    RestoreAgent,
    RestoreAnswer,
    RestoreCalendars,
    RestoreCall,
    RestoreCalls,
    RestoreConflict,
    RestoreContact,
    RestoreDuty,
    RestoreObjects,
    RestoreOffer,
    SettleConflict,
    Undo,
    What,
    WithdrawEvents,
    WithdrawGuardAnswer,
    WithdrawProposal,
)
from opiekun.services.ports import Store
from opiekun.services.rulebook import rulebook
from opiekun.services.settings_undo import (
    RestoreBookingRules,
    RestoreCallType,
    RestoreHandling,
    RestoreHours,
    RestoreRecommendation,
)
from opiekun.services.setup import save_hours
from opiekun.services.timeline_writer import grow
from opiekun.services.write_back import remember_for_source

if TYPE_CHECKING:
    from opiekun.services.mail.hosting import Host


def undo(store: Store, token: Undo, *, now: datetime, actor: str = "", host: Host | None = None) -> Done:
    """Take back what the token stands for. Raises NotFound where it is gone.

    Guests of calls and events are told in the name of the ``host``.
    """
    match token:
        case WithdrawEvents():
            done = _withdraw(store, token, now, actor)
        case RestoreAccount(account=account):
            done = save_account(store, account)
        case RestoreDuty(account_id=account_id, duty=duty, agent_id=agent_id):
            done = set_duty(store, account_id, duty, agent_id, now=now)
        case RestoreContact(contact=contact) | RemoveContact(contact=contact):
            change = save_contact if isinstance(token, RestoreContact) else remove_contact
            done = change(store, contact)
        case RestoreAgent(agent=agent):
            done = save_agent(store, agent)
        case RestoreHours() | RestoreHandling():
            done = _restore_rules(store, token, now)
        case RestoreCallType() | RestoreBookingRules() | RestoreRecommendation():
            done = _restore_calls(store, token)
        case RestoreObjects() | RestoreCalendars() | WithdrawProposal() | ProposeAgain():
            done = _restore_events(store, token, now, host)
        case RestoreConflict() | SettleConflict() | WithdrawGuardAnswer() | AnswerGuard():
            # Only here: whoever opens the desk needs nothing that reads calendars.
            from opiekun.services.sync.answers_undone import undo_answer  # noqa: PLC0415

            done = undo_answer(store, token, now=now, host=host)
        case (
            CancelCall()
            | InviteGuests()
            | RestoreCall()
            | RestoreCalls()
            | RestoreOffer()
            | ReopenProposal()
            | RestoreAnswer()
            | MailOffer()
        ):
            from opiekun.services.calls.undone import undo_call  # noqa: PLC0415 - as above

            assert host is not None  # noqa: S101 - whoever books calls has what writes to their guests
            done = undo_call(store, host.letters(), token, now=now)
    return done


def _restore_events(
    store: Store,
    token: RestoreObjects | RestoreCalendars | WithdrawProposal | ProposeAgain,
    now: datetime,
    host: Host | None,
) -> Done:
    if isinstance(token, RestoreCalendars):
        from opiekun.services.calendars_removed import restore_calendars  # noqa: PLC0415 - as above

        return restore_calendars(store, token, now=now, host=host)
    if isinstance(token, RestoreObjects):
        from opiekun.services.events_undone import restore_objects  # noqa: PLC0415 - as above

        return restore_objects(store, token, now=now, host=host)
    from opiekun.services.mail.answering import withdraw_proposal  # noqa: PLC0415 - as above

    return withdraw_proposal(store, token)


def _restore_calls(store: Store, token: RestoreCallType | RestoreBookingRules | RestoreRecommendation) -> Done:
    if isinstance(token, RestoreRecommendation):
        from opiekun.services.recommendations import restore_recommendation  # noqa: PLC0415 - as above

        return restore_recommendation(store, token)
    from opiekun.services.call_types import restore_call_type, save_booking_rules  # noqa: PLC0415 - as above

    if isinstance(token, RestoreBookingRules):
        return save_booking_rules(store, token.rules)
    return restore_call_type(store, token.code, token.call_type)


def _restore_rules(store: Store, token: RestoreHours | RestoreHandling, now: datetime) -> Done:
    if isinstance(token, RestoreHours):
        return save_hours(store, token.hours, now=now)
    from opiekun.services.deadlines import save_handling_times  # noqa: PLC0415 - as above

    return save_handling_times(store, token.seconds)


def _withdraw(store: Store, token: WithdrawEvents, now: datetime, actor: str) -> Done:
    with store.write() as unit:
        file = unit.requests.get(token.key)
        if file is None:
            raise NotFound("The request is gone; there is nothing to undo.")
        seqs = (*token.seqs, *_repeated_resolutions(file, token.seqs))
        withdrawals = [Event(0, now, EventKind.WITHDRAWN, actor=actor, withdraws=seq) for seq in seqs]
        growth = grow(unit, rulebook(unit), file, withdrawals, now)
        remember_for_source(unit, file, growth, now)
        what, of = _taken_back(file, token.seqs)
        return Done(
            what,
            name=file.request.id,
            subject=file.request.subject,
            changed=Changed(frozenset({file.request.key})),
            undo=WithdrawEvents(token.key, tuple(event.seq for event in growth.events)),
            of=of,
        )


def _taken_back(file: RequestFile, seqs: tuple[int, ...]) -> tuple[What, What]:
    """Whether that undoes or redoes, and what: to take back what took something back is to do it again."""
    events = {event.seq: event for event in file.events}
    event, again = events[seqs[0]], False
    while event.kind is EventKind.WITHDRAWN and event.withdraws is not None:
        event, again = events[event.withdraws], not again
    return What.REDONE if again else What.UNDONE, DONE_BY.get(event.kind, What.EVENT_LOGGED)


def _repeated_resolutions(file: RequestFile, seqs: tuple[int, ...]) -> Iterator[int]:
    """The resolutions by which the source has since repeated one of these; they would keep the request resolved."""
    moves = (event for event in standing_events(file.events) if event.kind in CLOCK_KINDS)
    for kind, run in groupby(moves, key=attrgetter("kind")):
        events = list(run)
        taken = [event.seq for event in events if event.seq in seqs]
        if kind is EventKind.RESOLVED and taken:
            yield from (event.seq for event in events if event.source_ref is not None and event.seq > min(taken))


def take_back_last(store: Store, request_id: str, *, now: datetime, actor: str = "") -> Done:
    """Take back what was logged here last on a request and still holds. Raises NotFound where nothing was."""
    with store.read() as unit:
        file = found(unit, request_id)
    last = max((event.seq for event in standing_events(file.events) if _logged_here(event)), default=None)
    if last is None:
        raise NotFound("Nothing was logged on {id} that could be taken back.", id=file.request.id)
    return undo(store, WithdrawEvents(file.request.key, (last,)), now=now, actor=actor)


def _logged_here(event: Event) -> bool:
    return event.source_ref is None and event.kind not in (EventKind.RECEIVED, EventKind.SYSTEM)
