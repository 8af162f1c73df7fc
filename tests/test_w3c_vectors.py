"""The W3C's own WebAuthn Level 3 vectors where at hand, and one made here, against the server's policy."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import cbor2
import pytest
from authenticator import UV, Passkey, b64, unb64

from server import ceremonies, clock
from server.models import Account, Challenge, Credential
from server.problems import Refused

PARTY = ceremonies.RelyingParty("example.org", "https://example.org")
UID, BROWSER = bytes(range(16)), bytes(16)
FILE = Path(__file__).parents[2] / "shared" / "vectors" / "w3c-webauthn-l3.json"
VERIFIABLE = {-7, -8, -36, -257}  # what the library can verify of the vectors' algorithms


def own_vector() -> dict:
    """The same shape from the software passkey."""
    passkey = Passkey("https://example.org")
    challenges = {"reg": hashlib.sha256(b"reg").digest(), "auth": hashlib.sha256(b"auth").digest()}
    user = {"user": {"id": b64(UID)}, "rp": {"id": "example.org"}, "challenge": b64(challenges["reg"])}
    made = passkey.create(user)["response"]
    used = passkey.get({"rpId": "example.org", "challenge": b64(challenges["auth"])})["response"]
    parts = {
        "reg": {name: unb64(made[name]).hex() for name in ("clientDataJSON", "attestationObject")},
        "auth": {name: unb64(used[name]).hex() for name in ("clientDataJSON", "authenticatorData", "signature")},
    }
    parts["reg"]["credential_id"] = passkey.id.hex()
    return {"name": "own", **{part: {**parts[part], "challenge": challenges[part].hex()} for part in parts}}


VECTORS = [own_vector(), *(json.loads(FILE.read_text())["vectors"] if FILE.exists() else [])]


def wire(vector: dict, part: str) -> dict:
    """A vector's response as a browser would post it."""
    names = ("clientDataJSON", "attestationObject", "authenticatorData", "signature")
    response = {name: b64(bytes.fromhex(vector[part][name])) for name in names if name in vector[part]}
    name = b64(bytes.fromhex(vector["reg"]["credential_id"]))
    return {"id": name, "rawId": name, "type": "public-key", "response": {**response, "userHandle": b64(UID)}}


def attested(vector: dict) -> tuple[str, bytes, bytes, int]:
    """Format, authenticator data, public key and its algorithm of a vector's registration."""
    attestation = cbor2.loads(bytes.fromhex(vector["reg"]["attestationObject"]))
    data = attestation["authData"]
    start = 55 + int.from_bytes(data[53:55], "big")
    key = cbor2.loads(data[start:])
    return attestation["fmt"], data, cbor2.dumps(key), key[3]


def framed(vector: dict, part: str) -> bool:
    """True when the ceremony ran inside another site's frame."""
    client = json.loads(bytes.fromhex(vector[part]["clientDataJSON"]))
    return client.get("crossOrigin", False) or "topOrigin" in client


def given(vector: dict, part: str, purpose: str, uid: bytes | None) -> None:
    """As if the server had drawn the vector's challenge."""
    challenge = bytes.fromhex(vector[part]["challenge"])
    until = clock.now() + 300
    Challenge.insert(challenge=challenge, browser=BROWSER, purpose=purpose, uid=uid, expires_at=until).execute()


def judged(check, purpose: str, credential: dict) -> tuple:
    """The verdict, and what was learned."""
    try:
        return "accepted", check(PARTY, BROWSER, purpose, credential)
    except Refused as refusal:
        return refusal.type, None


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_registration_is_judged_by_our_policy(app, vector):
    kind, data, _key, algorithm = attested(vector)
    given(vector, "reg", ceremonies.CREATE, UID)
    wanted = bool(data[32] & UV) and not framed(vector, "reg") and algorithm in ceremonies.ALGORITHMS
    verdict, seen = judged(ceremonies.register, ceremonies.CREATE, wire(vector, "reg"))
    # No roots are kept for attestation, so only the two forms that a browser sends for "none" must pass.
    if kind in ("none", "packed"):
        assert verdict == ("accepted" if wanted else "ceremony-refused")
    assert wanted or not seen
    assert not seen or seen.credential_id.hex() == vector["reg"]["credential_id"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_use_is_judged_by_our_policy(app, vector):
    _kind, _data, key, algorithm = attested(vector)
    flags = bytes.fromhex(vector["auth"]["authenticatorData"])[32]
    ref = ceremonies.ref_of(bytes.fromhex(vector["reg"]["credential_id"]))
    today = {"created_on": clock.today(), "last_used_on": clock.today()}
    Account.insert(uid=UID, created_on=clock.today()).execute()
    Credential.insert(
        ref=ref,
        account=UID,
        credential_id=bytes.fromhex(vector["reg"]["credential_id"]),
        public_key=key,
        sign_count=0,
        backup_eligible=bool(flags & 8),
        backed_up=False,
        aaguid="",
        transports="",
        **today,
    ).execute()
    given(vector, "auth", ceremonies.SIGN_IN, None)
    wanted = bool(flags & UV) and not framed(vector, "auth") and algorithm in VERIFIABLE
    verdict, row = judged(ceremonies.assert_passkey, ceremonies.SIGN_IN, wire(vector, "auth"))
    assert verdict == ("accepted" if wanted else "ceremony-refused")
    assert not row or bytes(row.ref) == ref
