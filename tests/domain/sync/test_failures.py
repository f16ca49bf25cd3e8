"""How a calendar server's failures are told."""

from __future__ import annotations

from opiekun.domain.sync.failures import DavFailure, DavRefused


def test_a_failure_in_other_words_is_the_same_failure() -> None:
    known = {
        "failure": DavFailure.BUSY,
        "words": "Later",
        "status": 503,
        "retry_after": 60,
        "fingerprint": "0af1" * 16,
        "temporary": False,
    }
    first = DavRefused("{server} asks for a pause.", server="cal.example.com", **known)  # type: ignore[arg-type]
    again = first.in_other_words("Wait for {who}.", who="the server")
    assert str(again) == "Wait for the server."
    assert {name: getattr(again, name) for name in known} == known
