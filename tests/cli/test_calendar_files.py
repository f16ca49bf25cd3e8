"""`opiekun calendar import` and `export`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from tests.cli.conftest import APP
from tests.services.test_calendar_files import event, file


@pytest.fixture
def ics(tmp_path):
    """A file with two events and one that cannot be."""
    path = tmp_path / "in.ics"
    path.write_bytes(file(event("a", "SUMMARY:Ala", "X-ODD:Ż"), event("b", start="soon"), event("c")))
    return path


def test_what_was_taken_is_told(opiekun, ics):
    ran = opiekun("calendar", "import", ics, "--json")
    assert ran.status == 0
    told = ran.json
    assert (told["created"], told["updated"], told["unchanged"], told["calendar"]) == (2, 0, 0, "own")
    [refused] = told["refused"]
    assert refused["line"] == 13
    assert "soon" in refused["reason"]
    ran = opiekun("calendar", "import", ics)
    assert "Created 0, updated 0, unchanged 2, refused 1." in ran.out
    assert "line 13: " in ran.out


def test_a_calendar_that_is_named_is_made(opiekun, ics):
    assert opiekun("calendar", "import", ics, "--calendar", "Work", "--json").json["calendar"] == "Work"
    assert opiekun("calendar", "import", ics, "--calendar", "work", "--json").json["unchanged"] == 2
    rows = opiekun("calendar", "list", "--from", "2026-06-16", "--to", "2026-06-17", "--json").json
    assert {row["calendar"] for row in rows} == {"Work"}
    exported = opiekun("calendar", "export", "--calendar", "Work")
    assert event("a", "SUMMARY:Ala", "X-ODD:Ż").replace("\r\n", "\n") in exported.out.replace("\r\n", "\n")


def test_a_calendar_is_not_made_for_a_file_that_is_refused(opiekun, tmp_path):
    ran = opiekun("calendar", "import", tmp_path / "none.ics", "--calendar", "Work")
    assert (ran.status, ran.out) == (1, "")
    assert "none.ics cannot be read" in ran.err
    assert "there are: My calendar." in opiekun("calendar", "export", "--calendar", "Work").err


def test_export_and_import_give_the_same_file_again(opiekun, process, ics, tmp_path):
    opiekun("calendar", "import", ics)
    out = tmp_path / "out.ics"
    told = opiekun("calendar", "export", "--output", out, "--json").json
    assert told == {"calendar": "own", "events": 2, "file": str(out)}
    assert b"\r\nX-ODD:\xc5\xbb\r\n" in out.read_bytes()
    assert opiekun("calendar", "export", "--json").json["text"].encode() == out.read_bytes()
    assert opiekun("calendar", "import", out, "--json").json["unchanged"] == 2
    assert "Wrote 2 events" in opiekun("calendar", "export", "--output", out).out


def test_standard_output_has_the_bytes_of_the_file(process, ics, tmp_path):
    process("calendar", "import", ics)
    out = tmp_path / "out.ics"
    process("calendar", "export", "--output", out)
    assert process("calendar", "export").out.encode() == out.read_bytes()


def test_what_is_no_calendar_is_refused_in_a_sentence(opiekun, tmp_path):
    path = tmp_path / "in.ics"
    path.write_bytes(b"\x89PNG\r\n")
    ran = opiekun("calendar", "import", path)
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)


def test_what_is_stopped_takes_nothing(opiekun, home, tmp_path):
    pipe = tmp_path / "in.ics"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "opiekun", "--lang", "en", "calendar", "import", str(pipe), "--calendar", "Work"]
    environment = os.environ | {"PYTHONPATH": str(APP), "OPIEKUN_HOME": str(home)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as importing:
        # Opening waits until the program reads.
        with pipe.open("wb") as writing:
            writing.write(file(event("a"), event("b")))
            importing.send_signal(signal.SIGINT)
        out, _ = importing.communicate(timeout=60)
    assert importing.returncode == 130
    assert "nothing was taken in" in out
    assert opiekun("calendar", "list", "--from", "2026-06-01", "--to", "2026-07-01", "--json").json == []
    assert [each["name"] for each in opiekun("calendar", "calendars", "--json").json] == ["own"]
