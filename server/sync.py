"""Put, erase and restore, and the pull that goes with them; the only assigner of `seq`.

It comes from the space's head row, locked until the commit, so commit order is cursor order and a reader who follows
`seq` never skips a row.

Fixed SQL statements, because peewee's building of them was the cost of a request; the same text serves both databases.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from peewee import PostgresqlDatabase

from server import journal, pages, taking_back
from server.db import database, rows, rows_in, write_many
from server.envelope import Header, Unreadable, parse
from server.outcomes import ACCEPTED, CLASH, DUPLICATE, STALE_EPOCH, Outcome, refused
from server.problems import Refused

CHANGES_LIMIT = 500

_LOCK_HEADS = (
    "SELECT s.id, s.head, s.epoch, s.ended_seq, m.slot, s.kind FROM space s JOIN member m ON m.space_id = s.id "
    "WHERE m.uid = ? AND s.id IN ({}) ORDER BY s.id"
)
_BY_MSG_ID = (
    "SELECT seq, msg_id, slot, device_id, device_seq, bytes, erased_on FROM envelope "
    "WHERE space_id = ? AND msg_id IN ({})"
)
_NUMBERS = "SELECT device_seq FROM envelope WHERE space_id = ? AND device_id = ? AND device_seq IN ({})"
_DEVICE_SLOT = "SELECT slot FROM envelope WHERE space_id = ? AND device_id = ? LIMIT 1"
_INSERT = (
    "INSERT INTO envelope (space_id, seq, msg_id, slot, device_id, device_seq, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_MOVE_HEAD = "UPDATE space SET head = ?, epoch = ? WHERE id = ?"
# The keys of a new epoch lie sealed in a mailbox for this person: only they can have them, beside whoever sealed them.
_MAY_RENEW = "SELECT 1 FROM invite WHERE purpose = 3 AND space_id = ? AND guest_uid = ? AND payload IS NOT NULL LIMIT 1"
_RENEWED = "DELETE FROM invite WHERE purpose = 3 AND space_id = ? AND payload IS NOT NULL"
_VAULT = "SELECT gen, version FROM vault WHERE uid = ?"


class _Stored(NamedTuple):
    seq: int
    msg_id: bytes
    slot: int
    device_id: bytes
    device_seq: int
    bytes: bytes | None
    erased_on: object


@dataclass
class _Log:
    """A space under its head row's lock, with what a batch needs to know of it."""

    head: int
    epoch: int
    ended_seq: int | None
    slot: int
    # The one epoch above the current that this person may begin.
    next_epoch: int | None = None
    raised: bool = False
    by_msg_id: dict[bytes, _Stored] = field(default_factory=dict)
    numbers: set[tuple[bytes, int]] = field(default_factory=set)
    device_slot: dict[bytes, int] = field(default_factory=dict)
    new: list[_Stored] = field(default_factory=list)

    def remember(self, stored: _Stored) -> None:
        self.by_msg_id[stored.msg_id] = stored
        self.numbers.add((stored.device_id, stored.device_seq))
        self.device_slot[stored.device_id] = stored.slot


@dataclass
class Answer:
    """Everything one request brought about. `moved` = the new head of each space that grew: poke them."""

    put: list[Outcome]
    erase: list[Outcome]
    restore: list[Outcome]
    moved: dict[bytes, int]
    vault: tuple[int, int]
    pages: list[pages.Page | None]


def exchange(
    uid: bytes,
    wanted: Sequence[pages.Wanted],
    put: Sequence[bytes | None],
    erase: Sequence[bytes] = (),
    restore: Sequence[bytes] = (),
) -> Answer:
    """Put, then erase, then restore, in one transaction; then pull. A change is judged alone: a bad one never fails
    the batch.

    An entry of `put` is None where the wire did not even hold bytes. `too-large` and `incarnation-changed` refuse the
    whole request before anything is stored.
    """
    if len(put) + len(erase) + len(restore) > CHANGES_LIMIT:
        raise Refused("too-large", f"At most {CHANGES_LIMIT} changes go into one request.")
    pages.readable(uid, wanted)
    answer = Answer([], [], [], {}, (0, 0), [])
    grown: dict[bytes, list[int]] = {}
    if put or erase or restore:
        with database.atomic():
            answer.put, grown = _put(uid, put)
            answer.erase = taking_back.erase(uid, erase)
            answer.restore = taking_back.restore(uid, restore)
    answer.vault = rows(_VAULT, uid)[0]
    answer.moved = {space_id: seqs[-1] for space_id, seqs in grown.items()}
    # What this very request stored is not sent back to it: its bytes are there, and the outcome told its seq.
    answer.pages = pages.after(uid, wanted, grown)
    return answer


