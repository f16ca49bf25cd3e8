"""The parts of the settings by name: they are found before their screen is made."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def part_names() -> tuple[str, ...]:
    """From top to bottom, in the language of the window."""
    translate = QCoreApplication.translate
    return (
        translate("SettingsScreen", "You"),
        translate("SettingsScreen", "Hours"),
        translate("SettingsScreen", "Policy"),
        translate("SettingsScreen", "Handling times"),
        translate("SettingsScreen", "Types of calls"),
        translate("SettingsScreen", "Agents"),
        "LiveAgent",
        translate("SettingsScreen", "Calendars on a server"),
        translate("SettingsScreen", "Mail for invitations"),
        translate("SettingsScreen", "Appearance"),
        translate("SettingsScreen", "Notifications"),
    )
