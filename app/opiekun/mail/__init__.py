"""Invitations out and in by e-mail: MIME built and read with limits, SMTP, IMAP (RFC 6047)."""
