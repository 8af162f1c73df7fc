"""Sync by property: whatever the network and the phones do, in the end all stores agree and every outbox is empty.

Two devices of one person and one of the partner, through the real routes. A request can be lost before it arrives, its
answer after it was committed (a server that dies between commit and answer looks the same), it can arrive twice, again
much later, shuffled or in pieces; and a phone's storage can fall back to an earlier copy of itself.
"""

from __future__ import annotations

import os
import random

import pytest
from courier_client import Dropped, Phone, call_of, to_bytes, to_text
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from server import db, spaces

FAULTS = ("none", "none", "request lost", "answer lost", "sent twice", "shuffled")

phones = st.sampled_from(range(3))
steps = st.one_of(
    # Written thrice: a draw that seldom writes finds nothing out.
    *[st.tuples(st.just("write"), phones, st.tuples(st.sampled_from(("private", "shared")), st.integers(1, 4)))] * 3,
    st.tuples(st.just("sync"), phones, st.tuples(st.sampled_from(FAULTS), st.sampled_from((1, 2, 500)))),
    st.tuples(st.just("erase"), phones, st.integers(0, 30)),
    st.tuples(st.just("repeat"), phones, st.integers(0, 30)),
    st.tuples(st.just("back up"), phones, st.none()),
    st.tuples(st.just("fall back"), phones, st.none()),
)


class Network:
    """A browser's connection with one fault at a time; it remembers what was sent."""

    def __init__(self, person):
        self.call, self.fault, self.sent = call_of(person), "none", []

    def __call__(self, method, path, body=None):
        if self.fault == "request lost":
            raise Dropped
        if self.fault == "shuffled":
            # The answers are put back in the order asked, as a client does that numbers its requests.
            order = random.Random(len(body["put"])).sample(range(len(body["put"])), len(body["put"]))
            status, answer = self.call(method, path, {**body, "put": [body["put"][i] for i in order]})
            outcomes = dict(zip(order, answer["put"], strict=True))
            return status, {**answer, "put": [outcomes[i] for i in range(len(order))]}
        self.sent.append(body)
        reply = self.call(method, path, body)
        if self.fault == "answer lost":
            raise Dropped
        return self.call(method, path, body) if self.fault == "sent twice" else reply


class World:
    """Three phones, two private spaces and a shared one, and a record of what must not be lost."""

    def __init__(self, ada, ben):
        ids = {name: os.urandom(16) for name in ("ada", "ben", "shared")}
        uids = {
            "ada": [to_bytes(ada.uid)],
            "ben": [to_bytes(ben.uid)],
            "shared": [to_bytes(ada.uid), to_bytes(ben.uid)],
        }
        with db.connection(), db.database.atomic():
            for name, members in uids.items():
                spaces.create(ids[name], "shared" if name == "shared" else "private", members)
        self.names = {name: to_text(raw) for name, raw in ids.items()}
        self.networks = [Network(person) for person in (ada, ada, ben)]
        self.phones = [
            Phone(network, {self.names[owner]: 0, self.names["shared"]: slot})
            for network, owner, slot in zip(self.networks, ("ada", "ada", "ben"), (0, 0, 1), strict=True)
        ]
        self.copies = [phone.copy_of_disk() for phone in self.phones]
        self.written, self.lost = {}, set()

    def write(self, which, what):
        phone, (kind, count) = self.phones[which], what
        space = self.names["shared"] if kind == "shared" else next(iter(phone.spaces))
        for _ in range(count):
            self.written[to_text(phone.write(space))] = space

    def sync(self, which, how):
        self.networks[which].fault, batch = how
        try:
            self.phones[which].sync(batch)
        except Dropped:
            pass
        finally:
            self.networks[which].fault = "none"

    def erase(self, which, choice):
        phone = self.phones[which]
        stored = [item["msg_id"] for kept in phone.disk.items.values() for item in kept.values()]
        if stored:
            phone.disk.erasures.append(stored[choice % len(stored)])

    def repeat(self, which, choice):
        """A request that was sent before arrives again, and nobody waits for its answer."""
        network = self.networks[which]
        if network.sent:
            network.call("POST", "/api/sync", network.sent[choice % len(network.sent)])

    def back_up(self, which, _):
        self.copies[which] = self.phones[which].copy_of_disk()

    def fall_back(self, which, _):
        phone = self.phones[which]
        kept = {entry.msg_id for entry in self.copies[which].outbox}
        # A note that had never left the phone dies with its storage: only that may be missing in the end.
        self.lost |= {to_text(entry.msg_id) for entry in phone.disk.outbox if entry.msg_id not in kept}
        phone.disk = self.copies[which]
        self.copies[which] = phone.copy_of_disk()


@pytest.fixture
def two(people):
    return people(2)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=st.lists(steps, min_size=5, max_size=40))
@example(script=[("write", 0, ("shared", 1)), ("sync", 0, ("answer lost", 500)), ("sync", 0, ("none", 500))])
@example(
    script=[
        ("write", 0, ("shared", 1)),
        ("sync", 0, ("none", 500)),
        ("back up", 0, None),
        ("write", 0, ("shared", 1)),
        ("sync", 0, ("none", 500)),
        ("fall back", 0, None),
        ("write", 0, ("shared", 1)),
        ("sync", 0, ("none", 500)),
    ]
)
def test_whatever_happens_all_stores_agree_and_every_outbox_is_empty(two, script):
    world = World(*two)
    for verb, which, how in script:
        getattr(world, verb.replace(" ", "_"))(which, how)
    for _ in range(2):
        for phone in world.phones:
            phone.sync_until_quiet()
    check(world)


def check(world):
    for phone in world.phones:
        assert not phone.disk.outbox
        assert not phone.disk.erasures
        # Only erasing the partner's note was ever refused; no note was.
        assert all(outcome["problem"]["type"] == "not-found" for outcome in phone.refused)
        assert all("seq" not in outcome for outcome in phone.refused)
    first, second, partner = world.phones
    shared = world.names["shared"]
    assert order(first) == order(second)
    assert order(first)[shared] == order(partner)[shared]
    places = {}
    for phone in world.phones:
        for space, seqs in order(phone).items():
            assert list(seqs) == list(range(1, len(seqs) + 1)), "every place is filled, once"
            places |= {msg_id: (space, seq) for seq, (msg_id, _slot) in seqs.items()}
        for msg_id, seq in phone.accepted.items():
            assert places[to_text(msg_id)][1] == seq, "the seq that was answered is the seq it has"
    stored = [msg_id for space in {**order(first), **order(partner)}.values() for msg_id, _slot in space.values()]
    assert len(stored) == len(set(stored)), "nothing is there twice"
    assert set(stored) <= set(world.written)
    assert set(world.written) - set(stored) <= world.lost, "nothing else is missing"
    assert all(places[msg_id][0] == world.written[msg_id] for msg_id in stored)
    newcomer(world)


def order(phone):
    return {
        space: {seq: (kept[seq]["msg_id"], kept[seq]["slot"]) for seq in sorted(kept)}
        for space, kept in phone.disk.items.items()
    }


def newcomer(world):
    """A fresh phone of each person sees what the old ones have, less what the other took back."""
    for old in world.phones[1:]:
        fresh = Phone(old.call, old.spaces)
        fresh.sync_until_quiet()
        assert order(fresh) == order(old)
        for space, kept in fresh.disk.items.items():
            for seq, item in kept.items():
                held = old.disk.items[space][seq]["bytes"]
                assert item["bytes"] == held or (item["bytes"] is None and item["slot"] != old.spaces[space])
