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
    """A server for mail out (SMTP) or in (IMAP). ``user`` is "" where it asks for none; the secret is SMTP or IMAP."""

    host: str
    port: int
    security: Security
    user: str = ""


class Arrived(NamedTuple):
    """A message of a mailbox that holds calendar objects: its number there, and its bytes (bounded)."""

    number: int
    raw: bytes
