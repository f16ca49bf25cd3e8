"""What the agent decides of a message. Runs on the worker; no Qt here."""

from __future__ import annotations

from datetime import datetime

from opiekun.bootstrap import Program
from opiekun.services.mail.decide import PLAINLY, Decided, Deciding, Decision, decide
from opiekun.services.mail.fetch import Reading
from opiekun.services.mail.known import addresses_of_agent


def decided(
    program: Program, entry_id: str, decision: Decision, agent_id: str, now: datetime, *, how: Deciding = PLAINLY
) -> Decided:
    """Accept or refuse it; see :func:`decide`. Raises NotFound and Refused."""
    me = addresses_of_agent(program.store, agent_id)
    reading = Reading(program.read_messages, program.letter_writer, me)
    return decide(program.store, entry_id, decision, reading, how, now=now)
