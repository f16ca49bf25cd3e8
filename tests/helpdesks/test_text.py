"""Strangers' texts as plain text, in time that grows with their length only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.helpdesks.text import html_to_text, one_line, plain


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello</p><p>there &amp; <b>you</b></p>", "Hello\n\nthere & you"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<style>p{}</style><script>alert('<b>')</script>words", "words"),
        ("<!-- <script> -->seen<!-- never closed", "seen"),
        ("a < b and 1 <2", "a < b and 1 <2"),
        ("<img src=x onerror=alert(1)>safe", "safe"),
        ("<script><!-- </script>after", ""),
        ("&lt;b&gt; &#x202e;&#0;&nbsp;x", "<b> � x"),
        ("  lots \n of   space ", "lots of space"),
        ("<![CDATA[x]]><div>y</div>", "y"),
        ("<p unclosed", ""),
    ],
)
def test_html_becomes_words(html: str, text: str) -> None:
    assert html_to_text(html) == text


@pytest.mark.parametrize("piece", ["<", "<a ", "<!--", "<![", "&", "&#", "</", "<?", "<script>", "<div>", "\n \n "])
def test_hostile_html_is_bounded(piece: str) -> None:
    assert len(html_to_text(piece * 300_000)) <= 20_000


def test_texts_are_cut_and_cleaned() -> None:
    assert plain("a\r\nb\rc\x00\x1b[31m\u202e\ud83d") == "a\nb\nc[31m"
    assert plain("x" * 30_000).endswith("…")
    assert len(plain("x" * 30_000)) == 20_000
    assert one_line(" a\n\tb\u2028c ") == "a b c"


@given(st.text())
def test_any_text_can_be_stored(text: str) -> None:
    for made in (plain(text), one_line(text), html_to_text(text)):
        made.encode()
        assert "\0" not in made
