"""The countries that can be chosen are those that the library knows."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import holidays

import opiekun
from opiekun.domain.national_holidays import COUNTRIES, holidays_of

ASK = """
import sys
from opiekun.domain.hours import BusinessHours, Openings
hours = BusinessHours("Europe/Bratislava", (((540, 1020),),) * 5 + ((), ()), country=sys.argv[1])
print("holidays" in sys.modules)
Openings(hours).next_opening(1_781_600_000)
print("holidays" in sys.modules)
"""


def test_the_countries_are_the_library_s() -> None:
    assert list(COUNTRIES) == sorted(holidays.list_supported_countries(include_aliases=False))


def test_the_library_is_loaded_when_a_holiday_is_asked_for() -> None:
    asked = subprocess.run(
        [sys.executable, "-c", ASK, "SK"],
        env={"PYTHONPATH": str(Path(opiekun.__file__).parents[1])},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    assert asked.stdout.split() == ["False", "True"]


def test_holidays_are_named_in_the_language_else_in_english_else_as_the_country_does() -> None:
    named = {
        (country, language): holidays_of(country, 2026, language)
        for country in ("FR", "PL")
        for language in ("pl", "en")
    }
    new_year = date(2026, 1, 1)
    assert named["FR", "en"][new_year] == named["FR", "pl"][new_year] == "New Year's Day"
    assert named["PL", "pl"][new_year] == "Nowy Rok"
