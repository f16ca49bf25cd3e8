from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.people import Account, Agent, Contact, Duty, Entitlement, Plan
from opiekun.domain.timeline import Channel, Severity
from opiekun.services.accounts import (
    add_account,
    list_accounts,
    save_account,
    save_agent,
    save_contact,
    set_duty,
    show_account,
)
from opiekun.services.actions import add_request
from opiekun.services.ports import Store
from opiekun.services.queue import open_queue
from opiekun.services.undo import undo

ACME = Account("", "Acme", Plan.ALL_INCLUSIVE, Decimal(1000), date(2026, 1, 1))


@pytest.fixture
def people(store: Store) -> Store:
    add_account(store, ACME)
    for name in ("Anna Nowak", "Piotr Zieliński"):
        save_agent(store, Agent("", name))
    return store


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, Entitlement.ENTITLED),
        ({"addon_end": date(2026, 6, 16)}, Entitlement.ENTITLED),
        ({"addon_end": date(2026, 6, 15)}, Entitlement.ENDED),
        ({"addon_start": date(2026, 6, 17)}, Entitlement.NOT_STARTED),
        ({"addon_start": None}, Entitlement.NO_ADD_ON),
        ({"plan": Plan.OTHER}, Entitlement.OTHER_PLAN),
        ({"plan": Plan.UNKNOWN}, Entitlement.UNKNOWN_PLAN),
    ],
)
def test_an_account_is_entitled_for_its_term_on_the_highest_plan(
    people: Store, now: datetime, change: dict[str, object], expected: Entitlement
) -> None:
    account = show_account(people, "acme", now=now).account
    save_account(people, replace(account, **change))
    assert show_account(people, "acme", now=now).entitlement is expected


def test_there_is_one_dedicated_agent_at_a_time_and_the_history_stays(people: Store, now: datetime) -> None:
    set_duty(people, "Acme", Duty.DEDICATED, "Anna Nowak", now=now)
    set_duty(people, "Acme", Duty.DEDICATED, "Piotr Zieliński", now=now + timedelta(days=1))
    page = show_account(people, "Acme", now=now)
    assert page.dedicated is not None
    assert page.dedicated.name == "Piotr Zieliński"
    assert [(line.since, line.until) for line in page.history] == [
        (now, now + timedelta(days=1)),
        (now + timedelta(days=1), None),
    ]


def test_nobody_covers_for_himself(people: Store, now: datetime) -> None:
    set_duty(people, "Acme", Duty.DEDICATED, "Anna Nowak", now=now)
    with pytest.raises(InvalidInput):
        set_duty(people, "Acme", Duty.COVER, "Anna Nowak", now=now)


def test_cover_can_be_taken_back(people: Store, now: datetime) -> None:
    done = set_duty(people, "Acme", Duty.COVER, "Anna Nowak", now=now)
    assert [line.cover for line in list_accounts(people, now=now)] == ["Anna Nowak"]
    assert done.undo is not None
    undo(people, done.undo, now=now)
    assert [line.cover for line in list_accounts(people, now=now)] == [""]


def test_a_name_is_given_once(people: Store) -> None:
    with pytest.raises(InvalidInput):
        add_account(people, replace(ACME, name="ACME"))
    with pytest.raises(InvalidInput):
        save_agent(people, Agent("", "anna nowak"))


def test_a_term_cannot_end_before_it_starts(people: Store, now: datetime) -> None:
    account = show_account(people, "Acme", now=now).account
    with pytest.raises(InvalidInput):
        save_account(people, replace(account, addon_end=date(2025, 12, 31)))


def test_contacts_belong_to_an_account(people: Store, now: datetime) -> None:
    account = show_account(people, "Acme", now=now).account
    save_contact(people, Contact("", account.id, "Cara Hill", "cara@acme.example"))
    assert [contact.name for contact in show_account(people, "Acme", now=now).contacts] == ["Cara Hill"]
    with pytest.raises(NotFound):
        save_contact(people, Contact("", "nobody", "X", "x@example.com"))


def test_a_queue_holds_what_is_mine_and_what_is_nobodys(people: Store, now: datetime) -> None:
    with people.read() as unit:
        anna, piotr = (unit.people.agent(name) for name in ("Anna Nowak", "Piotr Zieliński"))
    assert anna is not None
    assert piotr is not None
    for account, assignee in (("Acme", None), ("Acme", piotr.id), ("Globex", None), ("Globex", anna.id)):
        add_request(
            people,
            account=account,
            subject=f"{account} {assignee}",
            severity=Severity.HIGH,
            channel=Channel.CHAT,
            now=now,
            assignee_id=assignee,
        )
    assert len(open_queue(people, anna.id)) == 3
    set_duty(people, "Acme", Duty.DEDICATED, "Piotr Zieliński", now=now)
    assert {row.account for row in open_queue(people, anna.id)} == {"Globex"}
    assert len(open_queue(people, piotr.id)) == 3
    set_duty(people, "Acme", Duty.COVER, "Anna Nowak", now=now)
    assert len(open_queue(people, anna.id)) == 3
    assert len(open_queue(people, None)) == 4
