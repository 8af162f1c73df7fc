"""The end of an account: everything of it goes, the other one's words stay, and nobody had to agree."""

from __future__ import annotations

import time

import pytest
from authenticator import b64
from courier_client import envelope, letters, open_invite, pair, to_bytes

from server.models import TABLES, Account, Credential, Envelope, Member, Session, Space, Vault, Wrap


def write(person, space: str, slot: int, n: int = 1) -> None:
    raw = envelope(to_bytes(space), slot=slot, device_id=bytes([slot]) * 8, device_seq=n)
    [told] = person.post("/api/sync", {"spaces": [], "put": [b64(raw)], "erase": []}).json["put"]
    assert told["outcome"] == "accepted"


def read(person, space: str) -> list[tuple[int, bool]]:
    """(slot, whether there is something to read) of every place."""
    items = person.get(f"/api/spaces/{space}/history").json["items"]
    return [(item["slot"], item["bytes"] is not None) for item in reversed(items)]


@pytest.fixture
def two(people):
    ada, ben = people(2)
    space = pair(ada, ben)
    write(ada, space, 0)
    write(ben, space, 1)
    write(ada, ada.private_space, 0)
    return ada, ben, space


@pytest.mark.parametrize(("notes", "left"), [("stay", True), ("take_back", False)])
def test_the_other_keeps_their_words_and_mine_as_i_chose(two, notes, left):
    ada, ben, space = two
    uid, private = to_bytes(ada.uid), to_bytes(ada.private_space)
    assert ada.verify("account_delete").delete("/api/account", {"notes": notes, "when": "now"}).status_code == 204
    assert ada.get("/api/session").status_code == 401
    assert read(ben, space) == [(0, left), (1, True)]
    [shared] = [one for one in ben.get("/api/session").json["spaces"] if one["id"] == space]
    assert shared["ended_seq"] == 2
    assert not Account.select().where(Account.uid == uid).exists()
    assert not Space.select().where(Space.id == private).exists()
    [place] = Member.select().where((Member.slot == 0) & (Member.space == to_bytes(space)))
    assert place.uid is None
    for table in (Credential, Wrap, Vault, Session):
        assert table.select().count() == 1, table
    # Not even in the bytes of a row that stayed.
    everything = repr([list(table.select().tuples()) for table in TABLES]).encode()
    assert repr(uid).encode() not in everything
    if notes == "take_back":
        assert not [row for row in Envelope.select() if row.slot == 0 and row.bytes is not None]


def test_without_the_finger_nothing_ends(two):
    ada, ben, space = two
    for purpose in (None, "passkey_remove"):
        if purpose:
            ada.verify(purpose)
        assert ada.delete("/api/account", {"notes": "take_back", "when": "now"}).json["type"] == "verification-needed"
    assert read(ben, space) == [(0, True), (1, True)]
    assert ada.get("/api/session").status_code == 200


def test_all_devices_are_out_and_the_passkey_is_unknown(two):
    ada, ben, _space = two
    other = ada.other_device()
    streams = [one.get("/api/live").iter_encoded() for one in (other, ben)]
    for stream in streams:
        assert next(stream)
    assert ada.verify("account_delete").delete("/api/account", {"notes": "stay", "when": "now"}).status_code == 204
    asked = time.monotonic()
    for stream in streams:
        assert list(stream) == []
    assert time.monotonic() - asked < 5
    assert other.get("/api/session").status_code == 401
    assert other.try_sign_in().json["type"] == "unknown-credential"
    assert ben.get("/api/session").status_code == 200


def test_without_a_pair_it_is_as_easy(person):
    write(person, person.private_space, 0)
    assert person.verify("account_delete").delete("/api/account", {"notes": "stay", "when": "now"}).status_code == 204
    assert not Account.select().exists()
    assert not Envelope.select().exists()


@pytest.mark.parametrize("body", [{}, {"notes": "all"}, {"notes": None}])
def test_the_choice_has_to_be_made(person, body):
    assert person.verify("account_delete").delete("/api/account", body).status_code == 400
    assert person.get("/api/session").status_code == 200


