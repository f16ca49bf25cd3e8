from __future__ import annotations

from dataclasses import replace

import pytest

from opiekun.domain.calls.types import STANDARD_TYPES, BookingRules, CallType, Place, Spoken
from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.services.call_types import call_settings, call_type_of, save_booking_rules, save_call_type
from opiekun.services.done import What
from opiekun.services.undo import undo

OWN = CallType("audit", Spoken("Audit", "Audyt"), 45)


def test_the_standard_types_can_be_saved_as_they_are(store):
    for each in STANDARD_TYPES:
        save_call_type(store, each)
    assert call_settings(store).types == STANDARD_TYPES


def test_a_change_can_be_taken_back_and_done_again(store, now):
    done = save_call_type(store, replace(STANDARD_TYPES[0], minutes=20))
    assert (done.what, done.name, done.changed.bookings) == (What.CALL_TYPE_SAVED, "assistance", True)
    taken_back = undo(store, done.undo, now=now)
    assert call_type_of(store, "assistance") == STANDARD_TYPES[0]
    undo(store, taken_back.undo, now=now)
    assert call_type_of(store, "assistance").minutes == 20


def test_a_type_of_ones_own_goes_and_comes_back(store, now):
    done = save_call_type(store, OWN)
    assert call_type_of(store, "audit") == OWN
    taken_back = undo(store, done.undo, now=now)
    with pytest.raises(NotFound, match="audit"):
        call_type_of(store, "audit")
    with pytest.raises(NotFound, match="audit"):
        undo(store, done.undo, now=now)
    undo(store, taken_back.undo, now=now)
    assert call_type_of(store, "audit") == OWN


def test_the_rules_can_be_taken_back(store, now):
    done = save_booking_rules(store, BookingRules(60, frees_tentative=True))
    assert call_settings(store).rules == BookingRules(60, frees_tentative=True)
    undo(store, done.undo, now=now)
    assert call_settings(store).rules == BookingRules()


@pytest.mark.parametrize("kept", [-1, 481])
def test_time_kept_has_limits(store, kept):
    with pytest.raises(InvalidInput):
        save_booking_rules(store, BookingRules(kept))


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("", Place.GUEST),
        ("https://meet.example.com/{uid}", Place.LINK),
        ("HTTPS://meet.example.com/room?type={type}", Place.LINK),
        ("tel:+48-22-123-45-67", Place.PHONE),
        ("tel:112;phone-context=+48", Place.PHONE),
        ("sip:anna@example.com", Place.SIP),
        ("sips:anna@example.com;transport=tls", Place.SIP),
    ],
)
def test_a_place_is_known_by_its_address(store, place, kind):
    save_call_type(store, replace(OWN, place=place))
    assert call_type_of(store, "audit").place_kind is kind


@pytest.mark.parametrize(
    "change",
    [
        {"code": ""},
        {"code": "Audit"},
        {"code": "a b"},
        {"code": "a" * 41},
        {"name": Spoken()},
        {"name": Spoken("x" * 81)},
        {"name": Spoken("Audit\r\nBcc: all@example.com")},
        {"minutes": 0},
        {"minutes": 10_000},
        {"increment": 0},
        {"before": -1},
        {"after": 100_000},
        {"notice": -5},
        {"horizon_days": 0},
        {"per_day": 0},
        {"per_week": -1},
        {"questions": (Spoken(),)},
        {"questions": (Spoken("?"),) * 21},
        {"agenda": Spoken("x" * 5_000)},
        {"reminders": (0,)},
        {"reminders": (1, 2, 3, 4, 5, 6)},
        {"place": " "},
        {"place": "meet.example.com"},
        {"place": "javascript:alert(1)"},
        {"place": "file:///etc/passwd"},
        {"place": "https://"},
        {"place": "https://[meet"},
        {"place": "https://meet.example.com/{password}"},
        {"place": "https://meet.example.com/{uid.__class__}"},
        {"place": "https://meet.example.com/{uid!r:>99999999}"},
        {"place": "https://meet.example.com/{"},
        {"place": "https://meet.example.com/a b"},
        {"place": "https://meet.example.com/\r\nX: y"},
        {"place": "https://meet.example.com/" + "x" * 500},
        {"place": "tel:call me"},
        {"place": "sip:a@b\r\n"},
    ],
)
def test_what_no_call_can_have_is_refused_and_changes_nothing(store, change):
    with pytest.raises(InvalidInput) as refusal:
        save_call_type(store, replace(OWN, **change))
    assert str(refusal.value)
    assert call_settings(store).types == STANDARD_TYPES
