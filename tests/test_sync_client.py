"""The real client against the real server, by property: whatever the network, the phones' disks and chance do, in the
end every phone holds the same log, every outbox is empty, and every note that was written is there exactly once.

Two phones of one person and one of the partner. SYNC_CLIENT_EXAMPLES asks for a longer run.
"""

from __future__ import annotations

import base64
import contextlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from phones import Crashed, NoNetwork, Person, Phone

EXAMPLES = int(os.environ.get("SYNC_CLIENT_EXAMPLES", "15"))
FAULTS = (
    "fine", "fine", "drop_request", "portal", "unavailable", "duplicate", "drop_answer", "truncate",
    "crash_before", "crash_after",
)  # fmt: skip
WHO = {0: "ada", 1: "ada", 2: "ben"}
QUIET_ROUNDS = 8

which_phone = st.sampled_from(range(3))
plans = st.lists(st.sampled_from(FAULTS), max_size=4)
steps = st.one_of(
    st.tuples(st.just("write"), which_phone, st.sampled_from(("private", "shared"))),
    st.tuples(st.just("write"), which_phone, st.sampled_from(("private", "shared"))),
    st.tuples(st.just("sync"), which_phone, plans),
    st.tuples(st.just("sync"), which_phone, plans),
    st.tuples(st.just("fill"), which_phone, plans),
    st.tuples(st.just("replay"), which_phone, st.integers(0, 7)),
    st.tuples(st.just("set"), which_phone, st.sampled_from(("theme", "words"))),
    st.tuples(st.just("back up"), which_phone, st.none()),
    st.tuples(st.just("fall back"), which_phone, st.none()),
    st.tuples(st.just("install anew"), which_phone, st.none()),
)


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture(scope="module")
def phones() -> Iterator[list[Phone]]:
    """Three phones, used again by every example after everything on them was erased."""
    three = [Phone() for _ in range(3)]
    yield three
    for phone in three:
        phone.close()


def couple(origin: str, phone: Phone) -> tuple[Person, Person, str]:
    """Two people who became a pair, both with the keys in their vaults."""
    shared = {
        "id": b64(secrets.token_bytes(16)), "kind": "shared", "state": "active", "since": "2026-11-22",
    }  # fmt: skip
    key = b64(secrets.token_bytes(32))
    people = [
        Person(origin, phone, [{**shared, "slot": slot, "epochs": [{"n": 1, "key": key, "self": b64(os.urandom(32))}]}])
        for slot in (0, 1)
    ]
    ada, ben = people
    iid = b64(secrets.token_bytes(16))
    digest = b64(secrets.token_bytes(32))
    ada.post("/api/invites", {"iid": iid, "purpose": 1})
    ben.post(f"/api/invites/{iid}/answer", {"bpub": b64(b"\x04" + bytes(64)), "mb": digest})
    ada.post(f"/api/invites/{iid}/reveal", {"apub": b64(b"\x04" + bytes(64)), "na": digest, "ma": digest})
    ada.post(f"/api/invites/{iid}/payload", {"payload": b64(b"\x01" + bytes(4124)), "space_id": shared["id"]})
    return ada, ben, shared["id"]


