"""The window from the terminal: the smoke run, pictures, and a machine without a display."""

from __future__ import annotations

import sys

import pytest

linux = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")


def test_smoke_prints_the_milliseconds(process):
    ran = process("desktop", "--smoke")
    assert ran.status == 0, ran.err
    assert int(ran.out) > 0


def test_sample_opens_in_a_home_of_its_own(process, home, tmp_path):
    ran = process("desktop", "--sample", "--smoke", XDG_CACHE_HOME=str(tmp_path / "cache"))
    assert ran.status == 0, ran.err
    if sys.platform == "linux":
        assert (tmp_path / "cache" / "opiekun" / "sample" / "desk.sqlite3").exists()
    assert process("queue", "--all", "--json").json == []


@linux
@pytest.mark.parametrize("platform", ["", "xcb", "wayland"])
def test_without_a_display_the_queue_is_told(process, platform):
    environment = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": platform}
    process("request", "add", "--account", "A", "--subject", "Down", "--severity", "1", "--channel", "chat")
    for words in (["desktop"], []):
        ran = process(*words, **environment)
        assert ran.status == 0
        assert "Down" in ran.out
        assert "no display" in ran.err
    assert process("desktop", "--smoke", **environment).status == 1


def test_pictures(process, tmp_path):
    process("sample")
    ran = process("--lang", "en", "screenshots", tmp_path / "shots", "--theme", "dark", "--size", "1024x700", "--json")
    assert ran.status == 0, ran.err
    assert ran.json
    assert all("dark-1024x700-en" in path for path in ran.json)
    for path in ran.json:
        with open(path, "rb") as picture:  # noqa: PTH123 - a path as it was told
            assert picture.read(8) == b"\x89PNG\r\n\x1a\n"


def test_pictures_where_they_cannot_be(process, tmp_path):
    (tmp_path / "file").write_text("")
    ran = process("screenshots", tmp_path / "file")
    assert (ran.status, ran.out) == (1, "")
    assert "file" in ran.err
