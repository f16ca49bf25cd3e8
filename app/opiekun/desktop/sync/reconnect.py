"""Hears of the network coming back, where the system tells of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot


class Reconnect(QObject):
    """``reached`` tells that the network is there again. Where the system does not tell, it is silent.

    What listens to the system is loaded with it: make it once the window stands.
    """

    reached = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QNetworkInformation  # noqa: PLC0415 - a start needs no network

        self._online = QNetworkInformation.Reachability.Online
        self._was = self._online
        if QNetworkInformation.loadBackendByFeatures(QNetworkInformation.Feature.Reachability):
            told = QNetworkInformation.instance()
            self._was = told.reachability()
            told.reachabilityChanged.connect(self.changed)

    @Slot(object)
    def changed(self, reachability: object) -> None:
        """The network is reached so now."""
        was, self._was = self._was, reachability  # type: ignore[assignment]
        if reachability is self._online and was is not self._online:
            self.reached.emit()
