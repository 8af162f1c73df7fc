"""Two people, one of them with two phones, write, answer, change, take back, put back, leave, let go later and end
their accounts, with a network that comes and goes and apps that are killed. In the end nobody's word went by an act of
the other, and nothing that was said after the end reached them.

The real client against the real server. SAFE_SCHEDULES_EXAMPLES asks for a longer run.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from authenticator import b64
from courier_client import to_bytes
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from phones import Crashed, Failed, NoNetwork, Person, Phone
from test_sync_client import WHO, couple

from server.models import Envelope, Space

EXAMPLES = int(os.environ.get("SAFE_SCHEDULES_EXAMPLES", "4"))
FAULTS = (
    "fine", "fine", "fine", "drop_request", "drop_request", "unavailable", "duplicate", "duplicate", "drop_answer",
    "drop_answer", "truncate", "crash_before", "crash_after",
)  # fmt: skip
DEEDS = (
    "edit", "edit", "answer", "answer", "take_back", "take_back", "put_back", "put_back", "take_back_answer", "talk",
    "talked",
)  # fmt: skip
QUIET_ROUNDS = 12
BEGINNING = [("write", 0, None), ("write", 2, None), ("sync", 0, []), ("sync", 1, []), ("sync", 2, [])]

which_phone = st.sampled_from(range(3))
plans = st.lists(st.sampled_from(FAULTS), max_size=3)
choices = st.sampled_from(("stay", "take_back"))
speeds = st.sampled_from(("in_seven_days", "in_seven_days", "now"))
write = st.tuples(st.just("write"), which_phone, st.none())
do = st.tuples(st.just("do"), which_phone, st.tuples(st.sampled_from(DEEDS), st.integers(0, 9)))
sync = st.tuples(st.just("sync"), which_phone, plans)
leave = st.tuples(st.just("leave"), which_phone, choices)
let_go = st.tuples(st.just("let_go"), which_phone, st.none())
reopen = st.tuples(st.just("reopen"), which_phone, st.none())
end = st.tuples(st.just("end"), which_phone, st.tuples(choices, speeds, plans, st.booleans()))
before = st.one_of(write, write, do, do, do, sync, sync)
after = st.one_of(write, do, sync, sync, let_go, reopen, leave, end)
schedules = st.tuples(
    st.lists(before, min_size=3, max_size=14), st.one_of(leave, leave, end), st.lists(after, max_size=12)
)


@pytest.fixture(scope="module")
def phones() -> Iterator[list[Phone]]:
    """Three phones, and two that are bought at the end; used again by every example."""
    five = [Phone() for _ in range(5)]
    yield five
    for phone in five:
        phone.close()


class World:
    """The phones of one example, their people, and what each of them said and took back."""

    def __init__(self, origin: str, phones: list[Phone]) -> None:
        self.phones, self.later = phones[:3], phones[3:]
        self.ada, self.ben, self.shared = couple(origin, phones[0])
        self.people: dict[str, Person] = {"ada": self.ada, "ben": self.ben}
        for index, phone in enumerate(self.phones):
            phone.open(self.people[WHO[index]])
        self.on = {0, 1, 2}  # phones on which somebody is signed in
        self.count = 0
        self.texts: dict[str, str] = {}  # text → who wrote it
        self.too_late: set[str] = set()  # written when the server knew of the end
        self.takings: dict[str, set[str]] = {"ada": set(), "ben": set()}
        self.let_all: set[str] = set()  # took back all that they had shared, and the server was told
        self.leaving: set[int] = set()  # phones that were told so and have not reached the server yet
        self.gone: set[str] = set()  # whose account is no more
        self.waiting: dict[int, set[str]] = {0: set(), 1: set(), 2: set()}
        self.unsaid: set[str] = set()  # taken out of an outbox by whoever wrote it

    @property
    def space(self) -> Space:
        return Space.get(Space.id == to_bytes(self.shared))

    def take(self, what: str, index: int, how: Any) -> None:
        if index not in self.on:
            return
        self.count += 1
        with contextlib.suppress(NoNetwork, Crashed):
            try:
                getattr(self, what)(index, WHO[index], self.phones[index], how)
            except Failed as error:
                # Nothing is sealed for what ended, and a session may have ended elsewhere.
                if error.args[0] not in ("cannot-seal", "signed-out", "no-network", "crashed"):
                    raise
        if index in self.on:
            self.look(index, may_unsay=what == "do" and how[0].startswith("take_back"))

    def look(self, index: int, may_unsay: bool = False) -> None:
        """No entry of an outbox goes but into the log, or by the hand of who wrote it."""
        now = self.phones[index].ask("mine", space=self.shared)
        self.takings[WHO[index]] |= set(now["takings"])
        if index in self.leaving and not now["leaving"]:
            self.leaving.discard(index)
            self.let_all.add(WHO[index])
        waiting, log = {msg_id for msg_id, _state in now["waiting"]}, set(now["log"])
        missing = self.waiting[index] - waiting - log
        if may_unsay:
            self.unsaid |= missing
        assert missing <= self.unsaid, "an entry went without being shown"
        self.waiting[index] = waiting

    def write(self, _index: int, who: str, phone: Phone, _how: Any) -> None:
        text = f"words {self.count}"
        self.say(text, who)
        phone.ask("write", space=self.shared, text=text)

    def say(self, text: str, who: str) -> None:
        self.texts[text] = who
        if self.space.ended_seq is not None:
            self.too_late.add(text)

    def do(self, _index: int, who: str, phone: Phone, how: tuple[str, int]) -> None:
        text = f"words {self.count}"
        self.say(text, who)
        first = DEEDS.index(how[0])
        # What takes back is done only where it was asked for.
        rest = [one for one in DEEDS[first:] + DEEDS[:first] if not one.startswith("take_back")]
        phone.ask("act", names=[how[0], *rest], which=how[1], text=text)

    def sync(self, _index: int, _who: str, phone: Phone, plan: list[str]) -> None:
        phone.ask("sync", plan=plan)

    def leave(self, index: int, _who: str, phone: Phone, notes: str) -> None:
        if phone.ask("leave", space=self.shared, notes=notes) and notes == "take_back":
            self.leaving.add(index)

    def let_go(self, index: int, who: str, phone: Phone, _how: Any) -> None:
        self.leave(index, who, phone, "take_back")

    def reopen(self, _index: int, _who: str, phone: Phone, _how: Any) -> None:
        phone.ask("reopen")

    def end(self, index: int, who: str, phone: Phone, how: tuple[str, str, list[str], bool]) -> None:
        notes, when, plan, keeps = how
        person, session = self.people[who], phone.signed_in["session"]
        # What was chosen before is told first; the account is ended from a phone with a network.
        phone.ask("sync", plan=[])
        self.look(index)
        person.verify("account_delete", session)
        try:
            phone.ask("end_account", notes=notes, when=when, plan=plan)
        except Failed:
            if person.is_in(session):
                return
        if notes == "take_back":
            self.let_all.add(who)
        for other in [one for one in self.on if WHO[one] == who]:
            if other == index or when == "now" or not keeps:
                self.waiting[other] = set()
                # What another phone was told and could not tell any more is outdone by what was chosen here.
                self.leaving.discard(other)
            self.on.discard(other)
        if when == "in_seven_days" and keeps:
            self.keep(who, wiped=index)
        else:
            self.gone.add(who)

    def keep(self, who: str, wiped: int) -> None:
        """They think better of it: every phone of theirs signs in again."""
        person = self.people[who]
        person.cookie = person.sign_in()
        person.post("/api/account/keep", {})
        for index in [one for one in range(3) if WHO[one] == who]:
            phone = self.phones[index]
            if index == wiped:
                phone.open(person)
            else:
                session = person.sign_in()
                phone.signed_in["session"] = session
                phone.ask("again", session=session, account=person.session(session))
            self.on.add(index)

    def quiet(self) -> dict[int, dict[str, Any]]:
        """Open and sync every app until nothing waits but what can't be sent; what is on each phone then."""
        last: Any = None
        for _ in range(QUIET_ROUNDS):
            for index in sorted(self.on):
                phone = self.phones[index]
                phone.ask("reopen")
                catch_up(phone)
                self.look(index)
            dumps = {index: self.phones[index].ask("dump") for index in sorted(self.on)}
            open_ends = [
                (dump["wishes"], dump["due"], [one for one in dump["outbox"] if one["state"] != "refused"])
                for dump in dumps.values()
            ]
            if last == dumps and not self.leaving and not any(part for parts in open_ends for part in parts):
                return dumps
            last = dumps
        raise AssertionError("never quiet")


