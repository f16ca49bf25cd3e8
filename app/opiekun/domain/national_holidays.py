"""National holidays by country, from the `holidays` library, which is loaded only where a country is set."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

# The imports stand inside the functions: the library is large, and a desk without a country never needs it.


@lru_cache(maxsize=512)
def holidays_of(country: str, year: int, language: str = "en") -> Mapping[date, str]:
    """The public holidays of a year with their names, in the language where the library has it, else its own."""
    import holidays  # noqa: PLC0415

    calendar = holidays.country_holidays(country)
    spoken = next((known for known in calendar.supported_languages if known.split("_")[0] == language), None)
    with warnings.catch_warnings():
        # For some countries it warns that a year lies beyond those whose movable feasts it knows; the fixed ones hold.
        warnings.simplefilter("ignore", UserWarning)
        return dict(holidays.country_holidays(country, years=year, language=spoken))


def is_known(country: str) -> bool:
    """Whether the library has holidays for the ISO 3166 code."""
    return country in countries()


@lru_cache(maxsize=1)
def countries() -> tuple[str, ...]:
    """The ISO 3166 codes of all countries whose holidays are known, in order."""
    from holidays.registry import COUNTRIES  # noqa: PLC0415

    # The library's own list of them loads every country.
    return tuple(sorted(code for _class, code, *_aliases in COUNTRIES.values()))
