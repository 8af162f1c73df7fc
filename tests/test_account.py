"""Accounts and passkeys: one request makes everything; adding needs proof; the last way in stays."""

from __future__ import annotations

import secrets

import pytest
from authenticator import b64, unb64
from conftest import Person, vault_bytes, wrap_bytes

from server.models import TABLES, Account


def test_an_account_is_made_in_one_request(stranger):
    space, wrap, vault = secrets.token_bytes(16), wrap_bytes(), vault_bytes()
    account = stranger.sign_up(space_id=b64(space), wrap=b64(wrap), vault=b64(vault)).account
    assert stranger.get("/api/session").json == account
    (only,) = account.pop("spaces")
    assert len(unb64(only.pop("incarnation"))) == 16
    private = {"id": b64(space), "kind": "private", "slot": 0, "epoch": 1, "head": 0}
    assert only == {**private, "ended_seq": None, "left": []}
    assert len(unb64(account.pop("uid"))) == 16
    assert len(unb64(account.pop("session_id"))) == 16
    (ref,) = account.pop("wraps")
    assert len(unb64(ref)) == 32
    assert account == {
        "credential_id": b64(stranger.passkey.id),
        "operator": "Example Operator",
        "gen": 1,
        "version": 1,
        "vault": b64(vault),
        "wrap": b64(wrap),
        "passkey": {"backed_up": True, "backup_eligible": True},
        "recovery": False,
        "archive": [],
        "kept_until": None,
        "revoked_on": None,
    }


def test_a_passkey_without_prf_brings_no_wrap(stranger):
    account = stranger.sign_up(wrap=None).account
    assert (account["wrap"], account["wraps"]) == (None, [])


def test_a_recovery_code_can_come_with_the_account(stranger):
    assert stranger.sign_up(recovery=code()).account["recovery"] is True
    whats = [change["what"] for change in stranger.get("/api/activity").json["activity"]]
    assert whats == ["recovery_made", "account_created"]


BAD_BODIES = {
    "a space id too short": {"space_id": b64(bytes(15))},
    "a space id that is no text": {"space_id": 5},
    "a space id with padding": {"space_id": "AAAAAAAAAAAAAAAAAAAAAA=="},
    "a space id spelled otherwise": {"space_id": "AAAAAAAAAAAAAAAAAAAAAB"},
    "a recovery wrap for the passkey": {"wrap": b64(wrap_bytes(kind=2))},
    "a local wrap, which is never uploaded": {"wrap": b64(wrap_bytes(kind=3))},
    "a wrap of a later key": {"wrap": b64(wrap_bytes(gen=2))},
    "a wrap too long": {"wrap": b64(wrap_bytes() + b"!")},
    "a wrap of another form": {"wrap": b64(b"\x02" + wrap_bytes()[1:])},
    "a vault of a later version": {"vault": b64(vault_bytes(version=2))},
    "a vault of a later key": {"vault": b64(vault_bytes(gen=2))},
    "a vault of another form": {"vault": b64(b"\x02" + vault_bytes()[1:])},
    "a vault of another size": {"vault": b64(vault_bytes(size=4097))},
    "a vault too large": {"vault": b64(vault_bytes(size=17 * 4096))},
    "no vault": {"vault": None},
    "a field nobody knows": {"name": "Ada"},
    "a passkey wrap for the code": {
        "recovery": {"rec_id": b64(bytes(16)), "auth_hash": b64(bytes(32)), "wrap": b64(wrap_bytes())}
    },
}


