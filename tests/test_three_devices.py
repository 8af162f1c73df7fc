"""A note written, edited, taken back, put back, answered, moved and marked on three phones, two of one person and one
of the other, while the network comes and goes and apps are killed: in the end all agree, and so do new ones.

The real client against the real server. THREE_DEVICES_EXAMPLES asks for a longer run.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from phones import Crashed, NoNetwork, Phone
from test_sync_client import WHO, couple

EXAMPLES = int(os.environ.get("THREE_DEVICES_EXAMPLES", "4"))
FAULTS = (
    "fine", "fine", "drop_request", "portal", "unavailable", "duplicate", "drop_answer", "truncate",
    "crash_before", "crash_after",
)  # fmt: skip
DEEDS = (
    "edit", "edit", "take_back", "take_back", "put_back", "put_back", "answer", "answer", "take_back_answer",
    "came_back", "talk", "talked", "keep", "hold", "open", "copy", "share", "keep_here", "keep_on_server",
)  # fmt: skip
QUIET_ROUNDS = 12
# Something for everyone to find.
BEGINNING = [
    ("write", 0, "shared"), ("write", 1, "private"), ("write", 2, "shared"),
    ("sync", 0, []), ("sync", 1, []), ("sync", 2, []),
]  # fmt: skip

which_phone = st.sampled_from(range(3))
plans = st.lists(st.sampled_from(FAULTS), max_size=4)
write = st.tuples(st.just("write"), which_phone, st.sampled_from(("private", "shared", "shared")))
do = st.tuples(st.just("do"), which_phone, st.tuples(st.sampled_from(DEEDS), st.integers(0, 9)))
sync = st.tuples(st.just("sync"), which_phone, plans)
steps = st.one_of(write, do, do, do, sync, sync)


@pytest.fixture(scope="module")
def phones() -> Iterator[list[Phone]]:
    """Three phones, and two that are bought at the end; used again by every example."""
    five = [Phone() for _ in range(5)]
    yield five
    for phone in five:
        phone.close()


class World:
    """The phones of one example and their people."""

    def __init__(self, origin: str, phones: list[Phone]) -> None:
        self.phones, self.later = phones[:3], phones[3:]
        self.ada, self.ben, self.shared = couple(origin, phones[0])
        self.owner = {"ada": self.ada, "ben": self.ben}
        for index, phone in enumerate(self.phones):
            phone.open(self.owner[WHO[index]])
        self.count = 0

    def take(self, what: str, index: int, how: Any) -> None:
        phone, person = self.phones[index], self.owner[WHO[index]]
        self.count += 1
        text = f"words {self.count}"
        if what == "write":
            phone.ask("write", space=self.shared if how == "shared" else person.private, text=text)
        elif what == "do":
            # Where nothing allows it, the next deed that finds a note.
            first = DEEDS.index(how[0])
            phone.ask("act", names=DEEDS[first:] + DEEDS[:first], which=how[1], text=text)
        else:
            with contextlib.suppress(NoNetwork, Crashed):
                phone.ask("sync", plan=how)

    def quiet(self) -> list[dict[str, Any]]:
        """Sync without faults until nothing waits anywhere; what is on each phone then."""
        last: list[Any] = []
        for _ in range(QUIET_ROUNDS):
            for phone in self.phones:
                catch_up(phone)
            dumps = [phone.ask("dump") for phone in self.phones]
            heads = [{c["space"]: c["head"] for c in dump["cursors"]} for dump in dumps]
            agree = heads[0] == heads[1] and heads[0][self.shared] == heads[2][self.shared]
            last = [(dump["outbox"], dump["wishes"], dump["due"]) for dump in dumps]
            if agree and not any(part for parts in last for part in parts):
                return dumps
        raise AssertionError(f"never quiet: {last}")


def catch_up(phone: Phone) -> None:
    while phone.ask("sync", plan=[])["filling"]:
        phone.ask("fill", plan=[])


def shown(dump: dict[str, Any], space: str | None = None) -> list[dict[str, Any]]:
    """The timeline, whole, without what is on that phone alone."""
    return [n for n in dump["notes"] if not n["only_here"] and space in (None, n["space"])]


def from_the_other_side(dump: dict[str, Any], space: str) -> list[dict[str, Any]]:
    """One space without what depends on who looks: whose it is, whether it came late, how to name it."""
    mine_alone = {"mine": None, "late": None, "restorable": None, "device": None, "device_seq": None}
    return [
        {**note, **mine_alone, "answers": [{**answer, "mine": None} for answer in note["answers"]]}
        for note in shown(dump, space)
    ]


def check(world: World, dumps: list[dict[str, Any]]) -> None:
    first, second, partner = dumps
    assert shown(first) == shown(second)
    assert first["came_back"] == second["came_back"]
    assert from_the_other_side(first, world.shared) == from_the_other_side(partner, world.shared)
    for dump, other in ((first, partner), (second, partner), (partner, first)):
        assert not any(dump["missing"].values())
        assert {note["state"] for note in shown(dump)} <= {"sent", "heard", "taken_back"}
        taken = {one["msg_id"] for one in other["taken"]}
        held = [item for item in dump["items"] if item["space"] == world.shared and item["msg_id"] in taken]
        assert all(item["bytes"] is None for item in held), "what the other took back is not here any more"
    # What a new phone is given is what the server serves: it agrees with those that were there all along.
    for phone, person, known in zip(world.later, (world.ada, world.ben), (first, partner), strict=True):
        phone.open(person)
        catch_up(phone)
        dump = phone.ask("dump")
        assert shown(dump) == shown(known)
        assert dump["came_back"] == known["came_back"]
        assert not any(dump["missing"].values())


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(steps, min_size=20, max_size=50))
@example(  # taken back, put back on the other phone, and the answer to the taking back was lost
    [
        ("do", 0, ("take_back", 0)),
        ("sync", 0, ["drop_answer"]), ("sync", 1, []), ("sync", 2, []), ("do", 1, ("put_back", 0)), ("sync", 1, []),
        ("sync", 0, []), ("sync", 2, []),
    ]
)  # fmt: skip
@example(  # edited on one phone while it is taken back on the other
    [
        ("do", 0, ("edit", 0)),
        ("do", 1, ("take_back", 0)), ("sync", 1, []), ("sync", 0, ["drop_answer"]), ("sync", 2, []),
        ("do", 1, ("put_back", 0)), ("sync", 0, []),
    ]
)  # fmt: skip
@example(  # shared later, and killed on the way
    [
        ("write", 0, "private"), ("do", 0, ("edit", 0)), ("sync", 0, ["crash_after"]), ("do", 0, ("share", 0)),
        ("sync", 0, ["crash_after"]), ("sync", 1, []), ("do", 2, ("answer", 0)), ("sync", 2, []),
        ("do", 2, ("answer", 1)), ("do", 2, ("take_back_answer", 0)),
    ]
)  # fmt: skip
def test_in_the_end_every_phone_shows_the_same(
    origin: str, phones: list[Phone], happenings: list[tuple[str, int, Any]]
) -> None:
    world = World(origin, phones)
    for what, index, how in [*BEGINNING, *happenings]:
        world.take(what, index, how)
    check(world, world.quiet())
