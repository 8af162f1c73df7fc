"""Sixty seconds with an unlocked phone: whoever holds it is signed in, and is not its owner. What can they ask for?

Every route is asked, with a body that would do, by a session that verified nothing. A new route has to be added here.
"""

from __future__ import annotations

import hashlib
import re
import secrets

import pytest
from authenticator import Passkey, b64
from conftest import Person, vault_bytes, wrap_bytes
from courier_client import letters, open_invite, to_text

from server.models import Credential, Member, Permit, Recovery, Session, Vault, Wrap

NEEDS_THE_FINGER = (403, "verification-needed")


def code(gen: int = 1) -> dict[str, str]:
    """What a new recovery code would leave with the server."""
    proof = b64(hashlib.sha256(secrets.token_bytes(32)).digest())
    return {"rec_id": b64(secrets.token_bytes(16)), "auth_hash": proof, "wrap": b64(wrap_bytes(kind=2, gen=gen))}


def ways_in() -> dict[str, list[str]]:
    """Everything that lets somebody in, or opens something."""
    tables = (Credential, Wrap, Recovery, Permit, Session)
    return {table.__name__: sorted(map(repr, table.select().tuples())) for table in tables}


@pytest.fixture
def owner(stranger, turned) -> Person:
    """Someone with a code, a second passkey and a second browser; this one lies on the table, unlocked."""
    person = stranger.sign_up(recovery=code())
    person.add_passkey()
    turned.advance(seconds=301)  # the owner's own confirmations are over
    return person


@pytest.fixture
def bodies(owner) -> dict[tuple[str, str], object]:
    """A body that would do, for every route that changes something; None: nothing to say."""
    mine = next(key["ref"] for key in owner.get("/api/passkeys").json["passkeys"] if key["current"])
    # Whoever holds the phone has a finger and a passkey of their own, not the owner's.
    theirs = Passkey(owner.origin)
    made = theirs.create(owner.options("/api/account/options"))
    used = theirs.get(owner.options("/api/session/options"))
    epoch = {"space_id": owner.private_space, "epoch": 2}
    new_vault = {"vault": b64(vault_bytes(gen=2, version=2)), "wraps": [{"ref": mine, "wrap": b64(wrap_bytes(gen=2))}]}
    return {
        ("POST", "/api/passkeys/options"): {"permit": None},
        ("POST", "/api/passkeys"): {"credential": made, "wrap": b64(wrap_bytes()), "permit": None},
        ("DELETE", "/api/passkeys/<ref>"): None,
        ("PUT", "/api/passkeys/<ref>/wrap"): {"wrap": b64(wrap_bytes())},
        ("DELETE", "/api/sessions"): None,
        ("DELETE", "/api/sessions/<session_id>"): None,
        ("PUT", "/api/recovery"): code(),
        ("POST", "/api/recovery/use"): {"rec_id": b64(bytes(16)), "rec_auth": b64(bytes(32))},
        ("POST", "/api/renewals"): {**new_vault, "recovery": code(2), "private_epoch": epoch, "end_sessions": []},
        ("DELETE", "/api/account"): {"notes": "stay", "when": "now"},
        ("POST", "/api/account/keep"): None,
        ("POST", "/api/purge"): {"msg_ids": None},
        ("POST", "/api/account/options"): None,
        ("POST", "/api/account"): {"credential": made},
        ("POST", "/api/session/options"): None,
        ("POST", "/api/session"): {"credential": used},
        ("POST", "/api/session/verification/options"): {"purpose": "passkey_add"},
        ("POST", "/api/session/verification"): {"purpose": "passkey_add", "credential": used},
        ("POST", "/api/invites"): {"iid": to_text(secrets.token_bytes(16)), "purpose": 2},
        ("POST", "/api/invites/<iid>/answer"): letters("answer"),
        ("POST", "/api/invites/<iid>/reveal"): letters("reveal"),
        ("POST", "/api/invites/<iid>/payload"): letters("payload"),
        ("POST", "/api/invites/<iid>/enrol"): None,
        ("DELETE", "/api/invites"): None,
        ("DELETE", "/api/invites/<iid>"): None,
        ("POST", "/api/links/<iid>/answer"): letters("answer"),
        ("DELETE", "/api/links/<iid>"): None,
        ("PUT", "/api/vault"): {"vault": b64(vault_bytes(version=2))},
        ("POST", "/api/spaces/<space>/leave"): None,
        ("POST", "/api/sync"): {"spaces": [], "put": [], "erase": []},
        ("DELETE", "/api/session"): None,
    }


