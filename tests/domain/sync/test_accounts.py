"""With what a calendar server is asked."""

from __future__ import annotations

from opiekun.domain.sync.accounts import Auth, SignIn

TYPED = SignIn(" https://cal.example.com/\n", " anna ", " a word ", Auth.DIGEST, "0af1" * 16)


def test_a_password_is_never_shown() -> None:
    assert "a word" not in repr(TYPED)
    assert "cal.example.com" in repr(TYPED)


def test_what_is_pasted_loses_its_blanks_and_a_password_does_not() -> None:
    assert TYPED.trimmed() == SignIn("https://cal.example.com/", "anna", " a word ", Auth.DIGEST, "0af1" * 16)
