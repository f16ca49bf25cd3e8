"""Review calls besides their events, the minutes that they take, and times that are offered."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, exists, insert, or_, select
from sqlalchemy.exc import IntegrityError

from opiekun.domain.calls.calls import CallRecord, CallStatus, Hold
from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.store.call_tables import call_minutes, calls, follow_ups, holds
from opiekun.store.upsert import upsert

_MINUTE = 60
_PART = 500
"""How many UIDs are asked for at once."""


class SqlCalls:
    """The calls of the desk."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, uid: str) -> CallRecord | None:
        """By the UID of its event."""
        row = self._connection.execute(select(calls).where(calls.c.uid == uid)).one_or_none()
        return None if row is None else _record(row)

    def among(self, uids: Collection[str]) -> list[CallRecord]:
        """Those of these UIDs that are calls."""
        asked, found = sorted(uids), list[CallRecord]()
        for start in range(0, len(asked), _PART):
            rows = self._connection.execute(select(calls).where(calls.c.uid.in_(asked[start : start + _PART])))
            found += [_record(row) for row in rows]
        return found

    def of_account(self, account_id: str, limit: int) -> list[CallRecord]:
        """The latest calls of an account, newest first."""
        newest = select(calls).where(calls.c.account_id == account_id).order_by(calls.c.start_at.desc(), calls.c.uid)
        return [_record(row) for row in self._connection.execute(newest.limit(limit))]

    def all(self) -> list[CallRecord]:
        """Every call, oldest first."""
        return [_record(row) for row in self._connection.execute(select(calls).order_by(calls.c.start_at, calls.c.uid))]

    def standing(self, agent_id: str) -> list[CallRecord]:
        """The calls that are booked and were not told the outcome of, and that the agent holds or must be at."""
        his = or_(calls.c.agent_id == agent_id, calls.c.specialist_id == agent_id)
        booked = select(calls).where(his, calls.c.status == CallStatus.BOOKED.value)
        return [_record(row) for row in self._connection.execute(booked.order_by(calls.c.start_at, calls.c.uid))]

    def save(self, record: CallRecord) -> None:
        """Store a call, new or known by its UID."""
        values = asdict(record) | {"start_at": record.start, "end_at": record.end}
        values["specialist_id"] = record.specialist_id or None
        upsert(
            self._connection,
            calls,
            {"uid": record.uid},
            {name: value for name, value in values.items() if name not in {"uid", "start", "end"}},
        )

    def occupy(self, record: CallRecord) -> bool:
        """Take the minutes of those who must be there for the call, in place of those that it had.

        False where another call of one of them has one, with what is kept free between two; it then has none.
        """
        self.release(record.uid)
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(call_minutes), [*_minutes(record)])
        except IntegrityError:
            return False
        return True

    def release(self, uid: str) -> None:
        """The call takes no minutes any more."""
        self._connection.execute(delete(call_minutes).where(call_minutes.c.uid == uid))

    def keep_follow_up(self, request_key: int, uid: str) -> None:
        """The request followed from that call."""
        upsert(self._connection, follow_ups, {"request_key": request_key}, {"call_uid": uid})

    def before(self, request_key: int) -> CallRecord | None:
        """The call from which a request followed, None for one that followed from none."""
        query = select(calls).join(follow_ups, follow_ups.c.call_uid == calls.c.uid)
        row = self._connection.execute(query.where(follow_ups.c.request_key == request_key)).one_or_none()
        return None if row is None else _record(row)

    def has_time(self, uid: str) -> bool:
        """Whether the call has minutes of its agent."""
        return self._connection.scalar(select(call_minutes.c.uid).where(call_minutes.c.uid == uid).limit(1)) is not None

    def without_time(self) -> list[CallRecord]:
        """The calls that are booked and have no minutes, since another had them first."""
        timed = exists().where(call_minutes.c.uid == calls.c.uid)
        booked = select(calls).where(calls.c.status == CallStatus.BOOKED.value, ~timed)
        return [_record(row) for row in self._connection.execute(booked.order_by(calls.c.start_at, calls.c.uid))]

    def holds(self) -> list[Hold]:
        """Every time that is offered, earliest first."""
        return [_hold(row) for row in self._connection.execute(select(holds).order_by(holds.c.start_at, holds.c.uid))]

    def save_hold(self, hold: Hold) -> None:
        """It is offered from now on."""
        values = {
            "offer": hold.offer,
            "account_id": hold.account_id,
            "type": hold.type,
            "start_at": utc_seconds(hold.start),
            "end_at": utc_seconds(hold.end),
            "expires_at": utc_seconds(hold.expires_at),
            "agent_id": hold.agent_id or None,
            "specialist_id": hold.specialist_id or None,
        }
        upsert(self._connection, holds, {"uid": hold.id}, values)

    def drop_holds(self, uids: Collection[str]) -> None:
        """They are offered no more."""
        self._connection.execute(delete(holds).where(holds.c.uid.in_([*uids])))


def _minutes(record: CallRecord) -> Iterator[dict[str, Any]]:
    """The rows of a call: see the table."""
    spans = (record.start, record.end + record.after), (record.start - record.before, record.end)
    for side, (start, end) in enumerate(spans):
        for minute in range(start // _MINUTE, max(-(-end // _MINUTE), start // _MINUTE + 1)):
            for agent_id in record.attending:
                yield {"agent_id": agent_id, "side": side, "minute": minute, "uid": record.uid}


def _record(row: Row[Any]) -> CallRecord:
    return CallRecord(
        row.uid,
        row.account_id,
        row.agent_id,
        row.type,
        row.title,
        row.start_at,
        row.end_at,
        row.before,
        row.after,
        CallStatus(row.status),
        row.request_id,
        row.agenda,
        row.notes,
        row.specialist_id or "",
    )


def _hold(row: Row[Any]) -> Hold:
    return Hold(
        row.uid,
        row.offer,
        row.account_id,
        row.type,
        utc_datetime(row.start_at),
        utc_datetime(row.end_at),
        utc_datetime(row.expires_at),
        row.agent_id or "",
        row.specialist_id or "",
    )
