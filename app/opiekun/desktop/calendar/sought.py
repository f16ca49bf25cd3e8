"""An event that is to be shown once the days in which it stands have been read."""

from __future__ import annotations

from collections.abc import Iterable

from opiekun.domain.calendar.events import Occurrence


class Sought:
    """One is looked for at a time."""

    def __init__(self) -> None:
        self._wanted: tuple[int, str] | None = None

    def look_for(self, occurrence: Occurrence) -> None:
        """Look for that from now on."""
        self._wanted = occurrence.key, occurrence.recurrence_id

    def found_in(self, known: Iterable[Occurrence]) -> Occurrence | None:
        """It, as it stands among these; then it is sought no more."""
        if self._wanted is None:
            return None
        there = next((each for each in known if (each.key, each.recurrence_id) == self._wanted), None)
        if there is not None:
            self._wanted = None
        return there
