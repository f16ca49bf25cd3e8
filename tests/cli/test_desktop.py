"""The window from the terminal: the smoke run, pictures, and a machine without a display."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

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


def test_pictures_of_a_new_desk_show_the_sample_and_leave_it_new(process, tmp_path):
    ran = process("--lang", "en", "screenshots", tmp_path / "shots", "--theme", "dark", "--size", "1024x700", "--json")
    assert ran.status == 0, ran.err
    assert ran.json
    assert all("dark-1024x700-en" in path for path in ran.json)
    names = {Path(path).name.partition("-dark-")[0] for path in ran.json}
    assert {"desk", "desk-why", "desk-tags", "accounts", "settings-2", "first-3", "trouble", "desk-empty"} <= names
    for path in ran.json:
        picture = QImage(path)
        colours = {picture.pixel(x, y) for x in range(0, picture.width(), 5) for y in range(0, picture.height(), 5)}
        assert len(colours) > 10, path
    assert process("queue", "--all", "--json").json == []


def test_pictures_where_they_cannot_be(process, tmp_path):
    (tmp_path / "file").write_text("")
    ran = process("screenshots", tmp_path / "file")
    assert (ran.status, ran.out) == (1, "")
    assert "file" in ran.err
