"""A recovery code opens an account once proven, earns one registration, and is replaced whole."""

from __future__ import annotations

import hashlib
import secrets

import pytest
from authenticator import b64
from conftest import Person, wrap_bytes

from server.models import Permit, Recovery, Session, Wrap


class Code:
    """A code's two halves, as the client derives them from the paper."""

    def __init__(self) -> None:
        self.id, self.auth, self.wrap = secrets.token_bytes(16), secrets.token_bytes(32), wrap_bytes(kind=2)

    @property
    def stored(self) -> dict[str, str]:
        return {"rec_id": b64(self.id), "auth_hash": b64(hashlib.sha256(self.auth).digest()), "wrap": b64(self.wrap)}

    @property
    def proof(self) -> dict[str, str]:
        return {"rec_id": b64(self.id), "rec_auth": b64(self.auth)}


@pytest.fixture
def code() -> Code:
    return Code()


@pytest.fixture
def owner(stranger, code) -> Person:
    return stranger.sign_up(recovery=code.stored)


@pytest.fixture
def finder(app) -> Person:
    """A browser that knows nothing but the code."""
    return Person(app.test_client())


def enrol(finder: Person, permit: str, **lies):
    options = finder.options("/api/passkeys/options", permit=permit)
    body = {"credential": finder.passkey.create(options, **lies), "wrap": b64(wrap_bytes()), "permit": permit}
    return finder.post("/api/passkeys", body)


def test_a_code_opens_the_account_and_registers_one_passkey(owner, finder, code):
    opened = finder.post("/api/recovery/use", code.proof).json
    permit = opened.pop("permit")
    numbers = {name: owner.account[name] for name in ("uid", "gen", "version", "vault")}
    assert opened == {**numbers, "wrap": b64(code.wrap)}
    assert finder.get("/api/session").status_code == 401
    reply = enrol(finder, permit)
    assert (reply.status_code, reply.json["uid"]) == (201, owner.uid)
    assert finder.get("/api/session").json == reply.json
    assert len(reply.json["wraps"]) == 2
    whats = [change["what"] for change in owner.get("/api/activity").json["activity"]]
    assert whats == ["passkey_added", "recovery_used", "recovery_made", "account_created"]


def test_the_new_session_may_make_a_new_code_at_once(owner, finder, code):
    enrol(finder, finder.post("/api/recovery/use", code.proof).json["permit"])
    assert finder.put("/api/recovery", Code().stored).status_code == 204
    assert finder.delete("/api/sessions").status_code == 403


def test_a_permit_serves_once(owner, finder, app, code):
    permit = finder.post("/api/recovery/use", code.proof).json["permit"]
    late = Person(app.test_client())
    options = late.options("/api/passkeys/options", permit=permit)
    assert enrol(finder, permit).status_code == 201
    body = {"credential": late.passkey.create(options), "wrap": None, "permit": permit}
    assert late.post("/api/passkeys", body).json["type"] == "recovery-refused"
    assert late.post("/api/passkeys/options", {"permit": permit}).json["type"] == "recovery-refused"
    assert len(owner.get("/api/passkeys").json["passkeys"]) == 2


def test_a_permit_survives_a_ceremony_that_failed(owner, finder, code):
    permit = finder.post("/api/recovery/use", code.proof).json["permit"]
    assert enrol(finder, permit, uv=False).json["type"] == "ceremony-refused"
    assert enrol(finder, permit).status_code == 201


def test_a_permit_lives_ten_minutes(turned, owner, finder, code):
    permit = finder.post("/api/recovery/use", code.proof).json["permit"]
    turned.advance(599)
    options = finder.options("/api/passkeys/options", permit=permit)
    turned.advance(1)
    body = {"credential": finder.passkey.create(options), "wrap": None, "permit": permit}
    assert finder.post("/api/passkeys", body).json["type"] == "recovery-refused"


def test_a_permit_is_kept_as_a_hash(owner, finder, code):
    permit = finder.post("/api/recovery/use", code.proof).json["permit"]
    (row,) = Permit.select()
    assert b64(bytes(row.hash)) != permit


def test_a_permit_of_one_account_registers_nothing_for_another(finder, app, code):
    Person(app.test_client()).sign_up(recovery=code.stored)
    other_code = Code()
    other = Person(app.test_client()).sign_up(recovery=other_code.stored)
    permit = finder.post("/api/recovery/use", code.proof).json["permit"]
    other_permit = finder.post("/api/recovery/use", other_code.proof).json["permit"]
    options = finder.options("/api/passkeys/options", permit=permit)
    body = {"credential": finder.passkey.create(options), "wrap": None, "permit": other_permit}
    assert finder.post("/api/passkeys", body).json["type"] == "ceremony-refused"
    assert len(other.get("/api/passkeys").json["passkeys"]) == 1


def test_everything_wrong_gets_one_answer(owner, finder, code):
    wrong_proof = {**code.proof, "rec_auth": b64(bytes(32))}
    hash_as_proof = {**code.proof, "rec_auth": code.stored["auth_hash"]}
    replies = [finder.post("/api/recovery/use", body) for body in (wrong_proof, hash_as_proof, Code().proof)]
    assert {reply.status_code for reply in replies} == {404}
    assert len({reply.data for reply in replies}) == 1
    assert replies[0].json["type"] == "recovery-refused"
    assert Permit.select().count() == 0
    assert owner.get("/api/activity").json["activity"][0]["what"] != "recovery_used"


def test_a_new_code_replaces_the_old_one_whole(turned, owner, finder, code):
    fresh = Code()
    turned.advance(301)
    assert owner.put("/api/recovery", fresh.stored).json["type"] == "verification-needed"
    assert finder.post("/api/recovery/use", code.proof).status_code == 200
    assert owner.verify("recovery_make").put("/api/recovery", fresh.stored).status_code == 204
    assert finder.post("/api/recovery/use", code.proof).json["type"] == "recovery-refused"
    assert finder.post("/api/recovery/use", fresh.proof).json["wrap"] == b64(fresh.wrap)
    assert Recovery.select().count() == 1
    assert Wrap.select().where(Wrap.kind == 2).count() == 1


def test_a_replacement_that_fails_leaves_the_old_code(owner, finder, app, code):
    taken = Code()
    Person(app.test_client()).sign_up(recovery=taken.stored)
    reply = owner.verify("recovery_make").put("/api/recovery", {**Code().stored, "rec_id": taken.stored["rec_id"]})
    assert (reply.status_code, reply.json["type"]) == (409, "already-exists")
    wrong_wrap = {**Code().stored, "wrap": b64(wrap_bytes(kind=2, gen=9))}
    assert owner.put("/api/recovery", wrong_wrap).status_code == 400
    assert finder.post("/api/recovery/use", code.proof).json["wrap"] == b64(code.wrap)


def test_a_stranger_stores_no_code(finder):
    assert finder.put("/api/recovery", Code().stored).json["type"] == "signed-out"


def test_using_a_code_ends_no_session_by_itself(owner, finder, code):
    enrol(finder, finder.post("/api/recovery/use", code.proof).json["permit"])
    assert owner.get("/api/session").status_code == 200
    assert Session.select().count() == 2
