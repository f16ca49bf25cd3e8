"""How an event recurs, in a few simple choices. No Qt."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST_WEEK = 28


class Often(StrEnum):
    """The simple choices; OTHER is any other rule, and NEVER none."""

    NEVER = "never"
    DAILY = "daily"
    WORK_DAYS = "work_days"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    MONTHLY_WEEKDAY = "monthly_weekday"
    YEARLY = "yearly"
    OTHER = "other"


def rule_for(often: Often, start: date) -> str:
    """The rule of a choice for an event that starts on that day; "" where the choice tells none."""
    weekday = _DAYS[start.weekday()]
    which = -1 if start.day > _LAST_WEEK else (start.day - 1) // 7 + 1
    return {
        Often.DAILY: "FREQ=DAILY",
        Often.WORK_DAYS: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        Often.WEEKLY: f"FREQ=WEEKLY;BYDAY={weekday}",
        Often.FORTNIGHTLY: f"FREQ=WEEKLY;INTERVAL=2;BYDAY={weekday}",
        Often.MONTHLY: f"FREQ=MONTHLY;BYMONTHDAY={start.day}",
        Often.MONTHLY_WEEKDAY: f"FREQ=MONTHLY;BYDAY={which}{weekday}",
        Often.YEARLY: "FREQ=YEARLY",
    }.get(often, "")


def often_of(rule: str, start: date) -> Often:
    """The choice that has that rule; OTHER where none has, also for one that ends."""
    if not rule:
        return Often.NEVER
    if rule == "FREQ=WEEKLY":
        return Often.WEEKLY
    return next((often for often in Often if rule_for(often, start) == rule), Often.OTHER)
