"""`opiekun request import`: requests from a file, JSON Lines or CSV; a bad line refused by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click

from opiekun.cli.commands import command
from opiekun.cli.parameters import COLUMNS, ZONE
from opiekun.cli.session import Session
from opiekun.cli.stopping import INTERRUPTED, stop_on_signal
from opiekun.cli.taken_in import counts_line, refusal_text, refused_lines
from opiekun.domain.errors import InvalidInput
from opiekun.domain.intake import Refusal, Report
from opiekun.services.column_mapping import remember_columns, remembered_columns
from opiekun.services.intake import import_requests
from opiekun.words import N_, Words


@command(
    N_(
        "Take in requests from FILE, JSON Lines or CSV, with the fields id, account, subject, severity, channel, "
        "received_at, contact_email, description, assignee, and events in JSON Lines. Importing again changes nothing."
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--columns", type=COLUMNS, help=N_("Which column of a CSV file holds which field; remembered for such files.")
)
@click.option("--timezone", type=ZONE, help=N_("The time zone of times without an offset; else they are refused."))
@click.option("--refused", type=click.Path(path_type=Path), help=N_("Write the refused lines to this file."))
@click.pass_obj
def import_file(
    session: Session, *, file: Path, columns: dict[str, str] | None, timezone: str | None, refused: Path | None
) -> int:
    """Tells what was created, updated and unchanged, and each refused line with its reason."""
    files = session.program.files
    try:
        header = files.header(file)
        chosen = _columns(session, header, columns)
        if refused is not None:
            _write(refused, "")
        arrivals = files.requests(
            file, now=session.now(), zone=ZoneInfo(timezone) if timezone else None, columns=chosen
        )
        with stop_on_signal() as stopped:
            report = import_requests(session.store, arrivals, now=session.now(), cancelled=stopped)
            interrupted = stopped()
    except InvalidInput as refusal:
        if "file" in refusal.parts or "path" in refusal.parts:
            raise
        raise InvalidInput("{file}: {reason}", file=file, reason=refusal) from refusal
    if header is not None and columns:
        remember_columns(session.store, header, chosen or {})
    if refused is not None and report.refused:
        _write(refused, _refused_text(header, report))
    session.answer(
        _json(report, interrupted, session.words), lambda: _lines(report, interrupted, refused, session.words)
    )
    return INTERRUPTED if interrupted else 0


def _columns(session: Session, header: tuple[str, ...] | None, given: dict[str, str] | None) -> dict[str, str] | None:
    """The columns given now, else those remembered for such a header, else as their names suggest."""
    if header is None:
        return None
    suggested = session.program.files.suggested_columns(header)
    if given:
        taken = {field: column for field, column in suggested.items() if column not in given.values()}
        return {**taken, **given}
    return remembered_columns(session.store, header) or suggested


def _refused_text(header: tuple[str, ...] | None, report: Report) -> str:
    """A file of the refused lines alone, which can be mended and imported."""
    lines = [refusal.text for refusal in _by_line(report)]
    if header is not None:
        lines.insert(0, ",".join('"' + column.replace('"', '""') + '"' for column in header))
    return "".join(f"{line}\n" for line in lines)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", errors="surrogatepass")
    except OSError as failure:
        raise InvalidInput("{path} cannot be written: {reason}.", path=path, reason=failure.strerror) from failure


def _by_line(report: Report) -> list[Refusal]:
    """What was refused, in the order of the file."""
    return sorted(report.refused, key=lambda refusal: int(refusal.where) if refusal.where.isdecimal() else 0)


def _json(report: Report, interrupted: bool, words: Words) -> dict[str, Any]:
    return {
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "refused": [
            {"line": int(refusal.where) if refusal.where.isdecimal() else None, "reason": refusal_text(refusal, words)}
            for refusal in _by_line(report)
        ],
        "interrupted": interrupted,
    }


def _lines(report: Report, interrupted: bool, refused: Path | None, words: Words) -> Iterator[str]:
    if interrupted:
        yield words.say("Stopped before the end; import the file again to go on.")
    yield counts_line(report, words)
    yield from refused_lines(_by_line(report), words)
    if report.refused and refused is not None:
        yield words.say("The refused lines are in {file}.", file=refused)
