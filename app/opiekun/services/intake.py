"""Taking in what sources tell: every arrival once, however often it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum, auto
from itertools import islice

from opiekun.domain.errors import Refused
from opiekun.domain.intake import Arrival, Connection, Known, PullPage, Refusal, Report, SharedFields
from opiekun.domain.people import Account, Agent, Contact
from opiekun.domain.policy import policy_for
from opiekun.domain.requests import Request, RequestFile, Source
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Event, EventKind, Severity
from opiekun.services.accounts import account_named
from opiekun.services.ports import Cancelled, Store, UnitOfWork
from opiekun.services.rulebook import Rulebook, rulebook
from opiekun.services.timeline_writer import grow
from opiekun.services.write_back import told_by_source

BATCH = 500
"""Arrivals in one transaction: few enough that other writers are not kept waiting."""

Progress = Callable[[Report], None]


class Outcome(Enum):
    """What became of an arrival."""

    CREATED = auto()
    UPDATED = auto()
    UNCHANGED = auto()


@dataclass(frozen=True, slots=True)
class Intake:
    """One transaction's view of where arrivals go. ``connection`` is None for files."""

    unit: UnitOfWork
    rules: Rulebook
    connection: Connection | None
    now: datetime
    accounts: dict[str, Account] = field(default_factory=dict)
    agents: dict[str, Agent] = field(default_factory=dict)

    def take_all(self, arrivals: Sequence[Arrival], tally: Tally) -> None:
        """Store arrivals and count what became of each; a refused one is counted with its reason and stops nothing.

        One whose id belongs to a request from elsewhere is refused.
        """
        known = self.unit.requests.known([arrival.source for arrival in arrivals])
        taken: set[Source] = set()
        for arrival in arrivals:
            if arrival.source in taken:
                known |= self.unit.requests.known([arrival.source])
            taken.add(arrival.source)
            there = known.get(arrival.source)
            if there is None and arrival.known_only:
                continue
            try:
                tally.count(*(self._create(arrival) if there is None else self._update(there, arrival)))
            except Refused as refusal:
                where = arrival.where or arrival.id or arrival.source.external_id
                tally.refuse(Refusal(where, str(refusal), arrival.text, refusal))

    def _create(self, arrival: Arrival) -> tuple[Outcome, int]:
        request_id = arrival.id or self.unit.requests.next_id()
        severity = arrival.fields.severity
        request = Request(
            key=0,
            id=request_id,
            account_id=self._account(arrival).id,
            subject=arrival.subject,
            severity=severity if severity is not None else self._default_severity(),
            channel=arrival.channel,
            received_at=arrival.received_at,
            source=arrival.source,
            policy=policy_for(self.rules.policies, arrival.received_at).version,
            contact_email=arrival.contact_email,
            contact_name=arrival.contact_name,
            description=arrival.description,
            tags=tuple(sorted(arrival.fields.tags)),
            triage=severity is None,
        )
        events = list(arrival.events)
        agent = self._agent(arrival.fields.assignee)
        if agent is not None:
            first = Event(0, arrival.received_at, EventKind.ASSIGNED, assignee_id=agent.id, source_ref="first assignee")
            events.append(first)
        if (until := arrival.fields.postponed_until) is not None:
            events.append(Event(0, arrival.received_at, EventKind.POSTPONED, until=until, source_ref="first postponed"))
        numbered = tuple(replace(event, seq=seq) for seq, event in enumerate(events, start=1))
        key = self.unit.requests.add(request, numbered, self.rules.standing(request, numbered), arrival.fields)
        return Outcome.CREATED, key

    def _update(self, known: Known, arrival: Arrival) -> tuple[Outcome, int]:
        file, seen = known.file, known.seen
        request = file.request
        told = replace(
            request,
            account_id=self._account(arrival).id,
            subject=arrival.subject,
            contact_email=arrival.contact_email or request.contact_email,
            contact_name=arrival.contact_name or request.contact_name,
            description=arrival.description or request.description,
            source=arrival.source,
            triage=request.triage and arrival.fields.severity is None,
        )
        told_before = {event.source_ref for event in file.events}
        if _same_status(file.standing.status, arrival.fields.status):
            # It came to stand there by what was done here, which has its own time.
            told_before |= arrival.inferred
        events = [event for event in arrival.events if event.source_ref not in told_before]
        if seen is not None:
            events += told_by_source(file, self._moved(file, seen, arrival.fields))
        if told == request and seen == arrival.fields and not events:
            return Outcome.UNCHANGED, request.key
        if told != request or seen != arrival.fields:
            self.unit.requests.change(told, arrival.fields)
        if events:
            grow(self.unit, self.rules, replace(file, request=told), events, self.now)
        return Outcome.UPDATED, request.key

    def _moved(self, file: RequestFile, seen: SharedFields, told: SharedFields) -> Iterator[Event]:
        """Events for the fields that the source has changed since it last told of them."""
        if told.severity is not None and told.severity not in (seen.severity, file.standing.severity):
            yield Event(0, self.now, EventKind.SEVERITY_CHANGED, severity=told.severity)
        if told.assignee != seen.assignee:
            agent = self._agent(told.assignee)
            yield Event(0, self.now, EventKind.ASSIGNED, assignee_id=agent.id if agent is not None else None)
        if told.tags != seen.tags:
            yield Event(0, self.now, EventKind.TAGGED, tags=tuple(sorted(told.tags)))
        if told.postponed_until != seen.postponed_until:
            yield Event(0, self.now, EventKind.POSTPONED, until=told.postponed_until)

    def _default_severity(self) -> Severity:
        return self.connection.default_severity if self.connection is not None else Severity.REQUEST

    def _account(self, arrival: Arrival) -> Account:
        called = arrival.account_ref or arrival.account.strip().casefold()
        if called not in self.accounts:
            self.accounts[called] = self._account_of(arrival)
        return self.accounts[called]

    def _account_of(self, arrival: Arrival) -> Account:
        if self.connection is None:
            return account_named(self.unit, arrival.account)
        # One that the source only has a name for is linked by it, so that it may be called otherwise here.
        ref = arrival.account_ref or f"name:{arrival.account.strip().casefold()}"
        people = self.unit.people
        account = people.account_by_ref(self.connection.id, ref)
        if account is None:
            account = account_named(self.unit, arrival.account)
            people.link_account(self.connection.id, ref, account.id)
        return account

    def _agent(self, name_or_email: str) -> Agent | None:
        """The agent of that name or e-mail, made where there is none; None for nobody."""
        if not name_or_email:
            return None
        if name_or_email not in self.agents:
            self.agents[name_or_email] = self.unit.people.agent(name_or_email) or self._new_agent(name_or_email)
        return self.agents[name_or_email]

    def _new_agent(self, name_or_email: str) -> Agent:
        name, at, _host = name_or_email.partition("@")
        agent = Agent(self.unit.people.new_id(), name, email=name_or_email if at else "")
        self.unit.people.save_agent(agent)
        return agent


