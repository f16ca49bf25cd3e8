"""Call types: what customers can book, and what holds for every booking."""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import Formatter
from urllib.parse import urlsplit

from opiekun.domain.calls.types import BookingRules, CallType, Place, is_dialled
from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.services.done import Changed, Done, What
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.settings_undo import RestoreBookingRules, RestoreCallType

DAY_MINUTES = 24 * 60
MOST_TYPES, MOST_QUESTIONS, MOST_REMINDERS = 50, 20, 5
LONGEST_NAME, LONGEST_TEXT, LONGEST_PLACE = 80, 4_000, 500
LIMITS = {
    "minutes": (1, 12 * 60),
    "increment": (1, DAY_MINUTES),
    "before": (0, 12 * 60),
    "after": (0, 12 * 60),
    "notice": (0, 60 * DAY_MINUTES),
    "horizon_days": (1, 730),
    "per_day": (1, 100),
    "per_week": (1, 500),
}
"""The least and the most of each number of a type; minutes, days and calls."""
MOST_BEFOREHAND = 28 * DAY_MINUTES
MOST_KEPT = 8 * 60
PARTS = ("uid", "type")
"""What a link may be filled in with: {uid} is the call's own name, the same for all who are invited."""

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class CallSettings:
    """Every type, and what holds for all of them."""

    types: tuple[CallType, ...]
    rules: BookingRules


def call_settings(store: Store) -> CallSettings:
    """How calls are booked at this desk."""
    with store.read() as unit:
        return CallSettings(unit.call_types.all(), unit.call_types.rules())


def found_call_type(unit: UnitOfWork, code: str) -> CallType:
    """The call type of that code. Raises NotFound, which names those that there are."""
    types = {each.code: each for each in unit.call_types.all()}
    if code not in types:
        raise NotFound("There is no call type {code}; there are {known}.", code=code, known=", ".join(types))
    return types[code]


def call_type_of(store: Store, code: str) -> CallType:
    """As :func:`found_call_type`, in a transaction of its own."""
    with store.read() as unit:
        return found_call_type(unit, code)


def save_call_type(store: Store, call_type: CallType) -> Done:
    """Change a call type, or add one of a new code. Calls that are booked stay as they are. Raises InvalidInput."""
    _check(call_type)
    with store.write() as unit:
        before = {each.code: each for each in unit.call_types.all()}
        if call_type.code not in before and len(before) >= MOST_TYPES:
            raise InvalidInput("There are {most} call types already; change one of them.", most=MOST_TYPES)
        unit.call_types.save(call_type)
    return _saved(call_type.code, before.get(call_type.code))


def restore_call_type(store: Store, code: str, call_type: CallType | None) -> Done:
    """Put a type back as it was; None takes one's own away. Raises NotFound where it is gone already."""
    with store.write() as unit:
        before = {each.code: each for each in unit.call_types.all()}
        if call_type is not None:
            unit.call_types.save(call_type)
        elif code in before:
            unit.call_types.remove(code)
        else:
            raise NotFound("The call type {code} is gone already.", code=code)
    return _saved(code, before.get(code))


def _saved(code: str, before: CallType | None) -> Done:
    return Done(What.CALL_TYPE_SAVED, name=code, changed=Changed(bookings=True), undo=RestoreCallType(code, before))


def save_booking_rules(store: Store, rules: BookingRules) -> Done:
    """Say what holds for bookings of every type. Raises InvalidInput."""
    if not 0 <= rules.kept_minutes <= MOST_KEPT:
        raise InvalidInput("From 0 to {most} minutes a day can be kept for Severity 1.", most=MOST_KEPT)
    with store.write() as unit:
        before = unit.call_types.rules()
        unit.call_types.save_rules(rules)
    return Done(What.BOOKING_RULES_SAVED, changed=Changed(bookings=True), undo=RestoreBookingRules(before))


def _check(call_type: CallType) -> None:
    """Raises InvalidInput, which names the field."""
    if not _CODE.fullmatch(call_type.code) or len(call_type.code) > _LONGEST_CODE:
        raise InvalidInput(
            "The code “{code}” of a call type must be small letters, digits and hyphens, such as check-in.",
            code=call_type.code,
        )
    if not any(call_type.name):
        raise InvalidInput("The call type {code} needs a name.", code=call_type.code)
    for field, (least, most) in LIMITS.items():
        value = getattr(call_type, field)
        if value is not None and not least <= value <= most:
            raise InvalidInput(
                "The call type {code}: {field} must be from {least} to {most}.",
                code=call_type.code,
                field=field,
                least=least,
                most=most,
            )
    _check_texts(call_type)
    if len(call_type.reminders) > MOST_REMINDERS or not all(
        0 < each <= MOST_BEFOREHAND for each in call_type.reminders
    ):
        raise InvalidInput(
            "The call type {code} takes at most {most} reminders, each from 1 minute to 28 days before.",
            code=call_type.code,
            most=MOST_REMINDERS,
        )
    check_place(call_type)


def _check_texts(call_type: CallType) -> None:
    if len(call_type.questions) > MOST_QUESTIONS or not all(any(each) for each in call_type.questions):
        raise InvalidInput(
            "The call type {code} takes at most {most} questions, none of them empty.",
            code=call_type.code,
            most=MOST_QUESTIONS,
        )
    texts = [(LONGEST_NAME, each) for each in call_type.name]
    texts += [(LONGEST_TEXT, each) for spoken in (*call_type.questions, call_type.agenda) for each in spoken]
    for most, text in texts:
        if len(text) > most:
            raise InvalidInput(
                "A text of the call type {code} is longer than {most} characters; shorten it.",
                code=call_type.code,
                most=most,
            )
    if any(not letter.isprintable() for text in call_type.name for letter in text):
        raise InvalidInput("The name of the call type {code} must be one line of text.", code=call_type.code)


def check_place(call_type: CallType) -> None:
    """Raises InvalidInput where its place is none that can be joined, dialled or gone to."""
    place = call_type.place
    if call_type.place_kind is Place.GUEST:
        good = place == ""
    elif call_type.place_kind is Place.LINK:
        good = _is_link(place)
    else:
        good = is_dialled(place)
    if not good or len(place) > LONGEST_PLACE:
        raise InvalidInput(
            "The place “{place}” must be a link such as https://meet.example.com/{part}, a tel: or sip: address, "
            "or empty for a call at the guest’s.",
            place=place,
            part="{uid}",
        )


def _is_link(place: str) -> bool:
    """Whether it is a link for the web with a host, in which nothing is to be filled in but what there is."""
    try:
        parts = [(name, spec, how) for _, name, spec, how in Formatter().parse(place) if name is not None]
        address = urlsplit(place)
    except ValueError:
        return False
    plain = all(name in PARTS and not spec and not how for name, spec, how in parts)
    printable = all(letter.isprintable() and not letter.isspace() for letter in place)
    return plain and printable and address.scheme.lower() in ("https", "http") and bool(address.hostname)
