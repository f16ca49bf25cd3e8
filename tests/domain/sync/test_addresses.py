"""Whether two addresses are one."""

from __future__ import annotations

import pytest

from opiekun.domain.sync.addresses import same_address, same_origin, same_place

URL = "https://cal.example.com/SOGo/dav/anna/Calendar/personal/"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (URL, True),
        (URL.rstrip("/"), True),
        (f" {URL}", True),
        (URL.replace("cal.", "CAL."), True),
        (URL.replace("anna", "%61nna"), True),
        (URL.replace("https", "HTTPS"), True),
        (URL.replace(".com", ".com:443"), True),
        (URL.replace(".com", ".com."), True),
        (URL.replace(".com", ".com.:443"), True),
        (URL.replace("SOGo/", "SOGo%2F"), False),
        (URL + "?other", False),
        (URL.replace(".com", ".com.."), False),
        (URL.replace(".com", ".com:80"), False),
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
    ("one", "other", "same"),
    [
        ("https://bücher.example/dav/", "https://xn--bcher-kva.example/dav/", True),
        ("https://BÜCHER.example/dav/", "https://XN--BCHER-KVA.example./dav", True),
        ("https://bu\u0308cher.example/", "https://bücher.example/", True),
        ("https://żółw.example/", "https://xn--w-uga1v8h.example/", True),
        ("https://straße.example/", "https://xn--strae-oqa.example/", True),
        ("https://straße.example/", "https://strasse.example/", False),
        ("https://xn--abc-.example/", "https://abc.example/", False),
        ("https://xn--.example/", "https://.example/", False),
        ("https://xn--zz99zz99zz.example/", "https://xn--zz99zz99zz.example:443", True),
        ("https://cal.example.com/%C5%BC/", "https://cal.example.com/ż", True),
        ("https://cal.example.com/%c5%bc/", "https://cal.example.com/%C5%BC", True),
        ("https://cal.example.com/%FF/", "https://cal.example.com/%FE/", False),
        ("https://[::1]:443/", "https://[::1]/", True),
        ("http://cal.example.com:80", "http://cal.example.com/", True),
        ("http://localhost/", "http://127.0.0.1/", False),
    ],
)
def test_a_host_and_names_are_the_same_in_letters_and_in_signs(one: str, other: str, same: bool) -> None:
    assert same_address(one, other) is same_address(other, one) is same


@pytest.mark.parametrize(
    ("typed", "url", "same"),
    [
        ("https://cal.example.com", URL, True),
        ("http://cal.example.com/", URL, True),
        ("https://cal.example.com:443/dav", URL, True),
        (" CAL.example.com ", URL, True),
        ("anna@cal.example.com", URL, True),
        ("cal.example.com.", URL, True),
        ("bücher.example", "https://xn--bcher-kva.example/dav/", True),
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


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("https://cal.example.com", True),
        ("HTTPS://CAL.example.com:443/jana/", True),
        ("http://cal.example.com/", False),
        ("https://cal.example.com:8443/", False),
        ("https://cal.example.com:0/", False),
        ("https://cal.example.com./", False),
        ("https://example.com/", False),
        ("https://cal.example.com@evil.example.com/", False),
        ("//cal.example.com/", False),
        ("cal.example.com", False),
        ("anna@cal.example.com", False),
        ("https://[", False),
        ("", False),
    ],
)
def test_a_password_may_go_to_the_same_scheme_host_and_port_alone(other: str, same: bool) -> None:
    assert same_origin(URL, other) is same_origin(other, URL) is same


@pytest.mark.parametrize("nothing", ["", "https://[", "personal"])
def test_what_is_no_address_may_know_nothing(nothing: str) -> None:
    assert not same_origin(nothing, nothing)
