"""Agents, accounts, contacts and assignments, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from opiekun.domain.errors import InvalidInput
from opiekun.domain.people import Account, Agent, Assignment, Contact, Duty, Plan


def day(number: int) -> datetime:
    return datetime(2026, 3, number, 9, tzinfo=UTC)


@pytest.mark.parametrize("called", ["anna", "ANNA", "anna@EXAMPLE.com", "anna łoś", " Anna Łoś "])
def test_an_agent_is_found_by_what_people_call_them(store, called):
    with store.read() as unit:
        assert unit.people.agent(called) == Agent("anna", "Anna Łoś", "Anna@example.com")


@pytest.mark.parametrize("called", ["", " ", "ann", "bob"])
def test_nobody_is_found_by_another_name(store, called):
    with store.write() as unit:
        unit.people.save_agent(Agent("c", "Without a mail"))
        assert unit.people.agent(called) is None
        assert unit.people.account(called) is None


def test_an_id_wins_over_a_name_and_an_active_namesake_over_a_former_one(store):
    with store.write() as unit:
        for agent in (Agent("1", "Eva", active=False), Agent("2", "Eva"), Agent("3", "anna")):
            unit.people.save_agent(agent)
        assert unit.people.agent("eva").id == "2"
        assert unit.people.agent("anna").id == "anna"


def test_an_agent_can_be_changed(store):
    changed = Agent("anna", "Anna Nová", "nova@example.com", 2, "Europe/Warsaw", active=False)
    with store.write() as unit:
        unit.people.save_agent(changed)
    with store.read() as unit:
        assert unit.people.agents() == [changed]


def test_an_account_comes_back_as_it_was_stored(store):
    account = Account(
        "z",
        "Zeta s. r. o.",
        Plan.ALL_INCLUSIVE,
        Decimal("1000.50"),
        date(2026, 1, 1),
        date(2026, 12, 31),
        "Europe/Prague",
        "cs",
        "a note",
    )
    with store.write() as unit:
        unit.people.save_account(account)
    with store.read() as unit:
        assert unit.people.account("zETA S. R. O.") == account
        assert unit.people.account("Z") == account
        assert [one.id for one in unit.people.accounts()] == ["acme", "z"]


def test_help_desks_have_their_own_names_for_people(store):
    with store.write() as unit:
        unit.people.link_agent("main", "17", "anna")
        unit.people.link_account("main", "17", "acme")
        unit.people.save_account(Account("new", "New"))
        unit.people.link_account("main", "17", "new")
    with store.read() as unit:
        assert unit.people.agent_ref("main", "17") == "anna"
        assert unit.people.agent_ref("other", "17") is None
        assert unit.people.account_by_ref("main", "17") == Account("new", "New")
        assert unit.people.account_by_ref("main", "18") is None


def test_contacts_belong_to_their_account(store):
    contact = Contact("c1", "acme", "Éva", "eva@example.com", "+421 900", "sk")
    with store.write() as unit:
        unit.people.save_contact(Contact("c1", "acme", "Eva"))
        unit.people.save_contact(contact)
    with store.read() as unit:
        assert unit.people.contacts("acme") == [contact]
        assert unit.people.contacts("other") == []


def test_one_agent_at_a_time_with_history(store):
    with store.write() as unit:
        unit.people.save_agent(Agent("bob", "Bob"))
        unit.people.open_assignment(Assignment("acme", "anna", Duty.DEDICATED, day(1)))
        unit.people.open_assignment(Assignment("acme", "bob", Duty.COVER, day(2), day(9)))
        unit.people.open_assignment(Assignment("acme", "bob", Duty.DEDICATED, day(5)))
        unit.people.close_assignment("acme", Duty.COVER, day(6))
        unit.people.close_assignment("acme", Duty.COVER, day(7))
    with store.read() as unit:
        assert unit.people.assignments("acme") == [
            Assignment("acme", "anna", Duty.DEDICATED, day(1), day(5)),
            Assignment("acme", "bob", Duty.COVER, day(2), day(6)),
            Assignment("acme", "bob", Duty.DEDICATED, day(5)),
        ]
        assert unit.people.assignments() == unit.people.assignments("acme")
        assert unit.people.assignments("other") == []


def test_history_is_not_rewritten(store):
    with store.write() as unit:
        unit.people.open_assignment(Assignment("acme", "anna", Duty.DEDICATED, day(5)))
    with pytest.raises(InvalidInput, match="2026-03-05"), store.write() as unit:
        unit.people.open_assignment(Assignment("acme", "anna", Duty.DEDICATED, day(1)))
    with store.write() as unit:
        unit.people.open_assignment(Assignment("acme", "anna", Duty.DEDICATED, day(1), day(5)))
        assert len(unit.people.assignments()) == 2


def test_new_ids_differ(store):
    with store.read() as unit:
        assert len({unit.people.new_id() for _ in range(100)}) == 100
