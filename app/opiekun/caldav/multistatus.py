"""Reads XML answers element by element as they come in, so that any number of them needs little memory (RFC 4918, 13).

An answer that declares a document type is refused at that declaration, before any entity of it is known. What is
malformed, breaks off or is nested without reason raises Malformed, after everything that came before it was told.
Only what an event holds and XML cannot is forgiven (readable.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers import expat

from opiekun.caldav.readable import Readable

DAV = "DAV: "
CALDAV = "urn:ietf:params:xml:ns:caldav "
CARDDAV = "urn:ietf:params:xml:ns:carddav "
SERVER = "http://calendarserver.org/ns/ "
APPLE = "http://apple.com/ns/ical/ "

_NO_UTF_8 = "\ufffd"
_DEEPEST = 40
_MOST_NODES = 20_000
_TEXT_PIECE = 1 << 16


CUT = "XML: cut off"
"""What is malformed because it ends in the middle."""
_CUT = {
    expat.errors.codes[each] for each in (expat.errors.XML_ERROR_NO_ELEMENTS, expat.errors.XML_ERROR_UNCLOSED_TOKEN)
}


class Malformed(Exception):
    """An answer is not the XML that it should be; the message tells where, in English."""


class Node:
    """An element. ``tag`` is its namespace, a blank and its name, as the constants of this module spell them."""

    __slots__ = ("_texts", "attributes", "children", "tag")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: Sequence[Node] = ()
        self._texts: list[str] | str = ""

    @property
    def text(self) -> str:
        """Its own text, to the letter."""
        return self._texts if isinstance(self._texts, str) else "".join(self._texts)

    def add_text(self, text: str) -> None:
        """What follows of its text. Most come in one piece."""
        if not self._texts:
            self._texts = text
        elif isinstance(self._texts, str):
            self._texts = [self._texts, text]
        else:
            self._texts.append(text)

    def add(self, child: Node) -> None:
        """What follows within. Most elements have none."""
        if isinstance(self.children, list):
            self.children.append(child)
        else:
            self.children = [child]

    def all(self, tag: str) -> list[Node]:
        """The elements of that tag directly within."""
        return [child for child in self.children if child.tag == tag]

    def first(self, tag: str) -> Node | None:
        for child in self.children:
            if child.tag == tag:
                return child
        return None

    def said(self, tag: str) -> str:
        """The text of the first element of that tag, stripped; "" where there is none."""
        child = self.first(tag)
        return child.text.strip() if child else ""

    def names(self) -> set[str]:
        """The tags of what is directly within."""
        return {child.tag for child in self.children}

    def leaves(self) -> Iterator[Node]:
        """The elements without elements within, at any depth."""
        for child in self.children:
            if child.children:
                yield from child.leaves()
            else:
                yield child


class Row(NamedTuple):
    """One DAV:response. ``status`` is None unless it is told of the resource as a whole.

    ``properties`` are those that were given (a propstat of 2xx). ``errors`` are the names in its DAV:error.
    """

    hrefs: tuple[str, ...]
    status: int | None
    properties: dict[str, Node]
    errors: frozenset[str] = frozenset()
    description: str = ""

    def said(self, tag: str) -> str:
        """The text of a property, stripped; "" where it was not given."""
        node = self.properties.get(tag)
        return node.text.strip() if node else ""


@dataclass
class Elements:
    """The elements of one tag directly within the root, each whole, one at a time. The rest is in ``beside``.

    Iterate once. ``beside`` is complete when that has ended.
    """

    chunks: Iterable[bytes]
    root: str
    wanted: str
    beside: list[Node] = field(default_factory=list)

    def __iter__(self) -> Iterator[Node]:
        with closing(_Builder(self.root)) as builder:
            for chunk in self.chunks:
                builder.feed(chunk)
                yield from self._sorted(builder.taken())
            builder.finish()
            yield from self._sorted(builder.taken())

    def _sorted(self, nodes: list[Node]) -> Iterator[Node]:
        for node in nodes:
            if node.tag == self.wanted:
                yield node
            elif len(self.beside) < _MOST_NODES:
                self.beside.append(node)


class Multistatus:
    """The responses of a DAV:multistatus. ``token`` is its DAV:sync-token once all were read (RFC 6578, 6.4).

    ``refusal`` makes what is raised where the answer is malformed.
    """

    def __init__(self, chunks: Iterable[bytes], refusal: Callable[[str], Exception]) -> None:
        self._elements = Elements(chunks, f"{DAV}multistatus", f"{DAV}response")
        self._refusal = refusal

    def __iter__(self) -> Iterator[Row]:
        try:
            yield from map(_row, self._elements)
        except Malformed as fault:
            raise self._refusal(str(fault)) from None

    @property
    def token(self) -> str:
        tokens = (node.text.strip() for node in self._elements.beside if node.tag == f"{DAV}sync-token")
        return next(tokens, "")


def whole(content: bytes, root: str) -> Node:
    """A small document as one element. Raises Malformed."""
    node = Node(root, {})
    elements = Elements([content], root, "")
    node.children = [*elements, *elements.beside]
    return node


def status_of(line: str) -> int | None:
    """The number in a status line such as ``HTTP/1.1 404 Not Found``; None where there is none."""
    words = line.split(maxsplit=2)
    return int(words[1]) if len(words) > 1 and words[1].isascii() and words[1].isdigit() else None


def _row(response: Node) -> Row:
    hrefs = tuple(href for node in response.all(f"{DAV}href") if (href := node.text.strip()))
    if any(_NO_UTF_8 in href for href in hrefs):
        raise Malformed("XML: an address that is no UTF-8")
    properties: dict[str, Node] = {}
    for propstat in response.all(f"{DAV}propstat"):
        status = status_of(propstat.said(f"{DAV}status"))
        if status is None or status // 100 == 2:  # noqa: PLR2004 - 2xx
            for prop in propstat.all(f"{DAV}prop"):
                properties.update((node.tag, node) for node in prop.children)
    error = response.first(f"{DAV}error")
    return Row(
        hrefs=hrefs,
        status=status_of(response.said(f"{DAV}status")),
        properties=properties,
        errors=frozenset(name.partition(" ")[2] for name in error.names()) if error else frozenset(),
        description=response.said(f"{DAV}responsedescription"),
    )


class _Builder:
    """Builds the elements directly within the root, and forgets each when it is taken."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._open: list[Node] = []
        self._nodes = 0
        self._done: list[Node] = []
        self._readable: Readable | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.buffer_size = _TEXT_PIECE
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text

    def feed(self, chunk: bytes) -> None:
        if self._readable is None:
            self._readable = Readable(chunk)
        self._parse(self._readable.piece(chunk))

    def finish(self) -> None:
        self._parse(self._readable.piece(b"", last=True) if self._readable else b"", last=True)

    def _parse(self, piece: bytes | str, *, last: bool = False) -> None:
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            raise Malformed(CUT if error.code in _CUT else f"XML: {error}") from None

    def close(self) -> None:
        """Let go of the parser, which knows the builder as the builder knows it: its memory would stay for long."""
        del self._parser

    def taken(self) -> list[Node]:
        done, self._done = self._done, []
        return done

    def _doctype(self, *_declared: object) -> None:
        raise Malformed("XML: a document type is declared")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._nodes += 1
        if not self._open and tag != self._root:
            raise Malformed(f"XML: {tag[:80]} instead of {self._root}")
        if len(self._open) > _DEEPEST or self._nodes > _MOST_NODES:
            raise Malformed("XML: too many elements within one another")
        self._open.append(Node(tag, attributes))

    def _end(self, _tag: str) -> None:
        node = self._open.pop()
        if len(self._open) > 1:
            self._open[-1].add(node)
        elif self._open:
            self._done.append(node)
            self._nodes = 0

    def _text(self, text: str) -> None:
        if len(self._open) > 1:
            self._open[-1].add_text(text)
