"""From the names of time zones that stand in calendars to zones that the program knows.

A zone is told by a string: an IANA name, "UTC", or "custom:" and the rules of a VTIMEZONE that no IANA zone equals
(see rule_zones.py).
"""

from __future__ import annotations

import re
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from opiekun.domain.calendar.rule_zones import CUSTOM, rule_zone
from opiekun.domain.calendar.windows_zones import WINDOWS_ZONES

_UTC = frozenset({"utc", "etc/utc", "gmt", "etc/gmt", "z", "zulu", "tzone://microsoft/utc"})
_OFFSET_NAME = re.compile(r"(?:utc|gmt)?\s*([+-])(\d\d?):?(\d\d)?", re.IGNORECASE)
_DISPLAYED = re.compile(r"\((?:UTC|GMT)\s*(?:([+-])(\d\d):(\d\d))?\)\s*(.+)", re.IGNORECASE)
# Windows shows these without a city.
_DISPLAY_NAMES = {
    "coordinated universal time": "UTC",
    "pacific time (us & canada)": "America/Los_Angeles",
    "mountain time (us & canada)": "America/Denver",
    "central time (us & canada)": "America/Chicago",
    "eastern time (us & canada)": "America/New_York",
    "atlantic time (canada)": "America/Halifax",
    "newfoundland": "America/St_Johns",
    "alaska": "America/Anchorage",
    "hawaii": "Pacific/Honolulu",
    "arizona": "America/Phoenix",
    "indiana (east)": "America/Indiana/Indianapolis",
    "saskatchewan": "America/Regina",
    "central america": "America/Guatemala",
    "west central africa": "Africa/Lagos",
    "chennai, kolkata, mumbai, new delhi": "Asia/Kolkata",
    "beijing, chongqing, hong kong, urumqi": "Asia/Shanghai",
    "brussels, copenhagen, madrid, paris": "Europe/Paris",
    "amsterdam, berlin, bern, rome, stockholm, vienna": "Europe/Berlin",
    "sarajevo, skopje, warsaw, zagreb": "Europe/Warsaw",
    "belgrade, bratislava, budapest, ljubljana, prague": "Europe/Budapest",
    "helsinki, kyiv, riga, sofia, tallinn, vilnius": "Europe/Kiev",
    "dublin, edinburgh, lisbon, london": "Europe/London",
}


@lru_cache(maxsize=1024)
def tzinfo_of(zone: str) -> ZoneInfo:
    """The rules of a zone that reading found. Raises ValueError for any other string."""
    if zone.startswith(CUSTOM):
        return rule_zone(zone)
    try:
        return ZoneInfo(zone)
    except (OSError, KeyError) as problem:  # ZoneInfoNotFoundError is a KeyError; a folder of zones an OSError
        raise ValueError(zone) from problem


@lru_cache(maxsize=1024)
def named_zone(tzid: str) -> str:
    """The IANA zone that a TZID names, "" where its name says nothing.

    IANA names in any case and behind any prefix (/freeassociation.sourceforge.net/Europe/Warsaw), old aliases as they
    are; Windows names, and what Windows shows for them.
    """
    name = tzid.strip().strip('"').strip()
    if name.casefold() in _UTC:
        return "UTC"
    return _iana(name) or _windows().get(name.casefold(), "") or _displayed(name)


def offset_zone(tzid: str) -> str:
    """The IANA zone of a name that is only a whole number of hours, as UTC+1 or GMT+0100; "" for others."""
    found = _OFFSET_NAME.fullmatch(tzid.strip())
    if not found or int(found[3] or 0):
        return ""
    hours = int(found[2])
    if hours > (14 if found[1] == "+" else 12):
        return ""
    return f"Etc/GMT{'-' if found[1] == '+' else '+'}{hours}" if hours else "UTC"


@lru_cache(maxsize=1)
def _by_folded_name() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones() - {"localtime", "Factory"}}


@lru_cache(maxsize=1)
def _by_city() -> dict[str, str]:
    return {
        name.rpartition("/")[2].replace("_", " ").casefold(): name
        for name in sorted(available_timezones(), reverse=True)
        if name.partition("/")[0] not in {"Etc", "SystemV", "posix", "right", "US", "Brazil", "Canada", "Mexico"}
    }


@lru_cache(maxsize=1)
def _windows() -> dict[str, str]:
    return {name.casefold(): zone for name, zone in WINDOWS_ZONES.items()}


def _iana(name: str) -> str:
    known = _by_folded_name()
    parts = name.replace(" ", "_").casefold().strip("/").split("/")
    longest = range(max(0, len(parts) - 3), len(parts)) if name.startswith("/") else range(1)
    return next((known["/".join(parts[at:])] for at in longest if "/".join(parts[at:]) in known), "")


def _displayed(name: str) -> str:
    """What Windows shows for a zone: “(UTC+01:00) Sarajevo, Skopje, Warsaw, Zagreb”, whole or without the offset."""
    found = _DISPLAYED.fullmatch(name)
    places = found[4] if found else name
    if zone := _DISPLAY_NAMES.get(places.casefold(), ""):
        return zone
    if not found:
        return ""
    for place in places.split(","):
        city = place.strip().casefold()
        if city in _by_city():
            return _by_city()[city]
    return ""
