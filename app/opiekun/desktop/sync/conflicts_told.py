"""A comparison put into words, with what differs between them: all that its rows show. It is made on the worker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.sync.conflicts_words import FieldWords, changed_word, field_word, nothing_word
from opiekun.domain.sync.comparing import Compared, Field, Row, Version
from opiekun.domain.sync.text_differences import Run, text_differences

_UNSHOWN = str.maketrans({"\r": "\n", "\0": " ", "\u2028": "\n", "\u2029": "\n", "\ufdd0": " ", "\ufdd1": " "})
"""What a text field would take for something else than a sign."""


@dataclass(frozen=True, slots=True)
class Told:
    """A row: the field, who changed it, what each side says of it as runs, and what it was before, "" for unknown."""

    name: str
    sides: tuple[tuple[Run, ...], tuple[Run, ...]]
    differs: bool
    changed: str = ""
    before: str = ""

    @property
    def texts(self) -> tuple[str, str]:
        """What each side says; "" for nothing."""
        mine, theirs = ("".join(run.text for run in side) for side in self.sides)
        return mine, theirs


@dataclass(frozen=True, slots=True)
class ToldPart:
    """The rows of an event, or of one of its occurrences: then ``heading`` says which."""

    heading: str
    rows: tuple[Told, ...]


def one_line(text: str) -> str:
    """On one line, whatever came from outside."""
    return " ".join(text.split())


def told_of(compared: Sequence[Compared], words: FieldWords) -> tuple[ToldPart, ...]:
    """The parts in words, what differs first. Of an occurrence only what differs is told."""
    ordered = sorted(compared, key=lambda each: not each.differs)
    return tuple(ToldPart(_heading(part, words), tuple(_rows(part, words))) for part in ordered)


def as_they_stand(mine: str, theirs: str) -> Told:
    """Two texts of which one cannot be read."""
    return Told(field_word(Field.OTHER), text_differences(_shown(mine), _shown(theirs)), differs=True)


def _heading(part: Compared, words: FieldWords) -> str:
    version = part.mine or part.theirs
    if not part.recurrence_id or version is None:
        return ""
    heading = QCoreApplication.translate("Conflicts", "This one: {when}")
    return heading.format(when=one_line(words.when(version.details)))


def _rows(part: Compared, words: FieldWords) -> Iterator[Told]:
    if part.mine is None or part.theirs is None:
        gone = QCoreApplication.translate("Conflicts", "(not there: deleted, or at no such time)")
        mine, theirs = (words.when(side.details) if side is not None else gone for side in (part.mine, part.theirs))
        at = Told(field_word(Field.WHEN), (_same(mine), _same(theirs)), differs=True)
        if part.mine is None or not part.rows:
            yield at
            return
        for row in part.rows:
            value = _same(_shown(words.of(row.field, part.mine)))
            yield at if row.field is Field.WHEN else Told(field_word(row.field), (value, ()), differs=True)
        return
    for row in part.rows:
        if row.differs or not part.recurrence_id:
            yield _told(row, part.mine, part.theirs, part.base, words)


def _told(row: Row, mine: Version, theirs: Version, base: Version | None, words: FieldWords) -> Told:
    here, there = (_shown(words.of(row.field, side)) for side in (mine, theirs))
    if not row.differs:
        return Told(field_word(row.field), (_same(here), _same(there)), differs=False)
    before = ""
    if base is not None and row.mine and row.theirs:
        before = one_line(words.of(row.field, base)) or nothing_word()
    return Told(field_word(row.field), text_differences(here, there), True, changed_word(row), before)


def _shown(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_UNSHOWN)


def _same(text: str) -> tuple[Run, ...]:
    return (Run(text, differs=False),) if text else ()
