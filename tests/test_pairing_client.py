"""Two real clients become a pair through the real server; and through a server that lies, they do not.

Whatever goes wrong, both end with no open invitation and no active shared space that only one of them has.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from authenticator import b64, unb64
from phones import Failed, NoNetwork, Person, Phone

HOST, GUEST, THIRD = range(3)
IDLE = {"step": "none"}
FAILED = {"step": "failed", "purpose": 1}
JOINING = {"step": "joining", "purpose": 1}
NAMING = {"step": "naming"}


@pytest.fixture(scope="module")
def processes() -> Iterator[list[Phone]]:
    three = [Phone() for _ in range(3)]
    yield three
    for phone in three:
        phone.close()


class Pair:
    """A host, a guest, and where a test wants it somebody else, each with a phone."""

    def __init__(self, origin: str, processes: list[Phone]) -> None:
        self.origin, self.phones = origin, processes
        self.host, self.guest, self.third = processes
        self.people: list[Person] = []
        for phone in (self.host, self.guest):
            self.joined_by(phone)
        self.before: Callable[[], None] = lambda: None

    def joined_by(self, phone: Phone) -> Person:
        """One more person, signed in on this phone."""
        person = Person(self.origin, phone)
        phone.open(person)
        self.people.append(person)
        return person

    def step(self, phone: Phone, op: str, **fields: Any) -> Any:
        self.before()
        return phone.ask(op, **fields)

    def to_link(self) -> str:
        waiting = self.step(self.host, "begin")
        assert waiting["step"] == "waiting"
        return str(waiting["link"])

    def to_answer(self) -> None:
        assert self.step(self.guest, "join", link=self.to_link()) == JOINING

    def to_compare(self) -> int:
        """Both show their emoji; the index of the right set."""
        self.to_answer()
        compare = self.step(self.host, "advance")
        showing = self.step(self.guest, "advance")
        assert (compare["step"], showing["step"]) == ("compare", "showing")
        assert len(compare["sets"]) == 3
        return int(compare["sets"].index(showing["emoji"]))

    def to_payload(self) -> None:
        assert self.step(self.host, "choose", set=self.to_compare()) == NAMING

    def shared(self, index: int, state: str = "active") -> list[dict[str, Any]]:
        """Shared spaces in this person's vault."""
        spaces = self.phones[index].ask("dump")["vault"]["spaces"]
        return [space for space in spaces if space["kind"] == "shared" and space["state"] == state]

    def served(self, index: int) -> list[str]:
        """Active shared spaces of this person, as the server has them."""
        spaces = self.people[index].session()["spaces"]
        return [s["id"] for s in spaces if s["kind"] == "shared" and s["ended_seq"] is None]

    def assert_nothing_shared(self) -> None:
        for index in (HOST, GUEST):
            assert self.shared(index) == []
            assert self.served(index) == []
            assert self.phones[index].ask("dump")["invites"] == 0

    def assert_pair(self) -> None:
        (mine,), (theirs,) = self.shared(HOST), self.shared(GUEST)
        assert self.served(HOST) == self.served(GUEST) == [mine["id"]]
        assert (mine["id"], mine["slot"], theirs["id"], theirs["slot"]) == (mine["id"], 0, mine["id"], 1)
        assert [e["key"] for e in mine["epochs"]] == [e["key"] for e in theirs["epochs"]]
        assert mine["epochs"][0]["self"] != theirs["epochs"][0]["self"], "a self key is never handed over"
        for phone in (self.host, self.guest):
            phone.ask("sync")
            phone.ask("write", space=mine["id"], text="hello you")
            phone.ask("sync")
        self.host.ask("sync")
        logs = [phone.ask("dump") for phone in (self.host, self.guest)]
        seen = [[note["content"]["text"] for note in log["notes"]] for log in logs]
        assert seen == [["hello you"] * 2] * 2
        assert [len([i for i in log["items"] if i["space"] == mine["id"]]) for log in logs] == [3, 3], "and one hello"
        for log in logs:
            assert log["invites"] == 0
            assert log["outbox"] == []


@pytest.fixture
def pair(origin: str, processes: list[Phone]) -> Pair:
    return Pair(origin, processes)


def both_over(pair: Pair) -> None:
    """Each looks at its phone once more, and the other way round."""
    for phone in (pair.host, pair.guest, pair.host, pair.guest):
        assert phone.ask("advance") in (FAILED, IDLE)


# ---- what must work


def test_two_become_a_pair_and_write_to_each_other(pair: Pair) -> None:
    pair.to_payload()
    assert pair.guest.ask("advance") == NAMING
    assert pair.guest.ask("advance") == IDLE
    assert pair.host.ask("advance") == IDLE
    pair.assert_pair()


