"""WebAuthn: every check of a passkey's registration and use, one line each. The only importer of `webauthn`.

Outside, a refusal is one sentence; which line refused is for the log. `docs/protocol.md` says why each line is here.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Iterable
from typing import Any, NamedTuple, NoReturn

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier as Algorithm
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from server import base64url, clock
from server.models import Challenge, Credential
from server.problems import Refused

CREATE, SIGN_IN, REGISTER, ENROL = "create", "sign_in", "register", "enrol"
TIMEOUT_MILLISECONDS = 300_000
CHALLENGE_SECONDS = 300
RP_NAME = USER_NAME = "Unsaid"
ALGORITHMS = [Algorithm.ECDSA_SHA_256, Algorithm.EDDSA, Algorithm.RSASSA_PKCS1_v1_5_SHA_256]
LONGEST_CREDENTIAL_ID = 1023  # WebAuthn Level 3, 4: credential ids are at most 1,023 bytes


class RelyingParty(NamedTuple):
    """Who asks: the RP id and the only origin a ceremony may come from."""

    id: str
    origin: str


class Registered(NamedTuple):
    """What a good registration tells us."""

    uid: bytes
    credential_id: bytes
    public_key: bytes
    sign_count: int
    backup_eligible: bool
    backed_up: bool
    aaguid: str
    transports: str


def new_uid() -> bytes:
    """A person who does not exist yet: 16 random bytes, which become the user handle."""
    return secrets.token_bytes(16)


def ref_of(credential_id: bytes) -> bytes:
    """What tables and wraps know a credential by: SHA-256 of its id."""
    return hashlib.sha256(credential_id).digest()


def begin(browser: bytes, purpose: str, uid: bytes | None) -> bytes:
    """A new challenge for one browser and one purpose; outdated ones go. `uid` binds it to a person, too."""
    Challenge.delete().where(Challenge.expires_at <= clock.now()).execute()
    challenge = secrets.token_bytes(32)
    until = clock.now() + CHALLENGE_SECONDS
    Challenge.insert(challenge=challenge, browser=browser, purpose=purpose, uid=uid, expires_at=until).execute()
    return challenge


def creation_options(party: RelyingParty, browser: bytes, purpose: str, uid: bytes) -> dict[str, Any]:
    """`PublicKeyCredentialCreationOptionsJSON`; the client adds the PRF extension itself."""
    options = generate_registration_options(
        rp_id=party.id,
        rp_name=RP_NAME,
        user_id=uid,
        user_name=USER_NAME,
        user_display_name=USER_NAME,
        challenge=begin(browser, purpose, uid),
        timeout=TIMEOUT_MILLISECONDS,
        attestation=AttestationConveyancePreference.NONE,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=_descriptors(uid),
        supported_pub_key_algs=ALGORITHMS,
    )
    return dict(json.loads(options_to_json(options)))


def request_options(party: RelyingParty, browser: bytes, purpose: str, uid: bytes | None) -> dict[str, Any]:
    """`PublicKeyCredentialRequestOptionsJSON`; for a known person only their own passkeys are offered."""
    options = generate_authentication_options(
        rp_id=party.id,
        challenge=begin(browser, purpose, uid),
        timeout=TIMEOUT_MILLISECONDS,
        allow_credentials=_descriptors(uid),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(json.loads(options_to_json(options)))


def _descriptors(uid: bytes | None) -> list[PublicKeyCredentialDescriptor]:
    own: Iterable[Any] = Credential.select(Credential.credential_id).where(Credential.account == uid) if uid else ()
    return [PublicKeyCredentialDescriptor(id=bytes(row.credential_id)) for row in own]


def register(
    party: RelyingParty, browser: bytes, purpose: str, credential: dict[str, Any], uid: bytes | None = None
) -> Registered:
    """Check a registration. The person it belongs to is the one its challenge was made for (`uid`, when known)."""
    client, challenge, owner = _use_challenge(browser, purpose, credential)
    _refuse_other_sites(client)
    if uid is not None and owner != uid:
        _refuse("challenge was made for somebody else")
    try:
        seen = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            # The library's default accepts a passkey that never asked who is holding the phone.
            require_user_verification=True,
            supported_pub_key_algs=ALGORITHMS,
        )
    except Exception as error:
        _refuse(_told_by_library(error))
    if owner is None:
        _refuse("challenge was made for nobody")
    if len(seen.credential_id) > LONGEST_CREDENTIAL_ID:
        _refuse("credential id is too long")
    # The library trusts the id beside the attested one; they must be the same credential.
    if base64url.encode(seen.credential_id) != credential["id"]:
        _refuse("credential id is not the attested one")
    if Credential.select(1).where(Credential.ref == ref_of(seen.credential_id)).exists():
        _refuse("credential id is registered already")
    transports = ",".join(str(word) for word in credential["response"].get("transports", []))
    return Registered(
        uid=owner,
        credential_id=seen.credential_id,
        public_key=seen.credential_public_key,
        sign_count=seen.sign_count,
        backup_eligible=seen.credential_device_type == CredentialDeviceType.MULTI_DEVICE,
        backed_up=seen.credential_backed_up,
        aaguid=seen.aaguid,
        transports=transports[:100],
    )


def assert_passkey(
    party: RelyingParty, browser: bytes, purpose: str, credential: dict[str, Any], uid: bytes | None = None
) -> Any:
    """Check a use of a passkey and return its row, brought up to date. With `uid`, it must be that person's."""
    client, challenge, asked = _use_challenge(browser, purpose, credential)
    _refuse_other_sites(client)
    if asked != uid:
        _refuse("challenge was made for somebody else")
    row: Any = Credential.get_or_none(Credential.ref == ref_of(_bytes(credential["id"])))
    if row is None or (uid is not None and bytes(row.uid) != uid):
        raise Refused("unknown-credential", reason="no such credential for this person")
    # The library never looks at it; without this a stolen credential id could be replayed under another name.
    handle = credential["response"].get("userHandle")
    if not handle:
        _refuse("user handle is missing")
    if not hmac.compare_digest(_bytes(handle), bytes(row.uid)):
        _refuse("user handle is not the owner's")
    try:
        seen = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=bytes(row.public_key),
            # Copies of a synced passkey count each for themselves; only a passkey that cannot be copied must count up.
            credential_current_sign_count=0 if row.backup_eligible else row.sign_count,
            require_user_verification=True,
        )
    except Exception as error:
        _refuse(_told_by_library(error))
    eligible = seen.credential_device_type == CredentialDeviceType.MULTI_DEVICE
    if eligible != row.backup_eligible:
        _refuse("backup eligibility changed, so this is another credential")
    row.sign_count, row.backed_up, row.last_used_on = seen.new_sign_count, seen.credential_backed_up, clock.today()
    row.save(only=[Credential.sign_count, Credential.backed_up, Credential.last_used_on])
    return row


