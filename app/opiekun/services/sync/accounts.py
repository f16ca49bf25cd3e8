"""The accounts of the desk on calendar servers, their passwords, and their servers."""

from __future__ import annotations

from opiekun.domain.errors import NotFound, Refused
from opiekun.domain.secret_names import variable_of
from opiekun.domain.sync.accounts import DavAccount, SignIn
from opiekun.domain.sync.failures import DavFailure, DavRefused
from opiekun.domain.sync.told import Told
from opiekun.services.ports import Secrets, Store, UnitOfWork
from opiekun.services.sync_ports import CalendarServer, CalendarServers
from opiekun.words import N_

SECRET = "CALDAV"  # noqa: S105 - the secret's name
NO_PASSWORD = N_(
    "There is no password for {user} at {url}: type it in the settings or connect again, or set the environment "
    "variable {variable} where no keyring works."
)
_IN_ENVIRONMENT = N_("The environment variable {variable} holds the password of all calendar servers here.")


def known_account(store: Store, account_id: str) -> DavAccount:
    """The account of that id. Raises NotFound."""
    with store.read() as unit:
        return account_of(unit, account_id)


def account_of(unit: UnitOfWork, account_id: str) -> DavAccount:
    """As :func:`known_account`, in a unit that does more."""
    account = next((each for each in unit.sync.accounts() if each.id == account_id), None)
    if account is None:
        raise NotFound("That calendar server is not connected any more; look at the connected ones again.")
    return account


def connected_accounts(store: Store) -> list[DavAccount]:
    """The accounts of this desk. Raises Refused where there is none."""
    with store.read() as unit:
        accounts = unit.sync.accounts()
    if not accounts:
        raise Refused("No calendar server is connected; connect one with “opiekun calendar connect”.")
    return accounts


def opened(secrets: Secrets, open_server: CalendarServers, account: DavAccount) -> CalendarServer:
    """The server of an account. Raises DavRefused where its password is gone."""
    return open_server(account, password_of(secrets, account), account.auth)


def explained(secrets: Secrets, account: DavAccount, refusal: DavRefused) -> DavRefused:
    """A server's refusal; that of a password which the environment gave to all accounts says so."""
    variable = secrets.variable(SECRET)
    if variable is None or refusal.failure is not DavFailure.UNAUTHORIZED:
        return refusal
    return refusal.in_other_words(
        "The server at {url} does not accept {user} with the password of the environment variable {variable}, which "
        "serves all calendar servers here: give them the same password, or start without it where a keyring works.",
        url=account.url,
        user=account.user,
        variable=variable,
    )


def check_keeper(secrets: Secrets, password: str) -> None:
    """Raise Refused where no password could be kept, nor does the environment hold one."""
    if secrets.variable(SECRET) is None:
        secrets.check(SECRET, password)


def kept_elsewhere(secrets: Secrets) -> Told | None:
    """Why a password that is typed is not kept by the system's keyring: none works, or the environment holds the one
    that is used. None where it is."""
    variable = secrets.variable(SECRET)
    if variable is not None:
        return Told(_IN_ENVIRONMENT, {"variable": variable})
    try:
        secrets.check(SECRET, "")
    except Refused as refusal:
        return Told.of(refusal)
    return None


def check_password(secrets: Secrets, sign_in: SignIn) -> None:
    """Raise Refused where that password, which the server takes, would not be the one that is used."""
    variable = secrets.variable(SECRET)
    # It serves every account, this new one too.
    if variable is not None and secrets.get(SECRET, "") != sign_in.password:
        raise Refused(
            "The environment variable {variable} holds another password than the one you typed for {user} at {url}, "
            "and serves all calendar servers here: set it to that one, or start without it where a keyring works.",
            variable=variable,
            user=sign_in.user,
            url=sign_in.url,
        )


def password_of(secrets: Secrets, account: DavAccount) -> str:
    """The password of an account. Raises DavRefused where it is gone."""
    password = secrets.get(SECRET, account.id)
    if not password:
        raise _no_password(account)
    return password


def _no_password(account: DavAccount) -> DavRefused:
    return DavRefused(
        NO_PASSWORD,
        failure=DavFailure.UNAUTHORIZED,
        user=account.user,
        url=account.url,
        variable=variable_of(SECRET),
    )
