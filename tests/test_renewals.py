"""New keys are one request and one transaction: everything old ends with it, or nothing does."""

from __future__ import annotations

import hashlib
import secrets
import time

import pytest
from authenticator import b64
from conftest import Person, vault_bytes, wrap_bytes
from courier_client import envelope, open_invite, pair, to_bytes

from server import permits
from server.models import Invite, Permit, Recovery, Session, Space, Vault, Verification, Wrap


def code(gen: int = 2) -> dict[str, str]:
    proof = secrets.token_bytes(32)
    made = {"rec_id": b64(secrets.token_bytes(16)), "auth_hash": b64(hashlib.sha256(proof).digest())}
    return {**made, "wrap": b64(wrap_bytes(kind=2, gen=gen))}


def ref_of(person: Person) -> str:
    return next(key["ref"] for key in person.get("/api/passkeys").json["passkeys"] if key["current"])


def new_keys(person: Person, **more: object) -> dict[str, object]:
    return {
        "vault": b64(vault_bytes(gen=2, version=2)),
        "wraps": [{"ref": ref_of(person), "wrap": b64(wrap_bytes(gen=2))}],
        "recovery": code(),
        "private_epoch": {"space_id": person.private_space, "epoch": 2},
        "end_sessions": [],
        **more,
    }


def renew(person: Person, seen: int = 1, **more: object):
    return person.post("/api/renewals", new_keys(person, **more), headers={"If-Match": f'"{seen}"'})


def standing() -> list[object]:
    """Everything a renewal can change."""
    wraps = sorted((bytes(w.ref), w.kind, w.gen, bytes(w.bytes)) for w in Wrap.select())
    vaults = [(v.gen, v.version, bytes(v.bytes)) for v in Vault.select()]
    codes = [bytes(r.rec_id) for r in Recovery.select()]
    return [wraps, vaults, codes, Session.select().count(), [s.epoch for s in Space.select().order_by(Space.id)]]


def test_everything_old_ends_and_the_new_opens(person):
    other = person.add_passkey()
    assert other.put(f"/api/passkeys/{ref_of(other)}/wrap", {"wrap": b64(wrap_bytes())}).status_code == 204
    person.verify("recovery_make").put("/api/recovery", code(gen=1))
    open_invite(person)
    permits.make(to_bytes(person.uid))
    reply = renew(person.verify("vault_key"), end_sessions=[other.account["session_id"]])
    assert (reply.status_code, reply.json) == (200, {"gen": 2, "version": 2})
    now = person.get("/api/session").json
    assert (now["gen"], now["version"], now["recovery"]) == (2, 2, True)
    assert [space["epoch"] for space in now["spaces"]] == [2]
    # The other passkey signs in and opens nothing until it gets a wrap.
    assert other.get("/api/session").status_code == 401
    assert other.sign_in().account["wrap"] is None
    assert {(w.kind, w.gen) for w in Wrap.select()} == {(1, 2), (2, 2)}
    assert not Invite.select().exists()
    assert not Permit.select().exists()
    assert not Verification.select().exists()
    whats = [change["what"] for change in person.get("/api/activity").json["activity"]]
    assert {"keys_renewed", "recovery_made"} <= set(whats)


def test_without_a_new_code_the_old_one_is_over_all_the_same(person):
    person.verify("recovery_make").put("/api/recovery", code(gen=1))
    assert renew(person.verify("vault_key"), recovery=None).status_code == 200
    assert not Recovery.select().exists()
    assert [(w.kind, w.gen) for w in Wrap.select()] == [(1, 2)]
    assert person.get("/api/session").json["recovery"] is False


def test_what_two_share_gets_no_new_epoch_from_one(people):
    ada, ben = people(2)
    space = pair(ada, ben)
    before = standing()
    shared = {"space_id": space, "epoch": 2}
    assert renew(ada.verify("vault_key"), private_epoch=shared).json["type"] == "not-found"
    assert standing()[:3] == before[:3]
    assert Space.get(Space.id == to_bytes(space)).epoch == 1


