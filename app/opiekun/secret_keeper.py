"""Secrets: kept by the system's keyring, else read from the environment and never written."""

from __future__ import annotations

import os
from contextlib import suppress
from types import ModuleType

from opiekun.domain.errors import Refused
from opiekun.domain.secret_names import variable_of

SERVICE = "opiekun"


class SecretKeeper:
    """Gets and sets secrets by name (LIVEAGENT, CALDAV, …) and user (the connection's id)."""

    def get(self, name: str, user: str) -> str | None:
        """The secret: from the environment variable OPIEKUN_SECRET_<NAME> where it is set, else the keyring's."""
        given = os.environ.get(variable_of(name))
        if given is not None:
            return given
        keyring = _library()
        if keyring is None:
            return None
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            kept: str | None = keyring.get_password(SERVICE, f"{name}:{user}")
        except KeyringError:
            return None
        return kept

    def variable(self, name: str) -> str | None:
        """The environment variable that holds the secret of that name, for every user; None where none does."""
        return variable_of(name) if variable_of(name) in os.environ else None

    def check(self, name: str, secret: str) -> None:
        """Raise Refused where :meth:`set` would, as far as that can be told beforehand. Nothing is kept."""
        given = os.environ.get(variable_of(name))
        if given is not None and given != secret:
            raise Refused(
                "The environment variable {variable} holds another secret, and it is the one that is used: "
                "change it there, or start without it, and try again.",
                variable=variable_of(name),
            )
        if given is None and self.backend() is None:
            raise _no_keyring(name)

    def set(self, name: str, user: str, secret: str) -> None:
        """Keep a secret. Raises Refused where no keyring works and the environment does not have it.

        The environment's is the one that is used, so that another one than that is refused as well: it would be lost.
        """
        self.check(name, secret)
        keyring = _library()
        if keyring is None:
            return
        from keyring.errors import KeyringError  # noqa: PLC0415

        try:
            keyring.set_password(SERVICE, f"{name}:{user}", secret)
            kept = keyring.get_password(SERVICE, f"{name}:{user}") == secret
        except KeyringError:
            kept = False
        if not kept and self.variable(name) is None:
            raise _no_keyring(name)

    def forget(self, name: str, user: str) -> None:
        """Let go of a secret; where there is none, or no keyring works, nothing happens."""
        keyring = _library()
        if keyring is None:
            return
        from keyring.errors import KeyringError  # noqa: PLC0415

        with suppress(KeyringError):
            keyring.delete_password(SERVICE, f"{name}:{user}")

    def backend(self) -> str | None:
        """The name of the keyring that would be used, None where none works; one that keeps nothing is none."""
        keyring = _library()
        if keyring is None:
            return None
        from keyring.backends import fail, null  # noqa: PLC0415

        chosen = keyring.get_keyring()
        return None if isinstance(chosen, fail.Keyring | null.Keyring) else str(chosen.name)


def _library() -> ModuleType | None:
    """The keyring library; None where its environment variable names no keyring that there is."""
    try:
        import keyring  # noqa: PLC0415 - looking for a backend takes longer than most commands

        keyring.get_keyring()
    except (ImportError, AttributeError, TypeError, ValueError):
        return None
    return keyring


def _no_keyring(name: str) -> Refused:
    if _library() is None:
        return Refused(
            "The environment variable {chosen} names no keyring that there is: unset it, or set {variable}, and "
            "connect again.",
            chosen="PYTHON_KEYRING_BACKEND",
            variable=variable_of(name),
        )
    return Refused(
        "No keyring works on this machine, and secrets are not written anywhere else: "
        "set the environment variable {variable} and connect again.",
        variable=variable_of(name),
    )
