"""Leaving: alone, at once, for good, and without a sound."""

import pytest
from courier_client import envelope, exchange, letters, open_invite, pair, pull, put, to_bytes, to_text


def spaces_of(person):
    return {space["kind"]: space for space in person.get("/api/session").json["spaces"]}


def test_a_pair_shares_one_space_and_each_keeps_a_private_one(people):
    ada, ben = people(2)
    space = pair(ada, ben)
    for person, slot in ((ada, 0), (ben, 1)):
        shared = spaces_of(person)["shared"]
        assert (shared["id"], shared["slot"], shared["epoch"], shared["head"]) == (space, slot, 1, 0)
        assert shared["ended_seq"] is None
    assert spaces_of(ada)["private"]["id"] != spaces_of(ben)["private"]["id"]


def test_the_answer_about_a_space_says_nothing_more_than_it_must(people):
    ada, ben = people(2)
    pair(ada, ben)
    known = {"id", "kind", "slot", "epoch", "head", "incarnation", "ended_seq", "left"}
    assert all(set(space) == known for space in ada.get("/api/session").json["spaces"])


def test_one_person_leaves_alone_and_neither_can_write_any_more(people):
    ada, ben = people(2)
    space = pair(ada, ben)
    put(ada, envelope(to_bytes(space), 0, b"a" * 8))
    assert ben.post(f"/api/spaces/{space}/leave").status_code == 204
    for person, slot, device in ((ada, 0, b"a" * 8), (ben, 1, b"b" * 8)):
        [outcome] = put(person, envelope(to_bytes(space), slot, device, 2))
        assert outcome["outcome"] == "refused"
        assert outcome["problem"]["type"] == "space-ended"
        assert outcome["problem"]["retry"] is False
        page = pull(person, space)
        assert page["ended"] is True
        assert [item["seq"] for item in page["items"]] == [1]


def test_leaving_twice_changes_nothing(people):
    ada, ben = people(2)
    space = pair(ada, ben)
    put(ada, envelope(to_bytes(space)))
    assert ada.post(f"/api/spaces/{space}/leave").status_code == 204
    before = ben.get("/api/session").json["spaces"]
    assert ada.post(f"/api/spaces/{space}/leave").status_code == 204
    assert ben.post(f"/api/spaces/{space}/leave").status_code == 204
    assert ben.get("/api/session").json["spaces"] == before
    assert spaces_of(ben)["shared"]["ended_seq"] == 1


def test_the_one_who_is_left_learns_that_it_ended_but_not_when_or_by_whom(people):
    traces = []
    for leaver in (0, 1):
        both = people(2)
        space = pair(*both)
        both[leaver].post(f"/api/spaces/{space}/leave")
        page = pull(both[1], space)
        page["id"] = page["incarnation"] = "—"
        traces.append(page)
    assert traces[0] == traces[1]
    assert set(traces[0]) == {"id", "head", "epoch", "incarnation", "ended", "more", "items", "problem"}


def test_after_leaving_both_can_begin_something_new(people):
    ada, ben, eve = people(3)
    old = pair(ada, ben)
    ada.post(f"/api/spaces/{old}/leave")
    new = pair(ben, eve)
    assert new != old
    assert put(ben, envelope(to_bytes(new)))[0]["outcome"] == "accepted"
    assert pull(ada, new)["problem"]["type"] == "not-found"


def test_an_ended_space_still_lets_each_take_back_their_own(people):
    ada, ben = people(2)
    space = pair(ada, ben)
    put(ada, envelope(to_bytes(space), msg_id=b"m" * 16))
    ben.post(f"/api/spaces/{space}/leave")
    assert exchange(ada, erase=[b"m" * 16])["erase"][0]["outcome"] == "accepted"
    assert pull(ben, space)["items"][0]["bytes"] is None
    assert exchange(ben, erase=[b"m" * 16])["erase"][0]["outcome"] == "refused"


def test_a_retried_note_that_was_stored_before_the_end_is_still_known(people):
    ada, ben = people(2)
    space = pair(ada, ben)
    note = envelope(to_bytes(space))
    put(ada, note)
    ben.post(f"/api/spaces/{space}/leave")
    assert put(ada, note) == [{"outcome": "duplicate", "seq": 1, "problem": None}]


@pytest.mark.parametrize("which", ["foreign shared", "foreign private", "unknown", "not an id", "too short"])
def test_a_space_that_is_not_mine_cannot_be_left_and_all_such_answers_are_equal(people, which):
    ada, ben, eve = people(3)
    name = {
        "foreign shared": pair(ada, ben),
        "foreign private": ada.private_space,
        "unknown": to_text(b"?" * 16),
        "not an id": "****",
        "too short": "AAAA",
    }[which]
    reply = eve.post(f"/api/spaces/{name}/leave")
    assert reply.status_code == 404
    assert reply.mimetype == "application/problem+json"
    assert reply.json == eve.post(f"/api/spaces/{to_text(b'!' * 16)}/leave").json
    assert put(ada, envelope(to_bytes(ada.private_space)))[0]["outcome"] == "accepted"


def test_the_private_space_cannot_be_left(person):
    reply = person.post(f"/api/spaces/{person.private_space}/leave")
    assert reply.json["type"] == "invalid-request"
    assert put(person, envelope(to_bytes(person.private_space)))[0]["outcome"] == "accepted"


def test_leaving_needs_no_verification_but_a_session(people, stranger):
    ada, ben = people(2)
    space = pair(ada, ben)
    assert stranger.post(f"/api/spaces/{space}/leave").json["type"] == "signed-out"
    assert pull(ada, space)["ended"] is False


def test_a_burned_invite_of_the_old_pair_does_not_stand_in_the_way(people):
    ada, ben = people(2)
    space = pair(ada, ben)
    ada.post(f"/api/spaces/{space}/leave")
    iid = open_invite(ada)
    assert ben.post(f"/api/invites/{iid}/answer", letters("answer")).status_code == 204
