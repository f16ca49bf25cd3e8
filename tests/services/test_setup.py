from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from opiekun.domain.errors import InvalidInput, InvalidRules
from opiekun.domain.hours import BusinessHours
from opiekun.domain.instants import utc_seconds
from opiekun.domain.people import Account, Entitlement, Plan
from opiekun.domain.policy import ClockName, Policy, Target
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.accounts import add_account, show_account
from opiekun.services.actions import add_request
from opiekun.services.checking import check_index
from opiekun.services.ports import Store
from opiekun.services.preferences import PreferenceFile
from opiekun.services.queue import open_queue
from opiekun.services.setup import current_setup, save_hours, save_policy, set_up


def test_nobody_works_at_a_new_desk_and_it_keeps_the_services_hours(store: Store, preferences: PreferenceFile) -> None:
    setup = current_setup(store, preferences)
    assert setup.agent is None
    assert setup.hours.timezone == "Europe/Bratislava"


def test_setting_up_again_changes_only_what_is_said(store: Store, preferences: PreferenceFile, now: datetime) -> None:
    set_up(store, preferences, now=now, name="Anna Nowak", email="anna@example.com", country="sk")
    set_up(store, preferences, now=now, timezone="Europe/Warsaw")
    setup = current_setup(store, preferences)
    assert setup.agent is not None
    assert (setup.agent.name, setup.agent.email, setup.agent.timezone) == (
        "Anna Nowak",
        "anna@example.com",
        "Europe/Warsaw",
    )
    assert (setup.hours.country, setup.hours.timezone) == ("SK", "Europe/Warsaw")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"timezone": "Mars/Olympus"}, InvalidInput),
        ({"timezone": "../etc/passwd"}, InvalidInput),
        ({"email": "anna at example"}, InvalidInput),
        ({"country": "XX"}, InvalidRules),
    ],
)
def test_an_unknown_place_is_refused_and_changes_nothing(
    store: Store,
    preferences: PreferenceFile,
    now: datetime,
    given: dict[str, str],
    error: type[Exception],
) -> None:
    with pytest.raises(error):
        set_up(store, preferences, now=now, name="Anna Nowak", **given)
    assert current_setup(store, preferences).agent is None


def test_other_hours_move_the_due_times_that_hang_on_them(store: Store, now: datetime) -> None:
    add_request(store, account="Acme", subject="Rule", severity=Severity.BUG_FIX, channel=Channel.CHAT, now=now)
    (before,) = open_queue(store, None)
    done = save_hours(store, BusinessHours("Europe/Bratislava", (((600, 1080),),) * 7), now=now)
    (after,) = open_queue(store, None)
    assert done.changed.requests == {after.key}
    assert before.due_at != after.due_at
    assert check_index(store, now=now).wrong == ()


def test_the_check_finds_and_repairs_an_index_that_lies(store: Store, now: datetime) -> None:
    done = add_request(store, account="Acme", subject="Rule", severity=Severity.CRITICAL, channel=Channel.CHAT, now=now)
    (key,) = done.changed.requests
    with store.write() as unit:
        file = unit.requests.get(key)
        assert file is not None
        lie = type(file.standing)(
            **{name: getattr(file.standing, name) for name in file.standing.__slots__} | {"due_at": utc_seconds(now)}
        )
        unit.requests.set_standing(key, lie, now)
    found = check_index(store, now=now)
    assert (found.wrong, found.repaired) == ((done.name,), True)
    assert check_index(store, now=now).wrong == ()


def test_a_new_version_of_the_policy_holds_for_what_arrives_under_it(store: Store, now: datetime) -> None:
    target = {(Severity.BUG_FIX, ClockName.FIRST_RESPONSE): Target(elapsed_minutes=30)}
    save_policy(store, Policy("2", now, target))
    for received_at in (now - timedelta(minutes=1), now):
        add_request(
            store,
            account="Acme",
            subject=received_at.isoformat(),
            severity=Severity.BUG_FIX,
            channel=Channel.CHAT,
            now=now,
            received_at=received_at,
        )
    old, new = sorted(open_queue(store, None))
    assert new.due_at == utc_seconds(now + timedelta(minutes=30))
    assert old.due_at is not None
    assert old.due_at > new.due_at
    with pytest.raises(InvalidRules):
        save_policy(store, Policy("2", now, target))


def test_entitlement_ends_with_the_desks_own_day(store: Store, preferences: PreferenceFile, now: datetime) -> None:
    set_up(store, preferences, now=now, timezone="Asia/Tokyo")
    add_account(store, Account("", "Acme", Plan.ALL_INCLUSIVE, Decimal(1000), date(2026, 1, 1), date(2026, 6, 16)))
    late = datetime(2026, 6, 16, 15, 0, tzinfo=UTC)
    assert show_account(store, "Acme", now=late - timedelta(seconds=1)).entitlement is Entitlement.ENTITLED
    assert show_account(store, "Acme", now=late).entitlement is Entitlement.ENDED
