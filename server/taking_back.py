"""Taking back and putting back: one's own words alone, gone for the other at once, for good after seven days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from server import clock, journal
from server.db import database, locked, rows, rows_in, write_many
from server.models import Envelope
from server.outcomes import ACCEPTED, DUPLICATE, Outcome, refused

PURGE_AFTER_DAYS = 7

_OWN_BY_MSG_ID = (
    "SELECT e.msg_id, e.space_id, e.seq, e.slot, e.erased_on, CASE WHEN e.bytes IS NULL THEN 1 ELSE 0 END, s.ended_seq "
    "FROM member m JOIN space s ON s.id = m.space_id JOIN envelope e ON e.space_id = m.space_id "
    "AND e.slot = m.slot WHERE m.uid = ? AND e.msg_id IN ({})"
)
_ERASE = "UPDATE envelope SET erased_on = ? WHERE space_id = ? AND seq = ? AND erased_on IS NULL"
_PURGE = "UPDATE envelope SET bytes = NULL WHERE space_id = ? AND seq = ?"
_STANDING = "SELECT seq FROM envelope WHERE space_id = ? AND slot = ? AND erased_on IS NULL ORDER BY seq"
_TAKEN_BACK = (
    "SELECT e.msg_id, e.space_id, e.seq FROM member m JOIN envelope e ON e.space_id = m.space_id AND e.slot = m.slot "
    "WHERE m.uid = ? AND e.erased_on IS NOT NULL AND e.bytes IS NOT NULL"
)
# Nothing can be said in what has ended: by this bit the other's phone tells a taking back from a server's theft.
_LET_GO = 'UPDATE space SET "left" = "left" | ? WHERE id = ? AND ended_seq IS NOT NULL'
_RESTORE = "UPDATE envelope SET erased_on = NULL WHERE space_id = ? AND seq = ? AND bytes IS NOT NULL"


def purge(today: dt.date) -> int:
    """Erase for good what was taken back more than 7 days ago; return how many envelopes. Their places stay.

    Only days are known, so the seventh day counts whole: whoever took back late in the evening has seven days too.
    """
    due = (Envelope.erased_on < _last_day(today)) & Envelope.bytes.is_null(False)
    with database.atomic():
        gone = list(locked(Envelope.select(Envelope.space, Envelope.seq, Envelope.msg_id).where(due)).tuples())
        write_many(_PURGE, sorted((space_id, seq) for space_id, seq, _msg_id in gone))
        journal.write(*(journal.note_gone("purged", space_id, msg_id) for space_id, _seq, msg_id in gone))
    return len(gone)


class _Place(NamedTuple):
    """Where a note of one's own stands that was taken back."""

    msg_id: bytes
    space_id: bytes
    seq: int


class _Own(NamedTuple):
    """A note of one's own, as far as taking it back and putting it back need to know it."""

    msg_id: bytes
    space_id: bytes
    seq: int
    slot: int
    erased_on: object
    purged: int
    ended_seq: int | None


def _own(uid: bytes, msg_ids: Sequence[bytes]) -> dict[bytes, list[_Own]]:
    found: dict[bytes, list[_Own]] = {}
    for row in rows_in(_OWN_BY_MSG_ID, (uid,), set(msg_ids)):
        own = _Own(*row)
        found.setdefault(own.msg_id, []).append(own)
    return found


def erase(uid: bytes, msg_ids: Sequence[bytes]) -> list[Outcome]:
    """Take back own notes, in ended spaces too. Unknown and the partner's are one answer."""
    found = _own(uid, msg_ids)
    outcomes = []
    done: set[bytes] = set()
    today = clock.today().isoformat()
    taken: list[_Own] = []
    for msg_id in msg_ids:
        standing = [own for own in found.get(msg_id, ()) if own.erased_on is None]
        if msg_id not in found:
            outcomes.append(refused("not-found", "There is no note of yours to take back here."))
        elif msg_id in done or not standing:
            outcomes.append(Outcome(DUPLICATE))
        else:
            outcomes.append(Outcome(ACCEPTED))
            taken += standing
        done.add(msg_id)
    write_many(_LET_GO, sorted({(1 << own.slot, own.space_id) for own in taken if own.ended_seq is not None}))
    # In one order for everyone: no two erasures wait for each other.
    write_many(_ERASE, sorted((today, own.space_id, own.seq) for own in taken))
    journal.write(*(journal.note_gone("erased", own.space_id, own.msg_id) for own in taken))
    return outcomes


def let_go(space_id: bytes, slot: int) -> None:
    """Take back everything of a slot. Call inside a transaction that holds the space's head row."""
    today = clock.today().isoformat()
    write_many(_ERASE, [(today, space_id, seq) for (seq,) in rows(_STANDING, space_id, slot)])
    journal.write(journal.let_go(space_id, slot))


def purge_now(uid: bytes, msg_ids: Sequence[bytes] | None) -> None:
    """Erase for good, before the seven days are over, what this person took back: these notes, or all of it.

    What was not taken back, or is the other's, is passed over without a word.
    """
    wanted = None if msg_ids is None else set(msg_ids)
    with database.atomic():
        own = [_Place(*row) for row in rows(_TAKEN_BACK, uid)]
        gone = sorted(place for place in own if wanted is None or place.msg_id in wanted)
        write_many(_PURGE, sorted((place.space_id, place.seq) for place in gone))
        journal.write(*(journal.note_gone("purged", place.space_id, place.msg_id) for place in gone))


def restore(uid: bytes, msg_ids: Sequence[bytes]) -> list[Outcome]:
    """Put back own notes within the seven days, whether the purge was late or not. Unknown and the partner's are one
    answer; in an ended space nothing appears any more, so nothing comes back there either.
    """
    found = _own(uid, msg_ids)
    outcomes = []
    done: set[bytes] = set()
    back: list[_Own] = []
    for msg_id in msg_ids:
        taken = [own for own in found.get(msg_id, ()) if own.erased_on is not None]
        kept = [own for own in taken if not own.purged and not _is_due(own.erased_on)]
        if msg_id not in found:
            outcomes.append(refused("not-found", "There is no note of yours to put back here."))
        elif msg_id in done or not taken:
            outcomes.append(Outcome(DUPLICATE))
        elif not kept:
            outcomes.append(refused("not-found", "That note was taken back too long ago to be put back."))
        elif not (standing := [own for own in kept if own.ended_seq is None]):
            outcomes.append(refused("space-ended", "This shared space is closed."))
        else:
            outcomes.append(Outcome(ACCEPTED))
            back += standing
            done.add(msg_id)
    write_many(_RESTORE, sorted((own.space_id, own.seq) for own in back))
    journal.write(*(journal.note_gone("put_back", own.space_id, own.msg_id) for own in back))
    return outcomes


def _is_due(erased_on: object) -> bool:
    """Whether what was taken back on that day is to be purged; SQLite gives the day as text."""
    day = erased_on if isinstance(erased_on, dt.date) else dt.date.fromisoformat(str(erased_on))
    return day < _last_day(clock.today())


def _last_day(today: dt.date) -> dt.date:
    return today - dt.timedelta(days=PURGE_AFTER_DAYS)
