"""The codes of the domain in words, and in the shapes that tell states apart without colour."""

from __future__ import annotations

from opiekun.domain.calls.calls import CallStatus
from opiekun.domain.clocks import ClockState
from opiekun.domain.hours import ClosedReason
from opiekun.domain.people import Duty, Entitlement, Plan
from opiekun.domain.policy import ClockName
from opiekun.domain.queue import Group
from opiekun.domain.recommendations import Advice
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Channel, EventKind, Severity
from opiekun.services.done import What
from opiekun.words import N_

CLOCKS = {
    ClockName.CONTACT: N_("contact"),
    ClockName.FIRST_RESPONSE: N_("first response"),
    ClockName.NEXT_RESPONSE: N_("next response"),
    ClockName.UPDATE: N_("update"),
}
STATES = {
    ClockState.HELD: N_("held"),
    ClockState.RUNNING: N_("running"),
    ClockState.AT_RISK: N_("at risk"),
    ClockState.BREACHED: N_("breached"),
    ClockState.MET: N_("met"),
}
SHAPES = {
    ClockState.HELD: "○",
    ClockState.RUNNING: "◔",
    ClockState.AT_RISK: "▲",
    ClockState.BREACHED: "◆",
    ClockState.MET: "✓",
}
OWED = "☎"
STATUSES = {
    Status.NEW: N_("new"),
    Status.OPEN: N_("open"),
    Status.ANSWERED: N_("answered"),
    Status.WAITING: N_("waiting on customer"),
    Status.RESOLVED: N_("resolved"),
}
SEVERITIES = {
    Severity.CRITICAL: N_("critical"),
    Severity.HIGH: N_("high"),
    Severity.STANDARD: N_("standard"),
    Severity.BUG_FIX: N_("bug fix"),
    Severity.REQUEST: N_("request"),
}
CHANNELS = {Channel.CHAT: N_("chat"), Channel.PHONE: N_("phone"), Channel.EMAIL: N_("e-mail")}
EVENTS = {
    EventKind.RECEIVED: N_("received"),
    EventKind.AGENT_CONTACT: N_("contact made"),
    EventKind.AGENT_RESPONSE: N_("response given"),
    EventKind.WAITING_ON_CUSTOMER: N_("waiting on customer"),
    EventKind.CUSTOMER_REPLY: N_("customer's message"),
    EventKind.SEVERITY_CHANGED: N_("severity changed"),
    EventKind.RESOLVED: N_("resolved"),
    EventKind.CALLBACK_ATTEMPTED: N_("call back attempted"),
    EventKind.NOTE: N_("note"),
    EventKind.ASSIGNED: N_("assigned"),
    EventKind.TAGGED: N_("tagged"),
    EventKind.POSTPONED: N_("postponed"),
    EventKind.SYSTEM: N_("told by the source"),
    EventKind.WITHDRAWN: N_("taken back"),
}
GROUPS = {
    Group.CALLBACK: N_("Callbacks owed"),
    Group.SEVERITY_1: N_("Severity 1 · critical"),
    Group.SEVERITY_2: N_("Severity 2 · high"),
    Group.SEVERITY_3: N_("Severity 3 · standard"),
    Group.SEVERITY_4: N_("Severity 4 · bug fix"),
    Group.SEVERITY_5: N_("Severity 5 · request"),
    Group.WAITING: N_("Waiting on customer"),
    Group.HELD: N_("Held until opening"),
}
DUTIES = {Duty.DEDICATED: N_("dedicated agent"), Duty.COVER: N_("cover")}
PLANS = {Plan.ALL_INCLUSIVE: N_("All-inclusive"), Plan.OTHER: N_("another plan"), Plan.UNKNOWN: N_("plan not told yet")}
ENTITLEMENTS = {
    Entitlement.ENTITLED: N_("entitled"),
    Entitlement.UNKNOWN_PLAN: N_("plan not told yet"),
    Entitlement.OTHER_PLAN: N_("not entitled: another plan"),
    Entitlement.NO_ADD_ON: N_("not entitled: no add-on"),
    Entitlement.NOT_STARTED: N_("not entitled: the add-on has not started"),
    Entitlement.ENDED: N_("not entitled: the add-on has ended"),
}
CLOSED = {
    ClosedReason.DAY_OFF: N_("day off"),
    ClosedReason.HOLIDAY: N_("holiday"),
    ClosedReason.TEAM: N_("closed by the team"),
}
CALL_STATUSES = {
    CallStatus.BOOKED: N_("booked"),
    CallStatus.CANCELLED: N_("called off"),
    CallStatus.HELD: N_("took place"),
    CallStatus.NO_SHOW: N_("nobody came"),
    CallStatus.MOVED: N_("moved to another call"),
}
ADVICE = {
    Advice.OPEN: N_("proposed"),
    Advice.ACCEPTED: N_("accepted"),
    Advice.DECLINED: N_("declined"),
    Advice.DONE: N_("done"),
}
DONE = {
    What.REQUEST_ADDED: N_("Added {name} “{subject}”."),
    What.EVENT_LOGGED: N_("Logged on {name}."),
    What.CONTACT_MADE: N_("Contact made on {name}."),
    What.RESPONDED: N_("Response given on {name}."),
    What.WAITING: N_("{name} waits on the customer."),
    What.RESOLVED: N_("Resolved {name}."),
    What.SEVERITY_CHANGED: N_("{name} has severity {detail} now."),
    What.NOTE_ADDED: N_("Noted on {name}."),
    What.ASSIGNED: N_("{name} is assigned to {detail}."),
    What.TAGGED: N_("Tagged {name}."),
    What.POSTPONED: N_("Postponed {name}."),
    What.CALLBACK_ATTEMPTED: N_("Call back attempted on {name}."),
    What.UNDONE: N_("Taken back on {name}."),
    What.REDONE: N_("Done again on {name}."),
    What.ACCOUNT_SAVED: N_("Saved the account {name}."),
    What.DUTY_SET: N_("Set who stands by {name}."),
    What.AGENT_SAVED: N_("Saved the agent {name}."),
    What.CONTACT_SAVED: N_("Saved the contact {name}."),
    What.CONTACT_REMOVED: N_("Removed the contact {name}."),
    What.HOURS_SAVED: N_("Saved the hours."),
    What.HANDLING_SAVED: N_("Saved the handling times."),
    What.CALL_TYPE_SAVED: N_("Saved the call type {name}."),
    What.BOOKING_RULES_SAVED: N_("Saved the rules for bookings."),
    What.EVENT_ADDED: N_("Added “{subject}” to the calendar."),
    What.EVENT_CHANGED: N_("Changed “{subject}”."),
    What.EVENT_MOVED: N_("Moved “{subject}”."),
    What.EVENT_COPIED: N_("Copied “{subject}”."),
    What.EVENT_DELETED: N_("Deleted “{subject}”."),
    What.TIME_PROPOSED: N_("Another time is proposed for “{subject}”; it stays until the organizer agrees."),
    What.INVITATION_ANSWERED: N_("Answered the invitation to “{subject}”."),
    What.EVENTS_IMPORTED: N_("Took in the events of a file."),
    What.CALENDAR_SAVED: N_("Saved the calendar {name}."),
    What.NEW_EVENTS_GO: N_("New events go to the calendar {name} now."),
    What.CALENDAR_REMOVED: N_("Removed the calendar {name}."),
    What.ACCOUNT_DISCONNECTED: N_("{name} at {detail} is not synced any more."),
    What.CONFLICT_SETTLED: N_("Settled the conflict about “{subject}”."),
    What.EDIT_GIVEN_UP: N_("“{subject}” is as the server has it again."),
    What.CALL_BOOKED: N_("Booked “{subject}”."),
    What.CALL_MOVED: N_("Moved the call “{subject}”."),
    What.CALL_CANCELLED: N_("Called off “{subject}”."),
    What.CALL_CHANGED: N_("Saved the call “{subject}”."),
    What.CALL_HANDED_OVER: N_("{detail} holds “{subject}”."),
    What.CALLS_REARRANGED: N_("Rearranged {detail} calls."),
    What.GUESTS_CHANGED: N_("Changed the guests of “{subject}”."),
    What.TIMES_OFFERED: N_("Times are kept for {subject}."),
    What.OFFER_WITHDRAWN: N_("The offered times are free again."),
    What.RECOMMENDED: N_("Recommended to {name}: “{subject}”."),
    What.RECOMMENDATION_SETTLED: N_("Saved what became of “{subject}”."),
    What.PROPOSAL_ACCEPTED: N_("Accepted the time of {detail} for “{subject}”."),
    What.PROPOSAL_DECLINED: N_("Declined the time of {detail} for “{subject}”."),
    What.OFFER_MAILED: N_("Wrote to {subject} about the offered times."),
    What.OFFER_UNSENT: N_("The mail to {subject} is not sent."),
    What.GUARD_ANSWERED: N_("Answered for the missing events of {name}; the next sync does it."),
}
