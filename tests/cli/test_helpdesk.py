"""`opiekun helpdesk` against a LiveAgent on loopback, each command a process of its own."""

from __future__ import annotations

import pytest
from tests.helpdesks.liveagent_stub import KEY, V1_KEY, LiveAgentStub, ticket

CONNECT = ["--timezone", "America/Los_Angeles", "--severity-field", "tag:sev-", "--key-stdin"]


@pytest.fixture
def stub():
    with LiveAgentStub() as server:
        yield server


@pytest.fixture
def connected(process, stub):
    """Runs commands at a desk that is connected; without a keyring the key comes from the environment."""
    ran = process(
        "helpdesk", "connect", "liveagent", stub.url, *CONNECT, "--json",
        stdin=f"{KEY}\n", OPIEKUN_SECRET_LIVEAGENT=KEY,
    )  # fmt: skip
    assert ran.status == 0, ran.err
    return lambda *words, **more: process(*words, OPIEKUN_SECRET_LIVEAGENT=KEY, **more)


def test_connect_shows_zone_and_agents_and_never_the_key(process, stub, home):
    words = ["helpdesk", "connect", "liveagent", stub.url, *CONNECT]
    ran = process(*words, stdin=f"{KEY}\n", OPIEKUN_SECRET_LIVEAGENT=KEY)
    assert (ran.status, ran.err) == (0, "")
    assert "America/Los_Angeles" in ran.out
    assert all(agent["name"] in ran.out for agent in stub.account.agents if agent["status"] == "A")
    assert KEY not in ran.out
    assert all(KEY.encode() not in file.read_bytes() for file in home.rglob("*") if file.is_file())


def test_without_a_keyring_the_variable_is_named(process, stub):
    ran = process("helpdesk", "connect", "liveagent", stub.url, *CONNECT, stdin=f"{KEY}\n")
    assert (ran.status, ran.out) == (1, "")
    assert "OPIEKUN_SECRET_LIVEAGENT" in ran.err
    assert KEY not in ran.err
    assert process("helpdesk", "status", "--json").json == []


def test_a_key_that_is_refused(process, stub):
    ran = process("helpdesk", "connect", "liveagent", stub.url, *CONNECT, stdin=f"{V1_KEY}\n")
    assert (ran.status, ran.out) == (1, "")
    assert V1_KEY not in ran.err
    assert ran.err.count("\n") == 1


def test_pull_twice(connected, stub):
    stub.account.tickets += [ticket(1), ticket(2)]
    first = connected("helpdesk", "pull", "--json")
    assert (first.status, first.err) == (0, "")
    told = first.json
    assert (told["created"], told["refused"], told["interrupted"]) == (2, [], False)
    assert told["requests"] > 0
    again = connected("helpdesk", "pull", "--json").json
    assert (again["created"], again["updated"]) == (0, 0)
    assert {row["id"] for row in connected("queue", "--all", "--json").json} == {"ABC-00001", "ABC-00002"}
    [status] = connected("helpdesk", "status", "--json").json
    assert status["last_success"] is not None
    assert (status["last_error"], status["waiting"], status["has_key"]) == (None, 0, True)


def test_check_asks_the_server_unless_offline(connected, stub):
    assert connected("check", "--json").json["helpdesks"][0]["reachable"] is True
    stub.__exit__(None, None, None)
    away = connected("check", "--json")
    assert away.status == 1
    assert away.json["helpdesks"][0]["reachable"] is False
    offline = connected("check", "--offline", "--json")
    assert offline.status == 0
    assert offline.json["helpdesks"][0]["reachable"] is None


def test_pull_from_a_server_that_is_away(connected, stub):
    stub.__exit__(None, None, None)
    ran = connected("helpdesk", "pull")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    assert connected("helpdesk", "status", "--json").json[0]["last_error"]
