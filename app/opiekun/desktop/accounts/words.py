"""The words for what an account may have."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.theme.shapes import Shape
from opiekun.domain.people import Account, Entitlement, Plan


def entitlement_word(entitlement: Entitlement) -> str:
    """“entitled”, or why not in two words."""
    translate = QCoreApplication.translate
    return {
        Entitlement.ENTITLED: translate("AccountWords", "entitled"),
        Entitlement.UNKNOWN_PLAN: translate("AccountWords", "plan not told yet"),
        Entitlement.OTHER_PLAN: translate("AccountWords", "not entitled: other plan"),
        Entitlement.NO_ADD_ON: translate("AccountWords", "not entitled: no add-on"),
        Entitlement.NOT_STARTED: translate("AccountWords", "not entitled yet"),
        Entitlement.ENDED: translate("AccountWords", "no longer entitled"),
    }[entitlement]


def entitlement_reason(entitlement: Entitlement, account: Account) -> str:
    """Why the account may or may not have a dedicated agent, and what would change it."""
    translate = QCoreApplication.translate
    return {
        Entitlement.ENTITLED: translate("AccountWords", "It is on All-inclusive, and its add-on runs."),
        Entitlement.UNKNOWN_PLAN: translate("AccountWords", "Choose its plan; then its term counts."),
        Entitlement.OTHER_PLAN: translate(
            "AccountWords",
            "The dedicated agent belongs to the plan All-inclusive alone. Open requests keep their clocks.",
        ),
        Entitlement.NO_ADD_ON: translate(
            "AccountWords", "The add-on has no start date. Give it one when it is bought."
        ),
        Entitlement.NOT_STARTED: translate("AccountWords", "Its add-on starts on {start}."),
        Entitlement.ENDED: translate("AccountWords", "Its add-on ended on {end}. Open requests keep their clocks."),
    }[entitlement].format(start=account.addon_start, end=account.addon_end)


def entitlement_shape(entitlement: Entitlement) -> Shape:
    """A tick for those entitled, an empty ring for the others."""
    return Shape.MET if entitlement is Entitlement.ENTITLED else Shape.HELD


def plan_word(plan: Plan) -> str:
    """The plan's name."""
    translate = QCoreApplication.translate
    return {
        Plan.ALL_INCLUSIVE: "All-inclusive",
        Plan.OTHER: translate("AccountWords", "another plan"),
        Plan.UNKNOWN: translate("AccountWords", "not told yet"),
    }[plan]
