"""New keys for two: only the two, only together; the epoch rises with the other's first note in it, never otherwise."""

from __future__ import annotations

import os

import pytest
from authenticator import b64
from courier_client import envelope, letters, pair, to_bytes, to_text


@pytest.fixture
def two(people):
    """Ada and Ben, a pair; and Cleo, who is not."""
    ada, ben, cleo = people(3)
    return ada, ben, cleo, pair(ada, ben)


def opened(host) -> str:
    iid = to_text(os.urandom(16))
    reply = host.verify("handshake_renew").post("/api/invites", {"iid": iid, "purpose": 3})
    assert (reply.status_code, reply.json) == (201, {"expires_in": 600})
    return iid


def handed_over(host, guest) -> str:
    iid = opened(host)
    keys = {"payload": letters("payload")["payload"], "space_id": None}
    assert guest.post(f"/api/invites/{iid}/answer", letters("answer")).status_code == 204
    assert host.post(f"/api/invites/{iid}/reveal", letters("reveal")).status_code == 204
    assert host.post(f"/api/invites/{iid}/payload", keys).status_code == 204
    return iid


def put(person, space: str, epoch: int, slot: int, n: int = 1, device: bytes | None = None) -> str:
    raw = envelope(to_bytes(space), slot=slot, device_id=device or os.urandom(8), device_seq=n, epoch=epoch)
    [told] = person.post("/api/sync", {"spaces": [], "put": [b64(raw)], "erase": []}).json["put"]
    return told["outcome"]


def epoch_of(person, space: str) -> int:
    return next(one["epoch"] for one in person.get("/api/session").json["spaces"] if one["id"] == space)


def test_the_epoch_rises_with_the_guest_s_first_note_and_old_notes_are_stale(two):
    ada, ben, _cleo, space = two
    iid = handed_over(ada, ben)
    members = [one["id"] for one in ada.get("/api/session").json["spaces"]]
    assert epoch_of(ada, space) == 1, "handing over alone changes nothing"
    assert put(ada, space, 2, 0) == "refused", "the one who drew them waits"
    assert put(ada, space, 1, 0) == "accepted"
    assert put(ben, space, 3, 1) == "refused"
    assert put(ben, space, 2, 1) == "accepted"
    assert epoch_of(ada, space) == epoch_of(ben, space) == 2
    assert put(ada, space, 1, 0) == "stale_epoch"
    assert put(ada, space, 2, 0) == "accepted"
    # Once.
    assert put(ben, space, 3, 1) == put(ada, space, 3, 0) == "refused"
    assert [one["id"] for one in ada.get("/api/session").json["spaces"]] == members
    assert ben.get(f"/api/invites/{iid}").json["type"] == "invite-gone"


def test_without_a_handshake_no_epoch_rises(two):
    ada, ben, cleo, space = two
    assert put(ben, space, 2, 1) == put(ada, space, 2, 0) == put(cleo, space, 2, 1) == "refused"
    iid = opened(ada)
    ben.post(f"/api/invites/{iid}/answer", letters("answer"))
    ada.post(f"/api/invites/{iid}/reveal", letters("reveal"))
    assert put(ben, space, 2, 1) == "refused", "the keys are not there yet"
    assert epoch_of(ada, space) == 1


def test_a_batch_that_raises_the_epoch_is_judged_note_by_note(two):
    ada, ben, _cleo, space = two
    handed_over(ada, ben)
    device = os.urandom(8)
    notes = [envelope(to_bytes(space), 1, device, n, epoch=epoch) for n, epoch in ((1, 1), (2, 2), (3, 1), (4, 2))]
    told = ben.post("/api/sync", {"spaces": [], "put": [b64(note) for note in notes], "erase": []}).json["put"]
    assert [one["outcome"] for one in told] == ["accepted", "accepted", "stale_epoch", "accepted"]
    assert epoch_of(ben, space) == 2


def test_only_the_two_can_begin_and_only_the_other_can_answer(two):
    ada, ben, cleo, _space = two
    body = {"iid": to_text(os.urandom(16)), "purpose": 3}
    assert ada.post("/api/invites", body).json["type"] == "verification-needed"
    assert cleo.verify("handshake_renew").post("/api/invites", body).json["type"] == "not-found"
    iid = opened(ada)
    assert cleo.post(f"/api/invites/{iid}/answer", letters("answer")).json["type"] == "invite-gone"
    assert ada.post(f"/api/invites/{iid}/answer", letters("answer")).json["type"] == "invite-gone"
    assert ben.post(f"/api/invites/{iid}/answer", letters("answer")).status_code == 204
    view = ben.get(f"/api/invites/{iid}").json
    assert view["side"] == "guest"


def test_somebody_in_another_pair_is_told_nothing_about_it(people):
    ada, ben, cleo, dan = people(4)
    pair(ada, ben)
    pair(cleo, dan)
    iid = opened(ada)
    unknown = to_text(os.urandom(16))
    told = [dan.post(f"/api/invites/{one}/answer", letters("answer")).json for one in (iid, unknown)]
    assert told[0] == told[1]


def test_one_handshake_a_space_whoever_begins(two):
    ada, ben, _cleo, _space = two
    opened(ada)
    body = {"iid": to_text(os.urandom(16)), "purpose": 3}
    assert ben.verify("handshake_renew").post("/api/invites", body).json["type"] == "invite-open"


def test_it_ends_after_ten_minutes_but_keys_that_were_handed_over_wait(turned, people):
    ada, ben = people(2)
    space = pair(ada, ben)
    iid = opened(ada)
    turned.advance(seconds=600)
    assert ben.post(f"/api/invites/{iid}/answer", letters("answer")).json["type"] == "already-paired"
    iid = handed_over(ada, ben)
    turned.advance(days=80)
    assert ben.get(f"/api/invites/{iid}").json["state"] == "done"
    assert put(ben, space, 2, 1) == "accepted"


def test_keys_for_two_name_no_space(two):
    ada, ben, _cleo, space = two
    iid = opened(ada)
    ben.post(f"/api/invites/{iid}/answer", letters("answer"))
    ada.post(f"/api/invites/{iid}/reveal", letters("reveal"))
    assert ada.post(f"/api/invites/{iid}/payload", {**letters("payload"), "space_id": space}).status_code == 400


def test_a_private_space_goes_on_with_a_new_epoch_by_its_owner_alone(people):
    ada, ben = people(2)
    assert put(ada, ada.private_space, 2, 0) == "accepted"
    assert put(ada, ada.private_space, 4, 0) == "refused"
    assert put(ada, ada.private_space, 1, 0) == "stale_epoch"
    assert put(ben, ada.private_space, 3, 0) == "refused"
    assert epoch_of(ada, ada.private_space) == 2


def test_after_leaving_nothing_is_renewed(two):
    ada, ben, _cleo, space = two
    handed_over(ada, ben)
    ada.post(f"/api/spaces/{space}/leave")
    assert put(ben, space, 2, 1) == "refused"
    body = {"iid": to_text(os.urandom(16)), "purpose": 3}
    assert ben.verify("handshake_renew").post("/api/invites", body).json["type"] == "not-found"
