"""`opiekun helpdesk` against a LiveAgent on loopback, each command a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest
from tests.helpdesks.liveagent_stub import KEY, V1_KEY, LiveAgentStub, ticket, told

APP = Path(__file__).parents[2] / "app"
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


def test_a_key_that_the_environment_would_hide_is_not_taken(process, stub):
    words = ["helpdesk", "connect", "liveagent", stub.url, *CONNECT]
    ran = process(*words, stdin=f"{KEY}\n", OPIEKUN_SECRET_LIVEAGENT=V1_KEY)
    assert (ran.status, ran.out) == (1, "")
    assert "OPIEKUN_SECRET_LIVEAGENT holds another secret" in ran.err
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


def test_pull_that_fails_half_way_tells_what_it_took_and_goes_on_later(connected, stub):
    stub.account.tickets += [ticket(number) for number in range(120)]
    stub.misbehave = lambda _path, number: told(404, {"message": "gone"}) if number > 40 else None
    ran = connected("helpdesk", "pull")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.count("\n") == 1
    taken = len(connected("queue", "--all", "--json").json)
    assert 0 < taken < 120
    assert f"{taken} requests were taken" in ran.err
    stub.misbehave = lambda _path, _number: None
    connected("helpdesk", "pull")
    assert len(connected("queue", "--all", "--json").json) == 120


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to another process")
def test_ctrl_c_stops_after_a_page(connected, stub, home):
    stub.account.tickets += [ticket(number) for number in range(400)]
    begun, go_on = Event(), Event()

    def interrupt(_path: str, number: int) -> None:
        if number == 40:
            begun.set()
            go_on.wait(60)

    stub.after = interrupt
    with subprocess.Popen(
        [sys.executable, "-m", "opiekun", "--home", str(home), "helpdesk", "pull", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(APP), "OPIEKUN_SECRET_LIVEAGENT": KEY},
    ) as run:
        assert begun.wait(60)
        run.send_signal(signal.SIGINT)
        go_on.set()
        out, err = run.communicate(timeout=60)
    assert (run.returncode, err) == (130, b"")
    answer = json.loads(out)
    assert answer["interrupted"] is True
    assert 0 < answer["created"] < 400
    assert len(connected("queue", "--all", "--json").json) == answer["created"]
