"""The tools that hold the house's rules find nothing: import-linter, ruff and mypy, set up in pyproject.toml."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SCRIPTS = Path(sysconfig.get_path("scripts"))
TOOLS = {
    "imports run one way": [SCRIPTS / "lint-imports", "--no-cache"],
    "ruff check": [sys.executable, "-m", "ruff", "check"],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check"],
    "mypy": [sys.executable, "-m", "mypy"],
    "mypy of packaging": [sys.executable, "-m", "mypy", *sorted((PROJECT / "packaging").glob("*.py"))],
    "mypy of packaging on Windows": [
        *(sys.executable, "-m", "mypy", "--platform", "win32"),
        *sorted((PROJECT / "packaging").glob("*.py")),
    ],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_finds_nothing(tool: str) -> None:
    run = subprocess.run(TOOLS[tool], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
