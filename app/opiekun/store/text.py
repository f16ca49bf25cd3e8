"""Text on its way into the database: what no database can hold is replaced, and what is searched is folded."""

from __future__ import annotations

import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# PostgreSQL holds no NUL, and half of a surrogate pair is no UTF-8.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

# Letters whose stroke or ligature is no accent to Unicode, so that decomposing leaves them whole.
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


def clean(text: str) -> str:
    """The text with each NUL and each lone surrogate replaced by U+FFFD. Every text column passes through here."""
    return _UNSTORABLE.sub(REPLACEMENT, text)


def fold(text: str) -> str:
    """The text as it is searched: without case, accents and the strokes of letters such as ł; clean."""
    if text.isascii():
        return clean(text.lower())
    # Twice, because decomposing brings capitals out (℠ is SM) and folding their case composes some again.
    folded = unicodedata.normalize("NFKD", clean(text).casefold()).casefold()
    decomposed = unicodedata.normalize("NFKD", folded)
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return bare.translate(_WHOLE_LETTERS)
