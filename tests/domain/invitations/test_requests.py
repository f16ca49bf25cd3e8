"""What organizers tell us: invitations, new editions and cancellations, and which of them win."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.domain.invitations.calls import AGENT, ANN, BOB, EVE, NOW, answer, message, partstats

from opiekun.domain.calendar.events import When
from opiekun.domain.calendar.reading import details_of
from opiekun.domain.invitations.judging import judge
from opiekun.domain.invitations.messages import Authenticity, CalendarMessage, Partstat
from opiekun.domain.invitations.organizing import answered
from opiekun.domain.invitations.verdicts import Judgement, Known, Verdict

ME = AGENT
NOTHING = Known(None, ours=False)
ALARM = "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n"


def request(**changed: object) -> CalendarMessage:
    lines = (answer("NEEDS-ACTION", ME), answer("ACCEPTED", BOB))
    return message("REQUEST", *lines, **{"organizer": ANN, "sender": ANN, "sequence": 1} | changed)  # type: ignore[arg-type]


def cancel(*lines: str, **changed: object) -> CalendarMessage:
    return message(
        "CANCEL", answer("NEEDS-ACTION", ME), "STATUS:CANCELLED", *lines, **{"organizer": ANN, "sequence": 1} | changed
    )  # type: ignore[arg-type]


def judged(told: CalendarMessage, known: Known = NOTHING) -> Judgement:
    return judge(told, known, me=[ME], now=NOW)


def after(*messages: CalendarMessage, known: Known = NOTHING) -> Known:
    """What is known after these messages came, one after the other."""
    for told in messages:
        result = judged(told, known)
        known = Known(result.text or known.text, False, known.answers, known.reset_at, {**known.seen, **result.seen})
    return known


def start_of(known: Known) -> When:
    assert known.text is not None
    return details_of(known.text, "").start


def test_an_invitation_comes_into_the_calendar_unanswered() -> None:
    result = judged(request())
    assert result.verdict is Verdict.APPLIED
    assert result.text is not None
    assert "METHOD" not in result.text
    assert partstats(result.text) == [(ME, "NEEDS-ACTION"), (BOB, "ACCEPTED")]


def test_a_higher_sequence_replaces_and_asks_anew() -> None:
    known = after(request())
    known = Known(answered(known.text or "", ME, Partstat.ACCEPTED, "", now=NOW), False, seen=known.seen)
    moved = request(sequence=2, start="20260617T120000Z", end="20260617T130000Z", stamp="20260609T100600Z")
    result = judged(moved, known)
    assert result.verdict is Verdict.APPLIED
    assert partstats(result.text or "")[0] == (ME, "NEEDS-ACTION")
    assert start_of(after(moved, known=known)) == datetime(2026, 6, 17, 12, tzinfo=UTC)


def test_a_minor_change_leaves_the_answer_and_the_alarms() -> None:
    known = after(request())
    mine = answered(known.text or "", ME, Partstat.ACCEPTED, "", now=NOW).replace("END:VEVENT", f"{ALARM}END:VEVENT")
    renamed = request(stamp="20260609T100600Z")
    renamed = CalendarMessage(renamed.text.replace("SUMMARY:Review", "SUMMARY:Retro"), ANN, "REQUEST")
    result = judged(renamed, Known(mine, False, seen=known.seen))
    assert result.text is not None
    assert "SUMMARY:Retro" in result.text
    assert partstats(result.text)[0] == (ME, "ACCEPTED")
    assert ALARM in result.text


def test_no_late_edition_wins() -> None:
    newer = request(sequence=2, start="20260617T120000Z", end="20260617T130000Z")
    known = after(newer)
    assert judged(request(), known).verdict is Verdict.OUTDATED
    assert judged(newer, known).verdict is Verdict.DUPLICATE
    assert judged(request(sequence=2, stamp="20260609T100000Z"), known).verdict is Verdict.OUTDATED


def test_an_edit_of_our_own_copy_does_not_shut_the_organizer_out() -> None:
    known = after(request())
    edited = (known.text or "").replace("20260609T100500Z", "20260609T115900Z").replace("SEQUENCE:1", "SEQUENCE:5")
    result = judged(request(sequence=2, stamp="20260609T110000Z"), Known(edited, False, seen=known.seen))
    assert result.verdict is Verdict.APPLIED


def test_another_organizer_cannot_take_an_event_over() -> None:
    result = judged(request(organizer=EVE, sender=EVE, sequence=9), after(request()))
    assert result.verdict is Verdict.REFUSED
    assert judged(request(), Known("x", ours=True)).verdict is Verdict.REFUSED


def test_who_invites_in_anothers_name_or_not_us_is_held() -> None:
    assert judged(request(sender=EVE)).verdict is Verdict.HELD
    to_others = message("REQUEST", answer("NEEDS-ACTION", BOB), organizer=ANN, sender=ANN)
    held = judged(to_others)
    assert (held.verdict, held.text) == (Verdict.HELD, None)
    assert held.would is not None
    assert judged(message("REQUEST", answer("NEEDS-ACTION", ME), organizer="", sender=ANN)).verdict is Verdict.REFUSED


def test_a_cancellation_marks_the_event() -> None:
    result = judged(cancel(stamp="20260609T100600Z"), after(request()))
    assert result.verdict is Verdict.APPLIED
    assert "STATUS:CANCELLED" in (result.text or "")


def test_only_the_organizer_cancels() -> None:
    known = after(request())
    for told in (cancel(sender=EVE, stamp="20260609T100600Z"), cancel(organizer=EVE, sender=EVE, sequence=9)):
        assert judged(told, known).verdict is Verdict.REFUSED


def test_a_cancellation_that_overtakes_its_invitation_stays_the_last_word() -> None:
    first = judged(cancel(sequence=2, stamp="20260609T100600Z"))
    assert first.verdict is Verdict.UNKNOWN
    known = after(cancel(sequence=2, stamp="20260609T100600Z"), request())
    assert known.text is None
    assert judged(request(), known).verdict is Verdict.OUTDATED


def test_one_occurrence_is_cancelled_alone() -> None:
    series = request()
    series = CalendarMessage(series.text.replace("SUMMARY", "RRULE:FREQ=WEEKLY;COUNT=3\r\nSUMMARY"), ANN, "REQUEST")
    known = after(series)
    result = judged(cancel("RECURRENCE-ID:20260623T120000Z", stamp="20260609T100600Z", sequence=2), known)
    assert result.verdict is Verdict.APPLIED
    assert result.text is not None
    statuses = [
        details_of(result.text, name).status for name in ("20260616T120000", "20260623T120000", "20260630T120000")
    ]
    assert statuses == ["confirmed", "cancelled", "confirmed"]
    wrong = cancel("RECURRENCE-ID:20260624T120000Z", stamp="20260609T100600Z", sequence=2)
    assert judged(wrong, known).verdict is Verdict.REFUSED


def test_a_cancellation_for_others_is_not_ours() -> None:
    told = message("CANCEL", answer("NEEDS-ACTION", BOB), organizer=ANN, sender=ANN, sequence=2)
    assert judged(told, after(request())).verdict is Verdict.UNKNOWN


def test_what_is_published_is_no_invitation() -> None:
    assert judged(message("PUBLISH", organizer=ANN)).verdict is Verdict.UNKNOWN
    assert judged(message("ADD", answer("NEEDS-ACTION", ME), organizer=ANN)).verdict is Verdict.REFUSED


def test_a_declined_proposal_is_told_by_the_organizer_alone() -> None:
    known = after(request())
    assert judged(message("DECLINECOUNTER", answer("TENTATIVE", ME), organizer=ANN), known).verdict is Verdict.APPLIED
    stranger = message("DECLINECOUNTER", answer("TENTATIVE", ME), organizer=ANN, sender=EVE)
    assert judged(stranger, known).verdict is Verdict.REFUSED


def test_a_doubtful_cancellation_of_what_is_not_here_keeps_no_invitation_away() -> None:
    forged = cancel(sequence=9, stamp="20260609T100600Z", authenticity=Authenticity.FAILED)
    assert judged(forged).verdict is Verdict.UNKNOWN
    assert judged(request(), after(forged)).verdict is Verdict.APPLIED
