"""`opiekun account recommend`, `recommendations` and `recommendation`, and `opiekun call recommend`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import click

from opiekun.cli.commands import command
from opiekun.cli.printing import instant, moment_text
from opiekun.cli.session import Session
from opiekun.cli.vocabulary import ADVICE, DONE
from opiekun.domain.recommendations import Advice, Recommendation
from opiekun.services.done import Done
from opiekun.services.recommendations import (
    recommend,
    recommend_in_call,
    recommendations_of,
    settle_recommendation,
)
from opiekun.words import N_


@command(N_("Recommend something to an account; prints the recommendation’s id."))
@click.argument("account", metavar="A")
@click.argument("text")
@click.pass_obj
def recommend_to(session: Session, account: str, text: str) -> None:
    """Tells the recommendation."""
    _tell(session, recommend(session.store, account, text, now=session.now()))


@command(N_("Recommend something in a call to its account; prints the recommendation’s id."))
@click.argument("uid", metavar="UID")
@click.argument("text")
@click.pass_obj
def recommend_there(session: Session, uid: str, text: str) -> None:
    """Tells the recommendation."""
    _tell(session, recommend_in_call(session.store, uid, text, now=session.now()))


@command(N_("What was recommended to an account, or to all; what is pending comes first."))
@click.argument("account", metavar="[A]", required=False, default="")
@click.pass_obj
def list_recommendations(session: Session, account: str) -> None:
    """Tells each in a line."""
    found = recommendations_of(session.store, account)
    session.answer(recommendations_json(found), lambda: recommendation_lines(session, found))


@command(N_("Say what became of a recommendation; open takes back what was said."))
@click.argument("recommendation_id", metavar="ID")
@click.argument("standing", metavar="STANDING", type=click.Choice([each.value for each in Advice]))
@click.pass_obj
def settle(session: Session, recommendation_id: str, standing: str) -> None:
    """Tells what was done."""
    done = settle_recommendation(session.store, recommendation_id, Advice(standing), now=session.now())
    told = session.words.say(DONE[done.what], name=done.name, subject=done.subject, detail=done.detail)
    session.answer({"id": recommendation_id, "standing": standing}, lambda: [told])


def recommendations_json(found: Iterable[Recommendation]) -> list[dict[str, Any]]:
    """Recommendations as other programs read them."""
    return [
        {
            "id": each.id,
            "text": each.text,
            "standing": each.standing,
            "made_at": instant(each.made_at),
            "settled_at": instant(each.settled_at),
            "call": each.call_uid or None,
        }
        for each in found
    ]


def recommendation_lines(session: Session, found: Iterable[Recommendation]) -> Iterator[str]:
    """Each in a line, with its id, by which it is settled."""
    now, zone, words = session.now(), session.zone(), session.words
    for each in found:
        made = moment_text(each.made_at, now, zone, words.say)
        yield f"{made}  {words.say(ADVICE[each.standing])}  {' '.join(each.text.split())}  {each.id}"


def _tell(session: Session, done: Done) -> None:
    session.answer({"id": done.detail, "account": done.name, "text": done.subject}, lambda: [done.detail])
