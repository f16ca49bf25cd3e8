"""Hours and policies, as configured. Every version that ever held is kept."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, delete, insert, select

from opiekun.domain.errors import InvalidRules
from opiekun.domain.hours import BusinessHours
from opiekun.domain.policy import STANDARD_POLICY, Policy
from opiekun.domain.rules_json import hours_from_json, hours_to_json, policy_from_json, policy_to_json
from opiekun.domain.timeline import Severity
from opiekun.store.tables import handling_times, hours_versions, policies


class SqlRules:
    """Hours and policies as versioned JSON."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def hours(self) -> BusinessHours | None:
        """The hours saved last, None before the first."""
        latest = select(hours_versions.c.body).order_by(hours_versions.c.version.desc()).limit(1)
        body = self._connection.scalar(latest)
        return None if body is None else hours_from_json(body)

    def save_hours(self, hours: BusinessHours) -> None:
        """These hours hold from now on."""
        self._connection.execute(insert(hours_versions).values(body=hours_to_json(hours)))

    def policies(self) -> tuple[Policy, ...]:
        """All versions, oldest first: those that were added, and the standard one unless its version was."""
        bodies = self._connection.scalars(select(policies.c.body))
        versions = {policy.version: policy for policy in map(policy_from_json, bodies)}
        versions.setdefault(STANDARD_POLICY.version, STANDARD_POLICY)
        return tuple(sorted(versions.values(), key=lambda policy: (policy.valid_from, policy.version)))

    def add_policy(self, policy: Policy) -> None:
        """Add a version. Raises InvalidRules for one that is there: what was promised is not rewritten."""
        if self._connection.scalar(select(policies.c.version).where(policies.c.version == policy.version)):
            raise InvalidRules(
                "There is a version {version} of the policy already; give the new one another name.",
                version=policy.version,
            )
        self._connection.execute(
            insert(policies).values(version=policy.version, valid_from=policy.valid_from, body=policy_to_json(policy))
        )

    def handling_times(self) -> dict[Severity, int]:
        """How many seconds work on a request is expected to take, for the severities of which that was told."""
        rows = self._connection.execute(select(handling_times.c.severity, handling_times.c.seconds))
        return {Severity(row.severity): row.seconds for row in rows}

    def save_handling_times(self, seconds: Mapping[Severity, int]) -> None:
        """These hold from now on, and no others."""
        self._connection.execute(delete(handling_times))
        told = [{"severity": int(severity), "seconds": length} for severity, length in seconds.items()]
        if told:
            self._connection.execute(insert(handling_times), told)
