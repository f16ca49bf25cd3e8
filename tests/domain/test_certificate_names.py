"""Whom a certificate says it is for, as `cryptography` writes it; one that is damaged says nothing."""

from __future__ import annotations

import ipaddress
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.certificate_names import names_of

KEY = ec.generate_private_key(ec.SECP256R1())
NOW = datetime.now(UTC)


def certificate(subject: list[x509.NameAttribute], names: list[x509.GeneralName]) -> bytes:
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "somebody else")])
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(subject))
        .issuer_name(issuer)
        .public_key(KEY.public_key())
        .serial_number(1)
        .not_valid_before(NOW)
        .not_valid_after(NOW + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    )
    if names:
        made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return made.sign(KEY, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def common(name: str) -> x509.NameAttribute:
    return x509.NameAttribute(NameOID.COMMON_NAME, name)


WHOLE = certificate([common("one")], [x509.DNSName("two")])


def test_the_subject_and_all_other_names_are_told_once() -> None:
    names = [
        x509.DNSName("cloud.example.com"),
        x509.RFC822Name("anna@example.com"),
        x509.IPAddress(ipaddress.ip_address("192.0.2.7")),
        x509.IPAddress(ipaddress.ip_address("2001:db8::7")),
    ]
    organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Example")
    assert names_of(certificate([organisation, common("cloud.example.com")], names)) == (
        "cloud.example.com",
        "192.0.2.7",
        "2001:db8::7",
    )
    assert names_of(certificate([common("Mały serwer")], [])) == ("Mały serwer",)
    assert names_of(certificate([], [])) == ()


def test_what_could_disguise_a_name_is_left_out() -> None:
    assert names_of(certificate([common("good\u202eexample\n.com")], [])) == ("goodexample.com",)


def test_only_so_many_names_are_told() -> None:
    many: list[x509.GeneralName] = [x509.DNSName(f"{number}.example.com") for number in range(100)]
    assert len(names_of(certificate([common("one")], many))) == 20


@given(st.binary(max_size=200))
def test_anything_may_come(content: bytes) -> None:
    assert isinstance(names_of(content), tuple)


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(0, 255)), max_size=5), st.integers(0, 1000))
def test_a_damaged_one_raises_nothing(written: list[tuple[int, int]], kept: int) -> None:
    whole = bytearray(WHOLE)
    for at, byte in written:
        whole[at % len(whole)] = byte
    assert isinstance(names_of(bytes(whole[: len(whole) - kept % len(whole)])), tuple)
