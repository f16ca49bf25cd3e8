"""Whether two addresses are one."""

from __future__ import annotations

import pytest

from opiekun.domain.sync.addresses import same_address, same_place

URL = "https://cal.example.com/SOGo/dav/anna/Calendar/personal/"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (URL, True),
        (URL.rstrip("/"), True),
        (f" {URL}", True),
        (URL.replace("cal.", "CAL."), True),
        (URL.replace("anna", "%61nna"), True),
        (URL.replace("anna", "Anna"), False),
        (URL.replace("https", "http"), False),
        (URL.replace(".com", ".com:8443"), False),
        ("personal", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_an_address_is_the_same_however_it_ends_and_is_spelled(other: str, same: bool) -> None:
    assert same_address(URL, other) is same_address(other, URL) is same


@pytest.mark.parametrize(
    ("typed", "url", "same"),
    [
        ("https://cal.example.com", URL, True),
        ("http://cal.example.com/", URL, True),
        ("https://cal.example.com:443/dav", URL, True),
        (" CAL.example.com ", URL, True),
        ("anna@cal.example.com", URL, True),
        ("https://example.com", URL, False),
        ("https://cal.example.com:8443", URL, False),
        ("http://127.0.0.1:18085", "http://127.0.0.1:18085/anna/", True),
        ("127.0.0.1:18085", "http://127.0.0.1:18085/anna/", True),
        ("127.0.0.1", "http://127.0.0.1:18085/anna/", True),
        ("http://127.0.0.1", "http://127.0.0.1:18085/anna/", False),
        ("http://[", URL, False),
        ("", URL, False),
        ("cal.example.com:x", URL, False),
    ],
)
def test_what_was_typed_is_of_a_server_or_not(typed: str, url: str, same: bool) -> None:
    assert same_place(typed, url) is same
