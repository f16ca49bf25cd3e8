"""Servers that are known by their addresses to do otherwise than the standards ask."""

from __future__ import annotations

from urllib.parse import urlsplit


def ignores_conditions(url: str) -> bool:
    """Whether a server at that address deletes, and puts a new event over another, whatever condition the request names
    (RFC 9110, 13): SOGo."""
    return _is_sogo(url)


def writes_unasked(url: str) -> bool:
    """Whether a server at that address may write to guests of events that leave the letters to the client
    (SCHEDULE-AGENT=CLIENT; RFC 6638, 7.1): SOGo does where whoever runs it has switched its letters on, which cannot
    be asked of it."""
    return _is_sogo(url)


def _is_sogo(url: str) -> bool:
    """Its paths begin like this behind any web server."""
    return urlsplit(url).path.startswith("/SOGo/dav/")
