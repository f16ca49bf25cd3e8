"""What the agent decides of a message. Runs on the worker; no Qt here."""

from __future__ import annotations

from datetime import datetime

from opiekun.bootstrap import Program
from opiekun.domain.calls.outbox import LedgerEntry
from opiekun.services.mail.decide import PLAINLY, Decided, Deciding, Decision, decide
from opiekun.services.mail.fetch import Reading
from opiekun.services.mail.known import addresses_of_agent
from opiekun.services.mail.taking_back import undo_entry


def decided(
    program: Program, entry_id: str, decision: Decision, agent_id: str, now: datetime, *, how: Deciding = PLAINLY
) -> Decided:
    """Accept or refuse it; see :func:`decide`. Raises NotFound and Refused."""
    return decide(program.store, entry_id, decision, _reading(program, agent_id), how, now=now)


def taken_back(program: Program, entry_id: str, agent_id: str, now: datetime) -> LedgerEntry:
    """Take back what the message changed; see :func:`undo_entry`. Raises NotFound and Refused."""
    return undo_entry(program.store, entry_id, _reading(program, agent_id), now=now)


def _reading(program: Program, agent_id: str) -> Reading:
    me = addresses_of_agent(program.store, agent_id)
    return Reading(program.read_messages, program.letter_writer, me)
