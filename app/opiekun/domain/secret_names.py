"""What secrets are called outside the keyring."""


def variable_of(name: str) -> str:
    """The environment variable that holds the secret of that name (LIVEAGENT, CALDAV, …) where no keyring works."""
    return f"OPIEKUN_SECRET_{name}"
