"""How an event is marked for what was answered: a sign before its title, and words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from opiekun.domain.calls.answer_marks import AnswerMark

_SIGNS = {
    AnswerMark.GUEST_DECLINED: "✕",
    AnswerMark.UNANSWERED: "○",
    AnswerMark.TENTATIVE: "?",
    AnswerMark.DECLINED: "✗",
}


def answer_sign(mark: AnswerMark) -> str:
    """The sign, which tells it also without colour."""
    return _SIGNS[mark]


def answer_text(mark: AnswerMark) -> str:
    """What it means."""
    translate = QCoreApplication.translate
    return {
        AnswerMark.GUEST_DECLINED: translate("Grid", "a guest declined"),
        AnswerMark.UNANSWERED: translate("Grid", "you have not answered this invitation"),
        AnswerMark.TENTATIVE: translate("Grid", "you accepted this invitation tentatively"),
        AnswerMark.DECLINED: translate("Grid", "you declined this invitation"),
    }[mark]


def answer_line(mark: AnswerMark) -> str:
    """“✕ a guest declined”."""
    return f"{answer_sign(mark)} {answer_text(mark)}"
