"""What a server, or the network before it, can do to a client: faults for the proxy of tests/servers/proxy.py."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree as ET

from tests.servers.proxy import Answer, Asked, Exchange, Fault, Variant

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
CS = "{http://calendarserver.org/ns/}"
XML = "application/xml; charset=utf-8"
for _prefix, _space in {"": DAV, "C": CALDAV, "CS": CS}.items():
    ET.register_namespace(_prefix or "D", _space[1:-1])


def cut_before_sending(exchange: Exchange) -> None:
    """The connection breaks before the request reaches the server."""
    exchange.cut()


def cut_before_answer(exchange: Exchange) -> None:
    """The server does what was asked, and its answer is lost."""
    exchange.forward()
    exchange.cut()


def cut_in_answer(at: int) -> Fault:
    """The answer breaks off after so many bytes of it (its head counts); the server did what was asked."""

    def fault(exchange: Exchange) -> None:
        exchange.send(exchange.forward(), stop=at)

    return fault


def cut_in_body(share: float) -> Fault:
    """The answer breaks off after that share of its body; Content-Length promises all of it."""

    def fault(exchange: Exchange) -> None:
        answer = exchange.forward()
        exchange.send(answer, stop=len(answer.raw()) - round(len(answer.body) * (1 - share)))

    return fault


def hangs(exchange: Exchange) -> None:
    """Nothing ever comes back; the server was not asked."""
    exchange.hold()


def hangs_after_sending(exchange: Exchange) -> None:
    """The server does what was asked, and nothing ever comes back."""
    exchange.forward()
    exchange.hold()


def hangs_in_answer(at: int) -> Fault:
    """The answer begins, and its rest never comes."""

    def fault(exchange: Exchange) -> None:
        exchange.send_raw(exchange.forward().raw()[:at])
        exchange.hold()

    return fault


def delayed(seconds: float) -> Fault:
    """The answer comes, later."""

    def fault(exchange: Exchange) -> None:
        exchange.hold(seconds)
        exchange.send(exchange.forward())

    return fault


def doubled(exchange: Exchange) -> None:
    """The request reaches the server twice, as a proxy's repetition does; the second answer is sent."""
    exchange.forward()
    exchange.send(exchange.forward())


def answers(status: int, body: bytes | str = b"", **headers: str) -> Fault:
    """That answer in place of the server's, which is not asked. Headers as ``retry_after``."""
    content = body.encode() if isinstance(body, str) else body

    def fault(exchange: Exchange) -> None:
        exchange.send(Answer(status, {}, content).with_headers(**headers))

    return fault


def does_it_but_answers(status: int, body: bytes = b"", **headers: str) -> Fault:
    """The server does what was asked, and that answer is sent in place of its own."""

    def fault(exchange: Exchange) -> None:
        exchange.forward()
        exchange.send(Answer(status, {}, body).with_headers(**headers))

    return fault


def refuses(status: int, condition: str, words: str = "") -> Fault:
    """An error with a DAV:error body: ``condition`` as ``DAV:lock-token-submitted`` or ``C:valid-calendar-data``."""
    space, _, name = condition.partition(":")
    described = f"<D:responsedescription>{words}</D:responsedescription>" if words else ""
    body = (
        '<?xml version="1.0"?><D:error xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
        f"<{'D' if space == 'DAV' else 'C'}:{name}/>{described}</D:error>"
    )
    return answers(status, body, content_type=XML)


def changed(change: Callable[[Answer], Answer]) -> Fault:
    """The server's answer, changed."""

    def fault(exchange: Exchange) -> None:
        exchange.send(change(exchange.forward()))

    return fault


def sends_instead(change: Callable[[Asked], Asked]) -> Fault:
    """The server gets another request than was made: as one that rewrites what is put."""

    def fault(exchange: Exchange) -> None:
        exchange.send(exchange.forward(change(exchange.asked)))

    return fault


def with_body(pattern: bytes, by: bytes, *, count: int = 0) -> Fault:
    """What fits in the answer's body is replaced; ``count`` of them (0: all)."""
    return changed(lambda answer: replace(answer, body=re.sub(pattern, by, answer.body, count=count, flags=re.DOTALL)))


def with_header(**headers: str | None) -> Fault:
    """The answer with other headers; None takes one away."""
    return changed(lambda answer: answer.with_headers(**headers))


def stores(pattern: bytes, by: bytes) -> Fault:
    """The server keeps something else than it was sent, and says that all is well."""
    return sends_instead(lambda asked: replace(asked, body=re.sub(pattern, by, asked.body, flags=re.DOTALL)))


def truncated(share: float) -> Fault:
    """That share of the body as if it were all: Content-Length is right for what is there."""
    return changed(lambda answer: replace(answer, body=answer.body[: round(len(answer.body) * share)]))


