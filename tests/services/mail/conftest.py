"""Mail servers for the desk's mail."""

from __future__ import annotations

from tests.mail.conftest import certificate, imap, trusted

__all__ = ["certificate", "imap", "trusted"]
