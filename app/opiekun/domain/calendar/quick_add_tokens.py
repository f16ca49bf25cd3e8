"""Where quick add recognises something in a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from opiekun.domain.calendar.quick_add_forms import (
    FORMS,
    Form,
    Meaning,
    Times,
    TokenKind,
    any_of,
    form_of,
    minute_of_day,
    plain,
)

LONGEST = 500
"""Letters that are looked at; what comes after them is part of the summary."""


class Found(NamedTuple):
    """A part [start, end) of the line, and what it means. ``meaning`` is "" where the kind says all."""

    kind: TokenKind
    start: int
    end: int
    meaning: Meaning


def recognised(text: str, *, today: date, language: str, accounts: Sequence[str] = ()) -> tuple[Found, ...]:
    """What is recognised in the line, in its order; of each kind the first."""
    line = _folded(text[:LONGEST])
    left = [*FORMS, *_account_forms(tuple(accounts))]
    found: list[Found] = []
    at = 0
    while at < len(line.text):
        read = _read(line.text, at, left, today, language) if line.begins(at) else None
        if read is None:
            at += 1
            continue
        kind, end, meaning = read
        found.append(Found(kind, line.places[at], line.places[end], meaning))
        left = [form for form in left if form.kind is not kind]
        at = end
    _add_bare_hour(line, found)
    return tuple(sorted(found, key=lambda each: each.start))


def _read(
    text: str, at: int, forms: Iterable[Form], today: date, language: str
) -> tuple[TokenKind, int, Meaning] | None:
    """What begins there, and where it ends."""
    for form in forms:
        match = form.pattern.match(text, at)
        meaning = form.read(match, today, language) if match is not None else None
        if match is not None and meaning is not None:
            return form.kind, match.end(), meaning
    return None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line folded for comparing: ``places`` tell where each of its letters, and its end, stands in what was typed."""

    text: str
    places: tuple[int, ...]

    def begins(self, at: int) -> bool:
        """Whether a word or a number begins there."""
        return self.text[at] != " " and (at == 0 or not (self.text[at - 1].isalnum() and self.text[at].isalnum()))


def _folded(text: str) -> _Line:
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        base = unicodedata.normalize("NFD", letter)[0]
        if unicodedata.combining(base):
            continue
        letters.append(_ALIKE.get(base) or (" " if base.isspace() else base.lower()[0]))
        places.append(place)
    return _Line("".join(letters), (*places, len(text)))


_ALIKE = {"ł": "l", "Ł": "l", "–": "-", "—": "-", "−": "-", "‑": "-"}


def _add_bare_hour(line: _Line, found: list[Found]) -> None:
    """A number alone is an hour only where no time was told, beside a day or a length: “tue 14”."""
    if any(each.kind in {TokenKind.TIME, TokenKind.ALL_DAY} for each in found):
        return
    beside = [each for each in found if each.kind in {TokenKind.DAY, TokenKind.RECURRENCE, TokenKind.DURATION}]
    for match in re.finditer(r"(?<![\w.,:/-])(\d{1,2})(?:-(\d{1,2}))?(?![\w.,:/-])", line.text):
        start, end = line.places[match.start()], line.places[match.end()]
        if any(each.start < end and start < each.end for each in found):
            continue
        close = (line.text[: match.start()].rstrip(" ,"), line.text[match.end() :].lstrip(" ,"))
        before, after = line.places[len(close[0])], line.places[len(line.text) - len(close[1])]
        near = any(each.end == before or each.start == after for each in beside)
        hour, last = minute_of_day(match[1]), minute_of_day(match[2])
        if near and hour is not None and (last is not None or not match[2]):
            found.append(Found(TokenKind.TIME, start, end, Times(hour, last)))
            return


@lru_cache(maxsize=4)
def _account_forms(accounts: tuple[str, ...]) -> tuple[Form, ...]:
    """By the whole name, else by its first word where that is the name of one account only.

    Kept between calls: they are the same for each letter that is typed.
    """
    names = {folded: name for name in accounts if (folded := plain(_folded(name).text))}
    firsts: dict[str, list[str]] = {}
    for folded, name in names.items():
        firsts.setdefault(folded.split()[0], []).append(name)
    alone = {word: found[0] for word, found in firsts.items() if len(found) == 1 and len(word) >= 3}  # noqa: PLR2004
    known = alone | names
    if not known:
        return ()
    return (form_of(TokenKind.ACCOUNT, rf"(?P<word>{any_of(known)})", lambda match, *_: known[plain(match["word"])]),)
