"""Which other hosts a server that has the password may point to."""

from __future__ import annotations

import pytest

from opiekun.caldav.addresses import sibling


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("https://caldav.icloud.com/", "https://p01-caldav.icloud.com/123/", True),
        ("https://caldav.icloud.com:443/", "https://p01-caldav.icloud.com/", True),
        ("https://dav.corp.example.co.uk/", "https://cal.corp.example.co.uk/", True),
        ("https://caldav.icloud.com/", "http://p01-caldav.icloud.com/", False),
        ("https://caldav.icloud.com/", "https://p01-caldav.icloud.com:8443/", False),
        ("https://caldav.icloud.com/", "https://icloud.com/", False),
        ("https://caldav.icloud.com/", "https://caldav.icloud.com.evil.example/", False),
        ("https://example.com/", "https://evil.com/", False),
        ("https://example.co.uk/", "https://evil.co.uk/", False),
        ("https://ann.github.io/", "https://eve.github.io/", False),
        ("https://192.168.1.10/", "https://66.168.1.10/", False),
        ("https://[fd00::1]/", "https://[fd00::2]/", False),
        ("https://server/", "https://other/", False),
    ],
)
def test_the_password_goes_to_hosts_side_by_side_in_the_domain_of_one_owner(one: str, other: str, may: bool) -> None:
    assert sibling(one, other) is may
    assert sibling(other, one) is may
