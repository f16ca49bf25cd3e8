"""Where two texts differ: runs of each that the other does not have, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_WORDS = re.compile(r"\s+|\w+|[^\w\s]+")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_MOST_PAIRS = 250_000
"""Pairs of pieces that are compared; beyond, lines are compared in place of words, or nothing."""


class Run(NamedTuple):
    """A part of a text; ``differs`` tells that the other text does not have it there. It is never empty."""

    text: str
    differs: bool


def text_differences(one: str, other: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The runs of both texts, which joined are the texts; those that do not differ are the same on both sides.

    It takes bounded time: of long texts that share little, everything between their common ends counts as different.
    """
    for pieces in (_WORDS, _LINES):
        mine, theirs = pieces.findall(one), pieces.findall(other)
        before, after = _common_ends(mine, theirs)
        middle = mine[before : len(mine) - after], theirs[before : len(theirs) - after]
        if len(middle[0]) * len(middle[1]) <= _MOST_PAIRS:
            blocks = _blocks(*middle)
            break
    else:
        blocks = [(tuple(middle[0]), tuple(middle[1]), True)]
    ends = (tuple(mine[:before]), tuple(mine[:before]), False), (tuple(mine[len(mine) - after :]),) * 2 + (False,)
    whole = [ends[0], *blocks, ends[1]]
    return _runs((mine_part, differs) for mine_part, _, differs in whole), _runs(
        (theirs_part, differs) for _, theirs_part, differs in whole
    )


_Block = tuple[tuple[str, ...], tuple[str, ...], bool]


def _common_ends(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many pieces both begin with, and how many of the rest both end with."""
    least = min(len(one), len(other))
    before = next((at for at in range(least) if one[at] != other[at]), least)
    after = next((at for at in range(least - before) if one[-1 - at] != other[-1 - at]), least - before)
    return before, after


def _blocks(one: Sequence[str], other: Sequence[str]) -> list[_Block]:
    """What is the same and what is not, in order. Blanks alone between two differences belong to them."""
    blocks: list[_Block] = []
    for tag, first, last, other_first, other_last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        here, there = tuple(one[first:last]), tuple(other[other_first:other_last])
        blocks.append((here, there, tag != "equal"))
    return [
        (here, there, differs or (0 < at < len(blocks) - 1 and not "".join(here).strip()))
        for at, (here, there, differs) in enumerate(blocks)
    ]


def _runs(parts: Iterator[tuple[tuple[str, ...], bool]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for pieces, differs in parts:
        text = "".join(pieces)
        if runs and runs[-1].differs is differs:
            runs[-1] = Run(runs[-1].text + text, differs)
        elif text:
            runs.append(Run(text, differs))
    return tuple(runs)
