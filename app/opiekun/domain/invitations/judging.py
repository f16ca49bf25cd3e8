"""What a message about an event is worth (RFC 5546): one verdict for each, and what it changes.

Whoever calls remembers what was judged; nothing here is applied by itself.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from opiekun.domain.errors import BadComponent
from opiekun.domain.invitations.messages import Authenticity, CalendarMessage, Method
from opiekun.domain.invitations.replies import Aliases, weigh_counter, weigh_refresh, weigh_reply
from opiekun.domain.invitations.requests import weigh_cancel, weigh_decline, weigh_request
from opiekun.domain.invitations.told import Opened, open_message
from opiekun.domain.invitations.verdicts import Judgement, Known, Verdict
from opiekun.domain.sync.told import Told

_COUNTS = frozenset({Verdict.APPLIED, Verdict.PROPOSAL})


def judge(
    message: CalendarMessage, known: Known, *, me: Collection[str], aliases: Aliases | None = None, now: datetime
) -> Judgement:
    """The verdict on a message. ``me`` are the agent's addresses, ``aliases`` others from which guests write.

    A damaged message is REFUSED with its reason. One that its own envelope makes doubtful is HELD, whatever it says.
    """
    try:
        told = open_message(message)
        judged = _weighed(told, known, me, aliases or {}, now)
    except BadComponent as damaged:
        return Judgement(Verdict.REFUSED, None, "", reason=Told.of(damaged))
    doubt = _doubt(told)
    if doubt is None:
        return judged
    if judged.verdict not in _COUNTS:
        return replace(judged, seen={}, answers={})  # what is doubtful makes no later message late either
    return replace(judged, verdict=Verdict.HELD, reason=doubt, text=None, would=judged.text)


def _weighed(told: Opened, known: Known, me: Collection[str], aliases: Aliases, now: datetime) -> Judgement:
    match told.method:
        case Method.REPLY:
            judged = weigh_reply(told, known, aliases, now)
        case Method.COUNTER:
            judged = weigh_counter(told, known, aliases, now)
        case Method.REFRESH:
            judged = weigh_refresh(told, known, aliases)
        case Method.REQUEST:
            judged = weigh_request(told, known, me, now)
        case Method.CANCEL:
            judged = weigh_cancel(told, known, me, now)
        case Method.DECLINECOUNTER:
            judged = weigh_decline(told, known)
        case Method.PUBLISH:
            reason = Told("It invites nobody; import it as a file to have its events.")
            judged = Judgement(Verdict.UNKNOWN, told.method, told.uid, reason=reason)
        case Method.ADD:
            reason = Told("It adds times to a series, which is not understood; ask for the whole invitation.")
            judged = Judgement(Verdict.REFUSED, told.method, told.uid, reason=reason)
    return judged


def _doubt(told: Opened) -> Told | None:
    """Why nothing in the message may happen by itself."""
    claimed = told.message.mime_method.upper()
    if claimed and claimed != told.method:
        parts = {"claimed": claimed[:40], "method": told.method.value}
        return Told("The message says {claimed} and its calendar says {method}.", parts)
    if told.message.authenticity is Authenticity.FAILED:
        return Told("The receiving server says that the sender is not who he claims to be (DMARC).")
    if told.message.authenticity is Authenticity.ANONYMOUS:
        return Told("The message does not say who sends it, or names several.")
    return None
