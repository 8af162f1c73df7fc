"""The client's half of sync again, in Python and without a key: an outbox, cursors and a store, over any `call`.

It shares no code with the server, so that a shared mistake cannot hide.
"""

from __future__ import annotations

import base64
import copy
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Call = Callable[[str, str, Any], tuple[int, Any]]


class Dropped(Exception):
    """The network lost the request or its answer; the phone cannot tell which."""


def to_text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def to_bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def envelope(
    space_id: bytes,
    slot: int = 0,
    device_id: bytes = b"device-0",
    device_seq: int = 1,
    msg_id: bytes | None = None,
    epoch: int = 1,
    flags: int = 0,
    version: int = 1,
    size: int = 256 + 83,
) -> bytes:
    """An envelope with a true header and noise for a body: all that a courier sees of one."""
    header = bytes([version, flags]) + space_id + epoch.to_bytes(4, "big") + bytes([slot])
    header += device_id + device_seq.to_bytes(8, "big") + (os.urandom(16) if msg_id is None else msg_id)
    return (header + os.urandom(max(0, size - len(header))))[:size]


@dataclass
class Entry:
    space: str
    msg_id: bytes
    device_id: bytes
    device_seq: int
    bytes: bytes


@dataclass
class Storage:
    """What survives a crash of the phone."""

    outbox: list[Entry] = field(default_factory=list)
    erasures: list[str] = field(default_factory=list)
    counters: dict[str, int] = field(default_factory=dict)
    devices: dict[str, bytes] = field(default_factory=dict)
    cursors: dict[str, int] = field(default_factory=dict)
    items: dict[str, dict[int, dict[str, Any]]] = field(default_factory=dict)


class Phone:
    """One device of one person. `spaces` maps the space's name on the wire to this person's slot."""

    def __init__(self, call: Call, spaces: dict[str, int]) -> None:
        self.call, self.spaces = call, spaces
        self.disk = Storage()
        self.refused: list[Any] = []
        self.accepted: dict[bytes, int] = {}
        for space in spaces:
            self.disk.devices[space] = os.urandom(8)
            self.disk.counters[space] = self.disk.cursors[space] = 0
            self.disk.items[space] = {}

    def copy_of_disk(self) -> Storage:
        return copy.deepcopy(self.disk)

    def write(self, space: str) -> bytes:
        msg_id = os.urandom(16)
        self._seal(space, msg_id)
        return msg_id

    def _seal(self, space: str, msg_id: bytes) -> None:
        self.disk.counters[space] += 1
        device_id, device_seq = self.disk.devices[space], self.disk.counters[space]
        sealed = envelope(to_bytes(space), self.spaces[space], device_id, device_seq, msg_id)
        self.disk.outbox.append(Entry(space, msg_id, device_id, device_seq, sealed))

    def request(self, batch: int = 500) -> dict[str, Any]:
        """What this phone would send now, at most `batch` envelopes of it."""
        wanted = [{"id": s, "since": self.disk.cursors[s], "incarnation": None} for s in self.spaces]
        put = [to_text(entry.bytes) for entry in self.disk.outbox[:batch]]
        return {"spaces": wanted, "put": put, "erase": self.disk.erasures[: 500 - len(put)]}

    def sync(self, batch: int = 500) -> bool:
        """One request; True when nothing is waiting in either direction."""
        sent = self.request(batch)
        status, answer = self.call("POST", "/api/sync", sent)
        assert status == 200, answer
        return self.receive(sent, answer)

    def sync_until_quiet(self, batch: int = 500) -> None:
        for _ in range(1000):
            if self.sync(batch):
                return
        raise AssertionError("never quiet")

    def receive(self, sent: dict[str, Any], answer: Any) -> bool:
        """Take an answer in, as one transaction of the phone would."""
        assert len(answer["put"]) == len(sent["put"])
        assert len(answer["erase"]) == len(sent["erase"])
        cloned: set[str] = set()
        own: dict[str, dict[int, Any]] = {space: {} for space in self.spaces}
        for text, outcome in zip(sent["put"], answer["put"], strict=True):
            entry = next((e for e in self.disk.outbox if to_text(e.bytes) == text), None)
            if entry is None:
                continue
            if outcome["outcome"] in ("accepted", "duplicate") or outcome["seq"] is not None:
                assert outcome["seq"] >= 1
                self.accepted[entry.msg_id] = outcome["seq"]
                self.disk.outbox.remove(entry)
                if outcome["outcome"] == "accepted":
                    item = {"slot": self.spaces[entry.space], "msg_id": to_text(entry.msg_id), "bytes": text}
                    own[entry.space][outcome["seq"]] = {"seq": outcome["seq"], **item}
            elif outcome["outcome"] == "clash":
                cloned.add(entry.space)
            else:
                self.refused.append(outcome)
                self.disk.outbox.remove(entry)
        for space in cloned:
            self._become_a_new_device(space)
        for msg_id, outcome in zip(sent["erase"], answer["erase"], strict=True):
            if outcome["outcome"] == "refused":
                self.refused.append(outcome)
            if msg_id in self.disk.erasures:
                self.disk.erasures.remove(msg_id)
        for page in answer["spaces"]:
            self._store(page, own[page["id"]])
        return not self.disk.outbox and not self.disk.erasures and not any(p["more"] for p in answer["spaces"])

    def _become_a_new_device(self, space: str) -> None:
        """My storage was rolled back: these numbers were used by what I was. The notes stay the same notes."""
        waiting = [entry.msg_id for entry in self.disk.outbox if entry.space == space]
        self.disk.outbox = [entry for entry in self.disk.outbox if entry.space != space]
        self.disk.devices[space], self.disk.counters[space] = os.urandom(8), 0
        for msg_id in waiting:
            self._seal(space, msg_id)

    def _store(self, page: Any, own: dict[int, Any]) -> None:
        """Take a page in. What this request stored itself is not sent back: its places are filled from the outbox."""
        space, kept = page["id"], self.disk.items[page["id"]]
        seqs = [item["seq"] for item in page["items"]]
        assert seqs == sorted(set(seqs)), "a page is in order"
        arrived = own | {item["seq"]: item for item in page["items"]}
        cursor = self.disk.cursors[space]
        while item := arrived.get(cursor + 1):
            cursor += 1
            known = kept.get(cursor)
            assert known is None or (known["msg_id"], known["slot"]) == (item["msg_id"], item["slot"])
            kept[cursor] = item
        assert not seqs or cursor >= seqs[-1], "a page has no holes"
        assert page["more"] or cursor == page["head"], "a last page reaches the head"
        self.disk.cursors[space] = cursor