def test_every_step_can_be_closed_and_comes_back(pair: Pair) -> None:
    def close_both() -> None:
        for phone in (pair.host, pair.guest):
            phone.ask("reopen")

    pair.before = close_both
    link = pair.to_link()
    close_both()
    assert pair.host.ask("begin")["link"] == pair.host.ask("advance")["link"] == link
    assert pair.step(pair.guest, "join", link=link) == JOINING
    assert pair.step(pair.guest, "advance") == JOINING
    compare = pair.step(pair.host, "advance")
    assert pair.step(pair.host, "advance") == compare, "the three sets never change: a second look is no second guess"
    showing = pair.step(pair.guest, "advance")
    assert pair.step(pair.guest, "advance") == showing
    assert pair.step(pair.host, "choose", set=compare["sets"].index(showing["emoji"])) == NAMING
    assert pair.step(pair.guest, "advance") == NAMING
    close_both()
    pair.assert_pair()


@pytest.mark.parametrize("lost", ["drop_answer", "drop_request"])
@pytest.mark.parametrize("at", range(4))
def test_a_handshake_goes_on_after_any_request_or_answer_was_lost(pair: Pair, lost: str, at: int) -> None:
    plan = ["fine"] * at + [lost]

    def stubborn(phone: Phone, op: str, **fields: Any) -> Any:
        with contextlib.suppress(NoNetwork):
            return phone.ask(op, plan=plan, **fields)
        phone.ask("reopen")
        answer = phone.ask("advance")
        return phone.ask(op, **fields) if answer == IDLE else answer

    waiting = stubborn(pair.host, "begin")
    assert stubborn(pair.guest, "join", link=waiting["link"]) == JOINING
    compare = stubborn(pair.host, "advance")
    showing = stubborn(pair.guest, "advance")
    right = compare["sets"].index(showing["emoji"])
    try:
        chosen = pair.host.ask("choose", set=right, plan=plan)
    except NoNetwork:
        pair.host.ask("reopen")
        chosen = pair.host.ask("choose", set=(right + 1) % 3) if at % 2 else pair.host.ask("advance")
    assert chosen == NAMING, "once the right one was chosen it stays chosen"
    entered = stubborn(pair.guest, "advance")
    assert entered in (NAMING, IDLE)
    pair.assert_pair()


def test_joining_twice_is_joining_once(pair: Pair) -> None:
    link = pair.to_link()
    with pytest.raises(NoNetwork):
        pair.guest.ask("join", link=link, plan=["drop_answer"])
    assert pair.guest.ask("join", link=link) == JOINING
    compare, showing = pair.host.ask("advance"), pair.guest.ask("advance")
    assert showing["emoji"] in compare["sets"]


# ---- what must not


@pytest.mark.parametrize("wrong", [1, 2, None])
def test_anything_but_the_right_emoji_burns_the_invitation(pair: Pair, wrong: int | None) -> None:
    right = pair.to_compare()
    assert pair.host.ask("choose", set=None if wrong is None else (right + wrong) % 3) == FAILED
    assert pair.host.ask("choose", set=right) == IDLE
    assert pair.guest.ask("advance") == FAILED
    both_over(pair)
    pair.assert_nothing_shared()


def test_a_wrong_choice_without_a_network_is_no_second_guess(pair: Pair) -> None:
    right = pair.to_compare()
    with pytest.raises(NoNetwork):
        pair.host.ask("choose", set=(right + 1) % 3, plan=["drop_request"])
    pair.host.ask("reopen")
    assert pair.host.ask("choose", set=right) == FAILED
    assert pair.guest.ask("advance") == FAILED
    both_over(pair)
    pair.assert_nothing_shared()


@pytest.mark.parametrize("who", [HOST, GUEST])
def test_either_can_cancel_and_begin_again(pair: Pair, who: int) -> None:
    pair.to_compare()
    assert pair.phones[who].ask("cancel") == IDLE
    assert pair.phones[1 - who].ask("advance") == FAILED
    pair.assert_nothing_shared()
    pair.to_payload()
    assert pair.guest.ask("advance") == NAMING
    pair.assert_pair()


def test_cancelling_after_the_keys_went_out_finds_a_pair(pair: Pair) -> None:
    right = pair.to_compare()
    # The look, the vault, then the payload, whose answer is lost.
    with pytest.raises(NoNetwork):
        pair.host.ask("choose", set=right, plan=["fine", "fine", "drop_answer"])
    assert pair.served(HOST) != []
    assert pair.host.ask("cancel") == NAMING
    assert pair.guest.ask("advance") == NAMING
    pair.assert_pair()


