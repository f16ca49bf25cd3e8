"""The servers of mail out and in."""

from __future__ import annotations

from opiekun.domain.calls.mailboxes import MailServer
from opiekun.mail.imap import ImapMailbox
from opiekun.mail.smtp import SmtpSender


class MailServers:
    """Opens mail servers; see services.mail_ports.MailServers. Raises ServerRefused."""

    def sender(self, server: MailServer, password: str) -> SmtpSender:
        """A line to the server of mail out."""
        return SmtpSender(server, password)

    def mailbox(self, server: MailServer, password: str) -> ImapMailbox:
        """A line to the inbox."""
        return ImapMailbox(server, password)
