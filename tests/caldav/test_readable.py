"""Answers that hold what XML cannot: one event must not hide all the others."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.caldav.multistatus import DAV, Elements, Malformed

ROOT = f"{DAV}multistatus"


def parted(document: bytes, cuts: list[int]) -> list[bytes]:
    """The document in pieces, cut there."""
    edges = sorted({0, len(document), *(cut % (len(document) + 1) for cut in cuts)})
    return [document[start:end] for start, end in pairwise(edges)]


def read(content: bytes, cuts: list[int] | None = None) -> str:
    """The text of the only event of an answer."""
    document = b"<?xml version='1.0'?><multistatus xmlns='DAV:'><response><x>" + content + b"</x></response>"
    elements = Elements(parted(document + b"</multistatus>", cuts or []), ROOT, f"{DAV}response")
    return "".join(node.said(f"{DAV}x") for node in elements)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("a\ufffeb\uffffc", "abc"),
        ("a&#8;b&#x0B;c&#0;d", "abcd"),
        ("a&#xFFFE;b&#65535;c&#xD83D;&#xde00;d", "abcd"),
        ("a&#x110000;b&#9999999999999999999999;c", "abc"),
        ("a&#9;b&#x1F511;c&#000000065;", "a\tb🔑cA"),
        ("&amp;#8; &lt;&#8;", "&#8; <"),
        ("<![CDATA[&#8; ]] & <!-- a\x08b]]>&#8;c", "&#8; ]] & <!-- abc"),
        ("a<!-- &#8; <![CDATA[ -->b&#8;<?p &#8;?>c", "abc"),
    ],
)
def test_what_xml_cannot_hold_is_left_out_wherever_an_answer_is_cut(written: str, text: str) -> None:
    content = written.encode()
    assert read(content) == text
    assert read(content, [*range(500)]) == text


@pytest.mark.parametrize("written", ["&#;", "&#x;", "&#8", "& #8;", "&x;", f"&#{'0' * 40}8;", "&#8;<", "<![CDATA[&#8;"])
def test_what_is_no_reference_is_malformed_still(written: str) -> None:
    for cuts in ([], [*range(500)]):
        with pytest.raises(Malformed):
            read(written.encode(), cuts)


PARTS = st.sampled_from(
    [
        *("&#8;", "&#x1;", "&#65;", "&#xFFFF;", "\ufffe", "\x01", "&amp;", "é", "🔑", "a", "]", "]]"),
        *("<![CDATA[&#8;&<]]>", "<!-- <?&#8; -->", "<?p &#8;<!--?>"),
    ]
)


@given(parts=st.lists(PARTS, max_size=30), cuts=st.lists(st.integers(min_value=0), max_size=30))
def test_where_an_answer_is_cut_makes_no_difference(parts: list[str], cuts: list[int]) -> None:
    told = {"&#65;": "A", "&amp;": "&", "<![CDATA[&#8;&<]]>": "&#8;&<"}
    dropped = {"&#8;", "&#x1;", "&#xFFFF;", "\ufffe", "\x01", "<!-- <?&#8; -->", "<?p &#8;<!--?>"}
    assert read("".join(parts).encode(), cuts) == "".join(told.get(each, each) for each in parts if each not in dropped)


@given(text=st.text(), cuts=st.lists(st.integers(min_value=0), max_size=10))
def test_any_character_at_all_keeps_no_event_away(text: str, cuts: list[int]) -> None:
    written = "".join(f"&#{ord(each)};" for each in text)
    bare = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    kept = "".join(each for each in text if each in "\t\n\r" or (each >= " " and each not in "\ufffe\uffff"))
    assert read(written.encode(), cuts) == kept.strip()
    read(bare.encode("utf-8"), cuts)
