"""Which column of a CSV file holds which field: chosen once, remembered for every file with that header."""

from __future__ import annotations

from opiekun.services.ports import Store


def remembered_columns(store: Store, header: tuple[str, ...]) -> dict[str, str] | None:
    """The columns as they were last chosen for a file with this header; None where they never were."""
    with store.read() as unit:
        return unit.connections.column_mapping(header)


def remember_columns(store: Store, header: tuple[str, ...], columns: dict[str, str]) -> None:
    """Keep the choice for the next file with this header."""
    with store.write() as unit:
        unit.connections.save_column_mapping(header, columns)
