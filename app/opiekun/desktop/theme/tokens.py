"""The palette, the spacing scale and the type scale. No colour or size is written anywhere else."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from opiekun.domain.clocks import ClockState
from opiekun.domain.timeline import Severity


class Space:
    """Distances in device-independent pixels."""

    TIGHT = 4
    SMALL = 8
    MEDIUM = 12
    LARGE = 18
    WIDE = 24


class Radius:
    """Corner radii in device-independent pixels."""

    CHIP = 5
    BUTTON = 7
    CARD = 10


ROW_HEIGHT = 52
ROW_HEIGHT_COMPACT = 36
HEADER_HEIGHT = 37
HEADER_HEIGHT_COMPACT = 30
RAIL_WIDTH = 80
STRIP_HEIGHT = 44
STATUS_HEIGHT = 28


class Type(Enum):
    """The steps of the type scale: pixels and weight."""

    BODY = (13, 400)
    STRONG = (13, 600)
    SUBJECT = (13, 500)
    TIMER = (14, 600)
    SECOND = (12, 400)
    CHIP = (12, 600)
    KEY = (11, 400)
    HEADING = (11, 600)
    RAIL = (11, 500)
    PAGE = (15, 600)
    TITLE = (19, 600)
    CLOCK = (22, 600)

    @property
    def pixels(self) -> int:
        """The size in device-independent pixels."""
        return self.value[0]

    @property
    def weight(self) -> int:
        """The weight, 400 to 600."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Shade:
    """An ink and the soft background on which it stands."""

    ink: str
    soft: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """One palette. Colours are ``#RRGGBB``."""

    dark: bool
    window: str
    surface: str
    subtle: str
    line: str
    text: str
    second: str
    accent: str
    accent_soft: str
    on_accent: str
    severity_1: Shade
    severity_2: Shade
    severity_3: Shade
    severity_4: Shade
    severity_5: Shade
    now: str

    def severity(self, severity: Severity) -> Shade:
        """The shade of a severity's chip."""
        shades = (self.severity_1, self.severity_2, self.severity_3, self.severity_4, self.severity_5)
        return shades[severity - 1]

    def state_ink(self, state: ClockState | None) -> str:
        """The ink of a clock in that state; None is a clock that does not run."""
        if state is ClockState.BREACHED:
            return self.severity_1.ink
        if state is ClockState.AT_RISK:
            return self.severity_2.ink
        if state is ClockState.MET:
            return self.severity_4.ink
        return self.text if state is ClockState.RUNNING else self.second


LIGHT = Tokens(
    dark=False,
    window="#F6F6F3",
    surface="#FFFFFF",
    subtle="#EFEFEA",
    line="#E2E2DB",
    text="#1B1D21",
    second="#5C616B",
    accent="#2F5BD7",
    accent_soft="#E7EDFC",
    on_accent="#FFFFFF",
    severity_1=Shade("#B42318", "#FCEAE8"),
    severity_2=Shade("#B54708", "#FDF0E4"),
    severity_3=Shade("#7A5D00", "#F8F1D8"),
    severity_4=Shade("#24694A", "#E4F2EA"),
    severity_5=Shade("#56606E", "#ECEEF1"),
    now="#D92D20",
)

DARK = Tokens(
    dark=True,
    window="#16171A",
    surface="#1E2024",
    subtle="#26282D",
    line="#33363C",
    text="#ECEDEF",
    second="#A3A8B3",
    accent="#8FABFF",
    accent_soft="#283354",
    on_accent="#16171A",
    severity_1=Shade("#FF8A80", "#43211F"),
    severity_2=Shade("#FFB07A", "#422C1C"),
    severity_3=Shade("#E8C75A", "#3B3317"),
    severity_4=Shade("#7FD1A5", "#1D3A2C"),
    severity_5=Shade("#B3BCC9", "#2C3138"),
    now="#FF6B5E",
)
