"""Leaving with everything taken back, letting go later, and erasing before the seven days are over."""

from __future__ import annotations

import pytest
from authenticator import b64
from courier_client import envelope, exchange, pair, pull, put, to_bytes

from server import clock, pages
from server.models import Envelope


@pytest.fixture
def two(people):
    """Ada wrote twice, Ben once."""
    ada, ben = people(2)
    space = pair(ada, ben)
    put(ada, *(envelope(to_bytes(space), 0, b"a" * 8, n, bytes([n]) * 16) for n in (1, 2)))
    put(ben, envelope(to_bytes(space), 1, b"b" * 8, 1, b"b" * 16))
    return ada, ben, space


def served(person, space: str) -> list[tuple[int, bool]]:
    return [(item["slot"], item["bytes"] is not None) for item in pull(person, space)["items"]]


def left(person, space: str) -> list[int]:
    """The slots that let go: the account and the history say the same."""
    [told] = [one["left"] for one in person.get("/api/session").json["spaces"] if one["id"] == space]
    assert person.get(f"/api/spaces/{space}/history").json["left"] == told
    return told


def leave(person, space: str, notes: str | None = None):
    return person.post(f"/api/spaces/{space}/leave", {} if notes is None else {"notes": notes})


ALL = [(0, True), (0, True), (1, True)]


@pytest.mark.parametrize("notes", [None, "stay"])
def test_what_was_shared_stays_unless_it_is_taken_back(two, notes):
    ada, ben, space = two
    assert left(ben, space) == []
    assert leave(ada, space, notes).status_code == 204
    assert served(ben, space) == served(ada, space) == ALL
    assert left(ben, space) == left(ada, space) == [0]


def test_leaving_takes_back_all_of_mine_and_nothing_of_the_others(two):
    ada, ben, space = two
    theirs = [tuple(row) for row in Envelope.select().where(Envelope.slot == 1).tuples()]
    assert leave(ada, space, "take_back").status_code == 204
    assert served(ben, space) == [(0, False), (0, False), (1, True)]
    # For seven days its writer still has it.
    assert served(ada, space) == ALL
    assert [tuple(row) for row in Envelope.select().where(Envelope.slot == 1).tuples()] == theirs
    assert exchange(ada, restore=[b"\x01" * 16])["restore"][0]["problem"]["type"] == "space-ended"


@pytest.mark.parametrize("who", ["leaver", "left behind"])
def test_after_the_end_either_can_still_let_go(two, who):
    ada, ben, space = two
    assert leave(ada, space).status_code == 204
    person, other, slot = (ada, ben, 0) if who == "leaver" else (ben, ada, 1)
    # A second leaving alone is no letting go: nothing of theirs is gone, so no null of theirs is to be believed.
    assert leave(person, space).status_code == 204
    assert left(ada, space) == [0]
    assert leave(person, space, "take_back").status_code == 204
    assert served(other, space) == [(s, standing and s != slot) for s, standing in ALL]
    assert left(other, space) == sorted({0, slot})


def gone(person, space: str) -> int:
    """What a phone asks at an opening: no note comes with the number."""
    looked = person.get(f"/api/spaces/{space}/history?before=1&limit=1").json
    assert (looked["items"], looked["more"]) == ([], False)
    return looked["gone"]


def test_what_goes_while_it_is_read_is_seen_at_the_next_look(two, monkeypatch):
    ada, ben, space = two
    leave(ada, space)
    real = pages.rows

    def meanwhile(*asked):
        found = real(*asked)
        # Ada's request stands between the first statement of Ben's and the second.
        Envelope.update(erased_on=clock.today()).where(Envelope.slot == 0).execute()
        return found

    monkeypatch.setattr(pages, "rows", meanwhile)
    page = ben.get(f"/api/spaces/{space}/history").json
    assert page["left"] == left(ben, space) == [0]
    # A phone compares again when this number is another one than it was.
    assert [item["bytes"] for item in page["items"] if item["slot"] == 0] == [None, None]
    assert (page["gone"], gone(ben, space)) == (0, 2)


def test_how_much_is_gone_counts_what_the_others_took_back_once_it_ended(two):
    ada, ben, space = two
    exchange(ada, erase=[b"\x01" * 16])
    assert (gone(ada, space), gone(ben, space)) == (0, 0)
    leave(ben, space)
    assert (gone(ada, space), gone(ben, space)) == (0, 1)
    exchange(ada, erase=[b"\x02" * 16])
    assert (gone(ada, space), gone(ben, space)) == (0, 2)
    leave(ben, space, "take_back")
    assert (gone(ada, space), gone(ben, space)) == (1, 2)


def test_taking_back_one_after_the_end_is_told_of_its_slot(two):
    ada, ben, space = two
    leave(ada, space)
    assert exchange(ben, erase=[b"b" * 16])["erase"][0]["outcome"] == "accepted"
    assert left(ada, space) == [0, 1]


def test_taking_back_before_the_end_tells_nothing_of_a_slot(two):
    ada, ben, space = two
    exchange(ben, erase=[b"b" * 16])
    assert left(ada, space) == []
    leave(ada, space)
    assert left(ada, space) == [0]


@pytest.mark.parametrize("notes", ["", "all", 1, ["stay"], None])
def test_a_choice_nobody_knows_ends_nothing(two, notes):
    ada, ben, space = two
    assert ada.post(f"/api/spaces/{space}/leave", {"notes": notes}).status_code == 400
    assert pull(ben, space)["ended"] is False


def test_a_stranger_takes_nothing_back(two, people):
    ada, _ben, space = two
    [eve] = people(1)
    assert leave(eve, space, "take_back").json["type"] == "not-found"
    assert served(ada, space) == ALL


def words(slot: int) -> list[bool]:
    """Of each row of a slot, whether there are bytes."""
    return [row.bytes is not None for row in Envelope.select().where(Envelope.slot == slot).order_by(Envelope.seq)]


def test_what_was_taken_back_goes_now_only_with_the_finger(two):
    ada, _ben, space = two
    leave(ada, space, "take_back")
    for purpose in (None, "export"):
        if purpose:
            ada.verify(purpose)
        assert ada.post("/api/purge", {"msg_ids": None}).json["type"] == "verification-needed"
    assert words(0) == [True, True]
    assert ada.verify("purge").post("/api/purge", {"msg_ids": None}).status_code == 204
    assert (words(0), words(1)) == ([False, False], [True])
    assert served(ada, space) == [(0, False), (0, False), (1, True)]


def test_only_what_i_took_back_myself_goes_now(two):
    ada, ben, space = two
    exchange(ada, erase=[b"\x01" * 16])
    exchange(ben, erase=[b"b" * 16])
    names = [b64(one) for one in (b"\x01" * 16, b"\x02" * 16, b"b" * 16, b"?" * 16)]
    assert ada.verify("purge").post("/api/purge", {"msg_ids": names}).status_code == 204
    assert (words(0), words(1)) == ([False, True], [True])
    assert exchange(ben, restore=[b"b" * 16])["restore"][0]["outcome"] == "accepted"
    assert exchange(ada, restore=[b"\x01" * 16])["restore"][0]["outcome"] == "refused"
    assert served(ben, space) == [(0, False), (0, True), (1, True)]


@pytest.mark.parametrize("body", [{}, {"msg_ids": "all"}, {"msg_ids": ["x"]}, {"msg_ids": None, "who": "b"}])
def test_a_purge_of_another_form_erases_nothing(two, body):
    ada, _ben, space = two
    leave(ada, space, "take_back")
    assert ada.verify("purge").post("/api/purge", body).status_code == 400
    assert words(0) == [True, True]
