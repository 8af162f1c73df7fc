"""What a member reads of a space's log: pages after a cursor, and history before one. Reads only, without a lock.

A page never reaches past the head that was read with its space, so an answer cannot contradict itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from server.base64url import encode
from server.db import rows, rows_in
from server.problems import Refused

PAGE_ITEMS = 1000
PAGE_BYTES = 2_000_000

# Fixed statements: building them was the cost of a request.
_SPACES = (
    'SELECT s.id, s.head, s.epoch, s.incarnation, s.ended_seq, s."left", m.slot '
    "FROM space s JOIN member m ON m.space_id = s.id "
    "WHERE m.uid = ? AND s.id IN ({})"
)
# Whoever was only let in to read stands in neither slot, and the log is as long as it was when it ended.
_NO_SLOT = 2
_READ = (
    'SELECT s.id, s.ended_seq, s.epoch, s.incarnation, s.ended_seq, s."left" '
    "FROM space s JOIN reader r ON r.space_id = s.id "
    "WHERE r.uid = ? AND s.ended_seq IS NOT NULL AND s.id IN ({})"
)
_AFTER = (
    "SELECT seq, slot, msg_id, bytes, erased_on FROM envelope "
    "WHERE space_id = ? AND seq > ? AND seq <= ? ORDER BY seq LIMIT ?"
)
_BEFORE = (
    "SELECT seq, slot, msg_id, bytes, erased_on FROM envelope WHERE space_id = ? AND seq < ? ORDER BY seq DESC LIMIT ?"
)
# What its author took back, of everyone but the asker; the erased are few, and asked for only where all has ended.
_GONE = "SELECT COUNT(*) FROM envelope WHERE space_id = ? AND slot <> ? AND erased_on IS NOT NULL"


class Wanted(NamedTuple):
    """A space the client follows, from its cursor, in the incarnation it knows."""

    id: bytes
    since: int
    incarnation: bytes | None


class Item(NamedTuple):
    """One place in the log. `bytes` is None where the note was taken back."""

    seq: int
    slot: int
    msg_id: bytes
    bytes: bytes | None


class Page(NamedTuple):
    """What one space has for one reader."""

    id: bytes
    head: int
    epoch: int
    incarnation: bytes | None
    ended: bool
    more: bool
    items: list[Item]


class Readable(NamedTuple):
    """A space as one member may read it."""

    id: bytes
    head: int
    epoch: int
    incarnation: bytes
    ended_seq: int | None
    left: int
    slot: int

    @property
    def last(self) -> int:
        """The highest seq there is to read."""
        return self.head if self.ended_seq is None else self.ended_seq


def readable(uid: bytes, wanted: Sequence[Wanted]) -> dict[bytes, Readable]:
    """Those of the wanted spaces that are this person's; `incarnation-changed` when one is not what the client knew."""
    ids = {one.id for one in wanted}
    mine = {row[0]: Readable(*row) for row in rows_in(_SPACES, (uid,), ids)}
    if others := ids - mine.keys():
        mine |= {row[0]: Readable._make((*row, _NO_SLOT)) for row in rows_in(_READ, (uid,), others)}
    changed = {
        encode(one.id): encode(mine[one.id].incarnation)
        for one in wanted
        if one.incarnation is not None and one.id in mine and mine[one.id].incarnation != one.incarnation
    }
    if changed:
        raise Refused("incarnation-changed", incarnations=changed)
    return mine


def after(uid: bytes, wanted: Sequence[Wanted], known: Mapping[bytes, Sequence[int]]) -> list[Page | None]:
    """One page over all spaces in the order asked, without the seqs in `known`; None for a space that is not theirs."""
    mine = readable(uid, wanted)
    pages: list[Page | None] = []
    room = PAGE_ITEMS
    for one in wanted:
        space = mine.get(one.id)
        if space is None:
            pages.append(None)
            continue
        found = rows(_AFTER, one.id, one.since, space.last, room) if room and one.since < space.last else []
        items, cut = _within_bytes(_items(space, found))
        room = 0 if cut else room - len(items)
        more = (items[-1].seq if items else one.since) < space.last
        ended = space.ended_seq is not None
        skipped = set(known.get(one.id, ()))
        items = [item for item in items if item.seq not in skipped]
        pages.append(Page(space.id, space.head, space.epoch, space.incarnation, ended, more, items))
    return pages


def before(
    uid: bytes, space_id: bytes, seq: int | None, limit: int, incarnation: bytes | None = None
) -> tuple[Readable, int, list[Item], bool]:
    """(the space, `gone`, up to `limit` items below `seq` or from the end, newest first, whether older ones exist)."""
    space = readable(uid, [Wanted(space_id, 0, incarnation)]).get(space_id)
    if space is None:
        raise Refused("not-found")
    # Before the items: a number that is too old costs one comparison more, one that is too new would spare it.
    erased = _gone(space)
    top = space.last + 1 if seq is None else min(seq, space.last + 1)
    items, _cut = _within_bytes(_items(space, rows(_BEFORE, space_id, top, limit)))
    return space, erased, items, bool(items) and items[-1].seq > 1


def _gone(space: Readable) -> int:
    """How many places of an ended space serve nothing to this reader; 0 where the log itself still says it.

    By this number a phone knows with one small question whether what it holds is to be compared with the log.
    """
    if space.ended_seq is None:
        return 0
    [(count,)] = rows(_GONE, space.id, space.slot)
    return int(count)


def _items(space: Readable, found: Iterable[Any]) -> list[Item]:
    # What was taken back is gone for the other person at once, and for its author when it is purged.
    return [
        Item(seq, slot, msg_id, envelope if erased_on is None or slot == space.slot else None)
        for seq, slot, msg_id, envelope, erased_on in found
    ]


def _within_bytes(items: list[Item]) -> tuple[list[Item], bool]:
    """As many items as fit one answer, at least one; and whether some were left out."""
    size = 0
    for index, item in enumerate(items):
        size += len(item.bytes or b"")
        if size > PAGE_BYTES and index:
            return items[:index], True
    return items, False
