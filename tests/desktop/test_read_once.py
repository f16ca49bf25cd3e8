"""However often the same is wished for, it is read once at a time, and once more after the last wish."""

from collections.abc import Callable

from tests.desktop.bench import Bench

from opiekun.desktop.read_once import ReadOnce
from opiekun.domain.errors import Refused
from opiekun.services.ports import Store

Until = Callable[..., None]


def test_of_those_that_are_wished_for_meanwhile_one_more_is_read(bench: Bench, until: Until) -> None:
    asked, taken = list[int](), list[int]()

    def use_case() -> Callable[[Store], int]:
        asked.append(len(asked))
        return lambda _store: asked[-1]

    reading = ReadOnce(bench.session, use_case, taken.append)
    for _ in range(3):
        reading.read()
    assert asked == [0]
    until(lambda: bench.session.worker.idle)
    assert taken == asked == [0, 1]


def test_a_wish_is_not_lost_with_the_reading_that_is_refused_meanwhile(bench: Bench, until: Until) -> None:
    begun, taken, told = list[bool](), list[str](), list[Refused]()
    bench.session.refused.connect(told.append)

    def locked(_store: Store) -> str:
        raise Refused("The desk is locked.")

    def use_case() -> Callable[[Store], str]:
        begun.append(True)
        return locked if len(begun) == 1 else lambda _store: "read"

    reading = ReadOnce(bench.session, use_case, taken.append)
    reading.read()
    reading.read()
    until(lambda: bench.session.worker.idle and len(told) == 1)
    until(lambda: bench.session.worker.idle)
    assert taken == ["read"]
