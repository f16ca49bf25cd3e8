"""The kinds of values that options take, each refused with a sentence of its own."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

import click

from opiekun.cli.session import Session
from opiekun.domain.people import Contact
from opiekun.domain.timeline import Severity
from opiekun.words import Words

MOST_FEE = Decimal(1_000_000)
MOST_SIDE = 7680


def _words(context: click.Context | None) -> Words:
    session = context.find_object(Session) if context is not None else None
    return session.words if session is not None else Words("en")


class Instant(click.ParamType[datetime]):
    """An instant in ISO 8601 with an offset; the value is aware UTC."""

    name = "ISO8601"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Refuses what is no instant, has no offset, or lies outside the years 1971 to 2199."""
        if isinstance(value, datetime):
            return value
        words = _words(ctx)
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(words.say("“{value}” is not a time like 2026-06-16T10:00:00+02:00.", value=value), param, ctx)
        if moment.tzinfo is None:
            self.fail(
                words.say("“{value}” has no offset; write it like {value}+02:00 or {value}Z.", value=value), param, ctx
            )
        if not 1971 <= moment.year <= 2199:  # noqa: PLR2004 - with the offset, the years that the rules can reckon in
            self.fail(words.say("“{value}” lies outside the years 1971 to 2199.", value=value), param, ctx)
        return moment.astimezone(UTC)


class Moment(click.ParamType[datetime | date]):
    """An instant in ISO 8601 with an offset, or a date."""

    name = "ISO8601"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime | date:
        """Refuses what is neither, or lies outside the years 1971 to 2199."""
        if isinstance(value, date):
            return value
        if not re.fullmatch(r"\d{4}-?\d\d-?\d\d", str(value), re.ASCII):
            return INSTANT.convert(value, param, ctx)
        words = _words(ctx)
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(words.say("“{value}” is not a date like 2026-06-16.", value=value), param, ctx)
        if not 1971 <= day.year <= 2199:  # noqa: PLR2004 - as an instant
            self.fail(words.say("“{value}” lies outside the years 1971 to 2199.", value=value), param, ctx)
        return day


class NamedOccurrence(click.ParamType[datetime | date | str]):
    """An occurrence by its original start: an instant, a date, or a value as iCalendar writes it."""

    name = "ISO8601"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime | date | str:
        """Refuses what is none of them."""
        if not re.fullmatch(r"\d{8}(T\d{6}Z?)?", str(value), re.ASCII):
            return MOMENT.convert(value, param, ctx)
        try:
            date.fromisoformat(value[:8])
            time.fromisoformat(value[9:15] or "00")
        except ValueError:
            words = _words(ctx)
            self.fail(words.say("“{value}” is not a time like 2026-06-16T10:00:00+02:00.", value=value), param, ctx)
        return str(value)


class SeverityNumber(click.ParamType[Severity]):
    """A severity by its number, 1 to 5."""

    name = "1-5"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Severity:
        """Refuses everything but the five numbers."""
        if isinstance(value, Severity):
            return value
        if value not in {"1", "2", "3", "4", "5"}:
            words = _words(ctx)
            self.fail(words.say("“{value}” is not a severity; it is a number from 1 to 5.", value=value), param, ctx)
        return Severity(int(value))


class Day(click.ParamType[date | str]):
    """A date such as 2026-06-16; "" for none."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | str:
        if isinstance(value, date):
            return value
        if value == "":
            return ""
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(_words(ctx).say("“{value}” is not a date like 2026-06-16.", value=value), param, ctx)


class Fee(click.ParamType[Decimal]):
    """An amount in EUR with at most two decimals."""

    name = "EUR"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        try:
            fee = Decimal(value)
        except InvalidOperation:
            fee = Decimal(-1)
        if not re.fullmatch(r"\d+(\.\d{1,2})?", str(value)) or not 0 <= fee <= MOST_FEE:
            self.fail(_words(ctx).say("“{value}” is not an amount like 1000 or 999.50.", value=value), param, ctx)
        return fee


class Mail(click.ParamType[Contact]):
    """An e-mail address, or a name with one: “Cara Hill <cara@acme.example>”."""

    name = "MAIL"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Contact:
        if isinstance(value, Contact):
            return value
        from email.utils import parseaddr  # noqa: PLC0415 - it brings sockets along

        name, email = parseaddr(value)
        # What stands behind a line end, parseaddr drops without a word.
        if not value.isprintable() or not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", email):
            self.fail(_words(ctx).say("“{value}” is not an e-mail address.", value=value), param, ctx)
        return Contact("", "", name=name, email=email)


class Zone(click.ParamType[str]):
    """An IANA time zone; "" for none."""

    name = "ZONE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return ZoneInfo(value).key if value else ""
        except (KeyError, ValueError, OSError):
            self.fail(_words(ctx).say("The time zone “{value}” is not known.", value=value), param, ctx)


class Size(click.ParamType[tuple[int, int]]):
    """A width and a height in pixels, such as 1280x800."""

    name = "WxH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int]:
        """Refuses what no screen has: less than 320x240, or a side of more than 7680."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"(\d{3,4})x(\d{3,4})", str(value))
        width, height = (int(side) for side in found.groups()) if found else (0, 0)
        if not (320 <= width <= MOST_SIDE and 240 <= height <= MOST_SIDE):  # noqa: PLR2004 - as told above
            self.fail(_words(ctx).say("“{value}” is not a size like 1280x800.", value=value), param, ctx)
        return width, height


class Columns(click.ParamType[dict[str, str]]):
    """Pairs of a field and the column that holds it: subject=Title,account=Company."""

    name = "field=Column,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:
        """Refuses what is no list of pairs."""
        if isinstance(value, dict):
            return value
        pairs = [pair.partition("=") for pair in str(value).split(",")]
        if not all(field.strip() and equals and column.strip() for field, equals, column in pairs):
            self.fail(_words(ctx).say("“{value}” is not like subject=Title,account=Company.", value=value), param, ctx)
        return {field.strip(): column.strip() for field, _equals, column in pairs}


INSTANT = Instant()
MOMENT = Moment()
OCCURRENCE = NamedOccurrence()
SEVERITY = SeverityNumber()
DAY = Day()
FEE = Fee()
MAIL = Mail()
ZONE = Zone()
SIZE = Size()
COLUMNS = Columns()
