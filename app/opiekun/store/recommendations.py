"""What was recommended to accounts."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, select

from opiekun.domain.instants import utc_datetime, utc_seconds
from opiekun.domain.recommendations import Advice, Recommendation
from opiekun.store.call_tables import recommendations
from opiekun.store.upsert import upsert


class SqlRecommendations:
    """The recommendations of the desk."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, recommendation_id: str) -> Recommendation | None:
        """By its id."""
        query = select(recommendations).where(recommendations.c.id == recommendation_id)
        row = self._connection.execute(query).one_or_none()
        return None if row is None else _recommendation(row)

    def of(self, account_id: str | None = None) -> list[Recommendation]:
        """Those to an account, or to all, the latest first."""
        query = select(recommendations).order_by(recommendations.c.made_at.desc(), recommendations.c.id)
        if account_id is not None:
            query = query.where(recommendations.c.account_id == account_id)
        return [_recommendation(row) for row in self._connection.execute(query)]

    def save(self, recommendation: Recommendation) -> None:
        """Store one, new or known by its id."""
        settled = recommendation.settled_at
        values = {
            "account_id": recommendation.account_id,
            "text": recommendation.text,
            "made_at": utc_seconds(recommendation.made_at),
            "standing": recommendation.standing.value,
            "settled_at": utc_seconds(settled) if settled is not None else None,
            "call_uid": recommendation.call_uid,
        }
        upsert(self._connection, recommendations, {"id": recommendation.id}, values)

    def remove(self, recommendation_id: str) -> None:
        """It was never made."""
        self._connection.execute(delete(recommendations).where(recommendations.c.id == recommendation_id))

    def new_id(self) -> str:
        """A new id."""
        return str(uuid4())


def _recommendation(row: Row[Any]) -> Recommendation:
    return Recommendation(
        row.id,
        row.account_id,
        row.text,
        utc_datetime(row.made_at),
        Advice(row.standing),
        utc_datetime(row.settled_at) if row.settled_at is not None else None,
        row.call_uid,
    )
