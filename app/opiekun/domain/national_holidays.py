"""National holidays by country, from the `holidays` library, which is loaded only where a country is set."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

# The imports stand inside the functions: the library is large, and a desk without a country never needs it.

# The library itself tells them only when all of it is loaded; a test compares the two.
_CODES = """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
"""
COUNTRIES = tuple(_CODES.split())
"""The ISO 3166 codes of all countries whose holidays are known, in order."""


@lru_cache(maxsize=512)
def holidays_of(country: str, year: int, language: str = "en") -> Mapping[date, str]:
    """The public holidays of a year, named in the language where the library has it, else in English, else its own."""
    import holidays  # noqa: PLC0415

    calendar = holidays.country_holidays(country)
    known = {name.split("_")[0]: name for name in reversed(calendar.supported_languages)}
    spoken = known.get(language, known.get("en"))
    with warnings.catch_warnings():
        # For some countries it warns that a year lies beyond those whose movable feasts it knows; the fixed ones hold.
        warnings.simplefilter("ignore", UserWarning)
        return dict(holidays.country_holidays(country, years=year, language=spoken))
