"""Where the calendar service of a domain is, asked of the DNS (RFC 6764, 3 and 4)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import dns.exception
import dns.resolver

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
    try:
        records = sorted(dns.resolver.resolve(name, "SRV", lifetime=_SECONDS), key=lambda r: (r.priority, -r.weight))
    except (dns.exception.DNSException, OSError, UnicodeError):
        return ()
    path = _path(name)
    found = ((str(record.target).rstrip(".").lower(), int(record.port)) for record in records[:_MOST])
    return tuple(Service(host, port, path) for host, port in found if host and port)


def _path(name: str) -> str:
    try:
        records = [*dns.resolver.resolve(name, "TXT", lifetime=_SECONDS)]
    except (dns.exception.DNSException, OSError, UnicodeError):
        return ""
    for record in records:
        told = b"".join(record.strings).decode(errors="replace").strip()
        if told.lower().startswith("path=/"):
            return told[len("path=") :]
    return ""
