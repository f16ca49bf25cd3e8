from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from opiekun.domain.errors import InvalidInput
from opiekun.domain.people import Account, Agent, Contact
from opiekun.services.accounts import add_account, save_agent, save_contact, show_account
from opiekun.services.ports import Store
from opiekun.services.reachable import check_email, check_phone


@pytest.mark.parametrize("email", ["", "anna@example.com", " a+b@c ", "józef@żółw.pl"])
def test_addresses_of_the_shape_of_an_e_mail_pass(email: str) -> None:
    check_email(email)


@pytest.mark.parametrize("email", ["anna", "anna@", "@example.com", "a@b@c", "anna nowak@example.com"])
def test_what_is_no_e_mail_is_refused_with_what_was_typed(email: str) -> None:
    with pytest.raises(InvalidInput, match=email):
        check_email(email)


@pytest.mark.parametrize("phone", ["", "112", "+48 22 123-45-67", "(0) 221 234"])
def test_numbers_of_the_shape_of_a_phone_pass(phone: str) -> None:
    check_phone(phone)


@pytest.mark.parametrize("phone", ["+", "call me", "22 123x", "٣٤٥"])
def test_what_is_no_phone_is_refused(phone: str) -> None:
    with pytest.raises(InvalidInput, match="is not a phone number"):
        check_phone(phone)


def test_people_are_saved_with_addresses_of_that_shape_alone(store: Store, now: datetime) -> None:
    account = next(iter(add_account(store, Account("", "Acme")).changed.accounts))
    for refused in (Contact("", account, "Cara", "cara"), Contact("", account, "Cara", phone="soon")):
        with pytest.raises(InvalidInput):
            save_contact(store, refused)
    with pytest.raises(InvalidInput):
        save_agent(store, Agent("", "Anna", "anna"))
    assert show_account(store, "Acme", now=now).contacts == ()


def test_an_odd_address_from_a_help_desk_does_not_keep_the_rest_from_being_changed(store: Store, now: datetime) -> None:
    account = next(iter(add_account(store, Account("", "Acme")).changed.accounts))
    told = Contact("c1", account, "Cara", "cara (at) acme", "ext. 5")
    with store.write() as unit:
        unit.people.save_contact(told)
    save_contact(store, replace(told, name="Cara Hill"))
    (contact,) = show_account(store, "Acme", now=now).contacts
    assert (contact.name, contact.email) == ("Cara Hill", "cara (at) acme")