def test_a_guest_who_cancels_after_the_keys_went_out_leaves_nothing_behind(pair: Pair) -> None:
    pair.to_payload()
    assert pair.guest.ask("cancel") == IDLE
    assert pair.served(GUEST) == []
    assert pair.shared(GUEST) == []
    pair.host.ask("sync")
    assert [c["ended"] for c in pair.host.ask("dump")["cursors"]].count(True) == 1


def test_two_guests_race_and_one_wins(pair: Pair) -> None:
    pair.joined_by(pair.third)
    link = pair.to_link()
    assert pair.guest.ask("join", link=link) == JOINING
    with pytest.raises(Failed, match="invite-gone"):
        pair.third.ask("join", link=link)
    assert pair.third.ask("advance") == IDLE
    compare, showing = pair.host.ask("advance"), pair.guest.ask("advance")
    assert pair.host.ask("choose", set=compare["sets"].index(showing["emoji"])) == NAMING
    assert pair.guest.ask("advance") == NAMING
    assert pair.served(THIRD) == []
    pair.assert_pair()


def test_nobody_joins_their_own_link(pair: Pair) -> None:
    link = pair.to_link()
    with pytest.raises(Failed):
        pair.host.ask("join", link=link)
    pair.assert_nothing_shared()


def test_a_link_for_another_purpose_makes_no_pair(pair: Pair) -> None:
    link = pair.to_link()
    address, fragment = link.split("#")
    for purpose in (2, 3):
        other = unb64(fragment)[:1] + bytes([purpose]) + unb64(fragment)[2:]
        with pytest.raises(Failed, match="handshake-purpose"):
            pair.guest.ask("join", link=f"{address}#{b64(other)}")
    assert pair.host.ask("advance")["step"] == "waiting"


def test_who_is_with_somebody_cannot_join_another(pair: Pair) -> None:
    pair.joined_by(pair.third)
    pair.to_payload()
    pair.guest.ask("advance")
    link = pair.third.ask("begin")["link"]
    with pytest.raises(Failed, match="already-paired"):
        pair.guest.ask("join", link=link)
    with pytest.raises(Failed, match="already-paired"):
        pair.host.ask("begin")
    assert pair.guest.ask("dump")["invites"] == 0
    pair.assert_pair()


def test_a_guest_who_found_somebody_else_meanwhile_is_not_handed_keys(pair: Pair) -> None:
    pair.joined_by(pair.third)
    right = pair.to_compare()
    # On a second phone the same guest becomes a pair with somebody else.
    other = Phone()
    try:
        other.open(pair.people[GUEST])
        other.ask("join", link=pair.third.ask("begin")["link"])
        compare, showing = pair.third.ask("advance"), other.ask("advance")
        assert pair.third.ask("choose", set=compare["sets"].index(showing["emoji"])) == NAMING
        assert other.ask("advance") == NAMING
    finally:
        other.close()
    assert pair.host.ask("choose", set=right) == FAILED
    assert pair.shared(HOST) == []
    assert pair.served(HOST) == []
    assert pair.guest.ask("advance") == FAILED
    assert pair.served(GUEST) == pair.served(THIRD) != [], "the guest keeps whom they found"


# ---- a server that lies


