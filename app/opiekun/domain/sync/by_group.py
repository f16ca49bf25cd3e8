"""One event, or one occurrence, merged from two versions of it, group by group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, StrEnum
from typing import NamedTuple

from opiekun.domain.calendar.text import Component, Line, made
from opiekun.domain.calendar.values import text_value
from opiekun.domain.sync.groups import (
    ATTACH,
    BOOKKEEPING,
    CATEGORIES,
    EXDATE,
    VALARM,
    Part,
    in_order,
    spelled,
    with_groups,
)
from opiekun.domain.sync.meanings import Said


class Prefer(StrEnum):
    """Whose value stands where both sides changed the same."""

    MINE = "mine"
    THEIRS = "theirs"


class Verdict(Enum):
    """Whose parts of a group stand. BOTH: they were changed on both sides, otherwise."""

    MINE = 1
    THEIRS = 2
    BOTH = 3


class Merged(NamedTuple):
    """A component, and the groups that were changed on both sides."""

    component: Component
    touching: tuple[str, ...]


_SETS = frozenset({EXDATE, CATEGORIES, ATTACH, VALARM})


def verdict(group: str, base: Said, mine: Said, theirs: Said) -> Verdict:
    """Who changed a group. Spelling alone is a change only beside a side that is as it was, to the letter.

    Where there is no base (its event is None), a side that says nothing has nothing against what the other says.
    """
    before, here, there = (spelled(each.groups.get(group, ())) for each in (base, mine, theirs))
    if here in (there, before):
        return Verdict.THEIRS
    if there == before:
        return Verdict.MINE
    was, mean, means = (each.meaning(group) for each in (base, mine, theirs))
    known = group in base.groups or base.event is not None
    if mean == means or (known and mean == was):
        return Verdict.THEIRS
    return Verdict.MINE if known and means == was else Verdict.BOTH


def merged_groups(
    base: Said, mine: Said, theirs: Said, prefer: Prefer, settled: Mapping[str, tuple[Part, ...]]
) -> Merged:
    """Their component with what mine changed. ``settled`` are groups that are decided already, and do not touch."""
    chosen = dict(settled)
    touching = []
    for group in in_order(theirs.groups, mine.groups):
        if group in settled:
            continue
        found = verdict(group, base, mine, theirs)
        parts: tuple[Part, ...] | None = None
        if found is Verdict.BOTH and group in BOOKKEEPING:
            found = _newer(group, mine, theirs)
        elif found is Verdict.BOTH and group in _SETS:
            parts = _joined(group, base, mine, theirs)
        if found is Verdict.BOTH and parts is None:
            touching.append(group)
            found = Verdict.MINE if prefer is Prefer.MINE else Verdict.THEIRS
        if parts is None and found is Verdict.MINE:
            parts = mine.taken(mine.groups.get(group, ()))
        if parts is not None:
            chosen[group] = parts
    return Merged(with_groups(theirs.component, chosen), tuple(touching))


def edited(base: Said, now: Said) -> bool:
    """Whether a version says something else than the base did; who wrote it and when does not count."""
    groups = in_order(base.groups, now.groups)
    return any(group not in BOOKKEEPING and changed(group, base, now) for group in groups)


def changed(group: str, base: Said, now: Said) -> bool:
    """Whether a group has another meaning than it had."""
    if spelled(base.groups.get(group, ())) == spelled(now.groups.get(group, ())):
        return False
    return base.meaning(group) != now.meaning(group)


def with_values(mine: Said, theirs: Said, group: str, wanted: Callable[[str], bool]) -> tuple[Part, ...]:
    """The parts of a set that have the values that are wanted, each once: theirs as they stand, and mine beside."""
    there = {key for part in theirs.groups.get(group, ()) for key, _ in theirs.values(part)}
    kept = [_only(part, theirs, wanted) for part in theirs.groups.get(group, ())]
    beside = [_only(part, mine, lambda key: wanted(key) and key not in there) for part in mine.groups.get(group, ())]
    own, others = (tuple(part for part in parts if part is not None) for parts in (kept, beside))
    return (*theirs.taken(own), *mine.taken(others))


def _only(part: Part, said: Said, wanted: Callable[[str], bool]) -> Part | None:
    values = said.values(part)
    kept = [value for key, value in values if wanted(key)]
    if len(kept) == len(values):
        return part
    if not kept or not isinstance(part, Line):
        return None
    written = map(text_value, kept) if part.name == CATEGORIES else kept
    return made(f"{part.head}:{','.join(written)}")


def _joined(group: str, base: Said, mine: Said, theirs: Said) -> tuple[Part, ...] | None:
    """A set with the additions and removals of both sides; None where both put another alarm in place of one."""
    before, here, there = (
        {key for part in each.groups.get(group, ()) for key, _ in each.values(part)} for each in (base, mine, theirs)
    )
    if group == VALARM and before - here - there and here - before and there - before:
        return None
    gone, new = before - here, here - before
    return with_values(mine, theirs, group, lambda key: key in new or (key in there and key not in gone))


def _newer(group: str, mine: Said, theirs: Said) -> Verdict:
    """Whose stamp or number is the higher one."""
    here, there = (max(map(_rank, each.groups.get(group, ())), default=(0, "")) for each in (mine, theirs))
    return Verdict.MINE if here > there else Verdict.THEIRS


def _rank(part: Part) -> tuple[int, str]:
    value = part.value.strip() if isinstance(part, Line) else ""
    return (int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 0), value  # noqa: PLR2004
