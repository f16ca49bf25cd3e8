"""One run of a command: the program it works with, the language it speaks, and how it tells what it did."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from opiekun.cli.printing import plain
from opiekun.domain.errors import Refused
from opiekun.words import LANGUAGES, Words, sentence, system_language

if TYPE_CHECKING:
    from opiekun.bootstrap import Program
    from opiekun.services.mail.hosting import Host
    from opiekun.services.ports import Store


@dataclass
class Session:
    """What stands before the command on its line, and whether it is to answer in JSON."""

    home: Path | None = None
    start: datetime | None = None
    language: str | None = None
    as_json: bool = False

    @cached_property
    def program(self) -> Program:
        """The program, built when a command first needs the desk."""
        from opiekun.bootstrap import build  # noqa: PLC0415 - pure functions and help need no desk

        return build(self.home, self.start)

    @property
    def store(self) -> Store:
        """The desk's database. Raises StoreRefused."""
        return self.program.store

    def now(self) -> datetime:
        """The current instant, aware UTC, to the second: so is everything that the terminal tells."""
        return self.program.clock.now().replace(microsecond=0)

    @property
    def words(self) -> Words:
        """The language: the one asked for, else the preferred one, else the system's."""
        return Words(self.language or self._preferred_language or system_language())

    @cached_property
    def _preferred_language(self) -> str:
        try:
            preferred = self.program.preferences.load().language
        except Refused:  # a home that cannot be used is told by the command itself, in some language
            return ""
        return preferred if preferred in LANGUAGES else ""

    def actor(self) -> str:
        """The name of this desk's agent, under which things are logged; "" before the desk is set up."""
        from opiekun.services.setup import current_setup  # noqa: PLC0415

        agent = current_setup(self.store, self.program.preferences).agent
        return agent.name if agent is not None else ""

    def host(self) -> Host:
        """In whose name guests are told of what is done here."""
        return self.program.host(self.program.preferences.load().agent_id)

    def zone(self) -> ZoneInfo:
        """The zone of this desk's agent; that of its hours before the desk is set up."""
        from opiekun.services.setup import current_setup  # noqa: PLC0415

        setup = current_setup(self.store, self.program.preferences)
        return ZoneInfo(setup.agent.timezone if setup.agent is not None else setup.hours.timezone)

    def answer(self, value: Any, lines: Callable[[], Iterable[str]]) -> None:
        """Tell the result: as one JSON document, or as lines of plain text."""
        if self.as_json:
            click.echo(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False))
            return
        for line in lines():
            click.echo(plain(line))

    def close(self, *, well: bool) -> None:
        """Let go of the desk. What goes wrong then, after a run that ended well, is told and changes nothing."""
        if "program" in self.__dict__:
            try:
                self.program.close(backup=well)
            except Refused as refusal:
                self.remark(sentence(refusal, self.words.language))

    def remark(self, text: str) -> None:
        """Say something beside the result, on standard error."""
        click.echo(plain(text), err=True)


def speak_utf8() -> None:
    """Write UTF-8 whatever the terminal's encoding; what cannot be written in it is escaped, not a crash.

    Where a stream was closed before the program started, nothing is read or told there.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - for as long as it runs
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
