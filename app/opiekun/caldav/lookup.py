"""Where the calendar service of a domain is, asked of the DNS (RFC 6764, 3 and 4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

_SECONDS = 5.0
_MOST = 5
_HTTPS = 443


class Service(NamedTuple):
    """A server with TLS, and the path there, "" where none is told."""

    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        return f"https://{self.host}" + ("" if self.port == _HTTPS else f":{self.port}")


Lookup = Callable[[str], tuple[Service, ...]]


def services(domain: str) -> tuple[Service, ...]:
    """The services with TLS that a domain names, best first; none where it names none, or the DNS does not answer."""
    name = f"_caldavs._tcp.{domain}"
    records = sorted(_records(name, "SRV"), key=lambda r: (r.priority, -r.weight))
    path = _path(name) if records else ""
    found = ((str(record.target).rstrip(".").lower(), int(record.port)) for record in records[:_MOST])
    return tuple(Service(host, port, path) for host, port in found if host and port)


def _path(name: str) -> str:
    for record in _records(name, "TXT"):
        told = b"".join(record.strings).decode(errors="replace").strip()
        if told.lower().startswith("path=/"):
            return told[len("path=") :]
    return ""


def _records(name: str, kind: str) -> list[Any]:
    import dns.exception  # noqa: PLC0415 - a sync, which knows its server, starts sooner without
    import dns.resolver  # noqa: PLC0415

    try:
        return [*dns.resolver.resolve(name, kind, lifetime=_SECONDS)]
    except (dns.exception.DNSException, OSError, UnicodeError):
        return []
