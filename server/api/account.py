"""Making an account, and what its owner reads of it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from flask import Blueprint, current_app, request
from flask_login import current_user
from pydantic import BaseModel, ConfigDict, Field

from server import accounts, ceremonies, ending, guards, live, recovery, sessions, spaces, vaults
from server.config import Config
from server.contract import Base64url, Strict, contract

bp = Blueprint("account", __name__, url_prefix="/api/account")

Id = Annotated[bytes, Base64url(16)]
Ref = Annotated[bytes, Base64url(32)]
SealedWrap = Annotated[bytes, Base64url(vaults.WRAP_BYTES)]
SealedVault = Annotated[bytes, Base64url(min(vaults.VAULT_SIZES), max(vaults.VAULT_SIZES))]
Text = Annotated[str, Field(max_length=16_384)]


class Begun(Strict):
    """WebAuthn options as JSON, for `parse…OptionsFromJSON`; the client adds the PRF extension."""

    options: dict[str, Any]


class FromBrowser(BaseModel):
    """A WebAuthn object as the browser wrote it: what we do not know of it is left aside, never refused."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class AttestationResponse(FromBrowser):
    """`AuthenticatorAttestationResponseJSON`, as far as we read it."""

    clientDataJSON: Text
    attestationObject: Text
    transports: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=10)] = []


class AssertionResponse(FromBrowser):
    """`AuthenticatorAssertionResponseJSON`, as far as we read it."""

    clientDataJSON: Text
    authenticatorData: Text
    signature: Text
    userHandle: Text | None = None


class Credential(FromBrowser):
    """What both ceremonies share."""

    id: Text
    rawId: Text
    type: Literal["public-key"]


class NewCredential(Credential):
    """`RegistrationResponseJSON` without its extension results."""

    response: AttestationResponse


class UsedCredential(Credential):
    """`AuthenticationResponseJSON` without its extension results."""

    response: AssertionResponse


class NewRecovery(Strict):
    """What a recovery code leaves with the server: a public id, SHA-256 of its proof, a wrap of kind 2."""

    rec_id: Id
    auth_hash: Ref
    wrap: SealedWrap


class NewAccount(Strict):
    """Everything an account begins with, in one request."""

    credential: NewCredential
    space_id: Id
    wrap: SealedWrap | None
    vault: SealedVault
    recovery: NewRecovery | None


class PasskeyState(Strict):
    """Whether the passkey of this session is in a provider's backup."""

    backed_up: bool
    backup_eligible: bool


class SpaceState(Strict):
    """A space as its member knows it.

    `left`: the slots whose person left it, or took something back after the end.
    """

    id: Id
    kind: str
    slot: int
    epoch: int
    head: int
    incarnation: Id
    ended_seq: int | None
    left: list[int]


class ArchivedSpace(Strict):
    """An ended space that somebody let me read. I was never in it, so there is no slot."""

    id: Id
    head: int
    incarnation: Id


class Account(Strict):
    """All that a signed-in browser needs to begin."""

    uid: Id
    credential_id: Annotated[bytes, Base64url(1, ceremonies.LONGEST_CREDENTIAL_ID)]
    session_id: Id
    operator: str
    gen: int
    version: int
    vault: SealedVault
    wrap: SealedWrap | None
    wraps: list[Ref]
    passkey: PasskeyState
    recovery: bool
    kept_until: dt.date | None
    revoked_on: dt.date | None
    spaces: list[SpaceState]
    archive: list[ArchivedSpace]


Notes = Literal["stay", "take_back"]


class EndAccount(Strict):
    """What becomes of my notes in what the two of us had: they stay with the other, or are taken back.

    And when the rest goes: after seven days in which it can be kept, or now.
    """

    notes: Notes
    when: Literal["in_seven_days", "now"]


def config() -> Config:
    """The settings of the running server."""
    settings: Config = current_app.config["UNSAID"]
    return settings


def party() -> ceremonies.RelyingParty:
    """Who asks for passkeys here."""
    return ceremonies.RelyingParty(config().rp_id, config().origin)


def describe() -> Account:
    """The account of the signed-in browser."""
    uid, session = current_user.uid, current_user.session
    credential, vault, ref = session.credential, vaults.of(uid), bytes(session.ref)
    return Account(
        uid=uid,
        credential_id=bytes(credential.credential_id),
        session_id=bytes(session.id),
        operator=config().operator,
        gen=vault.gen,
        version=vault.version,
        vault=bytes(vault.bytes),
        wrap=vaults.wrap_of(uid, vaults.PASSKEY, ref),
        wraps=vaults.wrapped_refs(uid),
        passkey=PasskeyState(backed_up=credential.backed_up, backup_eligible=credential.backup_eligible),
        recovery=recovery.exists(uid),
        kept_until=ending.kept_until(uid),
        revoked_on=accounts.revoked_on(uid),
        spaces=[SpaceState(**space._asdict()) for space in spaces.of(uid)],
        archive=[ArchivedSpace(**space._asdict()) for space in spaces.read_by(uid)],
    )


def begin_session(uid: bytes, ref: bytes) -> None:
    """Sign this browser in."""
    sessions.begin(uid, ref, request.headers.get("User-Agent", ""))


@bp.post("/options")
@guards.ceremony_limit
@contract(Begun, problems=[400, 403, 415])
def begin() -> Begun:
    """Begin: a random person, and options for their first passkey."""
    options = ceremonies.creation_options(party(), sessions.browser(make=True), ceremonies.CREATE, ceremonies.new_uid())
    return Begun(options=options)


@bp.post("")
@guards.ceremony_limit
@contract(Account, status=201, problems=[400, 403, 409, 415])
def create(body: NewAccount) -> Account:
    """Make the account, all of it in one transaction, and sign this browser in."""
    passkey = ceremonies.register(party(), sessions.browser(), ceremonies.CREATE, body.credential.model_dump())
    made = body.recovery
    code = accounts.RecoveryRecord(made.rec_id, made.auth_hash, made.wrap) if made else None
    ref = accounts.create(passkey, body.space_id, body.wrap, body.vault, code)
    begin_session(passkey.uid, ref)
    guards.mark_fresh(current_user.session.token_hash, "recovery_make")
    return describe()


@bp.delete("")
@guards.verified_for("account_delete")
@contract(problems=[400, 401, 403, 415])
def delete(body: EndAccount) -> None:
    """End the account: access at once, what is stored after seven days or now. The other one's words stay theirs."""
    uid, take_back = current_user.uid, body.notes == "take_back"
    for space_id in ending.leave_all(uid, take_back):
        live.end_space(space_id)
    ended = ending.begin(uid) if body.when == "in_seven_days" else ending.delete(uid, take_back)
    for token_hash in ended:
        live.end_session(token_hash)
    sessions.forget()


@bp.post("/keep")
@guards.signed_in
@contract(problems=[400, 401, 403, 404, 415])
def keep() -> None:
    """Within the seven days: do not end the account after all."""
    ending.keep(current_user.uid)