# These end a way in or change what is sealed, and add none: signing this browser out, leaving, writing.
MAY_DO = {
    ("DELETE", "/api/session"),
    ("POST", "/api/sync"),
    ("PUT", "/api/vault"),
    ("DELETE", "/api/invites"),
    ("DELETE", "/api/invites/<iid>"),
    ("DELETE", "/api/links/<iid>"),
    ("POST", "/api/account/keep"),
    ("POST", "/api/account/options"),
    ("POST", "/api/session/options"),
    ("POST", "/api/session/verification/options"),
}
BEHIND_THE_FINGER = {
    ("POST", "/api/passkeys/options"),
    ("POST", "/api/passkeys"),
    ("DELETE", "/api/passkeys/<ref>"),
    ("DELETE", "/api/sessions"),
    ("DELETE", "/api/sessions/<session_id>"),
    ("PUT", "/api/recovery"),
    ("POST", "/api/renewals"),
    ("DELETE", "/api/account"),
    ("POST", "/api/purge"),
    ("POST", "/api/invites"),
    ("POST", "/api/invites/<iid>/enrol"),
}


def test_every_route_that_changes_something_is_thought_of(app, bodies):
    routes = {
        (method, re.sub(r"<\w+:", "<", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"GET", "HEAD", "OPTIONS"}
    }
    assert routes == set(bodies)


@pytest.mark.parametrize("purpose", [2, 3])
def test_no_way_in_is_added_changed_or_taken_without_the_finger(owner, bodies, purpose):
    listed = owner.get("/api/passkeys").json["passkeys"]
    others = [one for one in owner.get("/api/sessions").json["sessions"] if not one["current"]]
    ref = next(key["ref"] for key in listed if not key["current"])
    names = {"<ref>": ref, "<session_id>": others[0]["id"], "<iid>": open_invite(owner), "<space>": owner.private_space}
    before = ways_in()
    # Signing out comes last, or nothing after it would be asked.
    for (method, rule), body in sorted(bodies.items(), key=lambda one: one[0] == ("DELETE", "/api/session")):
        path = re.sub(r"<\w+>", lambda found: names[found[0]], rule)
        if rule == "/api/invites" and method == "POST":
            body = {**body, "purpose": purpose}
        more = {"If-Match": '"1"'} if rule in ("/api/vault", "/api/renewals") else {}
        reply = owner._send(method, path, {"json": body or {}, "headers": more})
        told = (reply.status_code, reply.json["type"] if reply.is_json and "type" in (reply.json or {}) else "")
        if (method, rule) in BEHIND_THE_FINGER:
            assert told == NEEDS_THE_FINGER, (method, rule)
        elif (method, rule) not in MAY_DO:
            assert reply.status_code >= 400, (method, rule, told)
        if (method, rule) != ("DELETE", "/api/session"):
            assert ways_in() == before, (method, rule)


def test_what_can_be_read_opens_nothing(owner, app):
    """Sealed things and public halves, as every device of mine may have them; of the code not even its public id."""
    told = ""
    for rule in app.url_map.iter_rules():
        if (
            "GET" in rule.methods
            and rule.rule.startswith("/api/")
            and rule.rule not in ("/api/live", "/api/openapi.json")
        ):
            told += owner.get(re.sub(r"<[^>]+>", owner.private_space, rule.rule)).get_data(as_text=True)
    [row] = Recovery.select()
    [recovery_wrap] = [wrap for wrap in Wrap.select() if wrap.kind == 2]
    for secret in (row.rec_id, row.auth_hash, recovery_wrap.bytes):
        assert b64(bytes(secret)) not in told
    for session in Session.select():
        assert b64(bytes(session.token_hash)) not in told
    [current] = [wrap for wrap in Wrap.select() if wrap.kind == 1]
    assert b64(bytes(current.bytes)) in told, (
        "the control: the wrap of this passkey is served, and only its PRF opens it"
    )
    assert b64(bytes(Vault.get().bytes)) in told


def test_the_finger_of_somebody_else_is_no_finger(owner, people):
    [thief] = people(1)
    options = owner.options("/api/session/verification/options", purpose="passkey_add")
    reply = owner.post(
        "/api/session/verification", {"purpose": "passkey_add", "credential": thief.passkey.get(options)}
    )
    assert reply.status_code in (400, 404)
    assert owner.post("/api/passkeys/options", {"permit": None}).json["type"] == "verification-needed"


def test_a_stranger_is_let_into_nothing_by_who_pairs(owner, people):
    """An invitation makes no member before the pictures were compared: the thief's own phone gets nothing."""
    [thief] = people(1)
    before = Member.select().count()
    iid = open_invite(owner)
    thief.post(f"/api/invites/{iid}/answer", letters("answer"))
    assert Member.select().count() == before
