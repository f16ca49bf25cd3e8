"""Plain text out of what strangers wrote: without control characters, bounded, HTML laid out as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

LONGEST_TEXT = 20_000
LONGEST_LINE = 500
_LONGEST_HTML = 200_000

# Controls other than tab and newline, marks that turn the direction of writing, and halves of surrogate pairs:
# none can be shown, some make a text look like another one, and the last cannot be stored.
_UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
_BLANKS = re.compile(r"[ \t\xa0]+")
_EMPTY_LINES = re.compile(r"\n\s*\n\s*")
_SPACES = re.compile(r"\s+")
_TAG = re.compile(r"(/?)([A-Za-z][A-Za-z0-9]*)|[!?]")

_UNSHOWN = frozenset({"script", "style", "head", "title", "template", "noscript"})
_BLOCKS = frozenset(
    {
        "address",
        "article",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    }
)


def plain(text: str, limit: int = LONGEST_TEXT) -> str:
    """The text with line ends as newlines, without control characters, cut with an ellipsis at ``limit`` characters."""
    cleaned = _UNWANTED.sub("", text[: 2 * limit].replace("\r\n", "\n").replace("\r", "\n")).strip()
    return cleaned if len(cleaned) <= limit else cleaned[: limit - 1].rstrip() + "…"


def one_line(text: str, limit: int = LONGEST_LINE) -> str:
    """Like plain(), on one line."""
    return plain(_SPACES.sub(" ", text[: 2 * limit]), limit)


def html_to_text(html: str, limit: int = LONGEST_TEXT) -> str:
    """The words of an HTML message, laid out in lines. Scripts and styles are dropped, nothing is loaded."""
    lines = _BLANKS.sub(" ", "".join(_words(html[:_LONGEST_HTML]))).replace(" \n", "\n").replace("\n ", "\n")
    return plain(_EMPTY_LINES.sub("\n\n", lines), limit)


def _words(html: str) -> Iterator[str]:
    """The text between the tags; block elements begin new lines.

    One pass over the pieces between "<" signs: html.parser takes minutes over an unclosed tag repeated, and
    stops with an assertion at an unclosed section.
    """
    unshown = ""
    comment = False
    first, *pieces = html.split("<")
    yield _shown(first)
    for piece in pieces:
        if comment or piece.startswith("!--"):
            _before, comment_end, after = piece.partition("-->")
            comment = not comment_end
            if not comment and not unshown:
                yield _shown(after)
            continue
        tag = _TAG.match(piece)
        if tag is None:
            if not unshown:
                yield _shown("<" + piece)
            continue
        closing, name = tag[1], (tag[2] or "").lower()
        if unshown:
            unshown = "" if closing and name == unshown else unshown
        elif name in _UNSHOWN and not closing:
            unshown = name
        if unshown:
            continue
        if name in _BLOCKS:
            yield "\n"
        yield _shown(piece.partition(">")[2])


def _shown(piece: str) -> str:
    return unescape(_SPACES.sub(" ", piece))
