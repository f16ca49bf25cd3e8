"""The words for severities as other systems and people write them."""

from __future__ import annotations

from opiekun.domain.timeline import Severity

_NAMES = {
    "critical": Severity.CRITICAL,
    "high": Severity.HIGH,
    "standard": Severity.STANDARD,
    "bugfix": Severity.BUG_FIX,
    "request": Severity.REQUEST,
    "krytyczna": Severity.CRITICAL,
    "wysoka": Severity.HIGH,
    "standardowa": Severity.STANDARD,
    "naprawabłędu": Severity.BUG_FIX,
    "żądanie": Severity.REQUEST,
} | {str(severity.value): severity for severity in Severity}


def severity_of(word: str) -> Severity | None:
    """The severity of a digit from 1 to 5 or of its English or Polish name, None for anything else."""
    return _NAMES.get("".join(letter for letter in word.casefold() if letter not in " -_\t"))