def catch_up(phone: Phone) -> None:
    while phone.ask("sync", plan=[])["filling"]:
        phone.ask("fill", plan=[])


def served(person: Person, space: str) -> dict[str, bool]:
    """msg_id → whether there is something to read, as the server answers this person."""
    page = person.get(f"/api/spaces/{space}/history?limit=1000")
    return {item["msg_id"]: item["bytes"] is not None for item in page["items"]}


def of_space(dump: dict[str, Any], space: str) -> dict[str, bool]:
    return {item["msg_id"]: item["bytes"] is not None for item in dump["items"] if item["space"] == space}


def check(world: World, dumps: dict[int, dict[str, Any]]) -> None:
    rows = list(Envelope.select().where(Envelope.space == to_bytes(world.shared)))
    slots = {"ada": 0, "ben": 1}
    space = world.space
    if space.ended_seq is not None:
        assert max((row.seq for row in rows), default=0) <= space.ended_seq
    for who, slot in slots.items():
        other = "ben" if who == "ada" else "ada"
        mine = {b64(bytes(row.msg_id)): row for row in rows if row.slot == slot}
        erased = {msg_id for msg_id, row in mine.items() if row.erased_on is not None}
        # S3: on the server nothing of anyone went but by their own hand.
        if who in world.let_all:
            assert erased == set(mine), "what was taken back is taken back whole"
        else:
            assert erased <= world.takings[who], "nobody erases the other's words"
            left = {msg_id for index, dump in dumps.items() if WHO[index] == who for msg_id in dump["leftover"]}
            assert left & mine.keys() <= erased, "the words of a note that was taken back are in its edits too"
        if other not in world.gone:
            told = served(world.people[other], world.shared)
            assert {msg_id: told[msg_id] for msg_id in mine} == {msg_id: msg_id not in erased for msg_id in mine}
        if who not in world.gone:
            own = served(world.people[who], world.shared)
            assert all(own[msg_id] for msg_id in mine), "for seven days it is all still there for who wrote it"
    for index, dump in dumps.items():
        who = WHO[index]
        other = "ben" if who == "ada" else "ada"
        held = of_space(dump, world.shared)
        for row in rows:
            here = held.get(b64(bytes(row.msg_id)))
            assert here is not None, "everything up to the end is here"
            # And on no phone: mine stays here, and theirs unless they took it back.
            assert here == (row.slot == slots[who] or row.erased_on is None)
        read = json.dumps(dump["notes"])
        for text in world.too_late:
            if world.texts[text] == other:
                assert f'"{text}"' not in read, "nothing that was said after the end is read by the other"
        states = {note["state"] for note in dump["notes"]}
        assert states <= {"sent", "heard", "taken_back", "not_sent"}, states
        assert {one["problem"] for one in dump["outbox"]} <= {"space-ended"}
    check_equal(world, dumps)


