"""Every check of a passkey's registration and use has its lie here: the refusal is written before the success."""

from __future__ import annotations

import secrets
from concurrent.futures import ThreadPoolExecutor

import cbor2
import pytest
from authenticator import Passkey, b64, unb64
from conftest import ORIGIN, Person, contents

from server.models import Account, Challenge, Credential

SENTENCE = "That passkey could not be used."
OTHER_CHALLENGE = b64(bytes(32))

LIES_OF_BOTH = {
    "another type": {"type": "payment.get"},
    "a challenge nobody gave": {"challenge": OTHER_CHALLENGE},
    "another origin": {"origin": "https://unsaid.example"},
    "an origin that only begins like ours": {"origin": f"{ORIGIN}.evil.example"},
    "another relying party": {"rp_id": "unsaid.example"},
    "nobody present": {"up": False},
    "nobody verified": {"uv": False},
    "inside another site's frame": {"cross_origin": True},
    "a cross-origin word that is no boolean": {"cross_origin": "no"},
    "a top origin": {"top_origin": "https://evil.example"},
    "backed up but not eligible": {"backup_eligible": False, "backed_up": True},
    "an id that is not the raw id": {"raw_id": b64(bytes(32))},
}
LIES_OF_CREATION = {
    **LIES_OF_BOTH,
    "the type of a use": {"type": "webauthn.get"},
    "an algorithm we did not ask for": {"alg": -36},
    "an attestation of a kind that does not exist": {"fmt": "trust-me"},
    "a statement where there is none": {"statement": {"sig": b"x"}},
    "an id that is not the attested one": {"id": bytes(32)},
    "an id longer than the standard allows": {"credential_id": bytes(1024), "id": bytes(1024)},
    "no public key": {"public_key": cbor2.dumps({})},
}
LIES_OF_USE = {
    **LIES_OF_BOTH,
    "the type of a creation": {"type": "webauthn.create"},
    "no user handle": {"user_handle": None},
    "an empty user handle": {"user_handle": b""},
    "somebody else's user handle": {"user_handle": bytes(16)},
    "another key's signature": {"bad_signature": True},
    "backup eligibility that changed": {"backup_eligible": False, "backed_up": False},
}


def refused(reply) -> bool:
    """One type, one sentence, whatever was wrong."""
    problem = reply.json
    return (reply.status_code, problem["type"], problem["detail"]) == (400, "ceremony-refused", SENTENCE)


@pytest.mark.parametrize("lie", LIES_OF_CREATION.values(), ids=LIES_OF_CREATION.keys())
def test_a_registration_that_lies_makes_no_account(stranger, lie):
    assert refused(stranger.try_sign_up(lies=lie))
    assert Account.select().count() == Credential.select().count() == 0
    assert stranger.get("/api/session").status_code == 401


@pytest.mark.parametrize("lie", LIES_OF_USE.values(), ids=LIES_OF_USE.keys())
def test_a_use_that_lies_signs_nobody_in(person, lie):
    thief = Person(person.client.application.test_client(), person.passkey)
    assert refused(thief.try_sign_in(**lie))
    assert thief.get("/api/session").status_code == 401
    assert thief.sign_in().uid == person.uid


@pytest.mark.parametrize("lie", LIES_OF_USE.values(), ids=LIES_OF_USE.keys())
def test_a_use_that_lies_verifies_nothing(person, lie):
    assert refused(person.try_verify("passkey_add", **lie))
    assert person.post("/api/passkeys/options", {"permit": None}).json["type"] == "verification-needed"


@pytest.mark.parametrize("synced", [True, False])
def test_the_truth_is_accepted(stranger, synced):
    stranger.passkey = Passkey(ORIGIN, synced)
    account = stranger.sign_up().account
    assert account["passkey"] == {"backed_up": synced, "backup_eligible": synced}
    assert stranger.sign_in().uid == account["uid"]


def test_a_challenge_works_once(person):
    options = person.options("/api/session/options")
    first, second = (person.passkey.get(options) for _ in range(2))
    again = person.copy_of_browser()
    assert person.post("/api/session", {"credential": first}).status_code == 200
    assert refused(again.post("/api/session", {"credential": second}))