def call_of(person: Any) -> Call:
    """The transport of a phone: this person's browser."""

    def call(method: str, path: str, body: Any = None) -> tuple[int, Any]:
        reply = person.get(path) if method == "GET" else person.post(path, body)
        return reply.status_code, reply.get_json(silent=True)

    return call


def exchange(person: Any, *, spaces: Any = (), put: Any = (), erase: Any = (), restore: Any = ()) -> Any:
    """One sync request; `spaces` are (name, since) pairs, `put` envelopes, `erase` and `restore` msg_ids."""
    body = {
        "spaces": [{"id": name, "since": since, "incarnation": None} for name, since in spaces],
        "put": [one if isinstance(one, str) else to_text(one) for one in put],
        "erase": [to_text(msg_id) for msg_id in erase],
        "restore": [to_text(msg_id) for msg_id in restore],
    }
    reply = person.post("/api/sync", body)
    assert reply.status_code == 200, reply.json
    return reply.json


def put(person: Any, *envelopes: Any) -> list[Any]:
    """The outcomes of putting these."""
    return exchange(person, put=envelopes)["put"]


def pull(person: Any, space: str, since: int = 0) -> Any:
    """One page of one space."""
    return exchange(person, spaces=[(space, since)])["spaces"][0]


def open_invite(host: Any) -> str:
    """A new invite of this host; its id."""
    iid = to_text(os.urandom(16))
    assert host.post("/api/invites", {"iid": iid, "purpose": 1}).status_code == 201
    return iid


def letters(name: str) -> dict[str, str]:
    """What a browser posts at one step of the handshake: noise of the right shape."""
    point, digest = to_text(b"\x04" + os.urandom(64)), lambda: to_text(os.urandom(32))
    if name == "answer":
        return {"bpub": point, "mb": digest()}
    if name == "reveal":
        return {"apub": point, "na": digest(), "ma": digest()}
    return {"payload": to_text(b"\x01" + os.urandom(12 + 4096 + 16)), "space_id": to_text(os.urandom(16))}


def pair(host: Any, guest: Any) -> str:
    """Make the two a pair through the real mailbox; the id of their shared space."""
    iid = open_invite(host)
    keys = letters("payload")
    for person, step, body in (
        (guest, "answer", letters("answer")),
        (host, "reveal", letters("reveal")),
        (host, "payload", keys),
    ):
        reply = person.post(f"/api/invites/{iid}/{step}", body)
        assert reply.status_code == 204, reply.json
    return keys["space_id"]
