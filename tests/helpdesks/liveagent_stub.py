"""A LiveAgent account to test against: a real HTTP server on loopback that answers as its API v3 does.

    python tests/helpdesks/liveagent_stub.py --tickets 10000 --port 0

prints its port and serves until it is stopped. Tests hold a LiveAgentStub, change its tables, and make it
misbehave.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

KEY = "stub-v3-key"
V1_KEY = "stub-v1-key"
FORM = "%Y-%m-%d %H:%M:%S"
Row = dict[str, Any]
Reply = tuple[int, dict[str, str], bytes]

_OPERATORS: dict[str, Callable[[str, str], bool]] = {
    "E": lambda held, asked: held == asked,
    "NE": lambda held, asked: held != asked,
    "IN": lambda held, asked: held in asked.split(","),
    "NI": lambda held, asked: held not in asked.split(","),
    "L": lambda held, asked: asked.lower() in held.lower(),
    "D>": lambda held, asked: held > asked,
    "D<": lambda held, asked: held < asked,
    "D>=": lambda held, asked: held >= asked,
    "D<=": lambda held, asked: held <= asked,
}


def ticket(number: int, **fields: Any) -> Row:
    """A ticket row with every field; what is not given is as in a plain open e-mail."""
    created = fields.get("date_created", "2026-06-16 01:00:00")
    return {
        "id": f"t{number}",
        "code": f"ABC-{number:05}",
        "subject": f"Ticket {number}",
        "status": "N",
        "channel_type": "E",
        "owner_contactid": "c1",
        "owner_email": "ann@acme.example",
        "owner_name": "Ann",
        "departmentid": "d1",
        "agentid": "",
        "tags": [],
        "date_created": created,
        "date_changed": created,
        "date_resolved": None,
        "date_due": None,
        "date_deleted": None,
        "last_activity": created,
        "last_activity_public": created,
        "public_access_urlcode": "x",
        "custom_fields": [],
    } | fields


def group(number: int | str, kind: str, at: str, userid: str = "c1", text: str = "Hello", **fields: Any) -> Row:
    """A message group of one message."""
    message = {
        "id": f"m{number}",
        "userid": userid,
        "type": "M",
        "datecreated": at,
        "format": "T",
        "message": text,
        "visibility": "P",
    }
    return {
        "id": f"g{number}",
        "userid": userid,
        "user_full_name": userid,
        "type": kind,
        "status": "",
        "datecreated": at,
        "datefinished": at,
        "messages": [message],
    } | fields


def call(number: int, at: str, **fields: Any) -> Row:
    """A call that came in and that nobody answered."""
    return {
        "id": f"k{number}",
        "ticket_id": "",
        "type": "I",
        "from_number": "+421900000001",
        "from_name": "Ann",
        "date_created": at,
        "date_answered": None,
        "date_finished": at,
    } | fields


@dataclass
class Account:
    """The tables of the account."""

    agents: list[Row] = field(default_factory=list)
    tags: list[Row] = field(default_factory=list)
    companies: list[Row] = field(default_factory=list)
    contacts: list[Row] = field(default_factory=list)
    tickets: list[Row] = field(default_factory=list)
    calls: list[Row] = field(default_factory=list)
    departments: list[Row] = field(default_factory=list)
    slas: list[Row] = field(default_factory=list)
    messages: dict[str, list[Row]] = field(default_factory=dict)


def small_account() -> Account:
    """Two agents, one of them deleted, a company with one contact, the severity's tags; no tickets."""
    return Account(
        agents=[
            {"id": "a1", "name": "Eva", "email": "eva@desk.example", "role": "A", "status": "A", "online_status": "N"},
            {"id": "a2", "name": "Jan", "email": "jan@desk.example", "role": "A", "status": "X", "online_status": "F"},
        ],
        tags=[{"id": f"s{n}", "name": f"Sev-{n}"} for n in range(1, 6)] + [{"id": "vip", "name": "VIP"}],
        companies=[{"id": "co1", "name": "Acme", "emails": [], "phones": [], "date_changed": "2026-01-01 00:00:00"}],
        contacts=[
            {
                "id": "c1",
                "company_id": "co1",
                "firstname": "Ann",
                "lastname": "Acme",
                "emails": ["ann@acme.example"],
                "phones": ["+421900000001"],
                "language": "en",
                "date_changed": "2026-01-01 00:00:00",
            }
        ],
    )


