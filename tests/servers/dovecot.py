"""Dovecot, a real IMAP server, as a process on loopback: mailboxes are folders that tests fill."""

from __future__ import annotations

import getpass
import grp
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.process import HOST, ask_greeting, free_port, serving

PASSWORD = "secret"  # noqa: S105 - of a server of the tests
CONFIG = """
base_dir = {folder}/run
log_path = {folder}/log
protocols = imap
listen = {host}
ssl = {ssl}
{certificates}
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {login}
mail_location = maildir:{folder}/mail/%u
mail_uid = {owner}
mail_gid = {owner_group}
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner_group} home={folder}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Dovecot:
    """A running Dovecot. Every user that logs in with PASSWORD has a box of his own."""

    def __init__(self, folder: Path, port: int, tls_port: int, owner: int) -> None:
        self.folder = folder
        self.host = HOST
        self.port = port
        self.tls_port = tls_port
        self._owner = owner
        self._count = 0

    def deliver(self, user: str, raw: bytes) -> None:
        """Put a message into a user's inbox, unseen."""
        inbox = self.folder / "mail" / user
        for name in ("new", "cur", "tmp"):
            (inbox / name).mkdir(parents=True, exist_ok=True)
        self._count += 1
        (inbox / "tmp" / f"{self._count:07}.tests").write_bytes(raw)
        self._give_away()
        (inbox / "tmp" / f"{self._count:07}.tests").rename(inbox / "new" / f"{self._count:07}.tests")

    def deliver_all(self, user: str, messages: Iterator[bytes]) -> None:
        """As :func:`deliver`, for many."""
        inbox = self.folder / "mail" / user / "new"
        inbox.mkdir(parents=True, exist_ok=True)
        for raw in messages:
            self._count += 1
            (inbox / f"{self._count:07}.tests").write_bytes(raw)
        self._give_away()

    def seen(self, user: str) -> list[bool]:
        """Of each message that the box still has, whether it is marked as seen."""
        inbox = self.folder / "mail" / user
        files = [file for name in ("new", "cur") for file in (inbox / name).glob("*")]
        return ["S" in file.name.partition(":2,")[2] for file in files]

    def _give_away(self) -> None:
        if os.geteuid() == 0:
            for root, folders, files in os.walk(self.folder / "mail"):
                for name in (root, *(f"{root}/{each}" for each in folders + files)):
                    os.chown(name, self._owner, -1)


@contextmanager
def dovecot(folder: Path, *, certificate: tuple[Path, Path] | None = None) -> Iterator[Dovecot]:
    """A Dovecot whose files stand in that folder; with a certificate and its key it speaks TLS too."""
    program = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    assert program, "Dovecot is not installed"
    # As root, mail is somebody else's: Dovecot gives none to root.
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    me = pwd.getpwnam(getpass.getuser())
    port, tls_port = free_port(), free_port()
    (folder / "mail").mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)
    server = Dovecot(folder, port, tls_port, owner.pw_uid)
    server._give_away()
    config = folder / "dovecot.conf"
    config.write_text(
        CONFIG.format(
            folder=folder,
            host=HOST,
            port=port,
            tls_port=tls_port,
            user=me.pw_name,
            login=owner.pw_name,
            group=grp.getgrgid(me.pw_gid).gr_name,
            owner=owner.pw_uid,
            owner_group=owner.pw_gid,
            password=PASSWORD,
            ssl="yes" if certificate else "no",
            certificates=(f"ssl_cert = <{certificate[0]}\nssl_key = <{certificate[1]}" if certificate else ""),
        ),
        encoding="utf-8",
    )
    subprocess.run([program, "-n", "-c", str(config)], check=True, stdout=subprocess.DEVNULL)
    with serving([program, "-F", "-c", str(config)], port, folder / "said", ask=ask_greeting):
        yield server
