"""The keys of single screens, which are no actions of the window: what each does, for the list of keys."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from opiekun.desktop.shell.actions import Do


class KeyLine(NamedTuple):
    """What keys do, and their portable names."""

    words: str
    keys: tuple[str, ...]


def screen_keys(do: Do) -> list[KeyLine]:
    """Those of the screen that the action opens: it is made when it is first opened, and cannot be asked before."""
    made = {
        Do.CALENDAR: _calendar,
        Do.ANSWERS: _answers,
        Do.CONFLICTS: _conflicts,
        Do.SYNC_PAGE: _sync,
        Do.ACCOUNTS: _accounts,
        Do.IMPORT: _import,
        Do.SETTINGS: _settings,
    }.get(do)
    return made() if made is not None else []


def _calendar() -> list[KeyLine]:
    translate = QCoreApplication.translate
    return [
        KeyLine(translate("Keys", "Show two to nine days"), ("2", "9")),
        KeyLine(translate("Keys", "Next or previous event"), ("Tab", "Shift+Tab")),
        KeyLine(translate("Keys", "Open the event, or begin one where the keys are"), ("Return",)),
        KeyLine(translate("Keys", "Go to another time or day"), ("Up", "Down", "Left", "Right")),
        KeyLine(translate("Keys", "Move the event"), ("Alt+Up", "Alt+Down", "Alt+Left", "Alt+Right")),
        KeyLine(translate("Keys", "Make the event longer or shorter"), ("Alt+Shift+Down", "Alt+Shift+Up")),
        KeyLine(translate("Keys", "Hold: read the time under the pointer in the other zone"), ("Z",)),
        KeyLine(translate("Keys", "Larger or smaller hours, also with Ctrl and the wheel"), ("Ctrl++", "Ctrl+-")),
        KeyLine(translate("Keys", "Leave what is under way"), ("Esc",)),
        KeyLine(translate("Keys", "Dragging with Ctrl held puts a copy there"), ()),
        KeyLine(translate("Keys", "Open event: join, open its brief"), ("Ctrl+J", "Alt+I")),
        KeyLine(translate("Keys", "Open event: all fields, delete"), ("Ctrl+E", "Ctrl+D")),
        KeyLine(translate("Keys", "Open event: compare with the server’s version"), ("Ctrl+G",)),
        KeyLine(translate("Keys", "Invitation: accept, tentative, decline"), ("Alt+A", "Alt+T", "Alt+D")),
        KeyLine(translate("Keys", "Invitation: propose the typed time"), ("Alt+P",)),
        KeyLine(translate("Keys", "Second time zone: show none"), ("Alt+Del",)),
    ]


def _answers() -> list[KeyLine]:
    translate = QCoreApplication.translate
    return [
        KeyLine(translate("Keys", "Next or previous message"), ("J", "K")),
        KeyLine(translate("Keys", "Let the message count, or refuse it"), ("A", "R")),
        KeyLine(translate("Keys", "Take back what the message changed"), ("U",)),
        KeyLine(translate("Keys", "Show the message as it came, or hide it"), ("M",)),
        KeyLine(translate("Keys", "Show the proposed time on the calendar"), ("C",)),
        KeyLine(translate("Keys", "Choose which messages are shown"), ("F",)),
        KeyLine(translate("Keys", "Go to invitations that wait for an answer"), ("I",)),
    ]


def _conflicts() -> list[KeyLine]:
    translate = QCoreApplication.translate
    return [
        KeyLine(translate("Keys", "Next or previous conflict"), ("J", "K")),
        KeyLine(translate("Keys", "Keep mine, the server’s, or both"), ("M", "S", "B")),
    ]


def _sync() -> list[KeyLine]:
    translate = QCoreApplication.translate
    return [
        KeyLine(translate("Keys", "Connect a calendar server, or go to its settings"), ("Alt+O",)),
        KeyLine(translate("Keys", "Give the server what it asks for"), ("Alt+P",)),
        KeyLine(translate("Keys", "Events that are gone: put them back, delete them here too"), ("Alt+K", "Alt+Del")),
        KeyLine(
            translate("Keys", "Refused change: try again, show, copy, give up"), ("Alt+T", "Alt+V", "Alt+C", "Alt+G")
        ),
        KeyLine(translate("Keys", "Try all refused changes again"), ("Alt+A",)),
        KeyLine(translate("Keys", "Copy what the latest runs did"), ("Alt+L",)),
    ]


def _accounts() -> list[KeyLine]:
    translate = QCoreApplication.translate
    return [
        KeyLine(translate("Keys", "Add an account"), ("Ctrl+Shift+N",)),
        KeyLine(translate("Keys", "Filter the accounts"), ("Ctrl+F",)),
        KeyLine(translate("Keys", "Save what was typed"), ("Ctrl+Return",)),
        KeyLine(translate("Keys", "Remove the contact"), ("Alt+Del",)),
        KeyLine(translate("Keys", "Recommend something"), ("Alt+R",)),
        KeyLine(translate("Keys", "Recommendation: accepted, declined, done"), ("A", "X", "D")),
    ]


def _import() -> list[KeyLine]:
    translate = QCoreApplication.translate
    return [
        KeyLine(translate("Keys", "Choose a file"), ("Ctrl+L",)),
        KeyLine(translate("Keys", "Import it"), ("Ctrl+Return",)),
        KeyLine(translate("Keys", "Save the refused lines"), ("Ctrl+S",)),
    ]


def _settings() -> list[KeyLine]:
    translate = QCoreApplication.translate
    return [
        KeyLine(translate("Keys", "Hours: another day"), ("Alt+D",)),
        KeyLine(translate("Keys", "Kinds of calls: another one"), ("Alt+A",)),
        KeyLine(translate("Keys", "Calendar server: choose how to sign in"), ("Alt+M",)),
        KeyLine(translate("Keys", "Calendar server: accept its certificate, connect"), ("Alt+A", "Alt+C")),
        KeyLine(translate("Keys", "Calendar server: change the password, disconnect"), ("Alt+W", "Alt+D")),
    ]
