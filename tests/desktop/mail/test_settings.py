"""Mail servers are tried before they are kept; nothing typed is lost, and no password stands in a draft."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from tests.desktop.bench import Bench
from tests.mail.test_smtp import Box, listening
from tests.servers.certificates import fingerprint_of, self_signed
from tests.servers.process import free_port

from opiekun.desktop.settings.certificate_question import spelled
from opiekun.desktop.settings.mail import MailSection
from opiekun.desktop.theme.labels import KeyButton
from opiekun.desktop.widgets.fields import Choice
from opiekun.desktop.work.worker import Worker
from opiekun.domain.calls.mailboxes import MailServer, MailSettings, Security
from opiekun.services.mail.setting_up import mail_settings

Until = Callable[..., None]
WORD = "s3cret"


@pytest.fixture
def section(bench: Bench, until: Until) -> Iterator[MailSection]:
    worker = Worker("mail")
    made = MailSection(bench.session, worker, bench.theme)
    bench.show(made)
    made.refresh()
    until(lambda: bench.session.worker.idle)
    yield made
    worker.close()


def typed(section: MailSection, **texts: str) -> None:
    places = {"smtp": 0, "imap": 1, "user": 2, "password": 3, "address": 4, "name": 5}
    fields = [each for each in section.findChildren(QLineEdit) if each.isVisible()]
    for name, text in texts.items():
        fields[places[name]].clear()
        QTest.keyClicks(fields[places[name]], text)


def unsecured(section: MailSection) -> None:
    section.findChildren(Choice)[0].choose(Security.NONE.value)


def try_it(section: MailSection) -> KeyButton:
    made = next(each for each in section.findChildren(KeyButton) if each.text() == "Test and keep")
    made.click()
    return made


def words(section: MailSection) -> str:
    return "\n".join(each.text() for each in section.findChildren(QLabel) if each.isVisible())


def test_a_server_that_answers_is_kept(section: MailSection, bench: Bench, until: Until) -> None:
    with listening(Box()) as port:
        told: list[bool] = []
        section.connected.connect(lambda: told.append(True))
        typed(section, smtp=f"127.0.0.1:{port}", address="support@example.com")
        unsecured(section)
        try_it(section)
        until(lambda: bool(told))
    assert "✓ The servers answer" in words(section)
    server = MailServer("127.0.0.1", port, Security.NONE)
    assert mail_settings(bench.program.store) == MailSettings(server, None, "support@example.com")
    assert bench.session.drafts.drafts.mail == {}


def test_it_is_said_in_whose_name_letters_are_written_that_another_address_hands_over(
    section: MailSection, bench: Bench, until: Until
) -> None:
    bench.session.open()
    until(lambda: bench.session.agent is not None)
    agent = bench.session.agent
    assert agent is not None
    for address, another in (("relay@example.net", True), (agent.email, False)):
        with listening(Box()) as port:
            told: list[bool] = []
            section.connected.connect(lambda told=told: told.append(True))
            typed(section, smtp=f"127.0.0.1:{port}", address=address)
            unsecured(section)
            try_it(section)
            until(lambda told=told: bool(told))
        assert (f"in the name of {agent.name}, {agent.email}, and answers go there" in words(section)) is another


def test_one_that_does_not_is_not_and_what_was_typed_stays(section: MailSection, bench: Bench, until: Until) -> None:
    typed(section, smtp=f"127.0.0.1:{free_port()}", user="anna", password=WORD)
    unsecured(section)
    button = try_it(section)
    until(lambda: button.isEnabled() and "127.0.0.1" in words(section))
    assert mail_settings(bench.program.store) == MailSettings()
    drafts = bench.session.drafts.drafts.mail
    assert drafts["user"] == "anna"
    assert WORD not in str(drafts)
    assert any(each.text() == WORD for each in section.findChildren(QLineEdit))


def test_a_certificate_that_nobody_vouches_for_is_asked_about_and_accepted(
    section: MailSection, bench: Bench, until: Until, tmp_path: Path
) -> None:
    certificate = self_signed(tmp_path)
    with listening(Box(), certificate, as_="ssl_context") as port:
        typed(section, smtp=f"127.0.0.1:{port}")
        for answer in ("Do not connect", "Accept this certificate"):
            try_it(section)
            until(lambda: "Is this the right server?" in words(section))
            assert "It says it is for: a server of the tests, 127.0.0.1" in words(section)
            assert spelled(fingerprint_of(certificate[0])) in words(section)
            assert mail_settings(bench.program.store) == MailSettings()
            next(each for each in section.findChildren(KeyButton) if each.text() == answer).click()
            assert "Is this the right server?" not in words(section)
        until(lambda: "✓ The servers answer" in words(section))
    kept = mail_settings(bench.program.store).outgoing
    assert kept == MailServer("127.0.0.1", port, Security.TLS, fingerprint=fingerprint_of(certificate[0]))


def test_a_port_that_is_none_is_refused_at_once(section: MailSection) -> None:
    typed(section, smtp="mail.example.com:port")
    try_it(section)
    assert "write it like mail.example.com:587" in words(section)


def test_without_a_server_one_is_asked_for(section: MailSection) -> None:
    try_it(section)
    assert "Name a server" in words(section)