def point() -> str:
    """A public key of somebody else, on the curve."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return b64(key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def off_curve() -> str:
    return b64(b"\x04" + os.urandom(64))


GARBAGE: list[tuple[str, Callable[[], Any]]] = [
    ("another key", point),
    ("no point of the curve", off_curve),
    ("too short", lambda: b64(os.urandom(31))),
    ("not base64url", lambda: "!!!"),
    ("not even text", lambda: 17),
]
digest = ("another digest", lambda: b64(os.urandom(32)))
TO_HOST = [("bpub", *lie) for lie in GARBAGE] + [("mb", *digest), ("mb", *GARBAGE[3])]
TO_GUEST = [
    *[("apub", *lie) for lie in GARBAGE],
    *[(name, *lie) for name in ("na", "ma") for lie in (digest, GARBAGE[3])],
]
AFTER_EMOJI = [
    ("payload", "noise", lambda: b64(b"\x01" + os.urandom(4124))),
    ("payload", "cut", lambda: b64(b"\x01" + os.urandom(40))),
    ("payload", "not base64url", lambda: "!!!"),
    ("space_id", "a foreign space", lambda: b64(os.urandom(16))),
    ("space_id", "none", lambda: None),
]


def named(lies: list[tuple[str, str, Callable[[], Any]]]) -> list[Any]:
    return [pytest.param(field, make, id=f"{field}: {what}") for field, what, make in lies]


def answer_lie(**fields: Any) -> list[dict[str, Any]]:
    return [{"method": "GET", "path": "^/api/invites/", "part": "answer", "fields": fields}]


@pytest.mark.parametrize(("field", "make"), named(TO_HOST))
def test_what_the_host_is_told_of_the_guest_cannot_be_swapped(pair: Pair, field: str, make: Callable[[], Any]) -> None:
    pair.to_answer()
    pair.host.ask("lie", lies=answer_lie(**{field: make()}))
    assert pair.host.ask("advance") == FAILED
    pair.host.ask("lie", lies=[])
    assert pair.guest.ask("advance") == FAILED
    both_over(pair)
    pair.assert_nothing_shared()


@pytest.mark.parametrize(("field", "make"), named(TO_GUEST))
def test_what_the_guest_is_told_of_the_host_cannot_be_swapped(pair: Pair, field: str, make: Callable[[], Any]) -> None:
    pair.to_answer()
    assert pair.host.ask("advance")["step"] == "compare"
    pair.guest.ask("lie", lies=answer_lie(**{field: make()}))
    assert pair.guest.ask("advance") == FAILED
    pair.guest.ask("lie", lies=[])
    assert pair.host.ask("advance") == FAILED
    both_over(pair)
    pair.assert_nothing_shared()


@pytest.mark.parametrize(("field", "make"), named(AFTER_EMOJI))
def test_the_keys_cannot_be_swapped(pair: Pair, field: str, make: Callable[[], Any]) -> None:
    pair.to_payload()
    pair.guest.ask("lie", lies=answer_lie(**{field: make()}))
    assert pair.guest.ask("advance") == FAILED
    pair.guest.ask("lie", lies=[])
    assert pair.shared(GUEST) == []
    assert pair.served(GUEST) == [], "the guest leaves a space it has no keys for"
    assert pair.guest.ask("dump")["invites"] == 0


def test_a_server_in_the_middle_shows_different_emoji_at_best(pair: Pair) -> None:
    """It knows no link secret, so it cannot even answer in the guest's name; swapping both halves changes nothing."""
    pair.to_answer()
    pair.host.ask("lie", lies=answer_lie(bpub=point(), mb=b64(os.urandom(32))))
    pair.guest.ask(
        "lie", lies=answer_lie(apub=point(), na=b64(os.urandom(32)), ma=b64(os.urandom(32)), state="revealed")
    )
    assert pair.host.ask("advance") == FAILED
    assert pair.guest.ask("advance") == FAILED
    for phone in (pair.host, pair.guest):
        phone.ask("lie", lies=[])
    pair.assert_nothing_shared()


def test_messages_of_an_older_invitation_are_refused(pair: Pair) -> None:
    """Everything the server saw of a first handshake, served again in the second."""
    pair.to_payload()
    seen = pair.guest.ask("mailbox")
    assert pair.guest.ask("advance") == NAMING
    (first,) = pair.shared(GUEST)
    pair.people[HOST].post(f"/api/spaces/{first['id']}/leave", {})
    for phone in (pair.host, pair.guest):
        phone.ask("sync")
    for index in (HOST, GUEST):
        pair.phones[index].ask("end", space=first["id"])
    pair.to_answer()
    assert pair.host.ask("advance")["step"] == "compare"
    old = {name: seen[name] for name in ("apub", "na", "ma")}
    pair.guest.ask("lie", lies=answer_lie(**old))
    assert pair.guest.ask("advance") == FAILED
    pair.guest.ask("lie", lies=[])
    assert pair.host.ask("advance") == FAILED
    pair.assert_nothing_shared()
    pair.to_payload()
    pair.guest.ask("lie", lies=answer_lie(payload=seen["payload"], space_id=seen["space_id"]))
    assert pair.guest.ask("advance") == FAILED
    pair.guest.ask("lie", lies=[])
    assert pair.shared(GUEST) == []


def test_the_purpose_comes_from_the_link_whatever_the_server_says(pair: Pair) -> None:
    right = pair.to_compare()
    for phone in (pair.host, pair.guest):
        phone.ask("lie", lies=answer_lie(purpose=2, side="host" if phone is pair.guest else "guest"))
    assert pair.host.ask("choose", set=right) == NAMING
    assert pair.guest.ask("advance") == NAMING
    for phone in (pair.host, pair.guest):
        phone.ask("lie", lies=[])
    pair.assert_pair()
