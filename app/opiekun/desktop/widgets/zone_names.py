"""Time zones by what one calls them: “new york” is America/New_York."""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import available_timezones

from opiekun.desktop.queue.filtering import fold


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """The IANA names that are offered, in order."""
    return tuple(sorted(name for name in available_timezones() if "/" in name or name == "UTC"))


def zones_named(words: str) -> tuple[str, ...]:
    """The zones that any part of whose name is that, a space or an underscore and any case alike; cities come first."""
    wanted = _spoken(words)
    if not wanted:
        return ()
    found = [(_distance(wanted, _spoken(name)), name) for name in zone_names() if wanted in _spoken(name)]
    return tuple(name for _, name in sorted(found))


def zone_called(words: str) -> str:
    """The zone whose whole name or city is that, however it is written; "" where none or several are."""
    wanted = _spoken(words)
    found = [name for name in zones_named(words) if wanted in {_spoken(name), _spoken(name).rpartition("/")[2]}]
    return found[0] if len(found) == 1 or (found and _spoken(found[0]) == wanted) else ""


def _spoken(name: str) -> str:
    return " ".join(fold(name).replace("_", " ").split())


def _distance(wanted: str, name: str) -> int:
    """The whole name or city, then how a city begins, then any other part."""
    city = name.rpartition("/")[2]
    if wanted in {name, city}:
        return 0
    return 1 if city.startswith(wanted) else 2
