"""What a run of the sync did, in words: a line for the list, and all of it as text to be read and copied."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.numbers import Numbers
from opiekun.desktop.queue.remaining import Moments
from opiekun.desktop.words import refusal
from opiekun.domain.instants import UtcSeconds, utc_seconds
from opiekun.domain.sync.report import CollectionReport, RunReport
from opiekun.domain.sync.told import Told

_MOST_LINES = 2_000
"""Lines of a log that are shown; the first sync of a large calendar may have more than anybody reads."""


def headline(run: RunReport, moments: Moments, now: UtcSeconds, *, latest: bool) -> str:
    """When it was and what came of it: “10:03 · ✓ 3 came, 1 went”. Only the latest can be under way."""
    unended = latest and run.ended_at is None
    outcome = QCoreApplication.translate("Sync", "it has not ended") if unended else _outcome(run)
    return f"{moments.moment(utc_seconds(run.started_at), now)} · {outcome}"


def whole(run: RunReport, moments: Moments) -> str:
    """The run as text: each calendar with its counts, then the log."""
    names = {each.calendar_id: each.name for each in run.collections}
    until = _clock(run.ended_at, moments) if run.ended_at is not None else "…"
    lines = [f"{moments.local(utc_seconds(run.started_at)):%Y-%m-%d} {_clock(run.started_at, moments)} – {until}"]
    lines += [_collection(each) for each in run.collections]
    lines += list(_failures(run))
    lines.append("")
    for line in run.log[:_MOST_LINES]:
        calendar = names.get(line.calendar_id, "")
        about = f" {calendar}:" if calendar else ""
        lines.append(f"{_clock(line.at, moments)}{about} {refusal(line.said.refusal())}")
    if len(run.log) > _MOST_LINES:
        lines.append(Numbers().and_more(len(run.log) - _MOST_LINES))
    return "\n".join(lines).strip()


def _outcome(run: RunReport) -> str:
    translate = QCoreApplication.translate
    if run.ended_at is None:
        return translate("Sync", "▲ it was cut off; the next one went on from there")
    told = ", ".join(_counts(run.collections))
    failed = [*_failed(run)]
    if failed:
        words = translate("Sync", "{calendars} failed").format(calendars=", ".join(name for name, _why in failed))
        return " · ".join(["▲ " + words, *([told] if told else [])])
    counts = told or translate("Sync", "nothing new")
    if run.cancelled:
        return translate("Sync", "stopped before its end · {counts}").format(counts=counts)
    waits_for_agent = any(each.refused or each.conflicts or each.missing for each in run.collections)
    return f"{'▲' if waits_for_agent else '✓'} {counts}"


def _counts(collections: tuple[CollectionReport, ...]) -> Iterator[str]:
    """What is not nothing."""
    translate = QCoreApplication.translate
    told = (
        (translate("Sync", "{number} came"), "downloaded"),
        (translate("Sync", "{number} went"), "uploaded"),
        (translate("Sync", "{number} deleted here"), "deleted_local"),
        (translate("Sync", "{number} deleted there"), "deleted_remote"),
        (translate("Sync", "{number} kept though deleted on one side"), "kept"),
        (translate("Sync", "{number} in conflict"), "conflicts"),
        (translate("Sync", "{number} refused"), "refused"),
        (translate("Sync", "{number} not shown"), "unshown"),
        (translate("Sync", "{number} missing there, kept until you say"), "missing"),
    )
    for words, name in told:
        number = sum(getattr(each, name) for each in collections)
        if number:
            yield words.format(number=number)


def _failed(run: RunReport) -> Iterator[tuple[str, Told]]:
    """What failed, by what it is called, with why: calendars, and behind them what comes by no calendar."""
    inbox = QCoreApplication.translate("Sync", "inbox of the server")
    for name, failure in (
        *((each.name, each.failure) for each in run.collections),
        *((inbox, each.failure) for each in run.inboxes),
    ):
        if failure is not None:
            yield name, failure


def _failures(run: RunReport) -> Iterator[str]:
    """Each reason once, with what it kept."""
    kept: dict[Told, list[str]] = {}
    for name, failure in _failed(run):
        kept.setdefault(failure, []).append(name)
    yield from (f"▲ {', '.join(names)}: {refusal(failure.refusal())}" for failure, names in kept.items())


def _collection(each: CollectionReport) -> str:
    translate = QCoreApplication.translate
    parts = [*_counts((each,))] or [translate("Sync", "nothing new")]
    parts.append(Numbers().questions_to_server(each.requests))
    if each.waits:
        parts.append(Numbers().changes_waiting(each.waits))
    return f"{each.name} ({each.url}): {', '.join(parts)}"


def _clock(at: datetime, moments: Moments) -> str:
    return f"{moments.local(utc_seconds(at)):%H:%M:%S}"
