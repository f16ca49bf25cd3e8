"""What guests answer: each rule of RFC 5546 and each worked case, one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.domain.invitations.calls import AGENT, ANN, BOB, CALL, EVE, NOW, SERIES, answer, message, partstats

from opiekun.domain.invitations.judging import judge
from opiekun.domain.invitations.messages import Authenticity, CalendarMessage
from opiekun.domain.invitations.verdicts import AnswerKey, Edition, Judgement, Known, Verdict

KNOWN = Known(CALL, ours=True, reset_at={"": 2})


def judged(told: CalendarMessage, known: Known = KNOWN, **options: dict[str, tuple[str, ...]]) -> Judgement:
    return judge(told, known, me=[AGENT], now=NOW, **options)


def remembered(known: Known, result: Judgement) -> Known:
    return Known(result.text or known.text, known.ours, {**known.answers, **result.answers}, known.reset_at, known.seen)


def test_an_answer_counts_and_nothing_else_changes() -> None:
    result = judged(message("REPLY", answer("ACCEPTED", "ANN@acme.example")))
    assert result.verdict is Verdict.APPLIED
    assert result.text == CALL.replace("PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "PARTSTAT=ACCEPTED")
    assert result.answers == {AnswerKey(ANN, ""): Edition(2, "20260609T100500Z")}
    (change,) = result.changes
    assert (change.who, change.before, change.after) == (ANN, "needs-action", "accepted")


def test_the_same_again_is_a_duplicate() -> None:
    told = message("REPLY", answer("ACCEPTED"))
    again = judged(told, remembered(KNOWN, judged(told)))
    assert (again.verdict, again.text, again.answers) == (Verdict.DUPLICATE, None, {})


def test_an_older_answer_that_comes_later_does_not_win() -> None:
    known = remembered(KNOWN, judged(message("REPLY", answer("DECLINED"), stamp="20260609T100500Z")))
    late = judged(message("REPLY", answer("ACCEPTED"), stamp="20260609T100000Z"), known)
    assert late.verdict is Verdict.OUTDATED
    assert (ANN, "DECLINED") in partstats(known.text or "")


def test_an_answer_to_an_older_time_does_not_count_for_the_new_one() -> None:
    for sequence in (1, 0, None):
        assert judged(message("REPLY", answer("ACCEPTED"), sequence=sequence)).verdict is Verdict.OUTDATED


def test_an_answer_to_what_was_never_sent_is_refused() -> None:
    assert judged(message("REPLY", answer("ACCEPTED"), sequence=3)).verdict is Verdict.REFUSED


def test_a_stamp_from_the_future_does_not_stay_the_newest_for_ever() -> None:
    known = remembered(KNOWN, judged(message("REPLY", answer("ACCEPTED"), stamp="20991231T000000Z")))
    assert known.answers[AnswerKey(ANN, "")].dtstamp == "20260610T120000Z"


def test_answers_of_a_guest_whose_clock_is_ahead_keep_their_order() -> None:
    known = remembered(KNOWN, judged(message("REPLY", answer("ACCEPTED"), stamp="20260609T140000Z")))
    known = remembered(known, judged(message("REPLY", answer("DECLINED"), stamp="20260609T140500Z"), known))
    assert (ANN, "DECLINED") in partstats(known.text or "")
    late = judged(message("REPLY", answer("ACCEPTED"), stamp="20260609T140200Z"), known)
    assert late.verdict is Verdict.OUTDATED


def test_a_title_that_changed_meanwhile_leaves_an_answer_its_worth() -> None:
    known = Known(CALL.replace("SEQUENCE:2", "SEQUENCE:4"), ours=True, reset_at={"": 2})
    assert judged(message("REPLY", answer("ACCEPTED"), sequence=3), known).verdict is Verdict.APPLIED


def test_who_is_not_invited_is_held_and_can_be_added() -> None:
    result = judged(message("REPLY", answer("ACCEPTED", EVE), sender=EVE))
    assert (result.verdict, result.text) == (Verdict.HELD, None)
    assert (EVE, "ACCEPTED") in partstats(result.would or "")
    assert EVE in str(result.reason)


def test_who_answers_for_another_is_held() -> None:
    result = judged(message("REPLY", answer("ACCEPTED"), sender=BOB))
    assert (result.verdict, result.text) == (Verdict.HELD, None)
    assert (ANN, "ACCEPTED") in partstats(result.would or "")


def test_who_may_speak_for_a_guest() -> None:
    by_secretary = message("REPLY", answer("ACCEPTED", ANN, f';SENT-BY="mailto:{BOB}"'), sender=BOB)
    assert judged(by_secretary).verdict is Verdict.APPLIED
    by_alias = message("REPLY", answer("ACCEPTED"), sender="ann.lee@acme.example")
    assert judged(by_alias, aliases={ANN: ("Ann.Lee@acme.example",)}).verdict is Verdict.APPLIED
    from_a_file = message("REPLY", answer("ACCEPTED"), sender="", mime_method="")
    assert judged(from_a_file).verdict is Verdict.APPLIED


def test_a_doubtful_envelope_lets_nothing_happen_by_itself() -> None:
    failed = CalendarMessage(message("REPLY", answer("ACCEPTED")).text, ANN, "REPLY", Authenticity.FAILED)
    other = message("REPLY", answer("ACCEPTED"), mime_method="REQUEST")
    for told in (failed, other):
        result = judged(told)
        assert (result.verdict, result.text) == (Verdict.HELD, None)
        assert (ANN, "ACCEPTED") in partstats(result.would or "")


def test_a_reply_is_of_exactly_one_guest() -> None:
    for lines in ((), (answer("ACCEPTED"), answer("ACCEPTED", BOB))):
        assert judged(message("REPLY", *lines)).verdict is Verdict.REFUSED


def test_outlook_com_leaves_the_organizer_out() -> None:
    assert judged(message("REPLY", answer("ACCEPTED"), organizer="")).verdict is Verdict.APPLIED


def test_one_occurrence_is_answered_apart() -> None:
    series = Known(SERIES, ours=True, reset_at={"": 2})
    told = message("REPLY", answer("DECLINED"), "RECURRENCE-ID:20260623T120000Z")
    result = judged(told, series)
    assert result.verdict is Verdict.APPLIED
    assert partstats(result.text or "") == [
        (ANN, "NEEDS-ACTION"),
        (BOB, "ACCEPTED"),
        (ANN, "DECLINED"),
        (BOB, "ACCEPTED"),
    ]
    whole = judged(message("REPLY", answer("ACCEPTED"), stamp="20260609T100600Z"), remembered(series, result))
    assert partstats(whole.text or "")[::2] == [(ANN, "ACCEPTED"), (ANN, "DECLINED")]


def test_an_occurrence_in_the_zone_of_windows_is_the_same() -> None:
    zoned = SERIES.replace("DTSTART:20260616T120000Z", "DTSTART;TZID=Europe/Warsaw:20260616T140000").replace(
        "DTEND:20260616T130000Z", "DTEND;TZID=Europe/Warsaw:20260616T150000"
    )
    told = message("REPLY", answer("DECLINED"), "RECURRENCE-ID;TZID=Central European Standard Time:20260623T140000")
    result = judged(told, Known(zoned, ours=True, reset_at={"": 2}))
    assert result.verdict is Verdict.APPLIED
    assert [change.recurrence_id for change in result.changes] == ["20260623T140000"]


@pytest.mark.parametrize("method", ["REPLY", "COUNTER"])
def test_an_occurrence_that_is_none_is_refused(method: str) -> None:
    told = message(method, answer("DECLINED"), "RECURRENCE-ID:20260624T120000Z")
    assert judged(told, Known(SERIES, ours=True)).verdict is Verdict.REFUSED
    assert judged(message(method, answer("DECLINED"), "RECURRENCE-ID:20260623T120000Z")).verdict is Verdict.REFUSED


def test_an_answer_to_nothing_here_is_unknown() -> None:
    for known in (Known(None, ours=False), Known(CALL, ours=False)):
        for method in ("REPLY", "COUNTER", "REFRESH"):
            assert judged(message(method, answer("ACCEPTED")), known).verdict is Verdict.UNKNOWN


def test_another_time_is_a_proposal_and_changes_nothing() -> None:
    told = message(
        "COUNTER",
        answer("TENTATIVE"),
        "COMMENT:Half an hour\\, please",
        start="20260616T123000Z",
        end="20260616T133000Z",
    )
    result = judged(told)
    assert (result.verdict, result.text) == (Verdict.PROPOSAL, None)
    assert result.proposal is not None
    assert (result.proposal.who, result.proposal.comment) == (ANN, "Half an hour, please")
    assert result.proposal.start.isoformat() == "2026-06-16T12:30:00+00:00"


def test_a_proposal_for_an_older_version_or_from_a_stranger() -> None:
    assert judged(message("COUNTER", answer("TENTATIVE"), sequence=1)).verdict is Verdict.OUTDATED
    assert judged(message("COUNTER", answer("TENTATIVE", EVE), sender=EVE)).verdict is Verdict.HELD
    answered = remembered(KNOWN, judged(message("REPLY", answer("ACCEPTED"), stamp="20260609T110000Z")))
    assert judged(message("COUNTER", answer("TENTATIVE")), answered).verdict is Verdict.OUTDATED


def test_whoever_is_invited_gets_the_invitation_again() -> None:
    result = judged(message("REFRESH", answer("NEEDS-ACTION")))
    assert (result.verdict, result.text, result.answer, result.answer_to) == (Verdict.APPLIED, None, CALL, ANN)
    assert judged(message("REFRESH", answer("NEEDS-ACTION", EVE), sender=EVE)).verdict is Verdict.REFUSED


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        CALL,
        CALL.replace("VERSION:2.0", "METHOD:NONSENSE"),
        message("REPLY", answer("ACCEPTED")).text.replace("UID:call-1\r\n", ""),
        message("REPLY", answer("ACCEPTED"), "RECURRENCE-ID:yesterday").text,
    ],
)
def test_what_is_no_message_is_refused_in_a_sentence(text: str) -> None:
    result = judged(CalendarMessage(text, ANN))
    assert result.verdict is Verdict.REFUSED
    assert str(result.reason)


@pytest.mark.parametrize("method", ["REPLY", "COUNTER", "REFRESH"])
def test_a_mail_that_nobody_vouches_for_is_held(method: str) -> None:
    later = "20260616T123000Z"
    told = message(method, answer("ACCEPTED"), sender="", start=later, authenticity=Authenticity.ANONYMOUS)
    result = judged(told)
    assert (result.verdict, result.text) == (Verdict.HELD, None)
    assert "who sends it" in str(result.reason)


def test_a_proposal_that_ends_before_it_begins_is_refused() -> None:
    told = message("COUNTER", answer("TENTATIVE"), start="20260616T140000Z", end="20260616T130000Z")
    assert judged(told).verdict is Verdict.REFUSED


def without_end(told: CalendarMessage) -> CalendarMessage:
    """The message as Outlook and Apple may write it: with a start alone."""
    lines = (line for line in told.text.split("\r\n") if not line.startswith("DTEND"))
    return replace(told, text="\r\n".join(lines))


def test_a_proposal_without_an_end_is_as_long_as_the_call() -> None:
    result = judged(without_end(message("COUNTER", answer("TENTATIVE"), start="20260617T080000Z")))
    assert result.proposal is not None
    assert (result.proposal.end - result.proposal.start, result.proposal.sequence) == (timedelta(hours=1), 2)


def test_a_proposal_of_one_occurrence_is_as_long_as_that_one() -> None:
    told = message("COUNTER", answer("TENTATIVE"), "RECURRENCE-ID:20260623T120000Z", start="20260624T080000Z")
    result = judged(without_end(told), Known(SERIES, ours=True))
    assert result.proposal is not None
    assert (result.proposal.recurrence_id, result.proposal.end - result.proposal.start) == (
        "20260623T120000",
        timedelta(hours=1),
    )


def test_a_proposal_of_another_day_is_as_many_days_long() -> None:
    days = CALL.replace("DTSTART:20260616T120000Z", "DTSTART;VALUE=DATE:20260616")
    known = Known(days.replace("DTEND:20260616T130000Z", "DTEND;VALUE=DATE:20260618"), ours=True)
    told = message("COUNTER", answer("TENTATIVE"), start="20260623")
    told = replace(told, text=told.text.replace("DTSTART:", "DTSTART;VALUE=DATE:"))
    result = judged(without_end(told), known)
    assert result.proposal is not None
    assert (result.proposal.start, result.proposal.end) == (date(2026, 6, 23), date(2026, 6, 25))


def test_a_proposal_of_the_time_that_it_is_at_is_none() -> None:
    result = judged(message("COUNTER", answer("TENTATIVE"), "COMMENT:By phone\\, please"))
    assert (result.verdict, result.proposal) == (Verdict.HELD, None)
    assert "already" in str(result.reason)
    longer = judged(message("COUNTER", answer("TENTATIVE"), end="20260616T140000Z"))
    assert longer.verdict is Verdict.PROPOSAL


def test_an_answer_to_the_only_occurrence_is_one_to_the_event() -> None:
    result = judged(message("REPLY", answer("DECLINED"), "RECURRENCE-ID:20260616T120000Z"))
    assert result.text == CALL.replace("PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "PARTSTAT=DECLINED")
    assert result.answers.keys() == {AnswerKey(ANN, "")}
    elsewhere = judged(message("REPLY", answer("DECLINED"), "RECURRENCE-ID:20260617T120000Z"))
    assert elsewhere.verdict is Verdict.REFUSED


def test_to_whom_a_guest_delegates_is_kept_until_he_answers_himself() -> None:
    known = remembered(KNOWN, judged(message("REPLY", answer("DELEGATED", ANN, ';DELEGATED-TO="mailto:Eve@x.test"'))))
    assert 'PARTSTAT=DELEGATED;X-KEPT=1;DELEGATED-TO="mailto:eve@x.test":' in (known.text or "").replace("\r\n ", "")
    back = judged(message("REPLY", answer("ACCEPTED"), stamp="20260609T100600Z"), known)
    assert back.text == CALL.replace("PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "PARTSTAT=ACCEPTED")


def test_a_delegate_that_is_no_address_is_not_taken_over() -> None:
    told = message("REPLY", answer("DELEGATED", ANN, ';DELEGATED-TO="mailto:a@b.c^nX-EVIL:1"'))
    result = judged(told)
    assert result.text == CALL.replace("PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "PARTSTAT=DELEGATED")
