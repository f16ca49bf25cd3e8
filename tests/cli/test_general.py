"""The general options, how runs end, and what goes where."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import opiekun as package
from opiekun.cli.main import ROOMS

COMMANDS = [
    *([room] for room in ROOMS),
    ["sla", "evaluate"],
    ["request", "import"],
    ["request", "add"],
    ["request", "show"],
    ["request", "log"],
    ["request", "undo"],
    ["helpdesk", "connect"],
    ["helpdesk", "pull"],
    ["helpdesk", "status"],
    *(["account", word] for word in ("list", "show", "add", "set")),
    *(["agent", word] for word in ("list", "add", "set")),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_every_command_has_help_in_both_languages(opiekun, words):
    english, polish = opiekun(*words, "--help"), opiekun(*words, "--help", lang="pl")
    assert (english.status, english.err) == (0, "")
    assert "Usage:" in english.out
    assert "Użycie:" in polish.out
    assert english.out.splitlines()[2] != polish.out.splitlines()[2]


def test_version(process):
    assert package.__version__ in process("--version").out


@pytest.mark.parametrize(
    "words",
    [
        ["quue"],
        ["queue", "--sideways"],
        ["queue", "--all", "--agent", "x"],
        ["queue", "--watch", "--json"],
        ["request", "add", "--account", "A"],
        ["request", "add", "--account", "A", "--subject", "S", "--severity", "7", "--channel", "chat"],
        ["request", "add", "--account", "A", "--subject", "S", "--severity", "1", "--channel", "fax"],
        ["request", "log", "R-1", "sang"],
        ["request", "log", "R-1", "resolved", "--at", "yesterday"],
        ["helpdesk", "connect", "liveagent", "http://x", "--timezone", "UTC", "--severity-field", "tag:s"],
        ["helpdesk", "connect", "zendesk", "http://x"],
        ["account", "add", "--name", "A", "--fee", "NaN"],
        ["account", "add", "--name", "A", "--start", "soon"],
        ["account", "add", "--name", "A", "--contact", "nobody"],
        ["screenshots", "x", "--size", "big"],
    ],
    ids=" ".join,
)
def test_misuse_is_2_and_says_how(opiekun, words):
    ran = opiekun(*words)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("now", ["noon", "2026-06-16T10:00:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", ""])
def test_a_now_that_is_no_instant_is_misuse(opiekun, home, now):
    ran = opiekun("queue", now=now)
    assert (ran.status, ran.out) == (2, "")
    assert not home.exists()


def test_the_clock_starts_where_it_is_told(opiekun):
    opiekun("request", "add", "--account", "A", "--subject", "S", "--severity", "1", "--channel", "chat")
    [row] = opiekun("queue", "--json", now="2026-06-16T10:30:00+02:00").json
    assert 1795 <= row["seconds_left"] <= 1800
    assert row["received_at"].endswith("Z")


def test_home_from_the_environment_and_python_m(process, home):
    added = process("request", "add", "--account", "A", "--subject", "S", "--severity", "1", "--channel", "chat")
    assert (added.status, added.out, added.err) == (0, "R-1\n", "")
    assert (home / "desk.sqlite3").exists()
    assert process("--home", home, "request", "show", "R-1", "--json").json["id"] == "R-1"


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are always text there")
def test_arguments_that_are_no_text(process):
    words = ["request", "add", "--subject", "S", "--severity", "1", "--channel", "chat", "--account"]
    ran = process(*words, os.fsdecode(b"caf\xe9"))
    assert (ran.status, ran.out) == (2, "")
    assert "UTF-8" in ran.err
    assert process("queue", "--json").json == []


def test_a_home_that_cannot_be_made(opiekun, home):
    home.write_text("a file is in the way")
    ran = opiekun("queue")
    assert (ran.status, ran.out) == (1, "")
    assert str(home) in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are told otherwise there")
def test_a_new_home_is_its_owners_alone(process, home):
    process("queue")
    assert home.stat().st_mode & 0o077 == 0


def test_a_home_of_a_user_who_is_not_there(process):
    ran = process("--home", "~nobody-has-this-name/desk", "queue")
    assert (ran.status, ran.out) == (1, "")
    assert "~nobody-has-this-name" in ran.err
    assert "fault" not in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no disk that is always full")
@pytest.mark.parametrize("words", [["queue", "--json"], ["queue"], ["sla", "evaluate", "cases.json"]])
def test_an_answer_that_finds_no_room_is_refused_in_one_sentence(tmp_path, words):
    (tmp_path / "cases.json").write_text("[]")
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "opiekun", "--home", str(tmp_path / "home"), *words],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(package.__file__).parents[1]), "LANGUAGE": "en"},
        )
    assert ended.returncode == 1
    assert ended.stderr.decode().splitlines()[0] == "<stdout> cannot be written: No space left on device."
    assert b"fault" not in ended.stderr
    assert b"Exception" not in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the streams")
@pytest.mark.parametrize(
    ("line", "status"),
    [("queue --json >&-", 0), ("queue 2>&-", 0), ("sla evaluate - <&-", 1), ("request show R-9 >&- 2>&-", 1)],
)
def test_streams_that_are_closed(tmp_path, line, status):
    ended = subprocess.run(
        ["/bin/sh", "-c", f'"$0" -m opiekun --home "$1" {line}', sys.executable, str(tmp_path / "home")],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(package.__file__).parents[1]), "LANGUAGE": "en"},
    )
    assert ended.returncode == status
    assert b"fault" not in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_language_by_option_then_preference_then_system(opiekun, process, home):
    assert "Kolejka" in opiekun("queue", lang="pl").out
    assert "Kolejka" in process("queue", LANGUAGE="pl").out
    (home / "preferences.json").write_text('{"language": "pl"}')
    assert "Kolejka" in process("queue", LANGUAGE="en").out
    assert "queue is empty" in process("--lang", "en", "queue", LANGUAGE="pl").out


def test_misuse_is_told_in_the_language(opiekun):
    assert "Błąd:" in opiekun("queue", "--sideways", lang="pl").err


def test_refusals_are_told_in_the_language(opiekun):
    assert opiekun("request", "show", "R-9", lang="pl").err.startswith("Nie ma zgłoszenia R-9")


def test_a_reader_who_goes_is_no_error(home, opiekun):
    opiekun("sample")
    with subprocess.Popen(
        [sys.executable, "-m", "opiekun", "--home", str(home), "queue", "--all", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(package.__file__).parents[1])},
    ) as reading:
        assert reading.stdout is not None
        assert reading.stderr is not None
        reading.stdout.close()
        assert b"Traceback" not in reading.stderr.read()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to another process")
def test_watching_ends_quietly_with_ctrl_c(home, opiekun):
    opiekun("sample")
    with subprocess.Popen(
        [sys.executable, "-m", "opiekun", "--home", str(home), "queue", "--all", "--watch"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(package.__file__).parents[1]), "LANGUAGE": "en"},
    ) as watching:
        assert watching.stdout is not None
        assert watching.stderr is not None
        assert b"Subject" in watching.stdout.readline()
        watching.send_signal(signal.SIGINT)
        assert watching.wait(timeout=60) == 130
        assert watching.stderr.read().strip() == b""


def test_a_fault_of_the_program_is_reported_in_a_file(tmp_path):
    code = (
        "import sys; import opiekun.cli.queue as q; import opiekun.cli.main as m\n"
        "q.in_order = lambda *_: 1 / 0\n"
        "sys.argv = ['opiekun', '--home', sys.argv[1], 'queue']\n"
        "sys.exit(m.main())"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "home")],
        capture_output=True,
        check=False,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(package.__file__).parents[1]),
            "LANGUAGE": "en",
            "TMPDIR": str(tmp_path),
            "TEMP": str(tmp_path),
        },
    )
    assert ended.returncode == 1
    assert ended.stderr.count(b"\n") == 1
    [report] = tmp_path.glob("opiekun-*.txt")
    assert str(report).encode() in ended.stderr
    assert "ZeroDivisionError" in report.read_text("utf-8")
