"""Hours and policies, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from opiekun.domain.errors import InvalidRules
from opiekun.domain.hours import BusinessHours
from opiekun.domain.policy import STANDARD_POLICY, ClockName, Target
from opiekun.domain.timeline import Severity

HOURS = BusinessHours(
    timezone="Europe/Bratislava",
    weekly=(((540, 720), (780, 1020)),) + (((540, 1020),),) * 4 + ((), ()),
    closed=frozenset({date(2026, 12, 31)}),
    special={date(2026, 12, 24): ((540, 720),), date(2026, 12, 28): ()},
    country="SK",
)


def test_the_hours_saved_last_hold(store):
    with store.read() as unit:
        assert unit.rules.hours() is None
    with store.write() as unit:
        unit.rules.save_hours(HOURS)
        unit.rules.save_hours(replace(HOURS, country="CZ"))
    with store.read() as unit:
        assert unit.rules.hours() == replace(HOURS, country="CZ")


def test_the_standard_policy_holds_until_another_does_and_stays_for_what_came_before(store):
    stricter = replace(
        STANDARD_POLICY,
        version="2",
        valid_from=datetime(2026, 6, 1, tzinfo=UTC),
        targets={(Severity.HIGH, ClockName.FIRST_RESPONSE): Target(elapsed_minutes=30)},
        business_day_minutes=420,
    )
    with store.write() as unit:
        assert unit.rules.policies() == (STANDARD_POLICY,)
        unit.rules.add_policy(stricter)
    with store.read() as unit:
        assert unit.rules.policies() == (STANDARD_POLICY, stricter)


def test_a_version_is_never_rewritten(store):
    with store.write() as unit:
        unit.rules.add_policy(STANDARD_POLICY)
        assert unit.rules.policies() == (STANDARD_POLICY,)
        with pytest.raises(InvalidRules, match="version 1"):
            unit.rules.add_policy(STANDARD_POLICY)
