"""What is said of a file that was taken in: how much of it, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opiekun.domain.intake import Refusal, Report
from opiekun.services.calendar_files import CalendarImport
from opiekun.words import Words, sentence

_MOST_SHOWN = 20


def refusal_text(refusal: Refusal, words: Words) -> str:
    """Why something was not taken, in the language where it is known there."""
    return sentence(refusal.why, words.language) if refusal.why is not None else refusal.reason


def counts_line(report: Report | CalendarImport, words: Words) -> str:
    """How much was taken in."""
    return words.say(
        "Created {created}, updated {updated}, unchanged {unchanged}, refused {refused}.",
        created=report.created,
        updated=report.updated,
        unchanged=report.unchanged,
        refused=len(report.refused),
    )


def refused_lines(refused: Sequence[Refusal], words: Words) -> Iterator[str]:
    """The first of what was refused, each with its line and reason, and how many more there are."""
    for refusal in refused[:_MOST_SHOWN]:
        yield "  " + words.say("line {line}: {reason}", line=refusal.where, reason=refusal_text(refusal, words))
    if len(refused) > _MOST_SHOWN:
        yield "  " + words.say("and {count} more", count=len(refused) - _MOST_SHOWN)