@dataclass
class World:
    """The three phones of one example, and what must not be lost."""

    origin: str
    phones: list[Phone]
    written: dict[str, tuple[int, str, str]] = field(default_factory=dict)  # msg_id → (phone, space, text)
    uncertain: set[str] = field(default_factory=set)  # written on a disk that is gone; sent or not, nobody knows
    copies: dict[int, tuple[str, set[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.ada, self.ben, self.shared = couple(self.origin, self.phones[0])
        self.owner = {"ada": self.ada, "ben": self.ben}
        for index, phone in enumerate(self.phones):
            phone.open(self.owner[WHO[index]])

    def take(self, what: str, index: int, how: Any) -> None:
        phone, person = self.phones[index], self.owner[WHO[index]]
        if what == "write":
            space = self.shared if how == "shared" else person.private
            text = f"note {len(self.written)} of {WHO[index]}"
            self.written[phone.ask("write", space=space, text=text)["msg_id"]] = (index, space, text)
        elif what == "set":
            phone.ask("set", name=how, value=secrets.token_hex(4))
        elif what == "back up":
            self.copies[index] = (phone.ask("snapshot")["store"], set(self.written))
        elif what == "fall back" and index in self.copies:
            store, known = self.copies[index]
            self.forget(index, known)
            phone.ask("boot", **phone.signed_in, store=store)
        elif what == "install anew":
            self.forget(index, set())
            self.copies.pop(index, None)
            phone.open(person)
        elif what == "replay":
            phone.ask("replay", which=how)
        elif what in ("sync", "fill"):
            with contextlib.suppress(NoNetwork, Crashed):
                phone.ask(what, plan=how)

    def forget(self, index: int, kept: set[str]) -> None:
        """This disk is about to be lost: what only it had, and the copy has not, may be gone."""
        waiting = {entry["msg_id"] for entry in self.phones[index].ask("dump")["outbox"]}
        self.uncertain |= waiting - kept

    def quiet(self) -> list[dict[str, Any]]:
        """Sync without faults until nothing waits; what is on each phone then."""
        dumps: list[dict[str, Any]] = []
        for _ in range(QUIET_ROUNDS):
            for phone in self.phones:
                while phone.ask("sync", plan=[])["filling"]:
                    phone.ask("fill", plan=[])
            dumps = [phone.ask("dump") for phone in self.phones]
            heads = [{c["space"]: c["head"] for c in dump["cursors"]} for dump in dumps]
            agree = heads[0] == heads[1] and heads[0][self.shared] == heads[2][self.shared]
            # A change of the vault is learnt of by the next sync.
            agree = agree and dumps[0]["vault"] == dumps[1]["vault"]
            if agree and not any(dump["outbox"] for dump in dumps):
                return dumps
        waiting = [(dump["outbox"], dump["vault"]["settings"]) for dump in dumps]
        raise AssertionError(f"never quiet: {waiting}")


def log_of(dump: dict[str, Any], space: str) -> list[tuple[Any, ...]]:
    return sorted((i["seq"], i["slot"], i["msg_id"], i["bytes"]) for i in dump["items"] if i["space"] == space)


def seen_by(dump: dict[str, Any], space: str) -> list[tuple[Any, ...]]:
    """The timeline of one space, without what depends on who looks."""
    shown = ("id", "seq", "day", "part", "content", "state", "trouble", "edited")
    return [tuple(note[name] for name in shown) for note in dump["notes"] if note["space"] == space]


def check(world: World, dumps: list[dict[str, Any]]) -> None:
    first, second, partner = dumps
    for dump in dumps:
        for cursor in dump["cursors"]:
            seqs = [entry[0] for entry in log_of(dump, cursor["space"])]
            assert seqs == list(range(1, cursor["head"] + 1)), "the log has no holes"
            assert cursor["tail"] == cursor["head"]
            assert cursor["floor"] == 1
        assert not any(dump["missing"].values())
    for space in (world.shared, world.ada.private):
        assert log_of(first, space) == log_of(second, space)
        assert seen_by(first, space) == seen_by(second, space)
    assert log_of(first, world.shared) == log_of(partner, world.shared)
    assert seen_by(first, world.shared) == seen_by(partner, world.shared)
    assert first["vault"] == second["vault"]
    for dump, mine, theirs in ((first, "ada", "ben"), (partner, "ben", "ada")):
        private, foreign = world.owner[mine].private, world.owner[theirs].private
        assert not log_of(dump, foreign), "private notes stay on their side"
        found: dict[str, list[dict[str, Any]]] = {}
        for note in dump["notes"]:
            assert note["state"] in ("sent", "heard"), note
            found.setdefault(note["msg_id"], []).append(note)
        visible = {m: w for m, w in world.written.items() if w[1] in (world.shared, private)}
        assert set(found) <= set(visible)
        assert set(visible) - world.uncertain <= set(found), "nothing is lost"
        for msg_id, notes in found.items():
            _phone, space, text = visible[msg_id]
            assert [(note["space"], note["content"]) for note in notes] == [(space, {"k": "thought", "text": text})]


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(steps, min_size=4, max_size=24))
@example([("write", 0, "shared"), ("sync", 0, ["crash_after"]), ("write", 0, "shared"), ("sync", 2, [])])
@example(  # a disk that falls back uses its numbers again
    [
        ("write", 0, "shared"), ("back up", 0, None), ("write", 0, "shared"), ("sync", 0, []),
        ("fall back", 0, None), ("write", 0, "shared"), ("write", 0, "private"), ("sync", 0, ["drop_answer"]),
    ]
)  # fmt: skip
@example(  # a copy holds a note unsent that was sent meanwhile, sealed again under a new device
    [
        ("write", 0, "shared"), ("back up", 0, None), ("write", 0, "shared"), ("sync", 0, []), ("fall back", 0, None),
        ("write", 0, "shared"), ("back up", 0, None), ("sync", 0, []), ("fall back", 0, None), ("sync", 0, []),
        ("replay", 0, 0), ("replay", 0, 1),
    ]
)  # fmt: skip
@example([("set", 0, "theme"), ("set", 1, "words"), ("sync", 0, ["fine", "drop_answer"]), ("sync", 1, [])])
@example([("write", 2, "shared"), ("sync", 2, []), ("install anew", 1, None), ("write", 1, "shared")])
def test_whatever_happens_every_note_arrives_once(
    origin: str, phones: list[Phone], happenings: list[tuple[str, int, Any]]
) -> None:
    world = World(origin, phones)
    for what, index, how in happenings:
        world.take(what, index, how)
    check(world, world.quiet())
