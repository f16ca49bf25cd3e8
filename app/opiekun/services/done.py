"""What a use case answers: what was done, what it changed, and how to take it back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from opiekun.domain.calendar.events import Calendar
from opiekun.domain.calls.calls import CallRecord, Guest, Hold
from opiekun.domain.calls.outbox import OpenProposal
from opiekun.domain.clocks import Clock
from opiekun.domain.invitations.verdicts import Verdict
from opiekun.domain.people import Account, Agent, Contact, Duty
from opiekun.domain.sync.local import Conflict, PartOf

if TYPE_CHECKING:
    from opiekun.domain.calls.outbox import Letter
    from opiekun.domain.sync.told import Told

from opiekun.services.settings_undo import (
    RestoreBookingRules,
    RestoreCallType,
    RestoreHandling,
    RestoreHours,
    RestoreRecommendation,
)


class What(StrEnum):
    """What was done. The window and the terminal choose the words."""

    REQUEST_ADDED = "request_added"
    EVENT_LOGGED = "event_logged"
    CONTACT_MADE = "contact_made"
    RESPONDED = "responded"
    WAITING = "waiting"
    RESOLVED = "resolved"
    SEVERITY_CHANGED = "severity_changed"
    NOTE_ADDED = "note_added"
    ASSIGNED = "assigned"
    TAGGED = "tagged"
    POSTPONED = "postponed"
    CALLBACK_ATTEMPTED = "callback_attempted"
    UNDONE = "undone"
    REDONE = "redone"
    ACCOUNT_SAVED = "account_saved"
    DUTY_SET = "duty_set"
    AGENT_SAVED = "agent_saved"
    CONTACT_SAVED = "contact_saved"
    CONTACT_REMOVED = "contact_removed"
    HOURS_SAVED = "hours_saved"
    HANDLING_SAVED = "handling_saved"
    CALL_TYPE_SAVED = "call_type_saved"
    BOOKING_RULES_SAVED = "booking_rules_saved"
    EVENT_ADDED = "event_added"
    EVENT_CHANGED = "event_changed"
    EVENT_MOVED = "event_moved"
    EVENT_COPIED = "event_copied"
    EVENT_DELETED = "event_deleted"
    TIME_PROPOSED = "time_proposed"
    INVITATION_ANSWERED = "invitation_answered"
    EVENTS_IMPORTED = "events_imported"
    CALENDAR_SAVED = "calendar_saved"
    NEW_EVENTS_GO = "new_events_go"
    CALENDAR_REMOVED = "calendar_removed"
    ACCOUNT_DISCONNECTED = "account_disconnected"
    CONFLICT_SETTLED = "conflict_settled"
    EDIT_GIVEN_UP = "edit_given_up"
    GUARD_ANSWERED = "guard_answered"
    CALL_BOOKED = "call_booked"
    CALL_MOVED = "call_moved"
    CALL_CANCELLED = "call_cancelled"
    CALL_CHANGED = "call_changed"
    CALL_HANDED_OVER = "call_handed_over"
    GUESTS_CHANGED = "guests_changed"
    TIMES_OFFERED = "times_offered"
    OFFER_WITHDRAWN = "offer_withdrawn"
    CALLS_REARRANGED = "calls_rearranged"
    RECOMMENDED = "recommended"
    RECOMMENDATION_SETTLED = "recommendation_settled"
    PROPOSAL_ACCEPTED = "proposal_accepted"
    PROPOSAL_DECLINED = "proposal_declined"
    OFFER_MAILED = "offer_mailed"
    OFFER_UNSENT = "offer_unsent"


@dataclass(frozen=True, slots=True)
class Changed:
    """What views must look at again: keys of requests, ids of accounts, and whether hours, policies
    or handling times moved.

    ``events`` are the numbers of iCalendar objects, ``calendars`` tells that names, colours or what is shown changed,
    ``bookings`` that call types or the rules for all of them did, ``letters`` that mail about no event waits, or
    does so no more.
    """

    requests: frozenset[int] = frozenset()
    accounts: frozenset[str] = frozenset()
    rules: bool = False
    events: frozenset[int] = frozenset()
    calendars: bool = False
    bookings: bool = False
    letters: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawEvents:
    """Takes back events of a request, by ``seq``."""

    key: int
    seqs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RestoreAccount:
    """Puts an account back as it was."""

    account: Account


@dataclass(frozen=True, slots=True)
class RestoreDuty:
    """Puts the agent back who stood by an account in that duty; None for nobody."""

    account_id: str
    duty: Duty
    agent_id: str | None


@dataclass(frozen=True, slots=True)
class RestoreContact:
    """Puts a contact back as it was."""

    contact: Contact


@dataclass(frozen=True, slots=True)
class RemoveContact:
    """Takes a contact away that was added."""

    contact: Contact


@dataclass(frozen=True, slots=True)
class RestoreAgent:
    """Puts an agent's record back as it was."""

    agent: Agent


@dataclass(frozen=True, slots=True)
class ObjectChange:
    """What became of the text of an iCalendar object; None where there was or is none.

    ``part_of`` is for one that was split off a series in the same edit, or given back to it.
    """

    calendar_id: str
    uid: str
    before: str | None
    after: str | None
    part_of: PartOf | None = None


@dataclass(frozen=True, slots=True)
class OutboxChange:
    """What an edit did to the letters about its events that were not sent: those there were, and those there are;
    and the ``proposals`` there were, which fall with the time that they are about.
    """

    before: tuple[Letter, ...] = ()
    after: tuple[Letter, ...] = ()
    proposals: tuple[OpenProposal, ...] = ()


