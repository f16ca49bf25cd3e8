"""What the desk knows of an event that a message is about, and whose addresses are the agent's."""

from __future__ import annotations

from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.stored import ObjectText
from opiekun.domain.calls.outbox import Memory
from opiekun.domain.invitations.lines import address_of, organizer_of
from opiekun.domain.invitations.organizing import sequences
from opiekun.domain.invitations.verdicts import Judgement, Known
from opiekun.services.ports import Store, UnitOfWork


def addresses_of_agent(store: Store, agent_id: str) -> frozenset[str]:
    """The agent's own, that from which the desk's mail is, and those under which calendar servers know the agent."""
    with store.read() as unit:
        return addresses_in(unit, agent_id)


def addresses_in(unit: UnitOfWork, agent_id: str) -> frozenset[str]:
    """As :func:`addresses_of_agent`, in a unit that does more."""
    agent = unit.people.agent(agent_id) if agent_id else None
    mine = [agent.email if agent is not None else "", unit.mail.settings().address]
    mine += [each for account in unit.sync.accounts() for each in account.addresses]
    return frozenset(each.strip().lower().removeprefix("mailto:") for each in mine if each.strip())


def known_event(unit: UnitOfWork, uid: str, me: frozenset[str]) -> tuple[Known, ObjectText | None]:
    """What is known of the event of that UID, and where it stands; it is ours where its organizer is one of ``me``.

    Where nothing was remembered of an event of ours, its answers were asked for at its own sequence.
    """
    here = next(iter(unit.calendars.named(uid)), None)
    memory = unit.mail.memory(uid)
    if here is None:
        known = memory or Memory()
        return Known(None, False, known.answers, known.reset_at, known.seen), None
    organizer = organizer_of(open_text(here.text).base.component)
    ours = organizer is not None and address_of(organizer) in me
    known = memory or Memory(reset_at=sequences(here.text) if ours else {})
    return Known(here.text, ours, known.answers, known.reset_at, known.seen), here


def aliases_of(unit: UnitOfWork, known: Known, sender: str) -> dict[str, frozenset[str]]:
    """Other addresses of an event's guests, by theirs: a person whom an account knows by several is one.

    Nothing is looked for where the sender is a guest himself, or nobody.
    """
    if known.text is None or not known.ours or not sender:
        return {}
    events = open_text(known.text).events
    guests = {address_of(line) for event in events for line in event.component.lines("ATTENDEE")}
    if sender in guests:
        return {}
    found: dict[str, frozenset[str]] = {}
    for account in unit.people.accounts():
        people: dict[str, set[str]] = {}
        for contact in unit.people.contacts(account.id):
            if contact.name.strip() and contact.email.strip():
                people.setdefault(contact.name.strip().casefold(), set()).add(contact.email.strip().lower())
        for addresses in people.values():
            for who in addresses & guests:
                found[who] = found.get(who, frozenset()) | addresses - {who}
    return found


def remember(unit: UnitOfWork, judged: Judgement, known: Known) -> None:
    """What a message that counted leaves to be remembered."""
    if judged.answers or judged.seen or judged.reset_at:
        memory = Memory(
            {**known.answers, **judged.answers},
            {**known.reset_at, **judged.reset_at},
            {**known.seen, **judged.seen},
        )
        unit.mail.remember(judged.uid, memory)
