"""Servers that mail is sent by and read from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Security(StrEnum):
    """How a mail server's line is secured. NONE is for loopback and asks to be chosen."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """A server for mail out (SMTP) or in (IMAP). ``user`` is "" where it asks for none; the secret is SMTP or IMAP.

    ``fingerprint`` is the SHA-256 (64 hex digits, lower case) of the one certificate that was accepted knowingly, ""
    where certificates are verified as usual.
    """

    host: str
    port: int
    security: Security
    user: str = ""
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """By which servers the desk's mail goes out and comes in, and as whose. ``address`` "" stands for the agent's."""

    outgoing: MailServer | None = None
    incoming: MailServer | None = None
    address: str = ""
    name: str = ""


class Position(NamedTuple):
    """How far a mailbox was read: its UIDVALIDITY (RFC 3501, 2.3.1.1) and the last number under it."""

    validity: int = 0
    number: int = 0


class Arrived(NamedTuple):
    """A message of a mailbox that holds calendar objects: its number there, and its bytes (bounded)."""

    number: int
    raw: bytes