@pytest.mark.parametrize("fields", BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_a_bad_body_makes_nothing_at_all(stranger, fields):
    reply = stranger.try_sign_up(**fields)
    assert (reply.status_code, reply.json["type"]) == (400, "invalid-request")
    leftovers = {table.__name__: table.select().count() for table in TABLES if table.__name__ != "Challenge"}
    assert set(leftovers.values()) == {0}, leftovers


def test_a_space_id_that_exists_makes_nothing(person, app):
    reply = Person(app.test_client()).try_sign_up(space_id=person.private_space)
    assert (reply.status_code, reply.json["type"]) == (409, "already-exists")
    assert Account.select().count() == 1


def test_two_accounts_have_nothing_in_common(people):
    ada, bea = people(2)
    assert ada.uid != bea.uid
    assert ada.private_space != bea.private_space


def test_adding_a_passkey_needs_the_passkey(person, app):
    assert person.post("/api/passkeys/options", {"permit": None}).json["type"] == "verification-needed"
    options = person.verify("passkey_add").options("/api/passkeys/options", permit=None)
    phone = person.other_device()
    body = {"credential": Person(app.test_client()).passkey.create(options), "wrap": None, "permit": None}
    assert phone.post("/api/passkeys", body).json["type"] == "verification-needed"


def test_a_stranger_adds_no_passkey(stranger):
    assert stranger.post("/api/passkeys/options", {"permit": None}).json["type"] == "signed-out"
    body = {"permit": b64(bytes(32))}
    assert stranger.post("/api/passkeys/options", body).json["type"] == "recovery-refused"


def test_a_second_passkey_opens_the_same_account(person):
    other = person.add_passkey()
    assert other.uid == person.uid
    assert (other.account["wrap"], other.account["wraps"]) == (None, person.account["wraps"])
    first, second = sorted(person.get("/api/passkeys").json["passkeys"], key=lambda key: not key["current"])
    assert (first["wrapped"], second["wrapped"]) == (True, False)
    flags, days = {"backup_eligible", "backed_up", "current", "wrapped"}, {"created_on", "last_used_on"}
    assert set(first) == {"ref", "id", "aaguid", *flags, *days}
    assert [unb64(key["id"]) for key in (first, second)] == [person.passkey.id, other.passkey.id]
    whats = [change["what"] for change in person.get("/api/activity").json["activity"]]
    assert whats == ["signed_in", "passkey_added", "account_created"]


def test_a_passkey_gets_its_wrap_once(person):
    other = person.add_passkey()
    ref = next(key["ref"] for key in other.get("/api/passkeys").json["passkeys"] if key["current"])
    wrap = b64(wrap_bytes())
    assert person.put(f"/api/passkeys/{ref}/wrap", {"wrap": wrap}).json["type"] == "not-found"
    assert other.put(f"/api/passkeys/{ref}/wrap", {"wrap": b64(wrap_bytes(kind=2))}).status_code == 400
    assert other.put(f"/api/passkeys/{ref}/wrap", {"wrap": b64(wrap_bytes(gen=2))}).status_code == 400
    assert other.put(f"/api/passkeys/{ref}/wrap", {"wrap": wrap}).status_code == 204
    assert other.put(f"/api/passkeys/{ref}/wrap", {"wrap": wrap}).status_code == 204
    reply = other.put(f"/api/passkeys/{ref}/wrap", {"wrap": b64(wrap_bytes())})
    assert (reply.status_code, reply.json["type"]) == (409, "already-exists")
    assert other.get("/api/session").json["wrap"] == wrap


def test_removing_a_passkey_needs_the_passkey_and_removes_its_wrap(person):
    other = person.add_passkey()
    ref = next(key["ref"] for key in person.get("/api/passkeys").json["passkeys"] if not key["current"])
    assert other.put(f"/api/passkeys/{ref}/wrap", {"wrap": b64(wrap_bytes())}).status_code == 204
    assert ref in person.get("/api/session").json["wraps"]
    assert person.delete(f"/api/passkeys/{ref}").json["type"] == "verification-needed"
    person.verify("passkey_remove")
    assert person.delete(f"/api/passkeys/{ref}").status_code == 204
    assert person.delete(f"/api/passkeys/{ref}").json["type"] == "not-found"
    assert ref not in person.get("/api/session").json["wraps"]
    assert len(person.get("/api/passkeys").json["passkeys"]) == 1
    assert person.get("/api/activity").json["activity"][0]["what"] == "passkey_removed"


def test_the_last_passkey_stays(stranger):
    person = stranger.sign_up(recovery=code()).verify("passkey_remove")
    (ref,) = person.account["wraps"]
    assert person.delete(f"/api/passkeys/{ref}").json["type"] == "last-way-in"


def test_the_last_passkey_that_opens_the_vault_stays(person):
    person.add_passkey()
    (ref,) = person.account["wraps"]
    assert person.verify("passkey_remove").delete(f"/api/passkeys/{ref}").json["type"] == "last-way-in"
    assert person.verify("recovery_make").put("/api/recovery", code()).status_code == 204
    assert person.delete(f"/api/passkeys/{ref}").status_code == 204


@pytest.mark.parametrize("ref", ["nothing", "!", b64(bytes(32))])
def test_nobody_removes_a_passkey_that_is_not_theirs(people, ref):
    ada, bea = people(2)
    bea.verify("passkey_remove")
    assert bea.delete(f"/api/passkeys/{ref}").json["type"] == "not-found"
    assert bea.delete(f"/api/passkeys/{ada.account['wraps'][0]}").json["type"] == "not-found"
    assert ada.get("/api/session").status_code == 200


def test_activity_tells_days_and_changes_of_access_only(person):
    person.get("/api/vault")
    person.verify("export")
    (change,) = person.get("/api/activity").json["activity"]
    assert set(change) == {"n", "what", "on"}
    assert (change["n"], change["what"], len(change["on"])) == (1, "account_created", 10)


def code() -> dict[str, str]:
    """What a recovery code leaves with the server."""
    fresh = b64(secrets.token_bytes(16)), b64(secrets.token_bytes(32)), b64(wrap_bytes(kind=2))
    return dict(zip(("rec_id", "auth_hash", "wrap"), fresh, strict=True))
