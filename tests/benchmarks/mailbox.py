"""Reading a mailbox of 5,000 messages, 200 of them about calls, in one pass from a real Dovecot into a new desk.

Run ``python tests/benchmarks/mailbox.py [--messages N] [--calls N]``; it prints one JSON object. Every message carries
a plain attachment, which is not fetched. Memory is the growth of the peak, in MB, from a tenth of the pass on.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "app"), str(ROOT)]

from tests.servers.dovecot import PASSWORD, dovecot  # noqa: E402

from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security  # noqa: E402
from opiekun.domain.invitations.messages import CalendarMessage  # noqa: E402
from opiekun.mail.letters import MimeWriter  # noqa: E402
from opiekun.mail.reading import read_messages  # noqa: E402
from opiekun.mail.servers import MailServers  # noqa: E402
from opiekun.services.mail.fetch import Reading, fetch_mail  # noqa: E402
from opiekun.store.opening import open_store  # noqa: E402

NOW = datetime(2026, 6, 17, tzinfo=UTC)
ME = "anna@desk.test"
ATTACHED = 20_000


class OnePassword:
    """Knows the password of the box."""

    def get(self, _name: str, _user: str) -> str | None:
        """The one there is."""
        return PASSWORD

    def set(self, _name: str, _user: str, _secret: str) -> None:
        """Nothing is kept."""

    def forget(self, _name: str, _user: str) -> None:
        """Nothing is kept."""


def messages(count: int, calls: int) -> Iterator[bytes]:
    """The mailbox: an invitation now and then, other mail between."""
    step = max(count // calls, 1)
    for number in range(count):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = "host@acme.test", ME, f"Message {number}"
        message.set_content("Words\n" * 50)
        if number % step == 0 and number // step < calls:
            message.add_alternative(_invitation(number), subtype="calendar", params={"method": "REQUEST"})
        message.add_attachment(b"\0" * ATTACHED, maintype="application", subtype="octet-stream", filename="a.bin")
        yield message.as_bytes()


def _invitation(number: int) -> str:
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bench//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:call-{number}\r\n"
        "DTSTAMP:20260616T070000Z\r\nDTSTART:20260701T090000Z\r\nDTEND:20260701T093000Z\r\nSUMMARY:Review\r\n"
        f"ORGANIZER:mailto:host@acme.test\r\nATTENDEE;RSVP=TRUE:mailto:{ME}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def peak() -> float:
    """The peak memory of this process so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1_000_000 if sys.platform == "darwin" else 1_000)


def measured(count: int, calls: int) -> dict[str, Any]:
    """One pass."""
    marks: list[float] = []

    def read(raw: bytes) -> tuple[CalendarMessage, ...]:
        marks.append(peak())
        return read_messages(raw)

    with tempfile.TemporaryDirectory(prefix="opiekun-mail-") as folder, dovecot(Path(folder)) as server:
        server.deliver_all("bench", messages(count, calls))
        store = open_store(Path(folder) / "desk.sqlite3", now=NOW)
        with store.write() as unit:
            box = MailServer(server.host, server.port, Security.NONE, "bench")
            unit.mail.save_settings(MailSettings(None, box, ME))
        reading = Reading(read, MimeWriter(), {ME})
        started = time.perf_counter()
        report = fetch_mail(store, MailServers(), OnePassword(), reading, now=NOW, cancelled=lambda: False)
        seconds = time.perf_counter() - started
        store.close()
    return {
        "messages": count,
        "about_calls": report.messages,
        "verdicts": {verdict.value: number for verdict, number in report.verdicts.items()},
        "seconds": round(seconds, 2),
        "peak_growth_mb": round(peak() - marks[len(marks) // 10], 1),
    }


def main() -> None:
    """Print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=5_000)
    parser.add_argument("--calls", type=int, default=200)
    given = parser.parse_args()
    print(json.dumps(measured(given.messages, given.calls), indent=2))


if __name__ == "__main__":
    main()