def corrupted(at: float, by: bytes = b"\x00<&\xff") -> Fault:
    """Some bytes of the body are others."""

    def change(answer: Answer) -> Answer:
        start = round(len(answer.body) * at)
        return replace(answer, body=answer.body[:start] + by + answer.body[start + len(by) :])

    return changed(change)


def login_page(status: int = 200) -> Fault:
    """A hotel's network wants to be paid first."""
    return answers(status, "<html><body><form>Log in</form></body></html>", content_type="text/html; charset=utf-8")


def entity_bomb(exchange: Exchange) -> None:
    """A multistatus that grows to gigabytes where its entities are expanded."""
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e0 "ha">{entities}]>'
        '<multistatus xmlns="DAV:"><response><href>&e11;</href><status>HTTP/1.1 200 OK</status></response>'
        "</multistatus>"
    )
    exchange.send(Answer(207, {"content-type": XML}, body.encode()))


def endless(exchange: Exchange) -> None:
    """A multistatus that never ends, sent as fast as it is taken."""
    exchange.send_raw(
        f"HTTP/1.1 207 Multi-Status\r\ncontent-type: {XML}\r\nconnection: close\r\n\r\n".encode()
        + b'<?xml version="1.0"?><multistatus xmlns="DAV:">'
    )
    item = b"<response><href>/x/%d.ics</href><propstat><prop><getetag>x</getetag></prop></propstat></response>"
    number = 0
    while True:
        exchange.send_raw(b"".join(item % n for n in range(number, number + 1000)))
        number += 1000


def endless_line(exchange: Exchange) -> None:
    """One text that never ends."""
    exchange.send_raw(
        f"HTTP/1.1 207 Multi-Status\r\ncontent-type: {XML}\r\nconnection: close\r\n\r\n".encode()
        + b'<?xml version="1.0"?><multistatus xmlns="DAV:"><response><href>/'
    )
    while True:
        exchange.send_raw(b"x" * 65536)


def without_responses(leave_out: Callable[[int, str], bool]) -> Fault:
    """A multistatus that lacks those of its responses, each by its number and href, without a word."""

    def change(answer: Answer) -> Answer:
        if answer.status != 207:
            return answer
        root = ET.fromstring(answer.body)  # noqa: S314 - of a server that we started
        for number, response in enumerate(root.findall(f"{DAV}response")):
            if leave_out(number, response.findtext(f"{DAV}href") or ""):
                root.remove(response)
        return replace(answer, body=ET.tostring(root, encoding="utf-8", xml_declaration=True))

    return changed(change)


def weak_etags(exchange: Exchange) -> None:
    """Etags that promise less than the program would like, in headers and in bodies."""
    answer = exchange.forward()
    etag = answer.headers.get("etag")
    if etag:
        answer = answer.with_headers(etag=f"W/{etag}")
    body = re.sub(rb"(getetag>)(&quot;|\")", rb"\1W/\2", answer.body)
    exchange.send(replace(answer, body=body))


token_refused = refuses(403, "DAV:valid-sync-token")


def without(*properties: str, reports: tuple[str, ...] = (), put_etag: bool = True) -> Variant:
    """A server that does not know those properties and reports, and perhaps tells no etag after a PUT."""

    def variant(asked: Asked, forward: Callable[[Asked], Answer]) -> Answer:
        if asked.method == "REPORT" and any(name.rpartition("}")[2].encode() in asked.body[:600] for name in reports):
            return Answer(403, {"content-type": XML}, b'<error xmlns="DAV:"><supported-report/></error>')
        answer = forward(asked)
        if asked.method == "PUT" and not put_etag:
            return answer.with_headers(etag=None)
        if asked.method == "PROPFIND" and answer.status == 207:
            return _without_elements(answer, properties, reports)
        return answer

    return variant


def _without_elements(answer: Answer, properties: tuple[str, ...], reports: tuple[str, ...]) -> Answer:
    root = ET.fromstring(answer.body)  # noqa: S314 - of a server that we started
    for prop in root.iter(f"{DAV}prop"):
        for element in [element for element in prop if element.tag in properties]:
            prop.remove(element)
    for supported in root.iter(f"{DAV}supported-report-set"):
        for report in [one for one in supported if any(one.find(f".//{name}") is not None for name in reports)]:
            supported.remove(report)
    return replace(answer, body=ET.tostring(root, encoding="utf-8", xml_declaration=True))


ctag_only = without(f"{DAV}sync-token", reports=(f"{DAV}sync-collection",))
etags_only = without(f"{DAV}sync-token", f"{CS}getctag", reports=(f"{DAV}sync-collection",))
silent_put = without(put_etag=False)
