"""Taking back, and giving again, what the agent answered about conflicts and missing events."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from opiekun.services.done import AnswerGuard, Done, RestoreConflict, SettleConflict, What, WithdrawGuardAnswer
from opiekun.services.mail.hosting import Host
from opiekun.services.ports import Store
from opiekun.services.sync.conflicts import Choice, restore_conflict, settle
from opiekun.services.sync.guard import GuardAnswer, answer_guard, withdraw_answer


def undo_answer(
    store: Store,
    token: RestoreConflict | SettleConflict | WithdrawGuardAnswer | AnswerGuard,
    *,
    now: datetime,
    host: Host | None = None,
) -> Done:
    """Do what the token stands for. Raises NotFound where there is nothing to answer any more."""
    match token:
        case RestoreConflict():
            return restore_conflict(store, token, now=now, host=host)
        case WithdrawGuardAnswer():
            return withdraw_answer(store, token)
        case SettleConflict():
            again = settle(store, token.conflict_id, Choice(token.choice), now=now, host=host)
        case AnswerGuard():
            again = answer_guard(
                store,
                token.calendar_id,
                GuardAnswer.KEEP if token.keep else GuardAnswer.DELETE,
                now=now,
                asked=token.missing,
                tells_guests=token.tells_guests,
            )
    return replace(again, what=What.REDONE, of=again.what)
