"""The words that quick add knows, English and Polish, in lower case and without accents."""

from __future__ import annotations

from opiekun.domain.calendar.events import EventPurpose

WEEKDAYS = {
    "mon monday pn pon poniedzialek poniedzialku": 0,
    "tue tues tuesday wt wto wtorek wtorku": 1,
    "wed weds wednesday sr sro sroda srode srody": 2,
    "thu thur thurs thursday cz czw czwartek czwartku": 3,
    "fri friday pt pia piatek piatku": 4,
    "sat saturday sb sob sobota sobote soboty": 5,
    "sun sunday nd ndz niedz niedziela niedziele niedzieli": 6,
}
MONTHS = {
    "jan january sty styczen stycznia": 1,
    "feb february lut luty lutego": 2,
    "mar march marzec marca": 3,
    "apr april kwi kwiecien kwietnia": 4,
    "may maj maja": 5,
    "jun june cze czerwiec czerwca": 6,
    "jul july lip lipiec lipca": 7,
    "aug august sie sierpien sierpnia": 8,
    "sep sept september wrz wrzesien wrzesnia": 9,
    "oct october paz pazdziernik pazdziernika": 10,
    "nov november lis listopad listopada": 11,
    "dec december gru grudzien grudnia": 12,
}
DAYS_FROM_TODAY = {
    "today": 0,
    "dzis": 0,
    "dzisiaj": 0,
    "tomorrow": 1,
    "jutro": 1,
    "day after tomorrow": 2,
    "pojutrze": 2,
    "za tydzien": 7,
    "in a week": 7,
}
NEXT = "next przyszly przyszla przyszle nastepny nastepna nastepne"
TIMES = {
    "noon": 12 * 60,
    "midday": 12 * 60,
    "poludnie": 12 * 60,
    "w poludnie": 12 * 60,
    "poludnia": 12 * 60,
    "midnight": 0,
    "polnoc": 0,
    "o polnocy": 0,
    "polnocy": 0,
}
DURATIONS = {
    "half an hour": 30,
    "half hour": 30,
    "pol godziny": 30,
    "an hour and a half": 90,
    "poltorej godziny": 90,
    "an hour": 60,
    "godzina": 60,
    "godzine": 60,
    "quarter of an hour": 15,
    "kwadrans": 15,
}
HOURS = "h hr hrs hour hours g godz godzina godziny godzin"
MINUTES = "m min mins minute minutes minuta minuty minut"
DAYS = "day days dzien dni"
WEEKS = "week weeks tydzien tygodnie tygodni"
ALL_DAY = (
    "all day",
    "all-day",
    "whole day",
    "caly dzien",
    "calodniowe",
    "calodniowy",
    "calodniowa",
    "przez caly dzien",
)
RULES = {
    "daily": "FREQ=DAILY",
    "every day": "FREQ=DAILY",
    "codziennie": "FREQ=DAILY",
    "co dzien": "FREQ=DAILY",
    "weekly": "FREQ=WEEKLY",
    "every week": "FREQ=WEEKLY",
    "co tydzien": "FREQ=WEEKLY",
    "every other week": "FREQ=WEEKLY;INTERVAL=2",
    "biweekly": "FREQ=WEEKLY;INTERVAL=2",
    "co drugi tydzien": "FREQ=WEEKLY;INTERVAL=2",
    "co dwa tygodnie": "FREQ=WEEKLY;INTERVAL=2",
    "monthly": "FREQ=MONTHLY",
    "every month": "FREQ=MONTHLY",
    "co miesiac": "FREQ=MONTHLY",
    "yearly": "FREQ=YEARLY",
    "every year": "FREQ=YEARLY",
    "co rok": "FREQ=YEARLY",
}
WORKDAYS = ("every weekday", "every workday", "on weekdays", "w dni robocze", "co dzien roboczy")
UNITS = {
    "day days dzien dni": "DAILY",
    "week weeks tydzien tygodnie tygodni": "WEEKLY",
    "month months miesiac miesiace miesiecy": "MONTHLY",
    "year years rok lata lat": "YEARLY",
}
PURPOSES = {
    "call": EventPurpose.CALL,
    "training": EventPurpose.CALL,
    "brainstorming": EventPurpose.CALL,
    "review": EventPurpose.CALL,
    "check-in": EventPurpose.CALL,
    "rozmowa": EventPurpose.CALL,
    "rozmowa przegladowa": EventPurpose.CALL,
    "szkolenie": EventPurpose.CALL,
    "burza mozgow": EventPurpose.CALL,
    "sprawdzenie": EventPurpose.CALL,
    "work block": EventPurpose.WORK_BLOCK,
    "focus": EventPurpose.WORK_BLOCK,
    "blok pracy": EventPurpose.WORK_BLOCK,
    "hold": EventPurpose.HOLD,
    "rezerwacja": EventPurpose.HOLD,
    "absence": EventPurpose.ABSENCE,
    "vacation": EventPurpose.ABSENCE,
    "day off": EventPurpose.ABSENCE,
    "sick leave": EventPurpose.ABSENCE,
    "nieobecnosc": EventPurpose.ABSENCE,
    "urlop": EventPurpose.ABSENCE,
    "zwolnienie": EventPurpose.ABSENCE,
    "dzien wolny": EventPurpose.ABSENCE,
}
