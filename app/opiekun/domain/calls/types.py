"""Call types: what a call is like that a customer can book, and what holds for all bookings of this desk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from opiekun.domain.slots.rules import SlotRules

MINUTE, DAY = 60, 86_400
HOURS = 60
_DIALLED = re.compile(r"tel:\+?[\d().\-]+(;[\w.=+-]+)*|sips?:[^\s<>\"@]+(@[^\s<>\"@]+)?", re.ASCII | re.IGNORECASE)


class Spoken(NamedTuple):
    """A text in both languages. Where one is empty, the other is told."""

    en: str = ""
    pl: str = ""

    def in_language(self, language: str) -> str:
        """The text in that language ("en", "pl"), English in any other."""
        first, second = (self.pl, self.en) if language == "pl" else (self.en, self.pl)
        return first or second


_NOTHING = Spoken()


class Presence(StrEnum):
    """Who must be there besides the guests."""

    AGENT = "agent"
    AGENT_AND_SPECIALIST = "agent_and_specialist"


class Place(StrEnum):
    """Where a call takes place, as its address tells."""

    LINK = "link"
    PHONE = "phone"
    SIP = "sip"
    GUEST = "guest"


def is_dialled(place: str) -> bool:
    """Whether a place is the address of somebody who is called: of a phone (RFC 3966) or by SIP (RFC 3261, 19.1)."""
    return _DIALLED.fullmatch(place) is not None


@dataclass(frozen=True, slots=True)
class CallType:
    """A type of call. Lengths are minutes; days and weeks are those of the agent's calendar.

    ``minutes`` is its length, ``increment`` lies between two starts, ``before`` and ``after`` are kept free around it.
    ``notice`` is the least time between booking and start, ``horizon_days`` how many days ahead it can be booked.
    ``per_day`` and ``per_week`` limit how many calls of the type there are (None: no limit). ``questions`` are asked
    when it is booked, ``agenda`` is what its agenda begins as. ``place`` is the address of where it is held: a link
    that may hold {uid} and {type}, a tel: or sip: address, or "" for a call at the guest's. ``reminders`` are sent
    that many minutes before. One that is not ``offered`` can no longer be booked; what was booked stays.
    """

    code: str
    name: Spoken
    minutes: int
    increment: int = 30
    before: int = 0
    after: int = 0
    notice: int = 0
    horizon_days: int = 60
    per_day: int | None = None
    per_week: int | None = None
    questions: tuple[Spoken, ...] = ()
    agenda: Spoken = _NOTHING
    place: str = ""
    presence: Presence = Presence.AGENT
    reminders: tuple[int, ...] = (24 * HOURS,)
    offered: bool = True

    @property
    def place_kind(self) -> Place:
        """Where it takes place, by its address."""
        scheme = self.place.partition(":")[0].lower()
        return {"": Place.GUEST, "tel": Place.PHONE, "sip": Place.SIP, "sips": Place.SIP}.get(scheme, Place.LINK)

    def rules(self, *, frees_tentative: bool = False) -> SlotRules:
        """How its calls are placed among other things."""
        return SlotRules(
            self.minutes * MINUTE,
            self.increment * MINUTE,
            self.before * MINUTE,
            self.after * MINUTE,
            self.notice * MINUTE,
            self.per_day,
            self.per_week,
            self.horizon_days,
            frees_tentative,
        )


@dataclass(frozen=True, slots=True)
class BookingRules:
    """What holds for calls of every type: minutes a day that are kept free for requests of Severity 1 (0: none), and
    whether tentative and unanswered events let calls be booked over them."""

    kept_minutes: int = 0
    frees_tentative: bool = False


STANDARD_TYPES = (
    CallType(
        "assistance",
        Spoken("Assistance", "Pomoc"),
        minutes=30,
        increment=15,
        after=10,
        notice=2 * HOURS,
        horizon_days=30,
        per_day=4,
        questions=(Spoken("What do you need help with?", "W czym możemy pomóc?"),),
        agenda=Spoken("1. What happens\n2. What should happen\n3. Next steps",
                      "1. Co się dzieje\n2. Co powinno się dziać\n3. Dalsze kroki"),
        reminders=(HOURS,),
    ),
    CallType(
        "training",
        Spoken("Feature training", "Szkolenie"),
        minutes=60,
        before=15,
        after=15,
        notice=24 * HOURS,
        per_day=2,
        per_week=6,
        questions=(
            Spoken("Which features are to be shown?", "Które funkcje mamy pokazać?"),
            Spoken("How many people will take part?", "Ile osób weźmie udział?"),
        ),
        agenda=Spoken("1. Your questions\n2. The features step by step\n3. Practice",
                      "1. Państwa pytania\n2. Funkcje krok po kroku\n3. Ćwiczenia"),
        reminders=(24 * HOURS, HOURS),
    ),
    CallType(
        "brainstorming",
        Spoken("Brainstorming", "Burza mózgów"),
        minutes=60,
        before=10,
        after=15,
        notice=24 * HOURS,
        per_day=2,
        per_week=4,
        questions=(Spoken("What would you like to change in your set-up?", "Co chcą Państwo zmienić w konfiguracji?"),),
        agenda=Spoken("1. The set-up today\n2. Ideas\n3. What will be changed, by whom",
                      "1. Obecna konfiguracja\n2. Pomysły\n3. Co i kto zmieni"),
    ),
    CallType(
        "check-in",
        Spoken("Check-in", "Sprawdzenie"),
        minutes=30,
        increment=15,
        before=5,
        after=10,
        notice=24 * HOURS,
        per_day=4,
        agenda=Spoken("1. How it goes\n2. Open requests\n3. Recommendations",
                      "1. Jak idzie\n2. Otwarte zgłoszenia\n3. Rekomendacje"),
    ),
    CallType(
        "migration",
        Spoken("Migration call", "Rozmowa o migracji"),
        minutes=60,
        before=15,
        after=15,
        notice=48 * HOURS,
        horizon_days=90,
        per_day=2,
        questions=(Spoken("Which help desk do you come from?", "Z jakiego systemu Państwo przechodzą?"),),
        agenda=Spoken("1. Where the migration stands\n2. Next steps and who does them\n3. Dates",
                      "1. Stan migracji\n2. Kolejne kroki i kto je wykona\n3. Terminy"),
        presence=Presence.AGENT_AND_SPECIALIST,
        reminders=(24 * HOURS, HOURS),
    ),
)  # fmt: skip
"""The types that every desk has until they are changed (mission: the offer)."""
