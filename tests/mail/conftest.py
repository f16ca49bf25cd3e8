"""Mail servers for the tests: aiosmtpd in this process, Dovecot beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from tests.servers.certificates import self_signed
from tests.servers.dovecot import Dovecot, dovecot


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for loopback and its key, which nobody trusts yet."""
    return self_signed(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="session")
def imap(certificate: tuple[Path, Path]) -> Iterator[Dovecot]:
    """A running Dovecot; each test uses a user of its own."""
    # Not in pytest's folder, which each session shuts to all but its own user: run by root, mail is nobody's.
    with TemporaryDirectory(prefix="opiekun-mail-") as folder, dovecot(Path(folder), certificate=certificate) as server:
        yield server


@pytest.fixture
def trusted(certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate is one that the system trusts."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
