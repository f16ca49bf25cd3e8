"""What the services need of a store to keep mail: the outbox, the ledger, and what is remembered of answers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from opiekun.domain.calls.mailboxes import MailSettings, Position
    from opiekun.domain.calls.outbox import LedgerEntry, Letter, Memory, OpenProposal, Outgoing, Sending


class Mail(Protocol):
    """The desk's mail in the store: the outbox, the ledger, and what is remembered. Part of a unit of work."""

    def letters(self, states: Collection[Sending]) -> list[Letter]:
        """The letters in those states, oldest first."""

    def letter(self, message_id: str) -> Letter | None: ...

    def last_told(self, uid: str, to: str, recurrence_id: str, kinds: Collection[Outgoing]) -> Letter | None:
        """The newest letter of those kinds to an address about an event or an occurrence, whatever its state."""

    def letters_about(self, uid: str, to: str | None = None) -> list[Letter]:
        """All letters about an event or an offer, oldest first: to one address, or to all."""

    def unsent_about(self, uid: str) -> list[Letter]:
        """The letters about an event that wait or are stuck, oldest first; reminders among them."""

    def save_letter(self, letter: Letter) -> None:
        """Store a letter, new or known by its Message-ID; a new one comes last."""

    def drop_letter(self, message_id: str) -> None: ...

    def drop_reminders(self, uid: str, to: str | None = None) -> None:
        """Take reminders of an event that wait away: those to one address, or all."""

    def entries(self, limit: int) -> list[LedgerEntry]:
        """The newest of the ledger first, without their raw messages."""

    def undecided(self) -> list[LedgerEntry]:
        """Those that are held and proposals that stand, oldest first, without their raw messages."""

    def entry(self, entry_id: str) -> LedgerEntry | None: ...

    def entries_of(self, digest: str) -> list[LedgerEntry]:
        """What became of the message of that digest: an entry for each of its parts."""

    def save_entry(self, entry: LedgerEntry) -> LedgerEntry:
        """Store an entry, known by its id or new ("" : it gets one); the answer is the entry as it is stored."""

    def drop_messages(self, before: datetime) -> None:
        """Let go of the raw messages that came before an instant, but of those that wait for the agent."""

    def memory(self, uid: str) -> Memory | None:
        """What is remembered of an event, None for nothing."""

    def remember(self, uid: str, memory: Memory | None) -> None: ...

    def proposals(self, uid: str | None = None) -> list[OpenProposal]:
        """Those that wait for the agent, oldest first: of one event, or all."""

    def save_proposal(self, proposal: OpenProposal) -> None: ...

    def drop_proposal(self, entry_id: str) -> None: ...

    def settings(self) -> MailSettings: ...

    def save_settings(self, settings: MailSettings) -> None:
        """They hold from now on; the mailbox is read from its beginning where it is another one."""

    def position(self) -> Position: ...

    def save_position(self, position: Position) -> None: ...
