"""Expected refusals. Each carries a sentence that a user can act on, and its parts for translation."""

from __future__ import annotations

from datetime import datetime
from typing import Self


class Refused(Exception):
    """Something was asked that cannot be done, for a reason the user can mend.

    ``sentence`` is an English template in :meth:`str.format` syntax. It is the message's id in the
    translations, so it names what is wrong, where, and what to do, and never holds a secret.
    """

    def __init__(self, sentence: str, **parts: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.parts = parts

    def __str__(self) -> str:
        return self.sentence.format(**self.parts)

    def bare(self) -> Self:
        """The refusal for keeping: without the frames that it went through, which hold all that was read there."""
        self.__traceback__ = self.__cause__ = self.__context__ = None
        for part in self.parts.values():
            if isinstance(part, Refused):
                part.bare()
        return self


class NotFound(Refused):
    """A request, account, agent or contact that was named does not exist."""


class InvalidRules(Refused):
    """Business hours or a policy that cannot work, such as a week that never opens."""


class InvalidInput(Refused):
    """A value that was typed, read from a file or sent by a server is not usable."""


class NotByMail(InvalidInput):
    """An address is none that mail reaches, such as a room's or that of a server's user."""


class StoreRefused(Refused):
    """The desk's file or database cannot be used as it is: damaged, newer, locked, not permitted."""


class DamagedIndex(StoreRefused):
    """Rows of an index tell what nothing can have. What they were made from is whole, and they can be made again."""


class DamagedDesk(StoreRefused):
    """The desk's ``file`` is damaged. ``backup`` is the newest good one, ``backup_of`` when it was made; else None.

    Both files are told by their paths.
    """

    def __init__(self, sentence: str, *, file: str, backup: str | None, backup_of: datetime | None) -> None:
        super().__init__(sentence, file=file, backup=backup)
        self.file = file
        self.backup = backup
        self.backup_of = backup_of


class ServerRefused(Refused):
    """A server said no, said something unusable, or could not be reached.

    ``temporary`` tells that the same call may well be answered later: no network, a time-out, a busy
    server, a key that is refused. Otherwise the server has understood the call and will not have it.
    """

    def __init__(self, sentence: str, *, temporary: bool = True, **parts: object) -> None:
        super().__init__(sentence, **parts)
        self.temporary = temporary


class UntrustedCertificate(ServerRefused):
    """A server's certificate is neither verified nor the one that was accepted; nothing was sent there.

    ``fingerprint`` is its SHA-256 (64 hex digits, lower case), ``names`` whom it says it is
    for, as plain text.
    """

    def __init__(self, sentence: str, *, fingerprint: str, names: tuple[str, ...], **parts: object) -> None:
        super().__init__(sentence, temporary=True, **parts)
        self.fingerprint = fingerprint
        self.names = names


class BadComponent(InvalidInput):
    """A component of a calendar file is refused alone. ``line`` is the line of the file, from 1, that is at fault."""

    def __init__(self, sentence: str, *, line: int, **parts: object) -> None:
        super().__init__(sentence, **parts)
        self.line = line
