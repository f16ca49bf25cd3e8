"""The fields that a source and the desk both may change, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from opiekun.domain.intake import SharedFields
from opiekun.domain.standing import Status
from opiekun.domain.timeline import Severity


def shared_to_json(fields: SharedFields) -> dict[str, Any]:
    """A JSON object of the fields; the same fields always make the same one."""
    return {
        "status": str(fields.status),
        "severity": None if fields.severity is None else int(fields.severity),
        "assignee": fields.assignee,
        "tags": sorted(fields.tags),
        "postponed_until": None if fields.postponed_until is None else fields.postponed_until.isoformat(),
    }


def shared_from_json(told: dict[str, Any]) -> SharedFields:
    """The fields of a JSON object made by :func:`shared_to_json`."""
    until = told["postponed_until"]
    return SharedFields(
        status=Status(told["status"]),
        severity=None if told["severity"] is None else Severity(told["severity"]),
        assignee=told["assignee"],
        tags=frozenset(told["tags"]),
        postponed_until=None if until is None else datetime.fromisoformat(until),
    )