def check_equal(world: World, dumps: dict[int, dict[str, Any]]) -> None:
    """Phones of one person show the same, and so does a new one; what can't be sent is on the phone that wrote it."""
    for phone, who, indexes in zip(world.later, ("ada", "ben"), ((0, 1), (2,)), strict=True):
        known = [dumps[index] for index in indexes if index in dumps]
        if not known:
            continue
        phone.open(world.people[who])
        catch_up(phone)
        phone.ask("reopen")
        catch_up(phone)
        new = phone.ask("dump")
        for dump in known:
            assert of_space(new, world.shared) == of_space(dump, world.shared)
            if not dump["outbox"]:
                assert new["notes"] == dump["notes"]


@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(schedules)
@example(  # the answer of a note is lost in the moment of leaving, and what waited on the other phone comes too late
    (
        [("write", 0, None), ("sync", 0, ["drop_answer"]), ("write", 1, None), ("do", 2, ("answer", 0))],
        ("leave", 0, "take_back"),
        [("sync", 0, ["drop_answer"]), ("sync", 1, []), ("sync", 2, []), ("let_go", 2, None), ("sync", 2, [])],
    )
)
@example(  # taken back on one phone, edited on the other, and nothing can be said about that edit any more
    (
        [("do", 1, ("take_back", 0)), ("do", 0, ("edit", 0)), ("sync", 0, [])],
        ("leave", 1, "stay"),
        [("sync", 1, []), ("sync", 2, []), ("sync", 0, [])],
    )
)
@example(  # after the end one note that is not the newest is taken back
    ([("write", 0, None), ("write", 2, None), ("sync", 2, [])], ("leave", 0, "stay"), [("do", 2, ("take_back", 0))])
)
@example(  # taken back on one phone, edited on the other, which leaves before that edit went out
    ([("write", 0, None), ("do", 0, ("take_back", 0)), ("do", 1, ("edit", 0))], ("leave", 1, "stay"), [])
)
@example(  # one phone has not told yet that all is taken back, and on another the account ends and all of it stays
    (
        [("write", 0, None), ("write", 2, None), ("write", 1, None)],
        ("leave", 0, "take_back"),
        [("end", 1, ("stay", "in_seven_days", [], False)), ("sync", 0, []), ("sync", 2, [])],
    )
)
@example(  # ended, taken back, and kept after all
    (
        [("write", 0, None), ("sync", 0, []), ("write", 1, None), ("sync", 2, [])],
        ("end", 0, ("take_back", "in_seven_days", ["drop_answer"], True)),
        [("sync", 1, []), ("do", 2, ("edit", 0)), ("sync", 2, ["crash_after"]), ("let_go", 1, None)],
    )
)
def test_s1_s3_nobodys_word_goes_by_an_act_of_the_other_and_nothing_later_is_read(
    origin: str, phones: list[Phone], schedule: tuple[list[Any], Any, list[Any]]
) -> None:
    earlier, first, later = schedule
    world = World(origin, phones)
    for what, index, how in [*BEGINNING, *earlier, first, *later]:
        world.take(what, index, how)
    check(world, world.quiet())