def _use_challenge(
    browser: bytes, purpose: str, credential: dict[str, Any]
) -> tuple[dict[str, Any], bytes, bytes | None]:
    """The client data, its challenge (used up now, whatever follows) and the person the challenge was made for."""
    try:
        client = json.loads(_bytes(credential["response"]["clientDataJSON"]))
        challenge = _bytes(client["challenge"])
    except (ValueError, KeyError, TypeError, RecursionError):
        _refuse("client data cannot be read")
    # One statement finds the challenge and uses it up: of two requests at once only one gets the row.
    used = (
        Challenge.delete()
        .where((Challenge.challenge == challenge) & (Challenge.browser == browser))
        .returning(Challenge.uid, Challenge.purpose, Challenge.expires_at)
        .execute()
    )
    rows = list(used)
    if len(rows) != 1 or rows[0].purpose != purpose or rows[0].expires_at <= clock.now():
        _refuse("challenge is unknown, used, too old, another browser's or for another purpose")
    return client, challenge, bytes(rows[0].uid) if rows[0].uid is not None else None


def _refuse_other_sites(client: dict[str, Any]) -> None:
    # Parsed but never judged by the library: a ceremony inside somebody's frame.
    if client.get("crossOrigin", False) is not False:
        _refuse("ceremony ran inside another site's frame")
    if "topOrigin" in client:
        _refuse("ceremony names a top origin")


def _bytes(text: Any) -> bytes:
    try:
        return base64url.decode(text)
    except (ValueError, TypeError):
        _refuse("a field is not base64url")


def _told_by_library(error: Exception) -> str:
    # Its sentences go on to quote what was sent, with marks or without: the log gets their first words alone.
    told = re.match("[A-Za-z ]{0,80}", str(error))
    return f"{type(error).__name__}: {told[0].strip() if told else ''}"


def _refuse(reason: str) -> NoReturn:
    raise Refused("ceremony-refused", reason=reason)