@dataclass(frozen=True, slots=True)
class RestoreObjects:
    """Puts the text of each object back as it was before. ``undone`` tells that this does it again.

    Where none of the letters of ``outbox`` has gone, they do not go, and the text is as it was to the letter.
    """

    objects: tuple[ObjectChange, ...]
    of: What
    undone: bool = False
    outbox: OutboxChange = OutboxChange()


@dataclass(frozen=True, slots=True)
class RestoreCalendars:
    """Puts calendars back as they were, with what they held, and takes those away that were not there.

    With ``tells`` guests hear of it: of the events that were ``called_off`` with their calendars, they are asked again,
    unless none of the letters of ``outbox`` has gone.
    """

    calendars: tuple[Calendar, ...]
    removed: tuple[str, ...]
    of: What
    undone: bool = False
    called_off: tuple[ObjectChange, ...] = ()
    outbox: OutboxChange = OutboxChange()
    tells: bool = False


@dataclass(frozen=True, slots=True)
class RestoreConflict:
    """Makes a conflict as it was before it was settled by that choice, with what that did to events."""

    conflict: Conflict
    objects: tuple[ObjectChange, ...]
    choice: str
    outbox: OutboxChange = OutboxChange()


@dataclass(frozen=True, slots=True)
class SettleConflict:
    """Settles a conflict by that choice again."""

    conflict_id: str
    choice: str


@dataclass(frozen=True, slots=True)
class WithdrawGuardAnswer:
    """Takes back that the events that are missing on a server may be deleted here.

    With ``put_back``, that these go back to it, by their UIDs, of the ``missing`` of ``known`` that were asked about.
    """

    calendar_id: str
    put_back: tuple[str, ...] = ()
    missing: int = 0
    known: int = 0


@dataclass(frozen=True, slots=True)
class AnswerGuard:
    """Lets so many events that are missing on a server be deleted here after all, with or without letters of it; with
    ``keep`` they go back to it after all."""

    calendar_id: str
    missing: int
    tells_guests: bool
    keep: bool = False


@dataclass(frozen=True, slots=True)
class CancelCall:
    """Calls a call off, and tells its guests."""

    uid: str


@dataclass(frozen=True, slots=True)
class InviteGuests:
    """Invites these again, and those no more that were ``added``."""

    uid: str
    guests: tuple[Guest, ...]
    added: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RestoreCall:
    """Puts notes or outcome of a call back as they were before, where they are as they were left after."""

    before: CallRecord
    after: CallRecord


@dataclass(frozen=True, slots=True)
class RestoreCalls:
    """Puts calls and their events back as they were, all in one. ``undone`` tells that this does it again.

    Where none of the letters of ``outbox`` has gone, they do not go.
    """

    records: tuple[CallRecord, ...]
    objects: tuple[ObjectChange, ...]
    outbox: OutboxChange
    of: What
    undone: bool = False


@dataclass(frozen=True, slots=True)
class RestoreOffer:
    """Takes offered times back, or offers them again where they are not."""

    holds: tuple[Hold, ...]
    objects: tuple[ObjectChange, ...]


@dataclass(frozen=True, slots=True)
class ReopenProposal:
    """Lets a proposal wait again that was accepted or declined; ``verdict`` is what its message was before that.

    An event that it has moved goes back, and its guests are asked again.
    """

    proposal: OpenProposal
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class WithdrawProposal:
    """Takes the letter that proposes another time for somebody's event out of the outbox."""

    letter: Letter


@dataclass(frozen=True, slots=True)
class ProposeAgain:
    """Lets a letter that proposes another time wait again."""

    letter: Letter


@dataclass(frozen=True, slots=True)
class RestoreAnswer:
    """Makes what the agent, by that address and name, answered to somebody's invitation what it was before.

    Where the letter of ``outbox`` has not gone, it does not go. ``undone`` tells that this does it again.
    """

    change: ObjectChange
    outbox: OutboxChange
    recurrence_id: str
    by_email: str
    by_name: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class MailOffer:
    """Writes to people about offered times; with ``undone`` it is not sent after all, as long as it waits."""

    offer: str
    to: tuple[Guest, ...]
    undone: bool = False


CallUndo = (
    CancelCall | InviteGuests | RestoreCall | RestoreCalls | RestoreOffer | ReopenProposal | RestoreAnswer | MailOffer
)
"""What takes back what was done to calls; guests are told of it."""

Undo = (
    WithdrawEvents
    | RestoreAccount
    | RestoreDuty
    | RestoreContact
    | RemoveContact
    | RestoreAgent
    | RestoreHours
    | RestoreHandling
    | RestoreCallType
    | RestoreBookingRules
    | RestoreRecommendation
    | RestoreObjects
    | RestoreCalendars
    | RestoreConflict
    | SettleConflict
    | WithdrawGuardAnswer
    | AnswerGuard
    | WithdrawProposal
    | ProposeAgain
    | CallUndo
)


@dataclass(frozen=True, slots=True)
class Done:
    """The result of a use case that wrote.

    ``name`` is the id of the request, the name of the account, agent or calendar, or the UID of the event, whose title
    is ``subject``. ``detail`` is what it became (a severity, an agent's name, tags), what was chosen, or the address of
    a server; ``until`` when it was postponed
    to, or begins where it has moved to. ``stopped`` are the clocks that this
    stopped, with their verdicts in them. ``of`` is what was undone or redone. ``told`` are the guests to whom letters
    wait that tell them, by name, ``warned`` what speaks against it, which was done all the same.
    """

    what: What
    name: str = ""
    subject: str = ""
    detail: str = ""
    changed: Changed = field(default_factory=Changed)
    stopped: tuple[Clock, ...] = ()
    until: datetime | None = None
    undo: Undo | None = None
    of: What | None = None
    told: tuple[str, ...] = ()
    warned: Told | None = None