def large_account(tickets: int) -> Account:
    """Many tickets, one in ten of them open with three message groups, of twenty companies."""
    account = small_account()
    account.companies = [
        {"id": f"co{n}", "name": f"Company {n}", "date_changed": "2026-01-01 00:00:00"} for n in range(20)
    ]
    account.contacts = [
        {
            "id": f"c{n}",
            "company_id": f"co{n % 20}",
            "firstname": f"F{n}",
            "lastname": f"L{n}",
            "emails": [f"c{n}@co{n % 20}.example"],
            "date_changed": "2026-01-01 00:00:00",
        }
        for n in range(200)
    ]
    start = datetime(2026, 6, 1)  # noqa: DTZ001 - the server's times are naive
    for number in range(tickets):
        at = start + timedelta(seconds=37 * number)
        created, answered = at.strftime(FORM), (at + timedelta(minutes=30)).strftime(FORM)
        is_open = number % 10 == 0
        row = ticket(
            number,
            owner_contactid=f"c{number % 200}",
            owner_email=f"c{number % 200}@co{number % 20}.example",
            status="C" if is_open else "R",
            date_created=created,
            date_changed=(at + timedelta(hours=1)).strftime(FORM),
            date_resolved=None if is_open else (at + timedelta(hours=1)).strftime(FORM),
            tags=[f"s{number % 5 + 1}"],
        )
        account.tickets.append(row)
        if is_open:
            account.messages[row["id"]] = [
                group(f"{number}-1", "3", created, row["owner_contactid"], "It does not work. " * 20),
                group(f"{number}-2", "4", answered, "a1", "We look into it. " * 20),
                group(f"{number}-3", "3", row["date_changed"], row["owner_contactid"], "Still not. " * 20),
            ]
    return account


