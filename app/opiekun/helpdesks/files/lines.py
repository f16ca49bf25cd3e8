"""The lines of a file that may hold anything: bounded, decoded, each with its number."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from opiekun.domain.errors import InvalidInput

LONGEST_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its end. ``problem`` says why it cannot be used, None where it can; then ``text`` is for showing."""

    number: int
    text: str
    problem: InvalidInput | None = None


def lines(stream: BinaryIO) -> Iterator[Line]:
    """The lines of a stream in UTF-8, or in UTF-16 where it begins with a byte order mark.

    Raises InvalidInput where UTF-16 is broken: nothing after that can be told apart.
    """
    start = stream.read(3)
    rest = io.BufferedReader(_Continued(start, stream))
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from _utf16(rest)
        return
    if start == codecs.BOM_UTF8:
        rest.read(3)
    yield from _utf8(rest)


def _utf8(stream: io.BufferedReader[_Continued]) -> Iterator[Line]:
    number = 0
    while raw := stream.readline(LONGEST_LINE):
        number += 1
        if len(raw) == LONGEST_LINE and not raw.endswith(b"\n"):
            while (more := stream.readline(LONGEST_LINE)) and not more.endswith(b"\n"):
                pass
            yield _too_long(number)
            continue
        try:
            yield _checked(number, raw.decode())
        except UnicodeDecodeError as error:
            problem = InvalidInput(
                "Byte {byte} of the line is not UTF-8; save the file as UTF-8.", byte=error.start + 1
            )
            yield Line(number, raw.decode(errors="backslashreplace"), problem)


def _utf16(stream: io.BufferedReader[_Continued]) -> Iterator[Line]:
    number = 0
    with io.TextIOWrapper(stream, encoding="utf-16", newline="\n") as text:
        try:
            while line := text.readline(LONGEST_LINE):
                number += 1
                if len(line) == LONGEST_LINE and not line.endswith("\n"):
                    while (more := text.readline(LONGEST_LINE)) and not more.endswith("\n"):
                        pass
                    yield _too_long(number)
                else:
                    yield _checked(number, line)
        except UnicodeError:
            raise InvalidInput(
                "After line {line} the file is not UTF-16 any more; save it as UTF-8.", line=number
            ) from None


def _too_long(number: int) -> Line:
    return Line(number, "", InvalidInput("The line is longer than {most} characters.", most=LONGEST_LINE))


def _checked(number: int, text: str) -> Line:
    return Line(number, text, InvalidInput("The line holds NUL characters.") if "\0" in text else None)


class _Continued(io.RawIOBase):
    """A stream with the bytes that were read ahead of it. Closing it leaves the stream open: it has an owner."""

    def __init__(self, start: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._start = start
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer)
        piece = self._start or self._stream.read(len(view))
        self._start = b""
        view[: len(piece)] = piece
        return len(piece)
