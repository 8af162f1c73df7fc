"""Someone who lost everything may be let in to read what ended, by who was in it; never to write."""

from __future__ import annotations

import os

import pytest
from authenticator import b64
from courier_client import envelope, letters, open_invite, pair, to_bytes, to_text


def write(person, space: str, slot: int, n: int = 1) -> dict[str, object]:
    raw = envelope(to_bytes(space), slot=slot, device_id=bytes([slot]) * 8, device_seq=n)
    [told] = person.post("/api/sync", {"spaces": [], "put": [b64(raw)], "erase": []}).json["put"]
    return {"told": told, "msg_id": b64(raw[39:55]), "raw": b64(raw)}


@pytest.fixture
def lost(people):
    """Ada and Ben were a pair, Ada lost everything: (the new Ada, Ben, Cleo, the old space, its notes)."""
    ada, ben, new, cleo = people(4)
    space = pair(ada, ben)
    notes = [write(ada, space, 0), write(ben, space, 1), write(ben, space, 1, 2)]
    ben.post("/api/sync", {"spaces": [], "put": [], "erase": [notes[2]["msg_id"]]})
    return new, ben, cleo, space, notes


def hand_over(host, guest, archive):
    iid = open_invite(host)
    guest.post(f"/api/invites/{iid}/answer", letters("answer"))
    host.post(f"/api/invites/{iid}/reveal", letters("reveal"))
    return host.post(f"/api/invites/{iid}/payload", {**letters("payload"), "archive": archive})


def test_what_ended_can_be_read_minus_what_was_taken_back(lost):
    new, ben, _cleo, space, notes = lost
    ben.post(f"/api/spaces/{space}/leave")
    assert hand_over(ben, new, [space]).status_code == 204
    told = new.get("/api/session").json
    assert [(one["id"], one["head"]) for one in told["archive"]] == [(space, 3)]
    assert space not in {one["id"] for one in told["spaces"]}
    items = new.get(f"/api/spaces/{space}/history").json["items"]
    assert [item["bytes"] for item in reversed(items)] == [notes[0]["raw"], notes[1]["raw"], None]
    pull = {
        "spaces": [{"id": space, "since": 0, "incarnation": told["archive"][0]["incarnation"]}],
        "put": [],
        "erase": [],
    }
    [page] = new.post("/api/sync", pull).json["spaces"]
    assert (page["head"], page["ended"], [item["bytes"] for item in page["items"]]) == (
        3,
        True,
        [notes[0]["raw"], notes[1]["raw"], None],
    )
    # Taken back later is gone for the reader too.
    ben.post("/api/sync", {"spaces": [], "put": [], "erase": [notes[1]["msg_id"]]})
    items = new.get(f"/api/spaces/{space}/history").json["items"]
    assert [item["bytes"] for item in reversed(items)] == [notes[0]["raw"], None, None]


def test_a_reader_writes_erases_restores_and_leaves_nothing(lost):
    new, ben, _cleo, space, notes = lost
    ben.post(f"/api/spaces/{space}/leave")
    hand_over(ben, new, [space])
    for slot in (0, 1, 2):
        assert write(new, space, slot, 9)["told"]["outcome"] == "refused"
    for note in notes:
        for wish in ("erase", "restore"):
            body = {"spaces": [], "put": [], "erase": [], wish: [note["msg_id"]]}
            assert new.post("/api/sync", body).json[wish][0]["outcome"] == "refused"
    assert new.post(f"/api/spaces/{space}/leave").json["type"] == "not-found"
    assert [one for one in new.get("/api/session").json["spaces"] if one["kind"] == "shared"] != []


def test_only_what_ended_and_only_by_who_was_in_it(lost):
    new, ben, cleo, space, _notes = lost
    # Still open: Ben is paired, so there is nobody to hand over anything.
    iid = open_invite(new)
    assert ben.post(f"/api/invites/{iid}/answer", letters("answer")).json["type"] == "already-paired"
    new.delete("/api/invites")
    ben.post(f"/api/spaces/{space}/leave")
    for archive in ([to_text(os.urandom(16))], [ben.private_space], [cleo.private_space]):
        assert hand_over(ben, new, archive).json["type"] == "not-found"
        ben.delete("/api/invites")
    assert hand_over(cleo, new, [space]).json["type"] == "not-found"
    assert new.get("/api/session").json["archive"] == []
    assert new.get(f"/api/spaces/{space}/history").json["type"] == "not-found"


def test_nobody_else_reads_along(lost):
    new, ben, cleo, space, _notes = lost
    ben.post(f"/api/spaces/{space}/leave")
    hand_over(ben, new, [space])
    assert cleo.get(f"/api/spaces/{space}/history").json["type"] == "not-found"
    pull = {"spaces": [{"id": space, "since": 0, "incarnation": None}], "put": [], "erase": []}
    assert cleo.post("/api/sync", pull).json["spaces"][0]["problem"]["type"] == "not-found"


def test_the_old_members_see_no_reader(lost):
    new, ben, _cleo, space, _notes = lost
    ben.post(f"/api/spaces/{space}/leave")
    before = [one for one in ben.get("/api/session").json["spaces"] if one["id"] == space]
    hand_over(ben, new, [space])
    assert [one for one in ben.get("/api/session").json["spaces"] if one["id"] == space] == before
