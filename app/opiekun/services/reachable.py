"""The shape of what people are reached at. Whether anybody answers there is not asked."""

from __future__ import annotations

import re

from opiekun.domain.errors import InvalidInput

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+")
_PHONE = re.compile(r"(?=.*\d)[\d +()-]+", re.ASCII)


def check_email(email: str) -> None:
    """Raises InvalidInput for what is neither empty nor something@something."""
    if email.strip() and _EMAIL.fullmatch(email.strip()) is None:
        raise InvalidInput("“{email}” is not an e-mail address; write it like anna@example.com.", email=email)


def check_phone(phone: str) -> None:
    """Raises InvalidInput for what is neither empty nor digits with spaces, +, - and parentheses."""
    if phone.strip() and _PHONE.fullmatch(phone.strip()) is None:
        raise InvalidInput("“{phone}” is not a phone number; write it like +48 22 123 45 67.", phone=phone)