def test_in_seven_days_every_access_ends_at_once_and_what_is_stored_waits(two, turned):
    ada, ben, space = two
    other, uid = ada.other_device(), to_bytes(ada.uid)
    stream = other.get("/api/live").iter_encoded()
    assert next(stream)
    body = {"notes": "take_back", "when": "in_seven_days"}
    assert ada.delete("/api/account", body).json["type"] == "verification-needed"
    assert ada.verify("account_delete").delete("/api/account", body).status_code == 204
    assert list(stream) == []
    for browser in (ada, other):
        assert browser.get("/api/session").status_code == 401
    assert read(ben, space) == [(0, False), (1, True)]
    assert Vault.select().count() == 2
    # Seven whole days, then nothing.
    turned.advance(days=7)
    look(ben)
    assert Account.select().where(Account.uid == uid).exists()
    assert [row for row in Envelope.select() if row.slot == 0 and row.bytes is not None]
    turned.advance(days=1)
    look(ben)
    assert not Account.select().where(Account.uid == uid).exists()
    assert read(ben, space) == [(0, False), (1, True)]
    assert not [row for row in Envelope.select() if row.slot == 0 and row.bytes is not None]
    assert ada.try_sign_in().json["type"] == "unknown-credential"


def look(person) -> None:
    """Any request of anybody does what is due on a new day."""
    assert person.sign_in().post("/api/sync", {"spaces": [], "put": [], "erase": []}).status_code == 200


def test_within_the_seven_days_it_can_be_kept(two, turned):
    ada, ben, _space = two
    assert ada.account["kept_until"] is None
    ada.verify("account_delete").delete("/api/account", {"notes": "stay", "when": "in_seven_days"})
    turned.advance(days=3)
    assert ada.sign_in().account["kept_until"] == "2026-11-29"
    assert read(ada, ada.private_space) == [(0, True)]
    # Ending it again moves no day.
    ada.verify("account_delete").delete("/api/account", {"notes": "stay", "when": "in_seven_days"})
    assert ada.sign_in().account["kept_until"] == "2026-11-29"
    assert ada.post("/api/account/keep").status_code == 204
    assert ada.post("/api/account/keep").status_code == 204
    assert ada.get("/api/session").json["kept_until"] is None
    turned.advance(days=30)
    look(ben)
    assert read(ada.sign_in(), ada.private_space) == [(0, True)]
    # What was left stays left.
    assert {one["kind"]: one["ended_seq"] for one in ada.account["spaces"]} == {"private": None, "shared": 2}
    whats = [change["what"] for change in ada.get("/api/activity").json["activity"]]
    assert (whats.count("account_kept"), whats.count("account_ending")) == (1, 2)


def test_what_was_begun_ends_with_the_account(people, turned):
    ada, ben = people(2)
    iid = open_invite(ada)
    ada.verify("account_delete").delete("/api/account", {"notes": "stay", "when": "in_seven_days"})
    assert ben.post(f"/api/invites/{iid}/answer", letters("answer")).json["type"] == "invite-gone"


def test_a_pair_begun_while_the_account_was_ending_is_left_where_it_stands(people, turned):
    ada, ben = people(2)
    ada.verify("account_delete").delete("/api/account", {"notes": "stay", "when": "in_seven_days"})
    space = pair(ada.sign_in(), ben)
    write(ada, space, 0)
    write(ben, space, 1)
    stream = ada.get("/api/live").iter_encoded()
    assert next(stream)
    turned.advance(days=8)
    look(ben)
    assert list(stream) == []
    assert ada.get("/api/session").status_code == 401
    assert read(ben, space) == [(0, True), (1, True)]
    [shared] = [one for one in ben.get("/api/session").json["spaces"] if one["id"] == space]
    assert (shared["ended_seq"], shared["left"]) == (2, [0])


@pytest.mark.parametrize("when", [None, "later", ""])
def test_the_speed_has_to_be_chosen(person, when):
    assert person.verify("account_delete").delete("/api/account", {"notes": "stay", "when": when}).status_code == 400
    assert person.delete("/api/account", {"notes": "stay"}).status_code == 400
    assert person.get("/api/session").status_code == 200


def test_nobody_else_can_keep_an_account_that_ends(two, turned, stranger):
    ada, ben, _space = two
    ada.verify("account_delete").delete("/api/account", {"notes": "stay", "when": "in_seven_days"})
    assert ben.post("/api/account/keep").status_code == 204
    assert stranger.post("/api/account/keep").status_code == 401
    assert ada.sign_in().account["kept_until"] == "2026-11-29"


def test_once_the_seven_days_are_over_it_can_not_be_kept_however_late_the_purge(two, turned):
    ada, ben, _space = two
    ada.verify("account_delete").delete("/api/account", {"notes": "stay", "when": "in_seven_days"})
    turned.advance(days=8)
    assert ada.sign_in().post("/api/account/keep").json["type"] == "not-found"
    look(ben)
    assert ada.get("/api/session").status_code == 401
