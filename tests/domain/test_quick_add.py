"""One line as an event: what is understood, in both languages, and that nothing that is typed can break it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opiekun.domain.calendar.events import EventPurpose
from opiekun.domain.calendar.quick_add import Missing, QuickAdd, parse, parse_day

ZONE = ZoneInfo("Europe/Bratislava")
NOW = datetime(2026, 6, 16, 8, 51, tzinfo=UTC)  # a Tuesday, 10:51 on the wall
ACCOUNTS = ("Acme", "Globex", "Wayne Sp. z o.o.", "Gołąb", "Umbrella East", "Umbrella West")


def read(text, language="en"):
    return parse(text, now=NOW, zone=ZONE, language=language, accounts=ACCOUNTS)


def span(added: QuickAdd):
    if added.start is None or not isinstance(added.start, datetime):
        return str(added.start), str(added.end)
    return f"{added.start:%m-%d %H:%M}", f"{added.end:%m-%d %H:%M}" if added.end.date() != added.start.date() else (
        f"{added.end:%H:%M}"
    )


def parts(text, added):
    return [(token.kind.value, text[token.start : token.end]) for token in added.tokens]


def test_the_line_of_the_drawing():
    text = "Acme training tue 14:00 60m"
    added = read(text)
    assert span(added) == ("06-16 14:00", "15:00")
    assert (added.summary, added.account, added.purpose) == ("Acme training", "Acme", EventPurpose.CALL)
    assert parts(text, added) == [
        ("account", "Acme"), ("purpose", "training"), ("day", "tue"), ("time", "14:00"), ("duration", "60m"),
    ]  # fmt: skip
    assert added.missing == ()
    assert added.start.tzinfo is ZONE


def test_the_same_in_polish():
    added = read("Acme szkolenie wt 14:00", "pl")
    assert span(added) == ("06-16 14:00", "15:00")
    assert (added.summary, added.account, added.purpose) == ("Acme szkolenie", "Acme", EventPurpose.CALL)
    assert read("Acme szkolenie wt 14:00", "en") == added


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("today 14:00", "06-16 14:00", "15:00"),
        ("dziś o 14", "06-16 14:00", "15:00"),
        ("tomorrow at 2pm", "06-17 14:00", "15:00"),
        ("jutro 9", "06-17 09:00", "10:00"),
        ("pojutrze o 14.30", "06-18 14:30", "15:30"),
        ("at 2:30 pm", "06-16 14:30", "15:30"),
        ("10:51", "06-16 10:51", "11:51"),
        ("10:50", "06-17 10:50", "11:50"),
        ("tue 10:50", "06-23 10:50", "11:50"),
        ("mon 9:00", "06-22 09:00", "10:00"),
        ("w środę 9:15", "06-17 09:15", "10:15"),
        ("we wtorek 12", "06-16 12:00", "13:00"),
        ("next tue 9:00", "06-23 09:00", "10:00"),
        ("next fri 9:00", "06-26 09:00", "10:00"),
        ("w przyszły piątek 9:00", "06-26 09:00", "10:00"),
        ("16.6. 14:00", "06-16 14:00", "15:00"),
        ("1.7.2026 14:00", "07-01 14:00", "15:00"),
        ("1.07 14:00", "07-01 14:00", "15:00"),
        ("18 June 9am", "06-18 09:00", "10:00"),
        ("June 18th, 9am", "06-18 09:00", "10:00"),
        ("18 czerwca o 9", "06-18 09:00", "10:00"),
        ("15 czerwca 2027 9:00", "06-15 09:00", "10:00"),
        ("2026-06-18 9:00", "06-18 09:00", "10:00"),
        ("6/18 9:00", "06-18 09:00", "10:00"),
        ("18/6 9:00", "06-18 09:00", "10:00"),
        ("in 3 days 9:00", "06-19 09:00", "10:00"),
        ("za 2 tygodnie 9:00", "06-30 09:00", "10:00"),
        ("wed 14-15:30", "06-17 14:00", "15:30"),
        ("wed 14:00–15:00", "06-17 14:00", "15:00"),
        ("wed 14-16", "06-17 14:00", "16:00"),
        ("wed 2-3pm", "06-17 14:00", "15:00"),
        ("wed 11-1pm", "06-17 11:00", "13:00"),
        ("wed from 9 to 10:30", "06-17 09:00", "10:30"),
        ("śr od 9 do 10:30", "06-17 09:00", "10:30"),
        ("wed 22:00-1:00am", "06-17 22:00", "06-18 01:00"),
        ("wed noon", "06-17 12:00", "13:00"),
        ("śr w południe", "06-17 12:00", "13:00"),
        ("wed 9:00 60m", "06-17 09:00", "10:00"),
        ("wed 9:00 1h", "06-17 09:00", "10:00"),
        ("wed 9:00 1h30", "06-17 09:00", "10:30"),
        ("wed 9:00 1 h 30 min", "06-17 09:00", "10:30"),
        ("wed 9:00 90 min", "06-17 09:00", "10:30"),
        ("wed 9:00 1,5 h", "06-17 09:00", "10:30"),
        ("wed 9:00 1.5h", "06-17 09:00", "10:30"),
        ("wed 9:00 for 2 hours", "06-17 09:00", "11:00"),
        ("śr 9:00 pół godziny", "06-17 09:00", "09:30"),
        ("śr 9:00 półtorej godziny", "06-17 09:00", "10:30"),
        ("śr 9:00 przez 2 godziny", "06-17 09:00", "11:00"),
        ("wed 14 60m", "06-17 14:00", "15:00"),
        ("wed at 3", "06-17 15:00", "16:00"),
        ("wed 03:00", "06-17 03:00", "04:00"),
    ],
)
def test_when_it_is(words, start, end):
    added = read(f"Plan {words}")
    assert span(added) == (start, end)
    assert added.summary == "Plan"


@pytest.mark.parametrize(
    ("words", "first", "after"),
    [
        ("18 June", "2026-06-18", "2026-06-19"),
        ("tomorrow all day", "2026-06-17", "2026-06-18"),
        ("jutro cały dzień", "2026-06-17", "2026-06-18"),
        ("16–18 czerwca", "2026-06-16", "2026-06-19"),
        ("22-24.6.", "2026-06-22", "2026-06-25"),
        ("mon-fri", "2026-06-22", "2026-06-27"),
        ("przyszły wt-czw", "2026-06-23", "2026-06-26"),
        ("tomorrow for 3 days", "2026-06-17", "2026-06-20"),
        ("15 czerwca", "2027-06-15", "2027-06-16"),
        ("29 February", "2028-02-29", "2028-03-01"),
    ],
)
def test_a_day_alone_is_all_day(words, first, after):
    added = read(f"urlop {words}")
    assert (added.start, added.end) == (date.fromisoformat(first), date.fromisoformat(after))
    assert (added.summary, added.purpose, added.missing) == ("urlop", EventPurpose.ABSENCE, ())


@pytest.mark.parametrize(
    ("words", "rule", "start"),
    [
        ("every tuesday 9:00", "FREQ=WEEKLY;BYDAY=TU", "06-23 09:00"),
        ("every tuesday 11:00", "FREQ=WEEKLY;BYDAY=TU", "06-16 11:00"),
        ("co wtorek i czwartek o 9", "FREQ=WEEKLY;BYDAY=TU,TH", "06-18 09:00"),
        ("every weekday 9:15", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "06-17 09:15"),
        ("daily 9:15", "FREQ=DAILY", "06-17 09:15"),
        ("codziennie 12:00", "FREQ=DAILY", "06-16 12:00"),
        ("co tydzień wt 9:00", "FREQ=WEEKLY", "06-23 09:00"),
        ("every 2 weeks on fri at 9am", "FREQ=WEEKLY;INTERVAL=2", "06-19 09:00"),
        ("co 3 miesiące 16.6. 12:00", "FREQ=MONTHLY;INTERVAL=3", "06-16 12:00"),
        ("every other week mon 9:00", "FREQ=WEEKLY;INTERVAL=2", "06-22 09:00"),
    ],
)
def test_what_recurs(words, rule, start):
    added = read(f"Plan {words}")
    assert (added.rule, span(added)[0], added.summary) == (rule, start, "Plan")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", (Missing.SUMMARY, Missing.DAY)),
        ("Acme training", (Missing.DAY,)),
        ("Acme training tue", (Missing.TIME,)),
        ("Plan jutro 30 min", (Missing.TIME,)),
        ("tue 14:00", (Missing.SUMMARY,)),
        ("every tuesday", (Missing.SUMMARY,)),
        ("Stand-up 9:15", ()),
    ],
)
def test_it_tells_what_is_missing(text, missing):
    assert read(text).missing == missing


def test_a_place_follows_its_sign_up_to_the_next_thing_that_tells_when():
    text = "Plan @Room 14, second floor tue 14:00"
    added = read(text)
    assert (added.summary, added.location) == ("Plan", "Room 14, second floor")
    assert parts(text, added) == [("place", "@Room 14, second floor"), ("day", "tue"), ("time", "14:00")]
    assert read("Plan tue 14:00 @ Acme").location == "Acme"
    assert read("mail anna@example.com tue 14:00").location == ""


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("wayne sp. z o.o. call tue 14:00", "Wayne Sp. z o.o."),
        ("Call with WAYNE tue 14:00", "Wayne Sp. z o.o."),
        ("golab szkolenie wt 14", "Gołąb"),
        ("Gołąb szkolenie wt 14", "Gołąb"),
        ("Umbrella call wt 14", ""),
        ("Umbrella West call wt 14", "Umbrella West"),
        ("Acmeology tue 14:00", ""),
    ],
)
def test_the_account_is_recognised_from_those_there_are(text, account):
    assert read(text).account == account


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Plan 7 steps", "Plan 7 steps"),
        ("Sunday roast recipes", "roast recipes"),
        ("Monitor 24 disks", "Monitor 24 disks"),
        ("Ticket 10423 wed 9:00", "Ticket 10423"),
        ("Call 3 people wed 9:00", "Call 3 people"),
        ("Meeting, wed 9:00 – 60m", "Meeting"),
        ("Plan\twed\n9:00", "Plan"),
    ],
)
def test_what_tells_nothing_stays_in_the_summary(text, summary):
    assert read(text).summary == summary


WORDS = """Acme training szkolenie tue wt next every co 2 14 - : 14:00 2pm 60m 1,5 h 16.6. 31.2. 6/16 0h all day cały
dzień @ May 2026-13-45 99999 @Room za in tydzień , . 24:00 29 lut 0"""
words = st.sampled_from(WORDS.split())
lines = st.one_of(st.text(max_size=80), st.lists(words, max_size=9).map(" ".join), st.lists(words).map("".join))


@given(lines, st.integers(0, 7_000_000_000), st.sampled_from(["en", "pl", "de", ""]))
def test_nothing_that_is_typed_breaks_it(text, seconds, language):
    added = parse(
        text,
        now=datetime.fromtimestamp(seconds, UTC),
        zone=ZONE,
        language=language,
        accounts=[*ACCOUNTS, "", " ", text],
    )
    places = [0, *(place for token in added.tokens for place in (token.start, token.end)), len(text)]
    assert places == sorted(places)
    assert all(token.start < token.end for token in added.tokens)
    assert (added.start is None) == (added.end is None) == bool({Missing.DAY, Missing.TIME} & set(added.missing))
    if added.start is not None:
        assert type(added.start) is type(added.end)
        assert added.start < added.end


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("friday noon-13:00 weekly", "06-19 12:00", "13:00"),
        ("friday noon – 13:00", "06-19 12:00", "13:00"),
        ("fri noon to 1pm", "06-19 12:00", "13:00"),
        ("pt południe–13", "06-19 12:00", "13:00"),
        ("pt od południa do 13:30", "06-19 12:00", "13:30"),
        ("fri 10-noon", "06-19 10:00", "12:00"),
        ("fri 10:30 - noon", "06-19 10:30", "12:00"),
        ("fri 12-noon", "06-19 12:00", "13:00"),
        ("fri 22:00-midnight", "06-19 22:00", "06-20 00:00"),
        ("pt od 22 do północy", "06-19 22:00", "06-20 00:00"),
        ("fri noon", "06-19 12:00", "13:00"),
    ],
)
def test_noon_and_midnight_begin_and_end_what_lasts(words, start, end):
    added = read(f"Lunch {words}")
    assert span(added) == (start, end)
    assert added.summary == "Lunch"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("3 july", date(2026, 7, 3)),
        ("16 cze", date(2026, 6, 16)),
        ("jutro", date(2026, 6, 17)),
        ("next tuesday", date(2026, 6, 23)),
        ("3.7.", date(2026, 7, 3)),
        ("2026-07-03", date(2026, 7, 3)),
        ("tuesday", date(2026, 6, 16)),
        ("za 2 tygodnie", date(2026, 6, 30)),
        ("3 july lunch", None),
        ("3 july 14:00", None),
        ("", None),
        ("soon", None),
    ],
)
def test_a_day_alone_is_read_as_in_a_line(words, day):
    assert parse_day(words, today=date(2026, 6, 16)) == day
