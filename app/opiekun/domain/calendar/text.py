"""iCalendar text as it stands: content lines and component trees that give back what was read (RFC 5545, 3.1).

Every line keeps its raw text, folds included. Only what must be is normalised: line ends are CRLF when written, a
byte order mark and blank lines go, and a fold inside a UTF-8 character moves behind it.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from opiekun.domain.errors import BadComponent

LONGEST_LINE = 8_000_000
"""In characters, folds included: pictures stand in calendars as one line of base64."""
MOST_LINES = 20_000
DEEPEST = 8
FOLD_AT = 75
_LONGEST_KEPT = 50_000

_LOGICAL = re.compile(r"[^\n]+(?:\n[ \t][^\n]*)*")
_HEAD = re.compile(r'([A-Za-z0-9-]+)((?:;[^":]*(?:"[^"]*"[^":]*)*)?):')
_LOOSE_HEAD = re.compile(r"([A-Za-z0-9-]+)((?:;[^:]*)?):")
_NAMED_ZONE = re.compile(r";TZID=[^\";]+$", re.IGNORECASE)
PARAMETER = re.compile(r';([^=;":]+)=((?:"[^"]*"|[^;"])*)')
"""A parameter in the head of a content line: its name, and its value with its quotes (RFC 5545, 3.2)."""
_CONTROL = re.compile("[\0-\x08\x0a-\x1f\x7f]")
_NOT_TEXT = re.compile("[\0\ud800-\udfff]")
_FOLD_IN_CHARACTER = re.compile(rb"(\r?\n[ \t])([\x80-\xbf]{1,3})")
_FOLD = re.compile(r"\n[ \t]")
_CARET = re.compile(r"\^([n^'])")
_TOP = frozenset({"VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"})


class Line(NamedTuple):
    """A content line. ``raw`` is its text, with folds as a line feed and a blank, without its line end.

    ``number`` is the line of the file that it begins on, from 1; 0 for one that was made here. ``name`` is in
    upper case.
    """

    name: str
    raw: str
    number: int = 0

    @property
    def unfolded(self) -> str:
        return _FOLD.sub("", self.raw) if "\n" in self.raw else self.raw

    @property
    def head(self) -> str:
        """Name and parameters as they stand, unfolded."""
        return _split(self.unfolded)[0]

    @property
    def value(self) -> str:
        """What follows the colon, unfolded, escapes left as they are."""
        return _split(self.unfolded)[1]

    def param(self, name: str) -> str:
        """A parameter's value without quotes, carets decoded (RFC 6868); "" where there is none.

        Several values are joined by commas, which some programs leave unquoted in a single one.
        """
        return next((_param_value(value) for key, value in self.raw_params if key == name), "")

    @property
    def params(self) -> tuple[tuple[str, str], ...]:
        """All parameters in their order, names in upper case, values as :meth:`param` gives them."""
        return tuple((key, _param_value(value)) for key, value in self.raw_params)

    @property
    def raw_params(self) -> tuple[tuple[str, str], ...]:
        """As :attr:`params`, with each value as it stands, quotes and all."""
        if ";" not in self.raw:
            return ()
        return tuple((key.strip().upper(), value) for key, value in PARAMETER.findall(self.head))


@dataclass(frozen=True, slots=True)
class Component:
    """A component: its lines and the components within, in their order. ``name`` is in upper case."""

    name: str
    begin: Line
    parts: tuple[Line | Component, ...]
    end: Line

    @property
    def text(self) -> str:
        """The text that was read, line ends as CRLF."""
        return "\n".join([*self.raw_lines(), ""]).replace("\n", "\r\n")

    def lines(self, *names: str) -> Iterator[Line]:
        """Its own lines of these names (upper case), or all."""
        for part in self.parts:
            if (not names or part.name in names) and isinstance(part, Line):
                yield part

    def line(self, name: str) -> Line | None:
        """The first line of that name."""
        for part in self.parts:
            if part.name == name and isinstance(part, Line):
                return part
        return None

    def value(self, name: str) -> str:
        """The value of the first line of that name, stripped; "" where there is none."""
        line = self.line(name)
        return line.value.strip() if line else ""

    def components(self, name: str) -> Iterator[Component]:
        """The components of that name directly within."""
        for part in self.parts:
            if isinstance(part, Component) and part.name == name:
                yield part

    def with_parts(self, parts: tuple[Line | Component, ...]) -> Component:
        return Component(self.name, self.begin, parts, self.end)

    def raw_lines(self) -> Iterator[str]:
        """The raw text of every line, those of the components within too."""
        yield self.begin.raw
        for part in self.parts:
            if isinstance(part, Line):
                yield part.raw
            else:
                yield from part.raw_lines()
        yield self.end.raw


def made(raw: str) -> Line:
    """A line that was made here, folded at 75 octets and never inside a character (RFC 5545, 3.1).

    Control characters are left out, so that no value can begin a line of its own.
    """
    folded, octets = [""], 0
    for character in _CONTROL.sub("", raw):
        size = len(character.encode())
        if octets + size > FOLD_AT:
            folded.append(" ")
            octets = 1
        folded[-1] += character
        octets += size
    return Line(re.split("[;:]", raw, maxsplit=1)[0].upper(), "\n".join(folded))


def made_component(name: str, *parts: Line | Component) -> Component:
    """A component that was made here."""
    return Component(name, Line("BEGIN", f"BEGIN:{name}"), parts, Line("END", f"END:{name}"))


def decoded(content: bytes) -> str:
    """The text of a file. Bytes that are no text become surrogates, so that only their component is refused."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    content = content.removeprefix(BOM_UTF8)
    try:
        return content.decode()
    except UnicodeDecodeError:
        return _FOLD_IN_CHARACTER.sub(rb"\2\1", content).decode(errors="surrogateescape")


