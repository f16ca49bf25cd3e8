"""By which steps an event is sent again that the server did not take: tables, so that each case has its place."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from opiekun.domain.sync.failures import DavFailure


class Step(Enum):
    """How an event is sent. NEW: to where nothing stands. AS_EDITED: for the version that was edited. MOVED: for the
    same content under another etag. BLIND: without a condition, right after a look that found the same content, since
    the server does not know the etags that it gives."""

    NEW = auto()
    AS_EDITED = auto()
    MOVED = auto()
    BLIND = auto()


class Then(Enum):
    """What follows a refusal. LOOK: at what is there, and go on by that. FIND: look; where nothing stands there, the
    server may have the event elsewhere, which the pull tells. COMPARE: look; where what was edited is there unchanged,
    it is for :func:`next_step`. REFUSE: the event waits for the agent."""

    LOOK = auto()
    FIND = auto()
    COMPARE = auto()
    REFUSE = auto()


# Whether it was done there is not known.
UNKNOWN = frozenset({DavFailure.LOST, DavFailure.SERVER, DavFailure.UNREADABLE})
_LOOKS: dict[DavFailure, Then] = dict.fromkeys(UNKNOWN, Then.LOOK)
# The server has another version than the one that was named, or none.
_COMPARES = _LOOKS | dict.fromkeys((DavFailure.PRECONDITION, DavFailure.CONFLICT, DavFailure.MISSING), Then.COMPARE)
_THEN: Mapping[Step, Mapping[DavFailure, Then]] = {
    Step.NEW: _LOOKS
    | {
        DavFailure.PRECONDITION: Then.FIND,
        DavFailure.CONFLICT: Then.FIND,
        DavFailure.MISSING: Then.FIND,
        DavFailure.FORBIDDEN: Then.FIND,
    },
    Step.AS_EDITED: _COMPARES,
    Step.MOVED: _COMPARES,
    Step.BLIND: _LOOKS,
}
_SAME, _OTHER = True, False
# By whether what is there unchanged has the etag still that was named. Without a condition it is sent only where the
# server says that it is the condition which fails (412).
_NEXT: Mapping[tuple[Step, bool, DavFailure], Step] = {
    (Step.AS_EDITED, _OTHER, DavFailure.PRECONDITION): Step.MOVED,
    (Step.AS_EDITED, _OTHER, DavFailure.CONFLICT): Step.MOVED,
    (Step.AS_EDITED, _OTHER, DavFailure.MISSING): Step.MOVED,
    (Step.AS_EDITED, _SAME, DavFailure.PRECONDITION): Step.BLIND,
    (Step.MOVED, _OTHER, DavFailure.PRECONDITION): Step.BLIND,
    (Step.MOVED, _SAME, DavFailure.PRECONDITION): Step.BLIND,
}


def then(failure: DavFailure, step: Step) -> Then:
    """What follows where an event that was sent by a step was refused so."""
    return _THEN[step].get(failure, Then.REFUSE)


def next_step(failure: DavFailure, step: Step, *, same_etag: bool) -> Step | None:
    """By which step what is there unchanged may be sent after all; None where it is refused."""
    return _NEXT.get((step, same_etag, failure))
