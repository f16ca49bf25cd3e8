"""The words of an event written into its component: only those that were changed."""

from __future__ import annotations

from opiekun.domain.calendar.alarms import alarm_component, alarms_of
from opiekun.domain.calendar.events import Details, EventPurpose, Visibility
from opiekun.domain.calendar.links import CALL_PROPERTIES
from opiekun.domain.calendar.moments import CalendarZones
from opiekun.domain.calendar.reading import attached_link
from opiekun.domain.calendar.surgery import with_line, with_lines, with_text, with_word, without
from opiekun.domain.calendar.text import Component, Line, made
from opiekun.domain.calendar.values import text_value, texts_of
from opiekun.domain.calendar.vevents import Event

WORDS = (
    "summary",
    "location",
    "description",
    "link",
    "status",
    "transparent",
    "visibility",
    "purpose",
    "categories",
    "alarms",
    "attachments",
    "request_id",
)
"""The fields of Details that say something else than when the event is, and that are edited here."""


def with_words(event: Event, old: Details, new: Details, zones: CalendarZones) -> Component:
    """The event's component with each word of ``new`` that differs from ``old``, which is what it says now."""
    component = event.component
    if new.alarms != old.alarms:
        component = _with_alarms(event, new, zones)
    if new.summary != old.summary:
        component = with_text(component, "SUMMARY", new.summary)
    if new.location != old.location:
        component = without(with_text(component, "LOCATION", new.location), "X-APPLE-STRUCTURED-LOCATION")
    if new.description != old.description:  # X-ALT-DESC is Outlook's second copy, in HTML
        component = without(with_text(component, "DESCRIPTION", new.description), "X-ALT-DESC")
    if new.link != old.link:
        component = _with_link(component, old.link, new.link)
    if new.attachments != old.attachments:
        component = _with_attachments(component, new.attachments)
    if new.categories != old.categories:
        component = _with_categories(component, new.categories)
    if new.request_id != old.request_id:
        component = with_text(component, "X-OPIEKUN-REQUEST", new.request_id)
    return _with_codes(component, old, new)


def _with_codes(component: Component, old: Details, new: Details) -> Component:
    if new.status != old.status:
        component = with_word(component, "STATUS", new.status.upper())
    if new.transparent != old.transparent:
        component = with_word(component, "TRANSP", "TRANSPARENT" if new.transparent else "OPAQUE")
        if component.line("X-MICROSOFT-CDO-BUSYSTATUS"):
            component = with_word(component, "X-MICROSOFT-CDO-BUSYSTATUS", "FREE" if new.transparent else "BUSY")
    if new.visibility != old.visibility:
        component = with_word(component, "CLASS", "" if new.visibility is Visibility.PUBLIC else new.visibility.upper())
    if new.purpose != old.purpose:
        component = with_word(
            component, "X-OPIEKUN-PURPOSE", "" if new.purpose is EventPurpose.ROUTINE else new.purpose.upper()
        )
    return component


def _with_link(component: Component, old: str, new: str) -> Component:
    """The link that a person gives is told by CONFERENCE, which comes before any that stands in the words."""
    if old:
        for name in (*CALL_PROPERTIES, "URL"):
            kept = [line for line in component.lines(name) if line.value.strip() != old]
            component = with_lines(component, name, kept)
    return with_line(component, "CONFERENCE", made(f"CONFERENCE;VALUE=URI:{new}")) if new else component


def _with_categories(component: Component, categories: tuple[str, ...]) -> Component:
    """Lines whose categories all stay are left; one new line has those that are new."""
    kept = [line for line in component.lines("CATEGORIES") if set(texts_of(line.value)) <= set(categories)]
    known = {category for line in kept for category in texts_of(line.value)}
    new = [text_value(category) for category in categories if category not in known]
    added = [made(f"CATEGORIES:{','.join(new)}")] if new else []
    return with_lines(component, "CATEGORIES", [*kept, *added])


def _with_attachments(component: Component, links: tuple[str, ...]) -> Component:
    """Attachments that are no links stay as they are."""
    kept: list[Line] = []
    known = set()
    for line in component.lines("ATTACH"):
        link = attached_link(line)
        if not link or link in links:
            kept.append(line)
            known.add(link)
    return with_lines(component, "ATTACH", [*kept, *(made(f"ATTACH:{link}") for link in links if link not in known)])


def _with_alarms(event: Event, new: Details, zones: CalendarZones) -> Component:
    """Alarms that stay are left as they are, with their sounds and words."""
    wanted = list(new.alarms)
    gone = []
    for component, alarm in alarms_of(event, zones):
        if alarm in wanted:
            wanted.remove(alarm)
        else:
            gone.append(component)
    added = tuple(alarm_component(alarm, new.summary) for alarm in wanted)
    kept = tuple(part for part in event.component.parts if not any(part is component for component in gone))
    return event.component.with_parts((*kept, *added))