def parse(text: str) -> Component:
    """The one VCALENDAR of a text. Raises BadComponent where the text is not exactly that.

    The last ones are kept: whoever edits an event and tells of it asks for its text time and again.
    """
    return _parsed(text) if len(text) <= _LONGEST_KEPT else _parsed.__wrapped__(text)


@lru_cache(maxsize=16)
def _parsed(text: str) -> Component:
    begin, parts = None, list[Line | Component]()
    for piece in pieces(text):
        if isinstance(piece, BadComponent):
            raise piece
        if isinstance(piece, Line) and piece.name == "BEGIN" and begin is None:
            begin = piece
        elif isinstance(piece, Line) and piece.name == "END" and begin is not None:
            return Component("VCALENDAR", begin, tuple(parts), piece)
        else:
            parts.append(piece)
    raise BadComponent("The text is not an iCalendar calendar.", line=begin.number if begin else 1)


def pieces(text: str) -> Iterator[Line | Component | BadComponent]:
    """What stands directly in the calendars of a file, one after the other, without holding the file's whole tree.

    Property lines of a calendar and its own BEGIN and END come as lines. A malformed component comes as the
    refusal, and reading goes on behind it. Components that stand outside any calendar are taken like those inside.
    """
    reader = _Reader(suspicious=_NOT_TEXT.search(text) is not None)
    for line in _lines(text):
        yield from reader.take(line)
    yield from reader.finish()


def _lines(text: str) -> Iterator[Line]:
    text = text.removeprefix("\ufeff").replace("\r\r\n", "\n").replace("\r\n", "\n")
    if "\n" not in text:
        text = text.replace("\r", "\n")
    number, counted = 1, 0
    for found in _LOGICAL.finditer(text):
        number += text.count("\n", counted, found.start())
        counted = found.start()
        raw = found.group().rstrip("\r")
        if raw and not raw.isspace():
            yield Line(_name(raw), raw, number)


def _name(raw: str) -> str:
    """The name of a line, "" for what is not a content line."""
    plain, colon, _ = raw.partition(":")
    if colon and plain.isascii() and plain.replace("-", "").isalnum():
        return plain.upper()
    found = _HEAD.match(raw) or _LOOSE_HEAD.match(raw)
    if not found and "\n" in raw:
        unfolded = _FOLD.sub("", raw)
        found = _HEAD.match(unfolded) or _LOOSE_HEAD.match(unfolded)
    return found[1].upper() if found else ""


def _split(unfolded: str) -> tuple[str, str]:
    name, _, value = unfolded.partition(":")
    if ";" not in name:
        return name, value
    found = _HEAD.match(unfolded) or _LOOSE_HEAD.match(unfolded)
    if not found:
        return unfolded, ""
    at = found.end() - 1
    if _NAMED_ZONE.search(unfolded, 0, at) and not unfolded[at + 1 : at + 9].isdigit():
        at = unfolded.rindex(":")  # Exchange: TZID=(UTC+01:00) Warsaw:20260616T140000, with a colon and no quotes
    return unfolded[:at], unfolded[at + 1 :]


def _param_value(value: str) -> str:
    return _CARET.sub(_uncaret, value.replace('"', "").strip())


def _uncaret(found: re.Match[str]) -> str:
    return {"n": "\n", "^": "^", "'": '"'}[found[1]]


