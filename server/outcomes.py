"""What became of one change: an answer of its own, never an error."""

from __future__ import annotations

from typing import NamedTuple

ACCEPTED, DUPLICATE, CLASH, STALE_EPOCH, REFUSED = "accepted", "duplicate", "clash", "stale_epoch", "refused"


class Outcome(NamedTuple):
    """What became of one change. `seq` is set where the note itself is stored; `problem` is (type, sentence)."""

    outcome: str
    seq: int | None = None
    problem: tuple[str, str] | None = None


def refused(type: str, detail: str) -> Outcome:
    """A change that was not made, for this reason."""
    return Outcome(REFUSED, problem=(type, detail))
