"""Call types and the rules of bookings, as configured."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from opiekun.domain.calls.types import STANDARD_TYPES, BookingRules, CallType, Presence, Spoken
from opiekun.store.call_tables import booking_rules, call_types

_ONLY = 1


class SqlCallTypes:
    """The standard types, those that were changed in their places, and those of one's own behind them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> tuple[CallType, ...]:
        """Every type: the standard ones in their order, then one's own by code."""
        rows = self._connection.execute(select(call_types.c.code, call_types.c.body).order_by(call_types.c.code))
        kept = {row.code: _from_json(row.code, row.body) for row in rows}
        standard = tuple(kept.pop(each.code, each) for each in STANDARD_TYPES)
        return standard + tuple(kept.values())

    def save(self, call_type: CallType) -> None:
        """It is so from now on."""
        self.remove(call_type.code)
        self._connection.execute(insert(call_types).values(code=call_type.code, body=_to_json(call_type)))

    def remove(self, code: str) -> None:
        """Forget what was told of it: one's own type is gone, a standard one is as it was at first."""
        self._connection.execute(delete(call_types).where(call_types.c.code == code))

    def rules(self) -> BookingRules:
        """What holds for bookings of every type."""
        row = self._connection.execute(select(booking_rules)).one_or_none()
        return BookingRules() if row is None else BookingRules(row.kept_minutes, row.frees_tentative)

    def save_rules(self, rules: BookingRules) -> None:
        """These hold from now on."""
        self._connection.execute(delete(booking_rules))
        self._connection.execute(insert(booking_rules).values(key=_ONLY, **asdict(rules)))


def _to_json(call_type: CallType) -> dict[str, Any]:
    return {each.name: getattr(call_type, each.name) for each in fields(call_type) if each.name != "code"}


def _from_json(code: str, body: dict[str, Any]) -> CallType:
    return CallType(
        **body
        | {
            "code": code,
            "name": Spoken(*body["name"]),
            "questions": tuple(Spoken(*each) for each in body["questions"]),
            "agenda": Spoken(*body["agenda"]),
            "presence": Presence(body["presence"]),
            "reminders": tuple(body["reminders"]),
        }
    )
