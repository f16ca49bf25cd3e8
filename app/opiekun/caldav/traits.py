"""What the properties of a collection tell of it: whether it takes events, and whether one may write there."""

from __future__ import annotations

import re
from collections.abc import Mapping

from opiekun.caldav.multistatus import CALDAV, CARDDAV, DAV, Node

_WRITING = {f"{DAV}{name}" for name in ("all", "write", "write-content", "bind")}
_COLOUR = re.compile(r"#([0-9A-Fa-f]{6})(?:[0-9A-Fa-f]{2})?")

Properties = Mapping[str, Node]


def is_calendar(properties: Properties) -> bool:
    """Whether it is a calendar collection (RFC 4791, 4.2)."""
    kinds = properties.get(f"{DAV}resourcetype")
    return kinds is not None and f"{CALDAV}calendar" in kinds.names()


def takes_events(properties: Properties) -> bool:
    """Whether it is a calendar that takes events; one that does not tell takes all (RFC 4791, 5.2.3)."""
    kinds = properties.get(f"{CALDAV}supported-calendar-component-set")
    names = {kind.attributes.get("name", "").upper() for kind in kinds.children} if kinds else set[str]()
    return is_calendar(properties) and (not names or "VEVENT" in names)


def keeps_no_events(properties: Properties) -> bool:
    """Whether it is a collection of other things: a calendar of tasks alone, or contacts (RFC 6352, 5.2)."""
    kinds = properties.get(f"{DAV}resourcetype")
    contacts = kinds is not None and f"{CARDDAV}addressbook" in kinds.names()
    return contacts or (is_calendar(properties) and not takes_events(properties))


def is_read_only(properties: Properties) -> bool:
    """Whether nothing may be written there. A server that tells no privileges is taken at its later word."""
    privileges = properties.get(f"{DAV}current-user-privilege-set")
    return privileges is not None and not any(leaf.tag in _WRITING for leaf in privileges.leaves())


def syncs_by_token(properties: Properties) -> bool:
    """Whether it reports its changes (RFC 6578, 3.2)."""
    reports = properties.get(f"{DAV}supported-report-set")
    return reports is not None and any(leaf.tag == f"{DAV}sync-collection" for leaf in reports.leaves())


def colour(value: str) -> str:
    """#RRGGBB, of a colour that may have a transparency; "" where it is none."""
    found = _COLOUR.fullmatch(value.strip())
    return f"#{found[1].upper()}" if found else ""