def _same_status(here: Status, there: Status) -> bool:
    """Whether a source says the same; waiting on the customer is, to it, what follows an answer."""
    return here is there or (here is Status.WAITING and there is Status.ANSWERED)


class Tally:
    """Adds up what became of arrivals, for a report at any moment."""

    def __init__(self) -> None:
        self._counts = dict.fromkeys(Outcome, 0)
        self._refused: list[Refusal] = []
        self._keys: set[int] = set()
        self._requests = 0

    def count(self, outcome: Outcome, key: int) -> None:
        """One more arrival that was taken."""
        self._counts[outcome] += 1
        if outcome is not Outcome.UNCHANGED:
            self._keys.add(key)

    def refuse(self, refusal: Refusal) -> None:
        """One more that was not."""
        self._refused.append(refusal)

    def spend(self, requests: int) -> None:
        """HTTP requests that were made."""
        self._requests += requests

    def report(self) -> Report:
        """The sums so far."""
        return Report(
            self._counts[Outcome.CREATED],
            self._counts[Outcome.UPDATED],
            self._counts[Outcome.UNCHANGED],
            tuple(self._refused),
            self._requests,
            frozenset(self._keys),
        )


def import_requests(
    store: Store,
    arrivals: Iterable[Arrival | Refusal],
    *,
    now: datetime,
    cancelled: Cancelled = lambda: False,
    progress: Progress = lambda _report: None,
) -> Report:
    """Take in a file's requests, a batch a transaction. Cancelling keeps the batches that were taken.

    Importing the same again changes nothing.
    """
    tally = Tally()
    source = iter(arrivals)
    while not cancelled() and (batch := list(islice(source, BATCH))):
        with store.write() as unit:
            intake = Intake(unit, rulebook(unit), None, now)
            intake.take_all([item for item in batch if isinstance(item, Arrival)], tally)
        for item in batch:
            if isinstance(item, Refusal):
                tally.refuse(item)
        progress(tally.report())
    return tally.report()


def take_people(intake: Intake, page: PullPage) -> None:
    """Store the agents, companies and contacts that a page of a pull tells of."""
    connection = intake.connection
    if connection is None:
        return
    people = intake.unit.people
    for told in page.agents:
        known = people.agent_ref(connection.id, told.ref)
        agent = people.agent(known or told.email or told.name) or Agent(people.new_id(), told.name)
        people.save_agent(replace(agent, name=told.name, email=told.email or agent.email, active=told.active))
        people.link_agent(connection.id, told.ref, agent.id)
    for company in page.accounts:
        account = people.account_by_ref(connection.id, company.ref)
        if account is None:
            account = account_named(intake.unit, company.name)
            people.link_account(connection.id, company.ref, account.id)
        for contact in company.contacts:
            _take_contact(intake.unit, account, contact)


def _take_contact(unit: UnitOfWork, account: Account, contact: Contact) -> None:
    same = next(
        (known for known in unit.people.contacts(account.id) if contact.email and known.email == contact.email), None
    )
    taken = replace(contact, id=same.id if same is not None else unit.people.new_id(), account_id=account.id)
    if taken != same:
        unit.people.save_contact(taken)