class _Open:
    """A component that is being read."""

    __slots__ = ("begin", "name", "parts")

    def __init__(self, begin: Line, name: str) -> None:
        self.begin = begin
        self.name = name
        self.parts: list[Line | Component] = []


class _Reader:
    """Puts lines together to components, and finds its way again behind a malformed one."""

    def __init__(self, *, suspicious: bool) -> None:
        self._suspicious = suspicious
        self._open: list[_Open] = []
        self._too_deep = 0
        self._lines = 0
        self._bad: BadComponent | None = None
        self._strayed = False
        self._calendar: Line | None = None

    def take(self, line: Line) -> Iterator[Line | Component | BadComponent]:
        name = line.value.strip().upper() if line.name in {"BEGIN", "END"} else ""
        if line.name == "BEGIN" and name in _TOP:
            yield from self.close()
        if name == "VCALENDAR":
            yield from self.finish() if line.name == "BEGIN" else self.close()
            self._calendar = line if line.name == "BEGIN" else None
            self._strayed = False
            yield line
        elif line.name == "BEGIN":
            self._begin(line, name)
        elif not self._open:
            yield from self._outside(line)
        elif line.name == "END":
            yield from self._end(line, name)
        else:
            self._inside(line)

    def finish(self) -> Iterator[Line | Component | BadComponent]:
        """As :func:`close`, for a text or a calendar that is over. One that breaks off in a component is told once."""
        if self._open:
            yield from self.close()
        elif self._calendar is not None:
            yield BadComponent("{component} has no end.", line=self._calendar.number, component="VCALENDAR")

    def close(self) -> Iterator[Line | Component | BadComponent]:
        """What is open is not ended any more: it is refused."""
        if self._open:
            begin = self._open[0].begin
            what = self._open[0].name
            self._open.clear()
            bad, self._bad = self._bad, None
            yield bad or BadComponent("{component} has no end.", line=begin.number, component=what)

    def _begin(self, line: Line, name: str) -> None:
        if not self._open:
            self._lines, self._bad, self._too_deep = 0, None, 0
        self._count(line)
        if reason := _fault(line, suspicious=self._suspicious):
            self._refuse(reason)
        elif not name:
            self._refuse(BadComponent("The line has no “NAME:value”.", line=line.number))
        if len(self._open) < DEEPEST:
            self._open.append(_Open(line, name))
        else:
            self._too_deep += 1
            self._refuse(BadComponent("Components are nested too deeply.", line=line.number))

    def _end(self, line: Line, name: str) -> Iterator[Component | BadComponent]:
        if self._too_deep:
            self._too_deep -= 1
            return
        if all(component.name != name for component in self._open):
            self._refuse(BadComponent("END:{component} ends nothing.", line=line.number, component=name))
            return
        while self._open[-1].name != name:
            inner = self._open.pop()
            self._refuse(BadComponent("{component} has no end.", line=inner.begin.number, component=inner.name))
        ended = self._open.pop()
        component = Component(name, ended.begin, tuple(ended.parts), line)
        if self._open:
            if self._bad is None:
                self._open[-1].parts.append(component)
        else:
            bad, self._bad = self._bad, None
            yield bad or component

    def _inside(self, line: Line) -> None:
        self._count(line)
        if reason := _fault(line, suspicious=self._suspicious):
            self._refuse(reason)
        elif self._bad is None:
            self._open[-1].parts.append(line)

    def _outside(self, line: Line) -> Iterator[Line | BadComponent]:
        reason = _fault(line, suspicious=self._suspicious)
        if reason is None and line.name != "END":
            yield line
        elif not self._strayed:  # once is enough for a file that is something else altogether
            self._strayed = True
            yield reason or BadComponent("END:{component} ends nothing.", line=line.number, component=line.value)

    def _count(self, line: Line) -> None:
        self._lines += 1
        if self._lines > MOST_LINES:
            self._refuse(BadComponent("The component is longer than {most} lines.", line=line.number, most=MOST_LINES))

    def _refuse(self, reason: BadComponent) -> None:
        self._bad = self._bad or reason


def _fault(line: Line, *, suspicious: bool) -> BadComponent | None:
    """What is wrong with a line; characters are looked at only where the whole text has some that are none."""
    if len(line.raw) > LONGEST_LINE:
        return BadComponent("The line is longer than {most} characters.", line=line.number, most=LONGEST_LINE)
    if suspicious and (found := _NOT_TEXT.search(line.raw)):
        if found.group() == "\0":
            return BadComponent("The line holds NUL characters.", line=line.number)
        return BadComponent("The line is not UTF-8; save the file as UTF-8.", line=line.number)
    if not line.name:
        return BadComponent("The line has no “NAME:value”.", line=line.number)
    return None
