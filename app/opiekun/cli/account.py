"""`opiekun account`: VIP accounts, their terms, their people and who stands by them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import click

from opiekun.cli.account_options import account_options, change_of
from opiekun.cli.commands import Group
from opiekun.cli.printing import instant, moment_text, time_left
from opiekun.cli.recommendations import recommendation_lines, recommendations_json
from opiekun.cli.request_json import row_json
from opiekun.cli.session import Session
from opiekun.cli.vocabulary import CLOCKS, DUTIES, ENTITLEMENTS, OWED, PLANS, SHAPES, STATUSES
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.people import Account, Entitlement
from opiekun.domain.queue import QueueRow, state_of
from opiekun.domain.standing import Status
from opiekun.services.account_change import change_account, open_account
from opiekun.services.account_lines import AccountLoad, account_loads
from opiekun.services.accounts import AccountPage, list_agents, show_account
from opiekun.services.queue import rules_of
from opiekun.words import N_, Words


@click.group(
    cls=Group,
    rooms={
        "recommend": "opiekun.cli.recommendations:recommend_to",
        "recommendations": "opiekun.cli.recommendations:list_recommendations",
        "recommendation": "opiekun.cli.recommendations:settle",
    },
    help=N_("VIP accounts: terms, contacts, what was recommended, and who stands by them."),
)
def account() -> None:
    """The commands stand below."""


@account.command("list", help=N_("All accounts by name."))
@click.pass_obj
def list_all(session: Session) -> None:
    """Tells each account in a line."""
    now = session.now()
    loads = account_loads(session.store, now=now)
    at = utc_seconds(now)
    session.answer([_load_json(load, at) for load in loads], lambda: _load_lines(loads, at, session.words))


@account.command("show", help=N_("An account with its people, its history and its open requests."))
@click.argument("name", metavar="A")
@click.pass_obj
def show(session: Session, name: str) -> None:
    """Tells everything about one account."""
    _tell(session, name)


@account.command("add", help=N_("Add an account."))
@click.option("--name", required=True, metavar="N", help=N_("The account's name."))
@account_options
@click.pass_obj
def add(session: Session, /, name: str, **given: Any) -> None:
    """Tells the account as it was made."""
    _tell(session, open_account(session.store, name, change_of(given), now=session.now()))


@account.command("set", help=N_("Change an account; what is not given stays."))
@click.argument("account_name", metavar="A")
@click.option("--name", metavar="N", help=N_("The account's new name."))
@account_options
@click.pass_obj
def change(session: Session, /, account_name: str, name: str | None, **given: Any) -> None:
    """Tells the account as it is now."""
    asked = change_of(given)
    if name is not None:
        asked = replace(asked, fields={**asked.fields, "name": name.strip()})
    _tell(session, change_account(session.store, account_name, asked, now=session.now()))


def _tell(session: Session, name_or_id: str) -> None:
    now = session.now()
    page = show_account(session.store, name_or_id, now=now)
    names = {agent.id: agent.name for agent in list_agents(session.store)}
    at = utc_seconds(now)
    zone = ZoneInfo(rules_of(session.store).openings.hours.timezone)

    def moment(when: Any) -> str:
        return moment_text(when, now, zone, session.words.say)

    pending = [each for each in page.recommendations if each.is_pending]

    def lines() -> Iterator[str]:
        yield from _page_lines(page, names, at, moment, session.words)
        yield session.words.count("{n} recommendation pending", "{n} recommendations pending", len(pending))
        yield from (f"  {line}" for line in recommendation_lines(session, pending))

    session.answer(_page_json(page, names, at), lines)


def _account_json(record: Account, entitled: Entitlement) -> dict[str, Any]:
    fee = record.addon_fee
    return {
        "id": record.id,
        "name": record.name,
        "plan": record.plan,
        "addon_fee": int(fee) if fee == int(fee) else float(fee),
        "addon_start": record.addon_start.isoformat() if record.addon_start is not None else None,
        "addon_end": record.addon_end.isoformat() if record.addon_end is not None else None,
        "entitled": entitled is Entitlement.ENTITLED,
        "entitlement": entitled,
        "timezone": record.timezone or None,
        "language": record.language or None,
        "note": record.note or None,
    }


def _load_json(load: AccountLoad, now: UtcSeconds) -> dict[str, Any]:
    line = load.line
    return {
        **_account_json(line.account, line.entitlement),
        "dedicated": line.dedicated or None,
        "cover": line.cover or None,
        "open_requests": load.open_requests,
        "first_due": row_json(load.first_due, now) if load.first_due is not None else None,
    }


def _page_json(page: AccountPage, names: dict[str, str], now: UtcSeconds) -> dict[str, Any]:
    return {
        **_account_json(page.account, page.entitlement),
        "dedicated": page.dedicated.name if page.dedicated is not None else None,
        "cover": page.cover.name if page.cover is not None else None,
        "contacts": [
            {
                "id": contact.id,
                "name": contact.name or None,
                "email": contact.email or None,
                "phone": contact.phone or None,
                "language": contact.language or None,
            }
            for contact in page.contacts
        ],
        "history": [
            {
                "agent_id": line.agent_id,
                "agent": names.get(line.agent_id),
                "duty": line.duty,
                "since": instant(line.since),
                "until": instant(line.until),
            }
            for line in page.history
        ],
        "requests": [row_json(row, now) for row in _open(page)],
        "recommendations": recommendations_json(page.recommendations),
    }


def _open(page: AccountPage) -> list[QueueRow]:
    return [row for row in page.requests if row.status is not Status.RESOLVED or row.callback_since is not None]


def _load_lines(loads: list[AccountLoad], now: UtcSeconds, words: Words) -> Iterator[str]:
    if not loads:
        yield words.say("There is no account yet; add one with “opiekun account add --name NAME”.")
    for load in loads:
        line = load.line
        told = [
            line.account.name,
            words.say(ENTITLEMENTS[line.entitlement]),
            line.dedicated or words.say("no dedicated agent"),
            words.say("cover {name}", name=line.cover) if line.cover else "",
            words.count("{n} open request", "{n} open requests", load.open_requests),
            _clock(load.first_due, now, words) if load.first_due is not None else "",
        ]
        yield " · ".join(filter(None, told))


def _page_lines(page: AccountPage, names: dict[str, str], now: UtcSeconds, moment: Any, words: Words) -> Iterator[str]:
    record = page.account
    yield f"{record.name} · {words.say(PLANS[record.plan])} · {words.say(ENTITLEMENTS[page.entitlement])}"
    if record.addon_start is not None:
        yield words.say(
            "Add-on: EUR {fee} a month, {start} – {end}",
            fee=record.addon_fee,
            start=record.addon_start,
            end=record.addon_end or "…",
        )
    yield words.say("Dedicated agent: {name}", name=page.dedicated.name if page.dedicated else words.say("nobody"))
    yield words.say("Cover: {name}", name=page.cover.name if page.cover else words.say("nobody"))
    for contact in page.contacts:
        told = " ".join(filter(None, (contact.name, f"<{contact.email}>" if contact.email else "", contact.phone)))
        yield words.say("Contact: {contact}", contact=told)
    if record.note:
        yield words.say("Note: {note}", note=record.note)
    for line in page.history:
        yield "  " + words.say(
            "{since} – {until}: {duty} {name}",
            since=moment(line.since),
            until=moment(line.until) if line.until is not None else "…",
            duty=words.say(DUTIES[line.duty]),
            name=names.get(line.agent_id, line.agent_id),
        )
    rows = _open(page)
    yield words.count("{n} open request", "{n} open requests", len(rows))
    for row in rows:
        yield f"  {row.id} · {int(row.severity)} · {row.subject} · {_clock(row, now, words)}"


def _clock(row: QueueRow, now: UtcSeconds, words: Words) -> str:
    """The current clock of a row in a few signs; its status where none runs."""
    state = state_of(row, now)
    owed = f"{OWED} " if row.callback_since is not None else ""
    if state is None or row.clock is None or row.due_at is None:
        return owed + words.say(STATUSES[row.status])
    return f"{owed}{SHAPES[state]} {words.say(CLOCKS[row.clock])} {time_left(row.due_at - now)}"
