"""What a run says, within bounds: a server that fails at each of thousands of events says the same of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from opiekun.domain.sync.report import LogLine
from opiekun.domain.sync.told import Told
from opiekun.words import N_

MOST_OF_A_KIND = 100
"""Lines of a collection that say the same, but for their parts; of the others it is kept how many they are."""
MORE = N_("More lines like the one before, left out: {count}.")


class RunLog:
    """The lines of a run, in order; of each collection and sentence the first ones."""

    def __init__(self) -> None:
        self._lines: list[LogLine] = []
        self._said = Counter[tuple[str, str]]()
        self._last_kept: dict[tuple[str, str], int] = {}

    def add(self, line: LogLine) -> None:
        """Write a line, or count it where enough of its kind are written."""
        kind = (line.calendar_id, line.said.sentence)
        self._said[kind] += 1
        if self._said[kind] <= MOST_OF_A_KIND:
            self._last_kept[kind] = len(self._lines)
            self._lines.append(line)

    def lines(self) -> tuple[LogLine, ...]:
        """What was written so far, with a line of how many more there were behind the last one of each kind."""
        more = {self._last_kept[kind]: number - MOST_OF_A_KIND for kind, number in self._said.items()}
        told = list[LogLine]()
        for place, line in enumerate(self._lines):
            told.append(line)
            if more.get(place, 0) > 0:
                told.append(replace(line, said=Told(MORE, {"count": str(more[place])}), uid=""))
        return tuple(told)