def test_a_refused_ceremony_uses_its_challenge_up(person):
    options = person.options("/api/session/options")
    assert refused(person.post("/api/session", {"credential": person.passkey.get(options, uv=False)}))
    assert refused(person.post("/api/session", {"credential": person.passkey.get(options)}))


def test_of_many_uses_at_once_one_wins(person):
    options = person.options("/api/session/options")
    credential = person.passkey.get(options)
    copies = [person.copy_of_browser() for _ in range(6)]

    def use(copy):
        return copy.post("/api/session", {"credential": credential}).status_code

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(use, copies)) == [200, 400, 400, 400, 400, 400]


def test_a_challenge_belongs_to_one_browser(person, app):
    other = Person(app.test_client(), person.passkey)
    other.options("/api/session/options")
    stolen = person.passkey.get(person.options("/api/session/options"))
    assert refused(other.post("/api/session", {"credential": stolen}))
    nameless = Person(app.test_client(), person.passkey)
    assert refused(nameless.post("/api/session", {"credential": stolen}))


def test_a_challenge_serves_one_purpose(person):
    options = person.options("/api/session/verification/options", purpose="export")
    for_sign_in = person.passkey.get(options)
    assert refused(person.post("/api/session", {"credential": for_sign_in}))
    options = person.options("/api/session/verification/options", purpose="export")
    body = {"purpose": "passkey_remove", "credential": person.passkey.get(options)}
    assert refused(person.post("/api/session/verification", body))
    # It is used up, for its own purpose too.
    assert refused(person.post("/api/session/verification", {**body, "purpose": "export"}))
    options = person.options("/api/session/options")
    body = {"purpose": "export", "credential": person.passkey.get(options)}
    assert refused(person.post("/api/session/verification", body))


def test_a_challenge_to_create_adds_no_passkey(person):
    person.verify("passkey_add")
    credential = Passkey(ORIGIN).create(person.options("/api/account/options"))
    assert refused(person.post("/api/passkeys", {"credential": credential, "wrap": None, "permit": None}))


def test_a_challenge_lives_five_minutes(person, turned):
    options = person.options("/api/session/options")
    turned.advance(299)
    assert person.post("/api/session", {"credential": person.passkey.get(options)}).status_code == 200
    options = person.options("/api/session/options")
    turned.advance(300)
    assert refused(person.post("/api/session", {"credential": person.passkey.get(options)}))


def test_outdated_challenges_are_swept_away(person, turned):
    person.options("/api/session/options")
    turned.advance(301)
    person.options("/api/session/options")
    assert Challenge.select().count() == 1


def test_a_challenge_made_for_one_person_serves_no_other(people):
    ada, bea = people(2)
    options = ada.options("/api/session/verification/options", purpose="export")
    body = {"purpose": "export", "credential": bea.passkey.get(options)}
    assert ada.post("/api/session/verification", body).json["type"] == "unknown-credential"


def test_the_challenge_follows_the_account_not_the_browser(people, app):
    """Somebody begins to confirm, then somebody else signs in in the same browser and finishes it as themselves."""
    ada, bea = people(2)
    options = ada.options("/api/session/verification/options", purpose="export")
    ada_browser = contents(app, ada.cookie)["browser"]
    bea.options("/api/session/verification/options", purpose="export")
    with bea.client.session_transaction(base_url=ORIGIN) as cookie:
        cookie["browser"] = ada_browser
    body = {"purpose": "export", "credential": bea.passkey.get(options)}
    assert refused(bea.post("/api/session/verification", body))


def test_an_unknown_passkey_is_told_apart_so_that_a_manager_can_forget_it(person):
    person.passkey.id = secrets.token_bytes(32)
    reply = person.try_sign_in()
    assert (reply.status_code, reply.json["type"]) == (404, "unknown-credential")


@pytest.mark.parametrize("count", [0, 4, 5])
def test_a_count_that_goes_back_is_refused_for_a_device_bound_passkey(stranger, count):
    stranger.passkey = Passkey(ORIGIN, synced=False)
    stranger.sign_up()
    assert stranger.try_sign_in(sign_count=5).status_code == 200
    assert refused(stranger.try_sign_in(sign_count=count))
    assert stranger.try_sign_in(sign_count=6).status_code == 200


