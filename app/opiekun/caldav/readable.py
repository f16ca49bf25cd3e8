"""Makes of XML documents such as an XML parser takes: what an event holds and XML cannot is left out (XML 1.0, 2.2).

Most servers hand on what was put there once: control characters, bytes that are no UTF-8, the two code points that are
no characters, and numeric references to any of these. One event with such a sign must not hide all the others.
"""

from __future__ import annotations

import codecs
import re

CONTROLS = bytes({*range(32)} - set(b"\t\n\r"))
"""Control characters, as bytes of UTF-8, that neither XML nor iCalendar can hold (XML 1.0, 2.2; RFC 5545, 3.1)."""

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_OTHER_ENCODING = re.compile(rb"(?i)\s*<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8)")
_NO_CHARACTERS = {0xFFFE: None, 0xFFFF: None}
_CHARACTERS = (range(0x9, 0xB), range(0xD, 0xE), range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_LITERAL = {"<![CDATA[": "]]>", "<!--": "-->", "<?": "?>"}
"""Where references are none, from what begins it to what ends it."""
_MARK = re.compile(r"<!\[CDATA\[|<!--|<\?|&#(?:([0-9]{1,28})|x([0-9A-Fa-f]{1,28}));")
_LONGEST_MARK = 32


class Readable:
    """One document, piece by piece; what follows does not matter to how it is read. One that says that it is no UTF-8
    stays as it is."""

    def __init__(self, beginning: bytes) -> None:
        other = beginning.startswith(_UTF_16) or _OTHER_ENCODING.match(beginning)
        self._decoder = None if other else codecs.getincrementaldecoder("utf-8")("replace")
        self._held = ""
        self._ends_literal = ""

    def piece(self, piece: bytes, *, last: bool = False) -> bytes | str:
        """What can be read of it by now: the beginning of a reference waits for its end, a few signs at most."""
        if self._decoder is None:
            return piece
        decoded = self._decoder.decode(piece.translate(None, CONTROLS), last)
        return self._told(self._held + decoded.translate(_NO_CHARACTERS), last=last)

    def _told(self, text: str, *, last: bool) -> str:
        told, at = [], 0
        while True:
            mark = None if self._ends_literal else _MARK.search(text, at)
            if self._ends_literal:
                end = text.find(self._ends_literal, at)
                if end < 0:
                    break
                told.append(text[at : (at := end + len(self._ends_literal))])
                self._ends_literal = ""
            elif mark is None:
                break
            else:
                told.append(text[at : mark.start()])
                at = mark.end()
                self._ends_literal = _LITERAL.get(mark[0], "")
                told.append(mark[0] if self._ends_literal or _is_character(mark) else "")
        held = len(text) if last else max(at, self._beginning_of_a_mark(text))
        told.append(text[at:held])
        self._held = text[held:]
        return "".join(told)

    def _beginning_of_a_mark(self, text: str) -> int:
        """From where a text must wait for what follows."""
        if self._ends_literal:
            return len(text) - len(self._ends_literal) + 1
        after = len(text) - _LONGEST_MARK + 1
        begins = max(text.rfind("&", max(after, 0)), text.rfind("<", max(after, 0)))
        return begins if begins >= 0 else len(text)


def _is_character(reference: re.Match[str]) -> bool:
    number = int(reference[1]) if reference[1] else int(reference[2], 16)
    return any(number in characters for characters in _CHARACTERS)
