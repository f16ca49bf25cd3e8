"""What is a person's and a home's alone, beside the database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Theme(StrEnum):
    """The window's colours; SYSTEM follows the system's choice as it changes."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Preferences:
    """What is this person's and this home's alone, beside the database. ``language`` "": the system's.

    ``stay_in_tray``: closing the window leaves the program in the tray, where there is one. ``window`` is where the
    window was left, in a form that is the window's own. ``calendar_view`` is the view in which the calendar was left,
    ``second_zone`` the time zone beside its hours, "" for none. ``colleagues`` are the addresses of those whose busy
    time was asked last, with blanks between them. ``brief_minutes`` before a call its brief opens by itself, 0: never.
    """

    agent_id: str = ""
    language: str = ""
    theme: Theme = Theme.SYSTEM
    compact: bool = False
    notifications: bool = True
    guided: bool = False
    stay_in_tray: bool = False
    window: str = ""
    calendar_view: str = ""
    second_zone: str = ""
    colleagues: str = ""
    brief_minutes: int = 10


class PreferenceFile(Protocol):
    """Keeps the preferences of a home."""

    def load(self) -> Preferences: ...

    def save(self, preferences: Preferences) -> None: ...
