"""Spaces: who is a member, which are active, and leaving. A space that ended stays readable and is never written again.

Nothing here names a time: a partner who could read one would learn when somebody left.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from peewee import Expression, IntegrityError

from server import journal, taking_back
from server.db import database, locked, rows
from server.models import Member, Reader, Space
from server.problems import Refused

PRIVATE = "private"
SHARED = "shared"


_OF = (
    'SELECT s.id, s.kind, m.slot, s.epoch, s.head, s.incarnation, s.ended_seq, s."left" '
    "FROM member m JOIN space s ON s.id = m.space_id WHERE m.uid = ? ORDER BY s.kind, s.id"
)
_ACTIVE_HEADS = (
    "SELECT s.id, s.head FROM member m JOIN space s ON s.id = m.space_id "
    "WHERE m.uid = ? AND s.ended_seq IS NULL ORDER BY s.id"
)
_ACTIVE_SHARED = (
    "SELECT 1 FROM member m JOIN space s ON s.id = m.space_id "
    "WHERE m.uid = ? AND s.kind = 'shared' AND s.ended_seq IS NULL LIMIT 1"
)


_READ_BY = (
    "SELECT s.id, s.ended_seq, s.incarnation FROM reader r JOIN space s ON s.id = r.space_id "
    "WHERE r.uid = ? AND s.ended_seq IS NOT NULL ORDER BY s.id"
)


class Archived(NamedTuple):
    """An ended space as somebody who was never in it may know it; `head` = where it ended."""

    id: bytes
    head: int
    incarnation: bytes


class Membership(NamedTuple):
    """A space as one of its members may know it. Whether the other still has an account is not in it."""

    id: bytes
    kind: str
    slot: int
    epoch: int
    head: int
    incarnation: bytes
    ended_seq: int | None
    left: list[int]


def slots(left: int) -> list[int]:
    """The slots whose bit is set in `Space.left`."""
    return [slot for slot in (0, 1) if left & 1 << slot]


def create(space_id: bytes, kind: str, uids: Sequence[bytes]) -> None:
    """Make a space whose slots are `uids` in order. Call inside a transaction; `already-exists` for a known id."""
    try:
        with database.atomic():
            Space.insert(id=space_id, kind=kind, incarnation=secrets.token_bytes(16)).execute()
    except IntegrityError:
        raise Refused("already-exists", reason="space id is taken") from None
    for slot, uid in enumerate(uids):
        Member.insert(space=space_id, slot=slot, account=uid).execute()


def of(uid: bytes) -> list[Membership]:
    """Every space of this person, ended ones too, in a fixed order."""
    return [Membership._make((*row[:-1], slots(row[-1]))) for row in rows(_OF, uid)]


def active_heads(uid: bytes) -> list[tuple[bytes, int]]:
    """(space id, head) of every space this person can still write to."""
    return [(space_id, head) for space_id, head in rows(_ACTIVE_HEADS, uid)]


def is_paired(uid: bytes) -> bool:
    """True while this person is a member of a shared space that has not ended."""
    return bool(rows(_ACTIVE_SHARED, uid))


def shared(uid: bytes) -> Membership | None:
    """The one shared space of this person that has not ended."""
    return next((space for space in of(uid) if space.kind == SHARED and space.ended_seq is None), None)


def is_member(uid: bytes, space_id: bytes) -> bool:
    """True for someone who holds a slot of this space."""
    return bool(Member.select(1).where((Member.space == space_id) & (Member.account == uid)).exists())


def let_read(uid: bytes, member: bytes, space_ids: Sequence[bytes]) -> None:
    """Let a person read ended shared spaces of a member, never write there. Call inside a transaction.

    `not-found` when one is not the member's, private, or still open.
    """
    ended = {space.id for space in of(member) if space.kind == SHARED and space.ended_seq is not None}
    for space_id in sorted(set(space_ids)):
        if space_id not in ended:
            raise Refused("not-found", "Only what you two had, and what has ended, can be handed over.")
        if not is_member(uid, space_id) and not Reader.select(1).where(_reads(uid, space_id)).exists():
            Reader.insert(space=space_id, account=uid).execute()


def read_by(uid: bytes) -> list[Archived]:
    """The ended spaces this person was allowed to read, in a fixed order."""
    return [Archived._make(row) for row in rows(_READ_BY, uid)]


def _reads(uid: bytes, space_id: bytes) -> Expression:
    return (Reader.space == space_id) & (Reader.account == uid)


def leave(uid: bytes, space_id: bytes, take_back: bool = False) -> None:
    """End a shared space where it stands. One person is enough; a second time changes nothing.

    `take_back`: everything this person wrote there is taken back in the same transaction; possible after the end, too.
    The caller ends the live streams of the space before it answers.
    """
    with database.atomic():
        # The head row's lock makes this wait for a put that is committing, so nothing lands behind `ended_seq`.
        known = Space.select(Space.kind, Space.head, Space.ended_seq, Space.left).where(Space.id == space_id)
        row = locked(known).tuples().first()
        member = Member.select(Member.slot).where((Member.space == space_id) & (Member.account == uid)).tuples().first()
        if row is None or member is None:
            raise Refused("not-found")
        (kind, head, ended_seq, left), (slot,) = row, member
        if kind == PRIVATE:
            raise Refused("invalid-request", "Your own notes are not a shared space; there is nobody to leave.")
        if ended_seq is None or take_back:
            changes = {"left": left | 1 << slot, "ended_seq": head if ended_seq is None else ended_seq}
            Space.update(**changes).where(Space.id == space_id).execute()
        if ended_seq is None:
            journal.write(journal.space_ended(space_id, slot))
        if take_back:
            taking_back.let_go(space_id, slot)
