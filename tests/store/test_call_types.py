"""Call types and the rules of bookings, on both databases."""

from __future__ import annotations

from dataclasses import replace

from opiekun.domain.calls.types import STANDARD_TYPES, BookingRules, CallType, Presence, Spoken

OWN = CallType(
    "audit",
    Spoken("Audit", "Audyt \x00\ud800"),
    90,
    increment=45,
    before=5,
    after=20,
    notice=60,
    horizon_days=10,
    per_day=1,
    per_week=3,
    questions=(Spoken("Why?", "Dlaczego?"), Spoken("How?")),
    agenda=Spoken("One\nTwo", "Raz\nDwa"),
    place="https://meet.example.com/{uid}",
    presence=Presence.AGENT_AND_SPECIALIST,
    reminders=(10, 60),
    offered=False,
)


def test_a_desk_begins_with_the_standard_types(store):
    with store.read() as unit:
        assert unit.call_types.all() == STANDARD_TYPES
        assert unit.call_types.rules() == BookingRules()


def test_ones_own_types_stand_behind_the_standard_ones_as_they_were_saved(store):
    shorter = replace(STANDARD_TYPES[1], minutes=45)
    with store.write() as unit:
        unit.call_types.save(OWN)
        unit.call_types.save(shorter)
        unit.call_types.save(replace(OWN, minutes=30))
    with store.read() as unit:
        wanted = (STANDARD_TYPES[0], shorter, *STANDARD_TYPES[2:], replace(OWN, minutes=30))
        assert unit.call_types.all() == wanted


def test_a_type_that_is_removed_is_as_every_desk_has_it(store):
    with store.write() as unit:
        unit.call_types.save(OWN)
        unit.call_types.save(replace(STANDARD_TYPES[0], minutes=5))
        unit.call_types.remove("audit")
        unit.call_types.remove(STANDARD_TYPES[0].code)
    with store.read() as unit:
        assert unit.call_types.all() == STANDARD_TYPES


def test_the_rules_saved_last_hold(store):
    with store.write() as unit:
        unit.call_types.save_rules(BookingRules(30))
        unit.call_types.save_rules(BookingRules(60, frees_tentative=True))
    with store.read() as unit:
        assert unit.call_types.rules() == BookingRules(60, frees_tentative=True)