def test_without_the_finger_nothing_is_renewed(person):
    before = standing()
    assert renew(person).json["type"] == "verification-needed"
    person.verify("recovery_make")
    assert renew(person).json["type"] == "verification-needed"
    assert standing() == before


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"vault": b64(vault_bytes(gen=1, version=2))}, "invalid-request"),
        ({"vault": b64(vault_bytes(gen=3, version=2))}, "invalid-request"),
        ({"vault": b64(vault_bytes(gen=2, version=1))}, "invalid-request"),
        ({"vault": b64(vault_bytes(gen=2, version=3))}, "invalid-request"),
        ({"wraps": [{"ref": b64(bytes(32)), "wrap": b64(wrap_bytes(gen=2))}]}, "invalid-request"),
        ({"recovery": {**code(), "wrap": b64(wrap_bytes(kind=2, gen=1))}}, "invalid-request"),
        ({"recovery": {**code(), "wrap": b64(wrap_bytes(kind=1, gen=2))}}, "invalid-request"),
        ({"wraps": [], "recovery": None}, "last-way-in"),
        ({"private_epoch": {"space_id": b64(b"x" * 16), "epoch": 2}}, "not-found"),
    ],
)
def test_what_does_not_fit_changes_nothing_at_all(person, wrong, told):
    person.verify("recovery_make").put("/api/recovery", code(gen=1))
    person.verify("vault_key")
    before = standing()
    assert renew(person, **wrong).json["type"] == told
    assert standing() == before


@pytest.mark.parametrize("epoch", [2, 4])
def test_the_private_epoch_counts_up_by_one(person, epoch):
    space = to_bytes(person.private_space)
    put = {"spaces": [], "put": [b64(envelope(space, epoch=2))], "erase": []}
    assert person.post("/api/sync", put).json["put"][0]["outcome"] == "accepted"
    before = standing()
    wrong = {"space_id": person.private_space, "epoch": epoch}
    assert renew(person.verify("vault_key"), private_epoch=wrong).json["type"] == "invalid-request"
    assert standing() == before


def test_an_old_wrap_is_refused_with_new_keys(person):
    person.verify("vault_key")
    before = standing()
    old = [{"ref": ref_of(person), "wrap": b64(wrap_bytes(gen=1))}]
    assert renew(person, wraps=old).json["type"] == "invalid-request"
    assert standing() == before


def test_somebody_else_s_passkey_and_sessions_are_out_of_reach(people):
    ada, bea = people(2)
    ada.verify("vault_key")
    theirs = [{"ref": ref_of(bea), "wrap": b64(wrap_bytes(gen=2))}]
    assert renew(ada, wraps=theirs).json["type"] == "invalid-request"
    theirs = {"space_id": bea.private_space, "epoch": 2}
    assert renew(ada, private_epoch=theirs).json["type"] == "not-found"
    assert renew(ada, end_sessions=[bea.account["session_id"]]).status_code == 200
    assert bea.get("/api/session").status_code == 200


def test_whoever_comes_second_hears_so_and_changes_nothing(person):
    other = person.other_device()
    other.verify("vault_key")
    assert (
        person.put("/api/vault", {"vault": b64(vault_bytes(version=2))}, headers={"If-Match": '"1"'}).status_code == 200
    )
    before = standing()
    assert renew(other, seen=1).json["type"] == "vault-conflict"
    assert standing() == before


def test_my_own_session_stays_even_when_it_is_named(person):
    assert renew(person.verify("vault_key"), end_sessions=[person.account["session_id"]]).status_code == 200
    assert person.get("/api/session").status_code == 200


def test_an_old_device_can_store_nothing_under_the_old_keys(person):
    other = person.other_device()
    assert renew(person.verify("vault_key")).status_code == 200
    old = b64(vault_bytes(gen=1, version=3))
    assert other.put("/api/vault", {"vault": old}, headers={"If-Match": '"2"'}).json["type"] == "invalid-request"
    late = b64(envelope(to_bytes(person.private_space), epoch=1))
    [told] = other.post("/api/sync", {"spaces": [], "put": [late], "erase": []}).json["put"]
    assert told["outcome"] == "stale_epoch"


def test_the_streams_of_ended_sessions_end_at_once(person):
    other = person.add_passkey()
    stream = other.get("/api/live").iter_encoded()
    assert next(stream)
    renew(person.verify("vault_key"), end_sessions=[other.account["session_id"]])
    asked = time.monotonic()
    assert list(stream) == []
    assert time.monotonic() - asked < 5
