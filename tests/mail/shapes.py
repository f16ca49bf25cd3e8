"""E-mails about events in the shapes that widespread programs give them, quirks included."""

from __future__ import annotations

import base64
import quopri

CRLF = "\r\n"


def _mail(headers: list[str], body: str) -> bytes:
    return (CRLF.join(headers) + CRLF * 2 + body).replace("\r\n", "\n").replace("\n", "\r\n").encode()


def _encoded(text: str) -> str:
    return base64.encodebytes(text.encode()).decode().replace("\n", CRLF)


def gmail_reply(text: str, sender: str = "ann@acme.example") -> bytes:
    """Gmail: multipart/mixed with an alternative, the calendar inline and once more as invite.ics in base64."""
    return _mail(
        [
            "Received: by mx.desk.example with SMTP id x1; Tue, 09 Jun 2026 03:05:00 -0700 (PDT)",
            "Authentication-Results: mx.desk.example; dkim=pass header.i=@acme.example; dmarc=pass (p=NONE)",
            "Reply-To: Ann Lee <" + sender + ">",
            "Message-ID: <calendar-1234@google.example>",
            "Subject: =?UTF-8?Q?Zaakceptowano:_Przegl=C4=85d?=",
            f'From: "Ann Lee (via Calendar)" <{sender}>',
            "To: agent@desk.example",
            "MIME-Version: 1.0",
            'Content-Type: multipart/mixed; boundary="000a"',
        ],
        f"""--000a
Content-Type: multipart/alternative; boundary="000b"

--000b
Content-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes
Content-Transfer-Encoding: base64

{_encoded("Ann accepted")}
--000b
Content-Type: text/html; charset="UTF-8"
Content-Transfer-Encoding: quoted-printable

{quopri.encodestring(b"<script>alert(1)</script><b>Ann accepted</b>").decode()}
--000b
Content-Type: text/calendar; charset="UTF-8"; method=REPLY
Content-Transfer-Encoding: 7bit

{text}
--000b--
--000a
Content-Type: application/ics; name="invite.ics"
Content-Disposition: attachment; filename="invite.ics"
Content-Transfer-Encoding: base64

{_encoded(text)}
--000a--
""",
    )


def outlook_reply(text: str, sender: str = "ann@acme.example") -> bytes:
    """Outlook by Exchange: alternative only, the calendar in base64, method in quotes, a lower-case one in places."""
    return _mail(
        [
            "Authentication-Results: spf=pass (sender IP) smtp.mailfrom=acme.example; dmarc=pass action=none",
            f"From: =?iso-8859-1?Q?L=E9e=2C_Ann?= <{sender.upper()}>",
            "To: Agent <agent@desk.example>",
            "Subject: Accepted: Review",
            "Thread-Topic: Review",
            "Message-ID:",
            " <AM0PR01MB1234.eurprd01.prod.outlook.example>",
            "MIME-Version: 1.0",
            "Content-Type: multipart/alternative;",
            '\tboundary="_000_AM0PR01_"',
        ],
        f"""--_000_AM0PR01_
Content-Type: text/plain; charset="iso-8859-1"
Content-Transfer-Encoding: quoted-printable

Zg=F3da
--_000_AM0PR01_
Content-Type: text/calendar; charset="utf-8"; method="reply"
Content-Transfer-Encoding: base64

{_encoded(text)}
--_000_AM0PR01_--
""",
    )


def outlook_com_reply(text: str, sender: str = "ann@outlook.example") -> bytes:
    """outlook.com: the calendar is the whole message."""
    return _mail(
        [
            f"From: Ann <{sender}>",
            "To: agent@desk.example",
            "Subject: Accepted: Review",
            "Message-ID: <DB7@outlook.example>",
            "MIME-Version: 1.0",
            'Content-Type: text/calendar; charset="utf-8"; method=REPLY',
            "Content-Transfer-Encoding: base64",
        ],
        _encoded(text),
    )


def apple_reply(text: str, sender: str = "ann@icloud.example") -> bytes:
    """Apple Mail: text beside an attachment of text/calendar whose name is encoded (RFC 2231)."""
    return _mail(
        [
            f"From: Ann <{sender}>",
            "To: agent@desk.example",
            "Subject: Accepted: Review",
            "Message-Id: <7F3A@icloud.example>",
            "Mime-Version: 1.0 (Mac OS X Mail 16.0)",
            'Content-Type: multipart/alternative; boundary="Apple-Mail=_1"',
        ],
        f"""--Apple-Mail=_1
Content-Transfer-Encoding: 7bit
Content-Type: text/plain; charset=us-ascii

Ann accepted.
--Apple-Mail=_1
Content-Disposition: attachment; filename*=UTF-8''zaproszenie%20%C5%82.ics
Content-Type: text/calendar; charset=utf-8; method=REPLY; name*=UTF-8''zaproszenie%20%C5%82.ics
Content-Transfer-Encoding: quoted-printable

{quopri.encodestring(text.replace(CRLF, chr(10)).encode()).decode()}
--Apple-Mail=_1--
""",
    )


def thunderbird_reply(text: str, sender: str = "ann@acme.example") -> bytes:
    """Thunderbird: multipart/mixed with text and a calendar in 8bit that says it is US-ASCII."""
    return _mail(
        [
            f"From: Ann Lee <{sender}>",
            "To: agent@desk.example",
            "Subject: Event Invitation Reply (Accepted): Review",
            "Message-ID: <5b0e@acme.example>",
            "User-Agent: Mozilla Thunderbird",
            "MIME-Version: 1.0",
            'Content-Type: multipart/mixed; boundary="------------AF1"',
        ],
        f"""This is a multi-part message in MIME format.
--------------AF1
Content-Type: text/plain; charset=UTF-8; format=flowed
Content-Transfer-Encoding: 8bit

Ann Lee accepted.
--------------AF1
Content-Type: text/calendar; method=REPLY; charset=US-ASCII
Content-Transfer-Encoding: 8bit

{text}
--------------AF1--
""",
    )


SHAPES = {
    "gmail": gmail_reply,
    "outlook": outlook_reply,
    "outlook.com": outlook_com_reply,
    "apple": apple_reply,
    "thunderbird": thunderbird_reply,
}
