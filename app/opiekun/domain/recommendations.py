"""What was recommended to a customer, followed until it is declined or done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Advice(StrEnum):
    """How a recommendation stands: OPEN until the customer has said something to it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation to an account, made at ``made_at``. ``call_uid`` is the call in which, "" for none.

    ``settled_at`` is when it became what it is, None while it is open.
    """

    id: str
    account_id: str
    text: str
    made_at: datetime
    standing: Advice = Advice.OPEN
    settled_at: datetime | None = None
    call_uid: str = ""

    @property
    def is_pending(self) -> bool:
        """Whether something is still to come of it: an answer, or what was agreed to."""
        return self.standing in {Advice.OPEN, Advice.ACCEPTED}
