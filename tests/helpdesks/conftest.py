"""A stub account on loopback, and a door to it whose waits pass at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.helpdesks.liveagent_stub import KEY, LiveAgentStub

from opiekun.domain.intake import Arrival, Connection, PullPage
from opiekun.helpdesks.liveagent import LiveAgent

NOW = datetime(2026, 6, 17, 8, 0, tzinfo=UTC)
Open = Callable[..., LiveAgent]


class Time:
    """Seconds that pass only where somebody waits."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def stub() -> Iterator[LiveAgentStub]:
    with LiveAgentStub() as server:
        yield server


@pytest.fixture
def open_desk(stub: LiveAgentStub, time: Time) -> Open:
    def opened(key: str = KEY, **settings: Any) -> LiveAgent:
        connection = Connection(
            id="la",
            kind="liveagent",
            url=settings.pop("url", stub.url),
            timezone=settings.pop("timezone", "America/Los_Angeles"),
            severity_field=settings.pop("severity_field", "tag:sev-"),
        )
        settings = {"per_minute": 10**6, **settings}
        return LiveAgent(connection, key, sleep=time.sleep, monotonic=time.monotonic, **settings)

    return opened


class Pulled:
    """What a pull told, and where the next one goes on."""

    def __init__(self, pages: list[PullPage]) -> None:
        self.pages = pages
        self.cursor = pages[-1].cursor if pages else ""
        self.arrivals = [arrival for page in pages for arrival in page.arrivals]
        self.refused = [refusal for page in pages for refusal in page.refused]
        self.requests = sum(page.requests for page in pages)

    def ids(self) -> list[str]:
        return [arrival.source.external_id for arrival in self.arrivals]

    def one(self, ticket_id: str) -> Arrival:
        (found,) = [arrival for arrival in self.arrivals if arrival.source.external_id == ticket_id]
        return found


def pull(desk: LiveAgent, cursor: str = "", now: datetime = NOW) -> Pulled:
    return Pulled(list(desk.pull(cursor, now, lambda: False)))
