"""Certificates of servers that nobody vouches for, accepted in a terminal by their fingerprints."""

from __future__ import annotations

from opiekun.domain.errors import InvalidInput
from opiekun.words import N_

OPTION = "--accept-certificate"
HELP = N_("Accept the one certificate with that SHA-256, though it cannot be verified.")


def fingerprint_given(given: str) -> str:
    """A fingerprint however it is written: with colons, blanks, in capitals. Raises InvalidInput."""
    plain = "".join(sign for sign in given.lower() if sign not in ": -")
    if given and (len(plain) != 64 or set(plain) - set("0123456789abcdef")):  # noqa: PLR2004 - of SHA-256
        raise InvalidInput("“{value}” is not a SHA-256 fingerprint; it has 64 hexadecimal digits.", value=given)
    return plain
