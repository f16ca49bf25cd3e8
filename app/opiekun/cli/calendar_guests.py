"""Calendars and events that go with calls to come: the terminal asks whether their guests are told."""

from __future__ import annotations

from collections.abc import Callable, Collection
from enum import StrEnum
from functools import partial

import click

from opiekun.cli.session import Session
from opiekun.domain.errors import InvalidInput
from opiekun.services.calendars_removed import AtStake, at_stake
from opiekun.services.mail.hosting import Host
from opiekun.words import N_


class Guests(StrEnum):
    """Whether guests are told that what is to come is off, or left in the belief that it is held."""

    CANCEL = "cancel"
    LEAVE = "leave"


to_guests = click.option(
    "--guests",
    type=click.Choice([each.value for each in Guests]),
    help=N_("What guests of events to come are told: that these are off (cancel), or nothing (leave)."),
)


def host_for(session: Session, calendar_ids: Collection[str], guests: str | None) -> Host | None:
    """In whose name guests are told that these calendars go; None for nobody.

    Raises InvalidInput where there are some and it was not said what they are told.
    """
    host = session.host()
    stake = partial(at_stake, session.store, calendar_ids, host=host, now=session.now())
    return host if are_told(guests, stake) else None


def are_told(guests: str | None, at_stake: Callable[[], AtStake]) -> bool:
    """Whether guests are told of what goes. Raises InvalidInput where there are some and that was not said."""
    if guests is not None:
        return guests == Guests.CANCEL
    stake = at_stake()
    if stake.guests:
        raise InvalidInput(
            "Events to come stand there ({events}) whose guests ({guests}) would not hear of it. Say “--guests cancel” "
            "to tell them that these are off, or “--guests leave” to tell them nothing.",
            events=stake.events,
            guests=stake.guests,
        )
    return False
