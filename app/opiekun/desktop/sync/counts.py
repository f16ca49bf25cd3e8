"""Numbers of things in words: Qt's tools find plurals only where an object translates them."""

from __future__ import annotations

from PySide6.QtCore import QObject


class Counts(QObject):
    """Each takes how many."""

    def waiting(self, number: int) -> str:
        """Changes that wait to go out."""
        return self.tr("%n change(s) wait", "", number)

    def refused(self, number: int) -> str:
        """Changes that a server did not take."""
        return self.tr("%n change(s) refused", "", number)

    def conflicts(self, number: int) -> str:
        """Events that were changed on both sides."""
        return self.tr("%n conflict(s)", "", number)

    def matters(self, number: int) -> str:
        """Kinds of things that ask for the agent."""
        return self.tr("%n matter(s) ask for you", "", number)

    def requests(self, number: int) -> str:
        """Requests to a server."""
        return self.tr("%n request(s)", "", number)

    def more(self, number: int) -> str:
        """What is not listed."""
        return self.tr("and %n more", "", number)
