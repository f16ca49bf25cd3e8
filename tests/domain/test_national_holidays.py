"""The countries that can be chosen are those that the library knows."""

import subprocess
import sys
from pathlib import Path

import holidays

import opiekun
from opiekun.domain.national_holidays import COUNTRIES

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
