"""The words of letters: templates by language, filled with what is told as text that can do nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from opiekun.domain.calendar.events import When
from opiekun.resources import resource

LANGUAGES = ("en", "pl")
_LOCALES = {"en": "en_GB", "pl": "pl"}
_LINK = re.compile(r"https?://[^\s<>\"]+")


class Prose(NamedTuple):
    """A letter in words: its subject, one line, and its body as plain text and as HTML."""

    subject: str
    plain: str
    html: str


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # Autoescape is for HTML alone: what is told in text is told as it is.
    return Environment(
        loader=FileSystemLoader(resource("templates/mail")),
        autoescape=select_autoescape(("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def prose(name: str, language: str, told: Mapping[str, object]) -> Prose:
    """The letter of that name, in English where the language is not spoken. Its first line is the subject."""
    spoken = language if language in LANGUAGES else "en"
    text = _environment().get_template(f"{spoken}/{name}.txt").render(told)
    subject, _, plain = text.partition("\n")
    plain = re.sub(r"\n{3,}", "\n\n", plain).strip() + "\n"
    html = _environment().get_template("letter.html").render(language=spoken, paragraphs=_paragraphs(plain))
    return Prose(" ".join(subject.split()), plain, html)


def _paragraphs(plain: str) -> list[list[list[tuple[str, bool]]]]:
    """Paragraphs of lines of pieces, each with whether it is a link."""
    return [[_pieces(line) for line in paragraph.split("\n")] for paragraph in plain.strip().split("\n\n") if paragraph]


def _pieces(line: str) -> list[tuple[str, bool]]:
    pieces, at = [], 0
    for found in _LINK.finditer(line):
        pieces += [(line[at : found.start()], False), (found.group(), True)]
        at = found.end()
    return [*pieces, (line[at:], False)]


def stretch(start: When, end: When, zone: str, language: str) -> str:
    """A stretch of time in words: the day and the hours in that zone, with the zone's name."""
    locale = _LOCALES.get(language, _LOCALES["en"])
    if not isinstance(start, datetime):
        return format_date(start, "full", locale=locale)
    begin = start.astimezone(ZoneInfo(zone)) if start.tzinfo else start
    finish = end if isinstance(end, datetime) else datetime.combine(end, start.timetz())
    finish = finish.astimezone(ZoneInfo(zone)) if finish.tzinfo else finish
    day = format_date(begin.date(), "full", locale=locale)
    hours = f"{_time(begin, locale)}–{_time(finish, locale)}"
    later = "" if finish.date() == begin.date() else f" ({_day(finish.date(), locale)})"
    return f"{day}, {hours}{later}" + (f" ({zone.replace('_', ' ')})" if start.tzinfo else "")


def moment(at: datetime, zone: str, language: str) -> str:
    """An instant in words: the day and the time in that zone, with the zone's name."""
    locale = _LOCALES.get(language, _LOCALES["en"])
    there = at.astimezone(ZoneInfo(zone))
    day = format_date(there.date(), "full", locale=locale)
    return f"{day}, {_time(there, locale)} ({zone.replace('_', ' ')})"


def _time(moment: datetime, locale: str) -> str:
    return format_time(moment.time(), "HH:mm", locale=locale)


def _day(day: date, locale: str) -> str:
    return format_date(day, "d MMMM", locale=locale)
