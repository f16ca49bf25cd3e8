"""Numbers with their nouns, in the right form: “1 hour”, “2 hours”."""

from __future__ import annotations

from PySide6.QtCore import QObject


class Numbers(QObject):
    """A QObject, because lupdate finds plural forms in its ``tr()`` alone, not in ``translate()``."""

    def hours(self, count: int) -> str:
        """“4 hours”."""
        return self.tr("%n hour(s)", "", count)

    def minutes(self, count: int) -> str:
        """“30 minutes”."""
        return self.tr("%n minute(s)", "", count)

    def business_days(self, count: int) -> str:
        """“2 business days”."""
        return self.tr("%n business day(s)", "", count)

    def business_hours(self, count: int) -> str:
        """“2 business hours”."""
        return self.tr("%n business hour(s)", "", count)

    def business_minutes(self, count: int) -> str:
        """“90 business minutes”."""
        return self.tr("%n business minute(s)", "", count)

    def breached(self, count: int) -> str:
        """“2 breached”."""
        return self.tr("%n breached", "", count)

    def at_risk(self, count: int) -> str:
        """“2 at risk”."""
        return self.tr("%n at risk", "", count)

    def calls_owed(self, count: int) -> str:
        """“1 call owed”."""
        return self.tr("%n call(s) owed", "", count)

    def more_days(self, count: int) -> str:
        """“… and 3 more days”."""
        return self.tr("… and %n more day(s)", "", count)

    def open_requests(self, count: int) -> str:
        """“3 open requests”."""
        return self.tr("%n open request(s)", "", count)

    def recommendations(self, count: int) -> str:
        """“2 recommendations pending”."""
        return self.tr("%n recommendation(s) pending", "", count)

    def free_times(self, count: int) -> str:
        """“4 free times”."""
        return self.tr("%n free time(s)", "", count)

    def untold(self, count: int) -> str:
        """“2 calls without an outcome”."""
        return self.tr("%n call(s) without an outcome", "", count)

    def guests(self, count: int) -> str:
        """“3 guests”."""
        return self.tr("%n guest(s)", "", count)

    def and_more(self, count: int) -> str:
        """“and 2 more”."""
        return self.tr("and %n more", "", count)

    def more(self, count: int) -> str:
        """“+3 more”."""
        return self.tr("+%n more", "", count)

    def times(self, count: int) -> str:
        """“10 times”."""
        return self.tr("%n time(s)", "", count)

    def every_days(self, count: int) -> str:
        """“every 3 days”."""
        return self.tr("every %n day(s)", "", count)

    def every_weeks(self, count: int) -> str:
        """“every 3 weeks”."""
        return self.tr("every %n week(s)", "", count)

    def every_months(self, count: int) -> str:
        """“every 3 months”."""
        return self.tr("every %n month(s)", "", count)

    def every_years(self, count: int) -> str:
        """“every 3 years”."""
        return self.tr("every %n year(s)", "", count)

    def answers_waiting(self, count: int) -> str:
        """“2 answers wait for you”."""
        return self.tr("%n answer(s) wait for you", "", count)

    def invitations_waiting(self, count: int) -> str:
        """“2 invitations wait for your answer”."""
        return self.tr("%n invitation(s) wait for your answer", "", count)

    def letters_waiting(self, count: int) -> str:
        """“2 letters not sent yet”."""
        return self.tr("%n letter(s) not sent yet", "", count)

    def letters_stuck(self, count: int) -> str:
        """“1 letter is stuck”."""
        return self.tr("%n letter(s) stuck", "", count)

    def conflicts(self, count: int) -> str:
        """“2 conflicts”."""
        return self.tr("%n conflict(s)", "", count)

    def changes_waiting(self, count: int) -> str:
        """“2 changes wait”."""
        return self.tr("%n change(s) wait", "", count)

    def changes_refused(self, count: int) -> str:
        """“2 changes refused”."""
        return self.tr("%n change(s) refused", "", count)

    def matters(self, count: int) -> str:
        """“2 matters ask for you”."""
        return self.tr("%n matter(s) ask for you", "", count)

    def matters_short(self, count: int) -> str:
        """“2 matters”."""
        return self.tr("%n matter(s)", "", count)

    def questions_to_server(self, count: int) -> str:
        """“3 requests”: those that programs make."""
        return self.tr("%n request(s)", "", count)

    def days(self, count: int) -> str:
        """“2 days”."""
        return self.tr("%n day(s)", "", count)

    def calls(self, count: int) -> str:
        """“2 calls”."""
        return self.tr("%n call(s)", "", count)

    def events_came(self, count: int) -> str:
        """“16 events came from the server”."""
        return self.tr("%n event(s) came from the server", "", count)

    def within(self, count: int, name: str) -> str:
        """“13 in “Calls””; the number stands first, for a name may end in one."""
        return self.tr("{count} in “{name}”").format(count=count, name=name)
