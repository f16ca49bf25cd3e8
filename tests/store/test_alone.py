"""Only one program at a time, on both databases, and the next as soon as that one is gone, however it went."""

from __future__ import annotations

import threading

import pytest

from opiekun.domain.errors import StoreRefused

HOLD = """
import sys, threading
from datetime import UTC, datetime
from pathlib import Path
from opiekun.store.opening import open_store
where = sys.argv[1] if "://" in sys.argv[1] else Path(sys.argv[1])
store = open_store(where, now=datetime.now(UTC))
with store.alone("sync") as held:
    print(held)
    if held:
        threading.Event().wait()
"""


def alone(store, name: str = "sync") -> bool:
    with store.alone(name) as held:
        return held


def free(store) -> bool:
    """Whether it is free within ten seconds: a server needs a moment to see that a process is gone."""
    pause = threading.Event()
    return any(alone(store) or pause.wait(0.01) for _ in range(1_000))


def test_one_holds_it_and_nobody_else(desk):
    store, other = desk.open(), desk.open()
    with store.alone("sync") as held:
        assert held
        assert not alone(store)
        assert not alone(other)
        assert alone(other, "something else")
    assert alone(other)


def test_it_is_free_again_after_a_failure(store):
    def fail() -> None:
        with store.alone("sync") as held:
            assert held
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    assert alone(store)


def test_it_holds_nobody_up_who_writes(store):
    with store.alone("sync"), store.write() as unit:
        unit.rules.save_handling_times({})


def test_it_may_be_held_on_another_thread(store):
    told = []
    with store.alone("sync"):
        asking = threading.Thread(target=lambda: told.append(alone(store)))
        asking.start()
        asking.join()
    assert told == [False]


def test_a_killed_program_lets_go_of_it(desk, start_program):
    store = desk.open()
    for _ in range(3):
        holder = start_program(HOLD, desk.where)
        assert holder.stdout.readline() == "True\n"
        waiting = start_program(HOLD, desk.where)
        assert waiting.communicate(timeout=60)[0] == "False\n"
        assert not alone(store)
        holder.kill()
        holder.wait()
        assert free(store)


def test_a_folder_that_cannot_be_written_is_told(file_desk, unprivileged):
    store = file_desk.open()
    file_desk.where.parent.chmod(0o500)
    try:
        with unprivileged(), pytest.raises(StoreRefused, match="permissions"):
            alone(store)
    finally:
        file_desk.where.parent.chmod(0o700)
