"""What is set up and what is wrong: the proof that the queue's index agrees with the timelines, and its repair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from opiekun.services.ports import Store
from opiekun.services.rulebook import rulebook


@dataclass(frozen=True, slots=True)
class IndexCheck:
    """How many requests were read, and the ids of those whose standing did not follow from their timeline."""

    requests: int
    wrong: tuple[str, ...]
    repaired: bool


def check_index(store: Store, *, now: datetime, repair: bool = True) -> IndexCheck:
    """Compare every stored standing with its timeline; repair those that differ."""
    wrong: dict[int, str] = {}
    count = 0
    with store.read() as unit:
        rules = rulebook(unit)
        for file in unit.requests.each():
            count += 1
            if rules.standing(file.request, file.events) != file.standing:
                wrong[file.request.key] = file.request.id
    if repair and wrong:
        with store.write() as unit:
            rules = rulebook(unit)
            for key in wrong:
                current = unit.requests.get(key)
                if current is not None:
                    standing = rules.standing(current.request, current.events)
                    unit.requests.set_standing(key, standing, now)
    return IndexCheck(count, tuple(wrong.values()), repaired=repair and bool(wrong))
