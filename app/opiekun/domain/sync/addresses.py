"""Addresses of servers and of what is there: whether two that were written or told are one."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

_PORTS = {"https": 443, "http": 80}


def same_address(one: str, other: str) -> bool:
    """Whether two addresses are of one account or calendar: servers end theirs with a slash or not, and spell names in
    them in more than one way, by where one came from."""
    return _spelled(one) == _spelled(other)


def same_place(typed: str, url: str) -> bool:
    """Whether what somebody typed, an address or a bare host, is of the server of an address."""
    bare = "://" not in typed
    named, place = _place(f"//{typed.strip()}" if bare else typed.strip()), _place(url)
    return named == place or (bare and named == (place[0], None))


def _spelled(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return "", "", url
    return parts.scheme, parts.netloc.lower(), unquote(parts.path).rstrip("/")


def _place(url: str) -> tuple[str, int | None]:
    """The host, and the port where it is another than the scheme's own. No host for what is no address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "", None
    return parts.hostname or "", None if port == _PORTS.get(parts.scheme) else port
