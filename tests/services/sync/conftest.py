"""A desk that is connected to a server in memory."""

from __future__ import annotations

from datetime import datetime

import pytest
from tests.services.sync.desk import Desk
from tests.services.sync.fake_server import FakeServer

from opiekun.services.ports import Store


@pytest.fixture
def server() -> FakeServer:
    return FakeServer()


@pytest.fixture
def desk(store: Store, server: FakeServer, now: datetime) -> Desk:
    desk = Desk(store, server, now)
    desk.connect()
    return desk
