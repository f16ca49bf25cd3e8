"""What the calendar remembers for the next time: the view, and the second zone."""

from __future__ import annotations

from dataclasses import replace

from opiekun.desktop.calendar.contents import Around
from opiekun.desktop.calendar.look import Look, View
from opiekun.services.preferences import PreferenceFile


def remember(file: PreferenceFile, look: Look, around: Around) -> None:
    """Keep how the calendar is left; days that were chosen by their number are no view to begin with."""
    preferences = file.load()
    zone = around.other_zones[0].key if around.other_zones else ""
    view = look.view.value if look.view is not View.DAYS else preferences.calendar_view
    remembered = replace(preferences, calendar_view=view, second_zone=zone)
    if remembered != preferences:
        file.save(remembered)