def test_a_count_that_goes_back_means_nothing_for_a_synced_passkey(person):
    assert person.try_sign_in(sign_count=5).status_code == 200
    assert person.try_sign_in(sign_count=3).status_code == 200


def test_a_new_backup_state_is_stored(person):
    assert person.account["passkey"]["backed_up"] is True
    assert person.try_sign_in(backed_up=False).json["passkey"] == {"backed_up": False, "backup_eligible": True}


def test_a_passkey_registers_once(person, app):
    other = Person(app.test_client())
    lies = {"credential_id": person.passkey.id, "id": person.passkey.id}
    assert refused(other.try_sign_up(lies=lies))
    assert Account.select().count() == 1


@pytest.mark.parametrize("path", ["/api/account", "/api/session", "/api/session/verification", "/api/passkeys"])
def test_a_prf_result_in_a_body_is_refused(person, path):
    credential = person.passkey.get(person.options("/api/session/options"), prf=True)
    reply = person.post(path, {"credential": credential})
    assert (reply.status_code, reply.json["type"]) == (400, "invalid-request")
    assert "PRF" in reply.json["detail"]


def test_a_prf_result_is_refused_before_an_account_is_made(stranger):
    reply = stranger.try_sign_up(lies={"prf": True})
    assert (reply.status_code, reply.json["type"]) == (400, "invalid-request")
    assert Account.select().count() == 0


def test_what_creation_asks_for(stranger, app):
    options = stranger.options("/api/account/options")
    assert options["rp"] == {"id": "unsaid.test", "name": "Unsaid"}
    assert (options["user"]["name"], options["user"]["displayName"]) == ("Unsaid", "Unsaid")
    assert len(unb64(options["user"]["id"])) == 16
    assert len(unb64(options["challenge"])) == 32
    assert (options["timeout"], options["attestation"]) == (300_000, "none")
    assert [kind["alg"] for kind in options["pubKeyCredParams"]] == [-7, -8, -257]
    wanted = {"residentKey": "required", "requireResidentKey": True, "userVerification": "required"}
    assert options["authenticatorSelection"] == wanted
    assert "extensions" not in options
    assert Person(app.test_client()).options("/api/account/options")["user"]["id"] != options["user"]["id"]


def test_what_a_use_asks_for(person):
    options = person.options("/api/session/options")
    assert (options["rpId"], options["userVerification"], options["timeout"]) == ("unsaid.test", "required", 300_000)
    assert options["allowCredentials"] == []
    options = person.options("/api/session/verification/options", purpose="export")
    assert [allowed["id"] for allowed in options["allowCredentials"]] == [b64(person.passkey.id)]


def test_a_second_passkey_excludes_the_first(person):
    options = person.verify("passkey_add").options("/api/passkeys/options", permit=None)
    assert [excluded["id"] for excluded in options["excludeCredentials"]] == [b64(person.passkey.id)]
    assert unb64(options["user"]["id"]) == unb64(person.uid)


@pytest.mark.parametrize("field", ["clientDataJSON", "authenticatorData", "signature", "userHandle"])
@pytest.mark.parametrize("value", ["", "!", "AA==", "AAAA", "e30", "W10", "\u2603"])
def test_nonsense_is_refused_and_never_an_error(person, field, value):
    credential = person.passkey.get(person.options("/api/session/options"))
    credential["response"][field] = value
    assert refused(person.post("/api/session", {"credential": credential}))


@pytest.mark.parametrize("field", ["clientDataJSON", "attestationObject"])
@pytest.mark.parametrize("value", ["", "!", "AAAA", "e30", "oA", "_____w"])
def test_nonsense_makes_no_account(stranger, field, value):
    credential = stranger.passkey.create(stranger.options("/api/account/options"))
    credential["response"][field] = value
    body = {"credential": credential, "space_id": b64(bytes(16)), "wrap": None, "recovery": None}
    reply = stranger.post("/api/account", {**body, "vault": b64(b"\x01" + bytes(3) + b"\x01" + bytes(4132))})
    assert reply.status_code == 400
    assert Account.select().count() == 0