def _put(uid: bytes, envelopes: Sequence[bytes | None]) -> tuple[list[Outcome], dict[bytes, list[int]]]:
    headers: list[Header | str] = [_header(envelope) for envelope in envelopes]
    logs = _lock_logs(uid, [header for header in headers if isinstance(header, Header)])
    outcomes = [
        _judge(logs, header, envelope)
        if isinstance(header, Header) and envelope is not None
        else refused("refused", str(header))
        for header, envelope in zip(headers, envelopes, strict=True)
    ]
    grown = {space_id: log for space_id, log in logs.items() if log.new}
    write_many(
        _INSERT,
        [
            (space_id, row.seq, row.msg_id, row.slot, row.device_id, row.device_seq, row.bytes)
            for space_id, log in grown.items()
            for row in log.new
        ],
    )
    write_many(_MOVE_HEAD, [(log.head, log.epoch, space_id) for space_id, log in grown.items()])
    raised = {space_id: log.epoch for space_id, log in grown.items() if log.raised}
    write_many(_RENEWED, [(space_id,) for space_id in raised])
    journal.write(*(journal.epoch_began(space_id, epoch) for space_id, epoch in raised.items()))
    return outcomes, {space_id: [row.seq for row in log.new] for space_id, log in grown.items()}


def _header(envelope: bytes | None) -> Header | str:
    if envelope is None:
        return "That note did not arrive whole."
    try:
        return parse(envelope)
    except Unreadable as refusal:
        return str(refusal)


def _lock_logs(uid: bytes, headers: Sequence[Header]) -> dict[bytes, _Log]:
    """Lock the heads of the spaces these headers name, in one order for everyone, and read what could be in the way."""
    by_space: dict[bytes, list[Header]] = {}
    for header in headers:
        by_space.setdefault(header.space_id, []).append(header)
    logs: dict[bytes, _Log] = {}
    if not by_space:
        return logs
    # On SQLite the IMMEDIATE transaction is the lock already, and the clause is an error.
    lock = " FOR UPDATE OF s" if isinstance(database.obj, PostgresqlDatabase) else ""
    for space_id, head, epoch, ended_seq, slot, kind in rows_in(_LOCK_HEADS + lock, (uid,), by_space):
        log = logs[space_id] = _Log(head, epoch, ended_seq, slot)
        if any(header.epoch == epoch + 1 for header in by_space[space_id]):
            renewed = kind == "private" or rows(_MAY_RENEW, space_id, uid)
            log.next_epoch = epoch + 1 if renewed else None
        by_device: dict[bytes, set[int]] = {}
        for header in by_space[space_id]:
            by_device.setdefault(header.device_id, set()).add(header.device_seq)
        for device_id, device_seqs in by_device.items():
            for (device_slot,) in rows(_DEVICE_SLOT, space_id, device_id):
                log.device_slot[device_id] = device_slot
            for (device_seq,) in rows_in(_NUMBERS, (space_id, device_id), device_seqs):
                log.numbers.add((device_id, device_seq))
        for row in rows_in(_BY_MSG_ID, (space_id,), {header.msg_id for header in by_space[space_id]}):
            log.remember(_Stored(*row))
    return logs


def _judge(logs: dict[bytes, _Log], header: Header, envelope: bytes) -> Outcome:
    """Decide one put; an accepted one takes the next seq of its log. What is stored already is recognised first."""
    log = logs.get(header.space_id)
    if log is None:
        return refused("not-found", "That note is for a space that is not yours.")
    if header.slot != log.slot:
        return refused("refused", "That note names another writer than you.")
    outcome = _recognised(log, header, envelope) or _objection(log, header)
    if outcome is None:
        log.head += 1
        if header.epoch > log.epoch:
            log.epoch, log.next_epoch, log.raised = header.epoch, None, True
        stored = _Stored(log.head, header.msg_id, log.slot, header.device_id, header.device_seq, envelope, None)
        log.new.append(stored)
        log.remember(stored)
        outcome = Outcome(ACCEPTED, log.head)
    return outcome


def _recognised(log: _Log, header: Header, envelope: bytes) -> Outcome | None:
    """Duplicate or clash, when this note or its number is stored already."""
    same_note = log.by_msg_id.get(header.msg_id)
    if same_note is not None and same_note.slot == log.slot:
        # A tombstone answers for every form of its note: storing one again would undo the taking back.
        if same_note.erased_on is not None or same_note.bytes == envelope:
            return Outcome(DUPLICATE, same_note.seq)
        return Outcome(CLASH, same_note.seq, ("clash", "This note is stored already, sealed differently."))
    if same_note is not None or (header.device_id, header.device_seq) in log.numbers:
        return Outcome(CLASH, problem=("clash", "Another note has these numbers."))
    return None


def _objection(log: _Log, header: Header) -> Outcome | None:
    """Why this new note cannot be stored, or None."""
    if log.ended_seq is not None:
        return refused("space-ended", "This shared space is closed.")
    if header.epoch < log.epoch:
        return Outcome(STALE_EPOCH, problem=("stale-epoch", "There is a newer key for this space."))
    if header.epoch > log.epoch and header.epoch != log.next_epoch:
        return refused("refused", "That note is sealed with a key this space does not use yet.")
    if log.device_slot.get(header.device_id, log.slot) != log.slot:
        return refused("refused", "That note names a device of the other person.")
    return None