class LiveAgentStub:
    """The server; a context manager. ``seen`` keeps (method, path, parameters or body) of each request.

    ``misbehave`` is asked first for each request, with its path (without /api/v3) and its running number; where
    it returns a reply, that is sent in place of the true one. ``per_minute`` is enforced as LiveAgent does.
    """

    def __init__(self, account: Account | None = None, *, port: int = 0, per_minute: int = 10**9) -> None:
        self.account = account or small_account()
        self.seen: list[tuple[str, str, dict[str, Any]]] = []
        self.keys: list[str | None] = []
        self.misbehave: Callable[[str, int], Reply | None] = lambda _path, _number: None
        self.after: Callable[[str, int], None] = lambda _path, _number: None
        self.per_minute = per_minute
        self.unanswered_puts = 0
        self._times: deque[float] = deque()
        self._lock = threading.Lock()
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # an answer leaves in one piece, or each waits for the acknowledgement of its head

            def do_GET(self) -> None:
                stub._serve(self)

            def do_PUT(self) -> None:
                stub._serve(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = False
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    @property
    def url(self) -> str:
        """The account's address."""
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def serve_forever(self) -> None:
        """Serve on this thread."""
        self._server.serve_forever()

    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [path for _method, path, _parameters in self.seen]

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        path = parts.path.removeprefix("/api/v3")
        parameters = {name: values[0] for name, values in parse_qs(parts.query).items()}
        with self._lock:
            self.seen.append((handler.command, path, json.loads(body) if body else parameters))
            self.keys.append(handler.headers.get("apikey"))
            number = len(self.seen)
            reply = self.misbehave(path, number) or self._limited() or self._reply(handler, path, parameters, body)
            self.after(path, number)
        status, headers, content = reply
        if status == 0:  # cut off: the connection ends in the middle of the answer
            handler.wfile.write(content)
            handler.close_connection = True
            return
        try:
            handler.send_response_only(status)
            for name, value in {"Content-Type": "application/json", "Content-Length": str(len(content))}.items():
                if name not in headers:
                    handler.send_header(name, value)
            for name, value in headers.items():
                handler.send_header(name, value)
            handler.end_headers()
            handler.wfile.write(content)
        except OSError:
            handler.close_connection = True  # the other side has had enough

    def _limited(self) -> Reply | None:
        now = time.monotonic()
        while self._times and self._times[0] <= now - 60:
            self._times.popleft()
        if len(self._times) >= self.per_minute:
            return told(429, {"message": "Too many requests"}, {"Retry-After": "1"})
        self._times.append(now)
        return None

    def _reply(self, handler: BaseHTTPRequestHandler, path: str, parameters: dict[str, str], body: bytes) -> Reply:
        key = handler.headers.get("apikey")
        if key != KEY:
            return told(403 if key else 401, {"message": f"Invalid API key {key}"})
        steps = [unquote(step) for step in path.strip("/").split("/")]
        if handler.command == "PUT":
            reply = self._put(steps, json.loads(body))
            if self.unanswered_puts:
                self.unanswered_puts -= 1
                return 0, {}, b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"
            return reply
        match steps:
            case ["ping"]:
                reply = told(200, {"status": "ok"})
            case ["calls"]:
                reply = self._by_cursor(self.account.calls, parameters)
            case ["agents" | "tags" | "companies" | "contacts" | "tickets" | "departments" | "slas" as table]:
                reply = by_page(getattr(self.account, table), parameters)
            case ["tickets", ticket_id, "messages"] if self._ticket(ticket_id) is not None:
                reply = by_page(self.account.messages.get(ticket_id, []), parameters)
            case _:
                reply = told(404, {"message": "Not found"})
        return reply

    def _put(self, steps: list[str], change: Row) -> Reply:
        row = self._ticket(steps[1]) if steps[0] == "tickets" else None
        if row is None:
            return told(404, {"message": "Not found"})
        if steps[2:] == ["postpone"]:
            row.update(status="W", date_due=change["date_time"])
        else:
            row.update({name: value for name, value in change.items() if name in row})
        return told(200, row)

    def _ticket(self, ticket_id: str) -> Row | None:
        return next((row for row in self.account.tickets if row.get("id") == ticket_id), None)

    def _by_cursor(self, rows: list[Row], parameters: dict[str, str]) -> Reply:
        found = filtered(rows, parameters)
        start, size = int(parameters.get("_cursor") or 0), int(parameters.get("_perPage", 10))
        headers = {"next_page_cursor": str(start + size)} if start + size < len(found) else {}
        return told(200, found[start : start + size], headers)


def told(status: int, content: Any, headers: dict[str, str] | None = None) -> Reply:
    """A reply in JSON."""
    return status, headers or {}, json.dumps(content).encode()


def by_page(rows: list[Row], parameters: dict[str, str]) -> Reply:
    """A page of a list, filtered and sorted as asked."""
    found = filtered(rows, parameters)
    order = parameters.get("_sortField")
    if order:
        found = sorted(found, key=lambda row: _held(row, order), reverse=parameters.get("_sortDir") == "DESC")
    size = int(parameters.get("_perPage", 10))
    start = (int(parameters.get("_page", 1)) - 1) * size
    return told(200, found[start : start + size])


def filtered(rows: list[Row], parameters: dict[str, str]) -> list[Row]:
    """The rows that pass the filters, told as an object or as a list of triples."""
    asked = json.loads(parameters.get("_filters", "[]"))
    triples = [[name, "E", value] for name, value in asked.items()] if isinstance(asked, dict) else asked
    for column, operator, value in triples:
        passes = _OPERATORS[operator]
        rows = [row for row in rows if not isinstance(row, dict) or passes(_held(row, column), str(value))]
    return rows


def _held(row: Any, column: str) -> str:
    return str(row.get(column) or "") if isinstance(row, dict) else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=100)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--per-minute", type=int, default=10**9)
    arguments = parser.parse_args()
    stub = LiveAgentStub(large_account(arguments.tickets), port=arguments.port, per_minute=arguments.per_minute)
    print(stub.port, flush=True)
    try:
        stub.serve_forever()
    except KeyboardInterrupt:
        sys.exit(0)


if __name__ == "__main__":
    main()
