"""Recommending something to a customer, and following it until it is declined or done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.recommendations import Advice, Recommendation
from opiekun.services.accounts import found_account
from opiekun.services.calls.writing import recorded
from opiekun.services.done import Changed, Done, What
from opiekun.services.ports import Store, UnitOfWork
from opiekun.services.settings_undo import RestoreRecommendation

LONGEST = 2_000


def recommend(store: Store, account: str, text: str, *, now: datetime) -> Done:
    """Recommend something to an account (name or id). ``detail`` of the answer is the recommendation's id.

    Raises NotFound, and InvalidInput for no words or too many.
    """
    with store.write() as unit:
        return _made(unit, found_account(unit, account).id, text, now, "")


def recommend_in_call(store: Store, uid: str, text: str, *, now: datetime) -> Done:
    """Recommend something to the account with which a call is held. Raises as :func:`recommend`."""
    with store.write() as unit:
        record = recorded(unit, uid)
        return _made(unit, record.account_id, text, now, record.uid)


def settle_recommendation(store: Store, recommendation_id: str, standing: Advice, *, now: datetime) -> Done:
    """Say what became of a recommendation; OPEN takes back what was said. Raises NotFound."""
    with store.write() as unit:
        before = _found(unit, recommendation_id)
        settled = None if standing is Advice.OPEN else now
        unit.recommendations.save(replace(before, standing=standing, settled_at=settled))
        undo = RestoreRecommendation(before.id, before)
        return _done(unit, before, What.RECOMMENDATION_SETTLED, undo, detail=standing.value)


def recommendations_of(store: Store, account: str = "") -> list[Recommendation]:
    """What was recommended to an account (name or id), or to all: what is pending first, then the latest first.

    Raises NotFound.
    """
    with store.read() as unit:
        return ordered(unit.recommendations.of(found_account(unit, account).id if account else None))


def ordered(found: Iterable[Recommendation]) -> list[Recommendation]:
    """What is pending first, otherwise as they come."""
    return sorted(found, key=lambda each: not each.is_pending)


def restore_recommendation(store: Store, token: RestoreRecommendation) -> Done:
    """Make a recommendation as it was before: None for one that was not made. Raises NotFound where it is gone."""
    with store.write() as unit:
        before = unit.recommendations.find(token.id)
        wanted = token.recommendation
        if wanted is None:
            gone = _found(unit, token.id)
            unit.recommendations.remove(gone.id)
            return _done(unit, gone, What.UNDONE, RestoreRecommendation(gone.id, gone), of=What.RECOMMENDED)
        unit.recommendations.save(wanted)
        of = What.RECOMMENDED if before is None else What.RECOMMENDATION_SETTLED
        what = What.REDONE if before is None else What.UNDONE
        return _done(unit, wanted, what, RestoreRecommendation(wanted.id, before), of=of)


def _made(unit: UnitOfWork, account_id: str, text: str, now: datetime, uid: str) -> Done:
    words = text.strip()
    if not words:
        raise InvalidInput("The recommendation is empty; write what you recommend.")
    if len(words) > LONGEST:
        raise InvalidInput("The recommendation is longer than {most} characters; shorten it.", most=LONGEST)
    made = Recommendation(unit.recommendations.new_id(), account_id, words, now, call_uid=uid)
    unit.recommendations.save(made)
    return _done(unit, made, What.RECOMMENDED, RestoreRecommendation(made.id, None), detail=made.id)


def _done(
    unit: UnitOfWork,
    about: Recommendation,
    what: What,
    undo: RestoreRecommendation,
    *,
    detail: str = "",
    of: What | None = None,
) -> Done:
    account = unit.people.account(about.account_id)
    return Done(
        what,
        name=account.name if account is not None else about.account_id,
        subject=about.text.splitlines()[0],
        detail=detail,
        changed=Changed(accounts=frozenset({about.account_id})),
        undo=undo,
        of=of,
    )


def _found(unit: UnitOfWork, recommendation_id: str) -> Recommendation:
    found = unit.recommendations.find(recommendation_id.strip())
    if found is None:
        raise NotFound(
            "There is no recommendation {id}; list them with “opiekun account recommendations”.", id=recommendation_id
        )
    return found
