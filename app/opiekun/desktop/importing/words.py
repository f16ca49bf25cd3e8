"""What the fields of a file are called."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def field_word(field: str) -> str:
    """The field's name, in the language of the window."""
    translate = QCoreApplication.translate
    return {
        "id": translate("ImportFields", "Number"),
        "account": translate("ImportFields", "Account"),
        "subject": translate("ImportFields", "Subject"),
        "severity": translate("ImportFields", "Severity"),
        "channel": translate("ImportFields", "Channel"),
        "received_at": translate("ImportFields", "Received"),
        "contact_email": translate("ImportFields", "E-mail of who asked"),
        "description": translate("ImportFields", "Description"),
        "assignee": translate("ImportFields", "Agent"),
    }[field]
