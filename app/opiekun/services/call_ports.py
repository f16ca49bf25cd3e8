"""What the services need of a store to keep review calls, what came of them, and offered times."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from opiekun.domain.calls.calls import CallRecord, Hold
    from opiekun.domain.recommendations import Recommendation


class Calls(Protocol):
    """Review calls besides their events, the minutes that they take of those who are there, and offered times."""

    def find(self, uid: str) -> CallRecord | None:
        """By the UID of its event."""

    def among(self, uids: Collection[str]) -> list[CallRecord]:
        """Those of these UIDs that are calls."""

    def of_account(self, account_id: str, limit: int) -> list[CallRecord]:
        """The latest calls of an account, newest first."""

    def all(self) -> list[CallRecord]:
        """Every call, oldest first."""

    def standing(self, agent_id: str) -> list[CallRecord]:
        """The calls that are booked and were not told the outcome of, and that the agent holds or must be at."""

    def save(self, record: CallRecord) -> None:
        """Store a call, new or known by its UID."""

    def occupy(self, record: CallRecord) -> bool:
        """Take the minutes of those who must be there for the call, in place of those that it had.

        False where another call of one of them has one, with what is kept free between two; it then has none.
        """

    def release(self, uid: str) -> None:
        """The call takes no minutes any more."""

    def keep_follow_up(self, request_key: int, uid: str) -> None:
        """The request followed from that call."""

    def before(self, request_key: int) -> CallRecord | None:
        """The call from which a request followed, None for one that followed from none."""

    def has_time(self, uid: str) -> bool:
        """Whether the call has minutes of its agent."""

    def without_time(self) -> list[CallRecord]:
        """The calls that are booked and have no minutes, since another had them first."""

    def holds(self) -> list[Hold]:
        """Every time that is offered, earliest first."""

    def save_hold(self, hold: Hold) -> None: ...

    def drop_holds(self, uids: Collection[str]) -> None: ...


class Recommendations(Protocol):
    """What was recommended to accounts."""

    def find(self, recommendation_id: str) -> Recommendation | None: ...

    def of(self, account_id: str | None = None) -> list[Recommendation]:
        """Those to an account, or to all, the latest first."""

    def save(self, recommendation: Recommendation) -> None:
        """Store one, new or known by its id."""

    def remove(self, recommendation_id: str) -> None:
        """It was never made."""

    def new_id(self) -> str:
        """A new id."""
