"""A client of a calendar server that does no more than it is told: the agent's phone, in tests.

It speaks HTTP itself, so that what the program under test takes for true is not asked of its own libraries.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from http.client import HTTPConnection
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree as ET

from tests.servers.events import said

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
ETAGS = b'<propfind xmlns="DAV:"><prop><getetag/><resourcetype/></prop></propfind>'


class Reply(NamedTuple):
    """An answer of a server; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text, to the letter."""
        return self.body.decode()


class Phone:
    """One user's raw client. Paths may be given as they are or percent-encoded; they go out percent-encoded."""

    def __init__(self, port: int, user: str, password: str, headers: Mapping[str, str] | None = None) -> None:
        self.port = port
        self.user = user
        self.patience = 60.0  # seconds
        token = b64encode(f"{user}:{password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {token}"} | dict(headers or {})

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        """One request, whatever comes of it. ``If_Match`` and the like name headers."""
        sent = self._headers | {name.replace("_", "-"): value for name, value in headers.items()}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=self.patience)
        try:
            connection.request(method, quote(unquote(path), safe="/@+:,;=!$&'()*~"), body=body or None, headers=sent)
            answer = connection.getresponse()
            return Reply(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def put(self, path: str, text: str, *, etag: str | None = None) -> Reply:
        """Write a resource: over whatever is there, or over the version of that etag alone; it must be taken."""
        headers = {"If_Match": etag} if etag else {}
        reply = self.ask("PUT", path, text.encode(), Content_Type="text/calendar; charset=utf-8", **headers)
        assert reply.status in (200, 201, 204), reply
        return reply

    def get(self, path: str) -> str | None:
        """The text of a resource to the letter; None where there is none."""
        reply = self.ask("GET", path)
        if reply.status in (404, 410):
            return None
        assert reply.status == 200, reply
        return reply.text

    def etag(self, path: str) -> str:
        """The etag of a resource that is there."""
        reply = self.ask("GET", path)
        assert reply.status == 200, reply
        return reply.headers["etag"]

    def delete(self, path: str) -> None:
        """Delete a resource or a collection that is there."""
        reply = self.ask("DELETE", path)
        assert reply.status in (200, 204), reply

    def move(self, path: str, to: str) -> None:
        """Move a resource to another path of the same server."""
        target = f"http://127.0.0.1:{self.port}{quote(unquote(to), safe='/@+')}"
        reply = self.ask("MOVE", path, Destination=target, Overwrite="F")
        if reply.status in (404, 405, 501, 502):  # Xandikos does not move: as a phone does then
            text = self.get(path)
            assert text is not None
            self.delete(path)
            self.put(to, text)
        else:
            assert reply.status in (201, 204), reply

    def make_calendar(self, path: str, name: str) -> None:
        """Make a calendar with that display name."""
        body = (
            '<C:mkcalendar xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><set><prop>'
            f"<displayname>{name}</displayname></prop></set></C:mkcalendar>"
        )
        reply = self.ask("MKCALENDAR", path, body.encode(), Content_Type="application/xml")
        assert reply.status == 201, reply

    def listed(self, calendar: str) -> dict[str, str]:
        """Each resource of a calendar by its decoded path, with its etag."""
        reply = self.ask("PROPFIND", calendar, ETAGS, Depth="1", Content_Type="application/xml")
        assert reply.status == 207, reply
        return {
            unquote(urlsplit(answer.findtext(f"{DAV}href") or "").path): answer.findtext(f".//{DAV}getetag") or ""
            for answer in ET.fromstring(reply.body).iter(f"{DAV}response")  # noqa: S314 - a server that we started
            if answer.find(f".//{DAV}collection") is None
        }

    def held(self, calendar: str) -> dict[str, str]:
        """What the server really holds in a calendar: each resource by its decoded path, with its text."""
        texts = {path: self.get(path) for path in self.listed(calendar)}
        return {path: text for path, text in texts.items() if text is not None}

    def says(self, calendar: str) -> dict[str, list[str]]:
        """The same, each text as :func:`said`, since servers give the lines another order."""
        return {path: said(text) for path, text in self.held(calendar).items()}
