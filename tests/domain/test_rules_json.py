"""Hours and policies as JSON: read, written, and refused with the name of the field."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime

import pytest

from opiekun.domain.errors import InvalidRules
from opiekun.domain.hours import BusinessHours
from opiekun.domain.policy import STANDARD_POLICY, ClockName, Target
from opiekun.domain.rules_json import hours_from_json, hours_to_json, policy_from_json, policy_to_json
from opiekun.domain.timeline import Severity

HOURS = {
    "timezone": "Europe/Bratislava",
    "weekly": {"mon": [["08:30", "12:00"], ["13:00", "16:30"]], "sat": [["00:00", "24:00"]]},
    "closed": ["2026-12-25"],
    "special": {"2026-12-24": [["09:00", "12:00"]], "2026-12-31": []},
    "country": "SK",
}


def test_hours_are_read_and_days_left_out_are_off():
    assert hours_from_json(HOURS) == BusinessHours(
        timezone="Europe/Bratislava",
        weekly=(((510, 720), (780, 990)), (), (), (), (), ((0, 1440),), ()),
        closed=frozenset({date(2026, 12, 25)}),
        special={date(2026, 12, 24): ((540, 720),), date(2026, 12, 31): ()},
        country="SK",
    )


def test_hours_survive_being_stored():
    hours = hours_from_json(HOURS)
    assert hours_from_json(json.loads(json.dumps(hours_to_json(hours)))) == hours


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"timezone": None}, "hours.timezone"),
        ({"timezone": "Mars/Olympus"}, "Mars/Olympus"),
        ({"weekly": None}, "hours.weekly"),
        ({"weekly": {"monday": []}}, "hours.weekly: “monday”"),
        ({"weekly": {"mon": "09:00-17:00"}}, "hours.weekly.mon"),
        ({"weekly": {"mon": [["09:00"]]}}, "hours.weekly.mon"),
        ({"weekly": {"mon": [["9:00", "17:00"]]}}, "hours.weekly.mon: “9:00”"),
        ({"weekly": {"mon": [["09:00", "24:30"]]}}, "hours.weekly.mon: “24:30”"),
        ({"weekly": {"mon": [[540, 1020]]}}, "hours.weekly.mon: “540”"),
        ({"weekly": {"mon": [["17:00", "09:00"]]}}, "mon: the interval 17:00–09:00"),
        ({"weekly": {"mon": [["09:00", "10:00"]] * 49}}, "hours.weekly.mon: a day has at most"),
        ({"weekly": {}}, "never open"),
        ({"closed": ["2026-02-30"]}, "hours.closed[0]: “2026-02-30”"),
        ({"closed": "2026-02-28"}, "hours.closed"),
        ({"special": {"someday": []}}, "hours.special: “someday”"),
        ({"special": {"2026-12-24": [["12:00", "x"]]}}, "hours.special.2026-12-24: “x”"),
        ({"country": "Slovakia"}, "Slovakia"),
        ({"closd": []}, "hours: “closd”"),
    ],
)
def test_bad_hours_are_refused_with_the_field(change, field):
    with pytest.raises(InvalidRules, match=re.escape(field)):
        hours_from_json(HOURS | change)


def test_hours_that_are_no_object_are_refused():
    with pytest.raises(InvalidRules, match="hours: give a JSON object"):
        hours_from_json([])


def test_bare_targets_replace_the_standard_policy_wholly():
    policy = policy_from_json(
        {"1": {"first_response": {"elapsed_minutes": 30, "roll_to_open": True}, "update": None}, "5": {}}
    )
    assert policy.targets == {
        (Severity.CRITICAL, ClockName.FIRST_RESPONSE): Target(elapsed_minutes=30, roll_to_open=True)
    }
    assert policy.business_day_minutes == 480


def test_a_wrapped_policy_names_its_version_and_day():
    policy = policy_from_json(
        {
            "version": "2026-07",
            "valid_from": "2026-07-01T00:00:00+02:00",
            "business_day_minutes": 450,
            "targets": {"3": {"contact": {"business_minutes": 90}, "first_response": {"business_days": 1}}},
        }
    )
    assert policy.version == "2026-07"
    assert policy.valid_from == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert policy.business_day_minutes == 450
    assert policy.targets[Severity.STANDARD, ClockName.CONTACT] == Target(business_minutes=90)


def test_the_length_of_a_day_may_stand_beside_bare_targets():
    policy = policy_from_json({"business_day_minutes": 420, "4": {"first_response": {"business_days": 1}}})
    assert policy.business_day_minutes == 420
    assert policy.targets == {(Severity.BUG_FIX, ClockName.FIRST_RESPONSE): Target(business_days=1)}


def test_what_a_bare_policy_does_not_say_is_as_given():
    since = datetime(2026, 7, 1, tzinfo=UTC)
    policy = policy_from_json({}, version="7", valid_from=since)
    assert (policy.version, policy.valid_from, policy.targets) == ("7", since, {})


def test_the_standard_policy_survives_being_stored():
    assert policy_from_json(json.loads(json.dumps(policy_to_json(STANDARD_POLICY)))) == STANDARD_POLICY


@pytest.mark.parametrize(
    ("value", "field"),
    [
        ([], "policy: give a JSON object"),
        ({"6": {}}, "policy: “6”"),
        ({"1": {"first": {}}}, "policy.1: “first”"),
        ({"1": []}, "policy.1: give a JSON object"),
        ({"1": {"contact": 60}}, "policy.1.contact: give a JSON object"),
        ({"1": {"contact": {}}}, "policy.1.contact: give exactly one"),
        ({"1": {"contact": {"elapsed_minutes": 5, "business_days": 1}}}, "policy.1.contact: give exactly one"),
        ({"1": {"contact": {"elapsed_minutes": 0}}}, "policy.1.contact.elapsed_minutes"),
        ({"1": {"contact": {"elapsed_minutes": True}}}, "policy.1.contact.elapsed_minutes"),
        ({"1": {"contact": {"elapsed_minutes": 1.5}}}, "policy.1.contact.elapsed_minutes"),
        ({"1": {"contact": {"business_days": 10**9}}}, "policy.1.contact.business_days"),
        ({"1": {"contact": {"business_days": 1, "roll_to_open": True}}}, "policy.1.contact: only elapsed_minutes"),
        ({"1": {"contact": {"elapsed_minutes": 1, "roll_to_open": "yes"}}}, "policy.1.contact.roll_to_open"),
        ({"1": {"contact": {"hours": 1}}}, "policy.1.contact: “hours”"),
        ({"targets": {}, "business_day_minutes": 0}, "policy.business_day_minutes"),
        ({"targets": {}, "valid_from": "2026-07-01T00:00:00"}, "policy.valid_from"),
        ({"targets": {}, "valid_from": "soon"}, "policy.valid_from: “soon”"),
        ({"targets": {}, "version": 2}, "policy.version"),
    ],
)
def test_a_bad_policy_is_refused_with_the_field(value, field):
    with pytest.raises(InvalidRules, match=re.escape(field)):
        policy_from_json(value)
