"""Column types: instants that are never naive, text that any database can hold or as it is, and JSON as text."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, LargeBinary, Text
from sqlalchemy.types import TypeDecorator

from opiekun.store.text import clean


def json_text(value: Any) -> str | None:
    """How a JSON value is stored; None is SQL's NULL, not JSON's."""
    return None if value is None else json.dumps(value, ensure_ascii=True, separators=(",", ":"))


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Stored in UTC, handed back as aware UTC; a naive datetime is a bug and raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """To UTC, refusing what has no zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime is not an instant")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """SQLite hands back naive values, which are UTC because nothing else is ever stored."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class CleanText(TypeDecorator[str]):
    """Text without what a database cannot hold; see :func:`opiekun.store.text.clean`."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Replace what cannot be stored. A member of an enum becomes its plain value, which every driver knows."""
        return None if value is None else clean(str(value))


class ExactText(TypeDecorator[str]):
    """Text that comes back as it was, NUL and halves of surrogate pairs included; stored as bytes."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> bytes | None:
        """UTF-8, and what that has no room for in the same manner."""
        return None if value is None else value.encode("utf-8", "surrogatepass")

    def process_result_value(self, value: Any, _dialect: Dialect) -> str | None:
        """The text as it was stored. In a damaged one, bytes that are no text become surrogates, so that it is told."""
        if value is None or isinstance(value, str):
            return value
        content = bytes(value) if isinstance(value, bytes) else str(value).encode()
        try:
            return content.decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            return content.decode("utf-8", "surrogateescape")


class JsonText(TypeDecorator[Any]):
    """A JSON value as ASCII text. Whatever string it holds comes back as it was, NUL and surrogates included."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, _dialect: Dialect) -> str | None:
        """None is SQL's NULL, not JSON's."""
        return json_text(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> Any:
        """The value as it was stored."""
        return None if value is None else json.loads(value)
