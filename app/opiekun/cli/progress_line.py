"""How far a sync is, on the last line of a terminal for as long as it lasts."""

from __future__ import annotations

from shutil import get_terminal_size
from types import TracebackType
from typing import Self, TextIO

from opiekun.cli.printing import plain
from opiekun.domain.sync.report import SyncProgress


class ProgressLine:
    """While it is entered, :meth:`show` writes over what it wrote before; in the end nothing of it is left."""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal
        self._length = 0

    def __enter__(self) -> Self:
        return self

    def show(self, step: SyncProgress) -> None:
        """“Calls …” where nothing has come yet, then “Calls: 200/5000”."""
        of = "" if step.total is None else f"/{step.total}"
        told = f"{plain(step.calendar)}: {step.done}{of}" if step.done else f"{plain(step.calendar)} …"
        self._write(told[: get_terminal_size().columns - 1])

    def _write(self, told: str) -> None:
        self._terminal.write(f"\r{told.ljust(self._length)}")
        self._terminal.flush()
        self._length = len(told)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._write("")
        self._terminal.write("\r")
        self._terminal.flush()
