"""What was recommended to a customer, in a call or outside of one, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.services.calls.conftest import CallDesk, at

from opiekun.domain.errors import InvalidInput, NotFound
from opiekun.domain.recommendations import Advice
from opiekun.services.accounts import show_account
from opiekun.services.calls.brief import brief
from opiekun.services.recommendations import (
    LONGEST,
    recommend,
    recommend_in_call,
    recommendations_of,
    settle_recommendation,
)
from opiekun.services.undo import undo


def standing(desk: CallDesk) -> list[tuple[str, Advice]]:
    return [(each.text, each.standing) for each in recommendations_of(desk.store, "Acme")]


def test_it_is_followed_until_it_is_done_and_each_step_is_taken_back_and_done_again(desk):
    made = recommend(desk.store, "Acme", " Split departments \n by language", now=desk.now)
    assert (made.name, made.subject) == ("Acme", "Split departments ")
    later = desk.now + timedelta(days=3)
    accepted = settle_recommendation(desk.store, made.detail, Advice.ACCEPTED, now=later)
    settle_recommendation(desk.store, made.detail, Advice.DONE, now=later)
    [kept] = show_account(desk.store, "Acme", now=desk.now).recommendations
    assert (kept.standing, kept.made_at, kept.settled_at) == (Advice.DONE, desk.now, later)
    again = undo(desk.store, accepted.undo, now=desk.now)
    assert standing(desk) == [("Split departments \n by language", Advice.OPEN)]
    undo(desk.store, again.undo, now=desk.now)
    assert standing(desk) == [("Split departments \n by language", Advice.DONE)]
    gone = undo(desk.store, made.undo, now=desk.now)
    assert standing(desk) == []
    undo(desk.store, gone.undo, now=desk.now)
    assert standing(desk) == [("Split departments \n by language", Advice.DONE)]


def test_the_brief_has_what_is_pending_and_what_was_recommended_in_the_call_itself(desk):
    uid, other = (desk.book(at(day, 9)).name for day in (17, 18))
    texts = {}
    for number, text in enumerate(("asked", "agreed", "refused", "finished")):
        texts[text] = recommend(desk.store, "Acme", text, now=desk.now + timedelta(minutes=number)).detail
    for text, became in (("agreed", Advice.ACCEPTED), ("refused", Advice.DECLINED), ("finished", Advice.DONE)):
        settle_recommendation(desk.store, texts[text], became, now=desk.now)
    here = recommend_in_call(desk.store, uid, "in the call", now=desk.now + timedelta(hours=1))
    settle_recommendation(desk.store, here.detail, Advice.DONE, now=desk.now)
    assert [each.text for each in brief(desk.store, uid).recommendations] == ["in the call", "agreed", "asked"]
    assert [each.text for each in brief(desk.store, other).recommendations] == ["agreed", "asked"]
    assert [each.text for each in recommendations_of(desk.store)][:2] == ["agreed", "asked"]
    assert [each.call_uid for each in recommendations_of(desk.store)].count(uid) == 1


def test_what_cannot_be_recommended_is_refused(desk):
    for text in ("  \n", "x" * (LONGEST + 1)):
        with pytest.raises(InvalidInput):
            recommend(desk.store, "Acme", text, now=desk.now)
    with pytest.raises(NotFound):
        recommend(desk.store, "Nobody", "Something", now=desk.now)
    with pytest.raises(NotFound):
        recommend_in_call(desk.store, "no-call", "Something", now=desk.now)
    with pytest.raises(NotFound, match="account recommendations"):
        settle_recommendation(desk.store, "none", Advice.DONE, now=desk.now)
    made = recommend(desk.store, "Acme", "Something", now=desk.now)
    undo(desk.store, made.undo, now=desk.now)
    with pytest.raises(NotFound):
        undo(desk.store, made.undo, now=desk.now)
