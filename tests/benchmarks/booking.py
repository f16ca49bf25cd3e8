"""Booking a call, from the key to what is saved, at a desk with a busy calendar and many calls.

Run ``python tests/benchmarks/booking.py``; it prints one JSON object. Letters are written in the same transaction, mail
goes afterwards. ``refused_ms`` is a start that is taken, with the search for the nearest free slots.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "app"), str(ROOT)]

from opiekun.domain.calendar.events import Details  # noqa: E402
from opiekun.domain.calls.calls import Guest  # noqa: E402
from opiekun.domain.calls.types import STANDARD_TYPES  # noqa: E402
from opiekun.domain.people import Account, Agent, Duty  # noqa: E402
from opiekun.mail.letters import MimeWriter  # noqa: E402
from opiekun.services.accounts import add_account, save_agent, set_duty  # noqa: E402
from opiekun.services.call_types import save_call_type  # noqa: E402
from opiekun.services.calls.booking import Booking, book  # noqa: E402
from opiekun.services.calls.placing import NotBookable  # noqa: E402
from opiekun.services.events import add_event  # noqa: E402
from opiekun.store.opening import open_store  # noqa: E402

NOW = datetime(2026, 6, 15, 6, tzinfo=UTC)
SERIES, EVENTS, CALLS = 50, 1_000, 40
GUESTS = tuple(Guest(f"guest{number}@acme.example", f"Guest {number}") for number in range(3))


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "desk.sqlite3", now=NOW)
        add_account(store, Account("", "Acme"))
        save_agent(store, Agent("", "Anna", "anna@desk.example"))
        set_duty(store, "Acme", Duty.DEDICATED, "Anna", now=NOW)
        kind = replace(STANDARD_TYPES[0], increment=15, notice=0, per_day=None, after=0, horizon_days=300)
        save_call_type(store, kind)
        with store.read() as unit:
            agent = unit.people.agent("Anna")
        for number in range(SERIES + EVENTS):
            start = NOW + timedelta(days=number % 250, hours=12, minutes=number % 60)
            rule = "FREQ=WEEKLY" if number < SERIES else ""
            add_event(store, Details(f"Event {number}", start, start + timedelta(minutes=30), rule=rule), now=NOW)
        letters, taken, refused = MimeWriter(), [], []
        for number in range(CALLS):
            start = NOW + timedelta(days=1 + number % 4, hours=1, minutes=30 * (number // 4))
            booking = Booking("Acme", "assistance", start, GUESTS, agent.id if agent is not None else "")
            for spans in (taken, refused):
                began = time.perf_counter()
                try:
                    book(store, letters, booking, now=NOW)
                except NotBookable:
                    if spans is taken:
                        raise
                spans.append((time.perf_counter() - began) * 1000)
        store.close()
    figures = {
        "events": SERIES + EVENTS,
        "calls": CALLS,
        "guests": len(GUESTS),
        "first_ms": round(taken[0], 2),
        "median_ms": round(median(taken), 2),
        "worst_ms": round(max(taken[1:]), 2),
        "refused_ms": round(median(refused), 2),
    }
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
