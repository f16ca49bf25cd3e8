"""The terminal as its users meet it: a run in this process with what it printed, or a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from opiekun.cli.main import run

APP = Path(__file__).parents[2] / "app"
TUESDAY_10 = "2026-06-16T10:00:00+02:00"


@dataclass(frozen=True)
class Ran:
    """How a command line ended, and what it wrote."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def opiekun(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs a command line at the desk of the test, at ten on a Tuesday unless told otherwise, in English."""
    monkeypatch.setenv("LANGUAGE", "en")

    def start(*arguments: str | Path, now: str = TUESDAY_10, lang: str = "en") -> Ran:
        capsys.readouterr()
        status = run(["--home", str(home), "--now", now, "--lang", lang, *(str(word) for word in arguments)])
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return start


@pytest.fixture
def process(home: Path) -> Callable[..., Ran]:
    """Runs a command line as a process of its own, as other programs start it; keywords are its environment."""

    def start(*arguments: str | Path, stdin: str = "", **environment: str) -> Ran:
        ended = subprocess.run(
            [sys.executable, "-m", "opiekun", *(str(word) for word in arguments)],
            input=stdin.encode(),
            capture_output=True,
            check=False,
            timeout=120,
            env={**os.environ, "PYTHONPATH": str(APP), "LANGUAGE": "en", "OPIEKUN_HOME": str(home), **environment},
        )
        return Ran(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return start
