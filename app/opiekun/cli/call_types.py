"""`opiekun call types`, `type` and `rules`: what can be booked, and changing it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import click

from opiekun.cli.commands import Group, command
from opiekun.cli.session import Session
from opiekun.domain.calls.types import BookingRules, CallType, Presence, Spoken
from opiekun.domain.errors import NotFound
from opiekun.services.call_types import call_settings, call_type_of, save_booking_rules, save_call_type
from opiekun.words import N_, Words

PRESENCES = {
    Presence.AGENT: N_("the agent"),
    Presence.AGENT_AND_SPECIALIST: N_("the agent and a specialist"),
}


@command(N_("The types of calls."))
@click.pass_obj
def list_types(session: Session) -> None:
    """Tells each type in a line."""
    types = call_settings(session.store).types
    session.answer([_json(each) for each in types], lambda: _lines(types, session.words))


@click.group(cls=Group, help=N_("One type of calls."))
def call_type() -> None:
    """The commands stand below."""


@call_type.command("set", help=N_("Change a type, or add one with a new CODE; what is not given stays."))
@click.argument("code")
@click.option("--name-en", metavar="N", help=N_("Its name in English."))
@click.option("--name-pl", metavar="N", help=N_("Its name in Polish."))
@click.option("--minutes", type=int, help=N_("How long it is, in minutes."))
@click.option("--increment", type=int, help=N_("Minutes from one start to the next."))
@click.option("--before", type=int, help=N_("Minutes kept free before it."))
@click.option("--after", type=int, help=N_("Minutes kept free after it."))
@click.option("--notice", type=int, help=N_("The least time between booking and start, in minutes."))
@click.option("--horizon-days", type=int, help=N_("How many days ahead it can be booked."))
@click.option("--per-day", type=int, help=N_("How many there can be on a day; 0 for any number."))
@click.option("--per-week", type=int, help=N_("How many there can be in a week; 0 for any number."))
@click.option("--question-en", "questions_en", multiple=True, help=N_("A question to ask, in English; in order."))
@click.option("--question-pl", "questions_pl", multiple=True, help=N_("A question to ask, in Polish; in order."))
@click.option("--agenda-en", help=N_("What the agenda begins as, in English."))
@click.option("--agenda-pl", help=N_("What the agenda begins as, in Polish."))
@click.option("--place", help=N_("A link, a tel: or a sip: address; empty for the guest’s."))
@click.option("--presence", type=click.Choice([*Presence]), help=N_("Who must be there."))
@click.option("--reminder", "reminders", type=int, multiple=True, help=N_("Minutes before it; 0 for no reminder."))
@click.option("--offered/--not-offered", default=None, help=N_("Whether it can be booked."))
@click.pass_obj
def change(session: Session, /, code: str, **given: Any) -> None:
    """Tells the type as it is now."""
    try:
        known = call_type_of(session.store, code)
    except NotFound:
        if given["minutes"] is None:
            raise
        known = CallType(code, Spoken(), given["minutes"])
    done = save_call_type(session.store, _changed(known, given))
    saved = call_type_of(session.store, done.name)
    session.answer(_json(saved), lambda: _lines((saved,), session.words))


@command(N_("What holds for bookings of every type; what is given is changed."))
@click.option("--kept-minutes", type=int, help=N_("Minutes a day kept free for Severity 1, released during the day."))
@click.option(
    "--frees-tentative/--blocks-tentative",
    default=None,
    help=N_("Whether calls can be booked over events that are tentative or not answered."),
)
@click.pass_obj
def tell_rules(session: Session, *, kept_minutes: int | None, frees_tentative: bool | None) -> None:
    """Tells the rules as they are now."""
    rules = call_settings(session.store).rules
    wanted = BookingRules(
        rules.kept_minutes if kept_minutes is None else kept_minutes,
        rules.frees_tentative if frees_tentative is None else frees_tentative,
    )
    if wanted != rules:
        save_booking_rules(session.store, wanted)
    words = session.words
    session.answer(
        {"kept_minutes": wanted.kept_minutes, "frees_tentative": wanted.frees_tentative},
        lambda: [
            words.say("Kept free for Severity 1: {minutes} min a day", minutes=wanted.kept_minutes),
            words.say("Tentative events free their time.")
            if wanted.frees_tentative
            else words.say("Tentative events take their time."),
        ],
    )


def _changed(known: CallType, given: dict[str, Any]) -> CallType:
    """The type with what was given; a limit of 0 is none, and so is a reminder of 0."""
    plain = ("minutes", "increment", "before", "after", "notice", "horizon_days", "place", "offered")
    changes = {name: given[name] for name in plain if given[name] is not None}
    changes |= {name: given[name] or None for name in ("per_day", "per_week") if given[name] is not None}
    if given["presence"] is not None:
        changes["presence"] = Presence(given["presence"])
    if given["reminders"]:
        changes["reminders"] = tuple(each for each in given["reminders"] if each)
    for field in ("name", "agenda"):
        changes[field] = _spoken(getattr(known, field), given[f"{field}_en"], given[f"{field}_pl"])
    english, polish = given["questions_en"], given["questions_pl"]
    if english or polish:
        both = max(len(english), len(polish))
        changes["questions"] = tuple(
            Spoken(*(texts[place] if place < len(texts) else "" for texts in (english, polish)))
            for place in range(both)
        )
    return replace(known, **changes)


def _spoken(known: Spoken, english: str | None, polish: str | None) -> Spoken:
    return Spoken(known.en if english is None else english, known.pl if polish is None else polish)


def _json(call_type: CallType) -> dict[str, Any]:
    return {
        "code": call_type.code,
        "name": call_type.name._asdict(),
        "minutes": call_type.minutes,
        "increment": call_type.increment,
        "before": call_type.before,
        "after": call_type.after,
        "notice_minutes": call_type.notice,
        "horizon_days": call_type.horizon_days,
        "per_day": call_type.per_day,
        "per_week": call_type.per_week,
        "questions": [each._asdict() for each in call_type.questions],
        "agenda": call_type.agenda._asdict(),
        "place": call_type.place,
        "place_kind": call_type.place_kind,
        "presence": call_type.presence,
        "reminders": list(call_type.reminders),
        "offered": call_type.offered,
    }


def _lines(types: tuple[CallType, ...], words: Words) -> Iterator[str]:
    for each in types:
        told = [
            each.code,
            each.name.in_language(words.language),
            words.say("{minutes} min", minutes=each.minutes),
            words.say(PRESENCES[each.presence]),
            *([each.place] if each.place else []),
            *([] if each.offered else [words.say("not offered")]),
        ]
        yield "  ".join(told)
