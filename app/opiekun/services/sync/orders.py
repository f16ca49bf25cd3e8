"""A request that is to be made for an edit, as it was fixed in the journal."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Kind(Enum):
    """CREATE: where there is nothing yet. CHANGE and DELETE: what the server had when it was edited."""

    CREATE = auto()
    CHANGE = auto()
    DELETE = auto()


class Order(NamedTuple):
    """A request that is to be made, for the version of ``base`` and ``etag``. ``text`` is None for a deletion."""

    kind: Kind
    uid: str
    href: str
    etag: str
    base: str | None
    text: str | None
