"""A server's own words, out of what it answered: plain text, short, on as few lines as it takes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from opiekun.caldav.multistatus import CALDAV, DAV, Malformed, Node, whole

LONGEST = 500
_LOOKED_AT = 20_000
_UNSEEN = re.compile(r"(?is)<(script|style|head)\b.*?(</\1\s*>|\Z)|<!--.*?(-->|\Z)|<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>")
_TAG = re.compile(r"(?s)<[^<>]{0,2000}(>|\Z)")
_BLANKS = re.compile(r"[\s\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")


def plain(text: str) -> str:
    """The text on one line, without control characters, at most 500 signs."""
    line = _BLANKS.sub(" ", text[:_LOOKED_AT]).strip()
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


class Said:
    """What an answer that is a failure says. ``errors`` are the names in its DAV:error, ``text`` all in plain words.

    ``without`` takes out of the words what they must not tell.
    """

    def __init__(self, content: bytes, content_type: str, reason: str, without: Callable[[str], str]) -> None:
        self.errors: frozenset[str] = frozenset()
        if error := _error_of(content):
            self.errors = frozenset(node.tag.partition(" ")[2] for node in error.children)
            self.text = plain(without("; ".join(_told(error))))
        else:
            self.text = _read(content, content_type, without)
        self.text = self.text or plain(without(reason))


def _error_of(content: bytes) -> Node | None:
    try:
        return whole(content, f"{DAV}error")
    except Malformed:
        return None


def _told(error: Node) -> list[str]:
    """What stands in a DAV:error, the words for people first, then the names of what was violated."""
    people, names = list[str](), list[str]()
    for node in error.children:
        if node.tag.startswith((DAV, CALDAV)) and not node.tag.endswith("responsedescription"):
            names.append(node.tag.partition(" ")[2])
        if said := node.text.strip():
            people.append(said)
    return people + names


def _read(content: bytes, content_type: str, without: Callable[[str], str]) -> str:
    text = without(content.decode(errors="replace"))[:_LOOKED_AT]  # in this order: what is cut is not known again
    if "html" in content_type or "xml" in content_type or text.lstrip()[:1] == "<":
        text = without(html.unescape(_TAG.sub(" ", _UNSEEN.sub(" ", text))))
    elif content_type and not content_type.startswith(("text/", "application/json", "application/problem+json")):
        return ""
    return plain(text)
