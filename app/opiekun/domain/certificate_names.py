"""Whom a certificate says it is for. It is read here as Python's ssl tells that of certificates alone that it trusts.

Nothing is decided by these names: they are shown to who is asked whether a certificate is to be trusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from typing import NamedTuple

_SEQUENCE, _OID, _OCTETS = 0x30, 0x06, 0x04
_EXTENSIONS, _DNS, _ADDRESS = 0xA3, 0x82, 0x87
_ALTERNATIVE_NAME, _COMMON_NAME = b"\x55\x1d\x11", b"\x55\x04\x03"
_LONG = 0x80
_SUBJECT = 4
"""Where the subject stands among the sequences of a certificate: after the algorithm, the issuer and the validity."""
_MOST, _LONGEST = 20, 253


class _Part(NamedTuple):
    tag: int
    content: bytes


def names_of(certificate: bytes) -> tuple[str, ...]:
    """Its subject's common name and alternative names (RFC 5280, 4.1.2.6 and 4.2.1.6), as plain text; () for none.

    ``certificate`` is DER, from whoever answered: one that is damaged has no names.
    """
    try:
        found = [*_common_names(certificate), *_alternative_names(certificate)]
    except (IndexError, ValueError):
        return ()
    plain = ("".join(sign for sign in name if sign.isprintable())[:_LONGEST] for name in found)
    return tuple(dict.fromkeys(name for name in plain if name))[:_MOST]


def _common_names(certificate: bytes) -> Iterator[str]:
    sequences = [part for part in _signed(certificate) if part.tag == _SEQUENCE]
    for names in _parts(sequences[_SUBJECT - 1].content):
        for pair in _parts(names.content):
            kind, value = [*_parts(pair.content)][:2]
            if kind.content == _COMMON_NAME:
                yield value.content.decode("utf-8", "replace")


def _alternative_names(certificate: bytes) -> Iterator[str]:
    for part in _signed(certificate):
        if part.tag != _EXTENSIONS:
            continue
        (listed,) = _parts(part.content)
        for extension in _parts(listed.content):
            kind, *_critical, value = _parts(extension.content)
            if (kind.tag, kind.content, value.tag) == (_OID, _ALTERNATIVE_NAME, _OCTETS):
                (names,) = _parts(value.content)
                yield from _general_names(names.content)


def _general_names(content: bytes) -> Iterator[str]:
    for name in _parts(content):
        if name.tag == _DNS:
            yield name.content.decode("ascii", "replace")
        elif name.tag == _ADDRESS:
            yield str(ip_address(name.content))


def _signed(certificate: bytes) -> list[_Part]:
    """The parts of what is signed."""
    (whole,) = _parts(certificate)
    signed, *_signature = _parts(whole.content)
    return [*_parts(signed.content)]


def _parts(content: bytes) -> Iterator[_Part]:
    """The parts of a constructed one, in DER: a tag, a length, the content. Raises IndexError or ValueError."""
    at = 0
    while at < len(content):
        tag, length, at = content[at], content[at + 1], at + 2
        if length >= _LONG:
            size = length - _LONG
            length, at = int.from_bytes(content[at : at + size]), at + size
        if at + length > len(content):
            raise ValueError(length)
        yield _Part(tag, content[at : at + length])
        at += length
