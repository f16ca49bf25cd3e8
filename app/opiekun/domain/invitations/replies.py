"""What guests answer to our events: REPLY, COUNTER and REFRESH (RFC 5546, 3.2.3, 3.2.7 and 3.2.6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from opiekun.domain.calendar import opened as calendar
from opiekun.domain.calendar.editing import change
from opiekun.domain.calendar.events import Scope
from opiekun.domain.calendar.moments import Moment, moment_from
from opiekun.domain.calendar.opened import open_text
from opiekun.domain.calendar.reading import occurrence_details
from opiekun.domain.calendar.surgery import sequence_of
from opiekun.domain.calendar.text import Component, Line
from opiekun.domain.calendar.values import text_of, wall_value
from opiekun.domain.calendar.vevents import Event, recurrence_id_of, times_of
from opiekun.domain.errors import BadComponent, NotFound
from opiekun.domain.invitations.lines import (
    address,
    address_of,
    attendee,
    attendee_line,
    mailbox,
    name_of,
    partstat_of,
    sent_by,
    with_answer,
    with_attendee,
)
from opiekun.domain.invitations.messages import Partstat
from opiekun.domain.invitations.told import Opened, edition_of
from opiekun.domain.invitations.verdicts import (
    AnswerKey,
    Change,
    ChangeOf,
    Edition,
    Judgement,
    Known,
    Proposal,
    Verdict,
)
from opiekun.domain.sync.told import Told

Aliases = Mapping[str, Collection[str]]
"""Other addresses from which somebody is known to write, by his own."""

_LONGEST_COMMENT = 2_000


@dataclass
class _Heard:
    """What the parts of a reply come to, one after the other."""

    told: Opened
    known: Known
    aliases: Aliases
    now: datetime
    text: str
    changes: list[Change] = field(default_factory=list)
    answers: dict[AnswerKey, Edition] = field(default_factory=dict)
    noted: dict[AnswerKey, Edition] = field(default_factory=dict)
    worst: Judgement | None = None
    doubt: Told | None = None


def weigh_reply(told: Opened, known: Known, aliases: Aliases, now: datetime) -> Judgement:
    """A REPLY, each of its parts by itself: HELD where the agent must say whether it counts."""
    if known.text is None or not known.ours:
        return _unknown(told)
    heard = _Heard(told, known, aliases, now, known.text)
    for event in told.events:
        _hear(heard, event)
    if not heard.answers:
        known_already = _verdict(told, Verdict.DUPLICATE, Told("This answer is known already."))
        return replace(heard.worst or known_already, answers=heard.noted)
    changed = heard.text if heard.text != known.text else None
    judged = Judgement(
        Verdict.APPLIED, told.method, told.uid, tuple(heard.changes), text=changed, answers=heard.noted | heard.answers
    )
    if heard.doubt is None:
        return judged
    return replace(judged, verdict=Verdict.HELD, reason=heard.doubt, text=None, would=changed)


def _hear(heard: _Heard, event: Component) -> None:
    """One part of a reply."""
    told, known = heard.told, heard.known
    lines = list(event.lines("ATTENDEE"))
    if len(lines) != 1:
        heard.worst = _verdict(told, Verdict.REFUSED, Told("The answer is not of exactly one guest."))
        return
    line, who = lines[0], address_of(lines[0])
    here = open_text(heard.text)
    recurrence_id = _part_meant(event, here, told)
    edition = edition_of(event, now=heard.now)
    late = _late(known, who, recurrence_id, edition, here)
    if late is not None:
        verdict, reason = late
        heard.worst = _verdict(told, verdict, reason)
        return
    try:
        target = _occurrence(here, recurrence_id)
    except NotFound as unknown:
        heard.worst = _verdict(told, Verdict.REFUSED, Told.of(unknown))
        return
    invited = attendee(target, who)
    if invited is None:
        heard.doubt = Told("{who} answers and is not invited; add or refuse.", {"who": who})
    elif not _may_speak(told.message.sender, line, who, heard.aliases):
        heard.doubt = Told("{sender} answers for {who}.", {"sender": told.message.sender, "who": who})
    before = partstat_of(invited) if invited is not None else None
    after = partstat_of(line)
    if heard.doubt is None and before is after and _is_written(here, who, recurrence_id, known):
        heard.noted[AnswerKey(who, recurrence_id)] = edition
        return
    heard.text = _with_answer(here, recurrence_id, line, known, heard.now)
    heard.answers[AnswerKey(who, recurrence_id)] = edition
    if before is not after:
        heard.changes.append(Change(ChangeOf.PARTSTAT, recurrence_id, who, before or "", after))


def _is_written(here: calendar.Opened, who: str, recurrence_id: str, known: Known) -> bool:
    """Whether an answer that stands in the event came there by no message: a server that schedules wrote it."""
    heard = {AnswerKey(who, recurrence_id), AnswerKey(who, "")} & set(known.answers)
    event = here.named(recurrence_id) if recurrence_id else here.base
    line = attendee(event.component, who) if event is not None else None
    return not heard and line is not None and partstat_of(line) is not Partstat.NEEDS_ACTION


def weigh_counter(told: Opened, known: Known, aliases: Aliases, now: datetime) -> Judgement:
    """A COUNTER: a proposal beside the event, if it is about the event as it is now."""
    if known.text is None or not known.ours:
        return _unknown(told)
    event = told.events[0]
    here = open_text(known.text)
    recurrence_id = _part_meant(event, here, told)
    try:
        target = _occurrence(here, recurrence_id)
        stands = _stands(here, recurrence_id)
        start, end = _proposed(event, told, stands)
    except (NotFound, BadComponent) as wrong:
        return _verdict(told, Verdict.REFUSED, Told.of(wrong))
    lines = [line for line in event.lines("ATTENDEE") if told.message.sender in {"", address_of(line)}]
    who = told.message.sender or (address_of(lines[0]) if lines else "")
    invited = _invited(target, who, aliases) if who else None
    who = address_of(invited) if invited is not None else who
    edition = edition_of(event, now=now)
    late = _late(known, who, recurrence_id, edition, here)
    if late is None or late[0] is Verdict.DUPLICATE:
        older = Told("It proposes another time for an older version of the event.")
        late = (Verdict.OUTDATED, older) if edition.sequence < sequence_of(target) else None
    if late is not None:
        return _verdict(told, *late)
    comment = text_of(event.value("COMMENT"))[:_LONGEST_COMMENT].strip()
    proposal = Proposal(who, recurrence_id, start.when, end.when, comment, edition.sequence)
    change_ = Change(ChangeOf.PROPOSAL, recurrence_id, who, after=start.aware.isoformat())
    judged = Judgement(Verdict.PROPOSAL, told.method, told.uid, (change_,), proposal=proposal)
    if invited is None:
        return replace(
            judged,
            verdict=Verdict.HELD,
            reason=Told("{who} proposes another time and is not invited.", {"who": who or "?"}),
        )
    if _same_times((start, end), stands):
        # Whoever sends that means what is written beside it.
        return _verdict(told, Verdict.HELD, Told("It proposes the time at which the event is already; read it."))
    return judged


def _stands(here: calendar.Opened, recurrence_id: str) -> tuple[Moment, Moment]:
    """When the event, or that occurrence, is now."""
    details = occurrence_details(here.events, recurrence_id, here.zones)
    return moment_from(details.start), moment_from(details.end)


def _same_times(one: tuple[Moment, Moment], other: tuple[Moment, Moment]) -> bool:
    return [(each.all_day, each.aware) for each in one] == [(each.all_day, each.aware) for each in other]


def _invited(target: Component, sender: str, aliases: Aliases) -> Line | None:
    """The guest that a message is from: by that very address before any other of his."""
    others = (line for line in target.lines("ATTENDEE") if _may_speak(sender, line, address_of(line), aliases))
    return attendee(target, sender) or next(others, None)


def _proposed(event: Component, told: Opened, stands: tuple[Moment, Moment]) -> tuple[Moment, Moment]:
    """The time that is proposed. Outlook and Apple may name its start alone: the event is as long as it is then.

    Raises BadComponent for none, or one that lasts no time.
    """
    start, end = times_of(event, told.zones)
    length = (stands[1].aware - stands[0].aware) // timedelta(seconds=1)
    if event.line("DTEND") is None and event.line("DURATION") is None and start.all_day == stands[0].all_day:
        end = start.after(length)
    if end.aware <= start.aware:
        raise BadComponent("The proposed time ends before it begins.", line=event.begin.number)
    return start, end


def weigh_refresh(told: Opened, known: Known, aliases: Aliases) -> Judgement:
    """A REFRESH: whoever is invited gets the invitation again, as it is."""
    if known.text is None or not known.ours:
        return _unknown(told)
    asked = [address_of(line) for line in told.events[0].lines("ATTENDEE")]
    who = told.message.sender or next(iter(asked), "")
    parts = open_text(known.text).events
    line = next((line for event in parts if (line := _invited(event.component, who, aliases)) is not None), None)
    if not who or line is None:
        reason = Told("{who} asks for the invitation and is not invited.", {"who": who or "?"})
        return _verdict(told, Verdict.REFUSED, reason)
    return Judgement(Verdict.APPLIED, told.method, told.uid, answer=known.text, answer_to=address_of(line))


def _late(
    known: Known, who: str, recurrence_id: str, edition: Edition, here: calendar.Opened
) -> tuple[Verdict, Told] | None:
    """Why an answer of that edition does not count any more, or not yet; None where it counts."""
    event = here.named(recurrence_id) or here.base
    current = sequence_of(event.component)
    reset_at = known.reset_at.get(recurrence_id, known.reset_at.get("", current))
    if edition.sequence > max(current, reset_at):
        return Verdict.REFUSED, Told("It answers a version of the event that was never sent.")
    if edition.sequence < reset_at:
        return Verdict.OUTDATED, Told("It answers an older version of the event.")
    last = max(
        (known.answers[key] for key in (AnswerKey(who, recurrence_id), AnswerKey(who, "")) if key in known.answers),
        default=None,
    )
    if last is None or edition > last:
        return None
    if edition == last and AnswerKey(who, recurrence_id) in known.answers:
        return Verdict.DUPLICATE, Told("This answer is known already.")
    return Verdict.OUTDATED, Told("A newer answer of {who} is known.", {"who": who})


def _part_meant(event: Component, here: calendar.Opened, told: Opened) -> str:
    """The recurrence_id that a message is about: "" for the whole event, also by the start of its only occurrence."""
    recurrence_id = recurrence_id_of(event, here.base.start, told.zones)
    once = not any(here.base.component.lines("RRULE", "RDATE"))
    return "" if once and recurrence_id == wall_value(here.base.start.wall) else recurrence_id


def _occurrence(here: calendar.Opened, recurrence_id: str) -> Component:
    """The part of the event that holds for an occurrence. Raises NotFound where that is none."""
    if not recurrence_id:
        return here.base.component
    named = here.named(recurrence_id)
    if named is not None:
        return named.component
    occurrence_details(here.events, recurrence_id, here.zones)
    return here.base.component


def _with_answer(here: calendar.Opened, recurrence_id: str, line: Line, known: Known, now: datetime) -> str:
    """The object with an answer; one to the whole event leaves those parts alone that were answered apart."""
    who = address_of(line)
    if recurrence_id and here.named(recurrence_id) is None:
        details = occurrence_details(here.events, recurrence_id, here.zones)
        text = change(here.calendar.text, recurrence_id, Scope.THIS, details, now=now, new_uid="").text
        here = open_text(text or here.calendar.text)
    meant = [
        event
        for event in here.events
        if event.recurrence_id == recurrence_id
        or (not recurrence_id and AnswerKey(who, event.recurrence_id) not in known.answers)
    ]
    pairs: list[tuple[Component | None, Component | None]] = [
        (event.component, _answered(event, line)) for event in meant
    ]
    return here.with_components(pairs).calendar.text


def _answered(event: Event, line: Line) -> Component:
    who, answer = address_of(line), partstat_of(line)
    if attendee(event.component, who) is None:
        return with_attendee(event.component, attendee_line(who, name_of(line), answer))
    return with_answer(event.component, who, answer, delegate=address(line.param("DELEGATED-TO")))


def _may_speak(sender: str, line: Line, who: str, aliases: Aliases) -> bool:
    """Whether a message from that sender may answer for him. A file has no sender: whoever gives it vouches for it."""
    mouths = {who, sent_by(line), *(each.lower() for each in aliases.get(who, ()))} - {""}
    return not sender or mailbox(sender) in map(mailbox, mouths)


def _unknown(told: Opened) -> Judgement:
    return _verdict(told, Verdict.UNKNOWN, Told("It answers an event that is not one of ours here."))


def _verdict(told: Opened, verdict: Verdict, reason: Told) -> Judgement:
    return Judgement(verdict, told.method, told.uid, reason=reason)
