"""One person's passkeys: list, add, remove, and the wrap that lets one open the vault."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from flask import Blueprint
from flask_login import current_user

from server import base64url, ceremonies, guards, live, passkeys, permits, sessions, vaults
from server.api.account import Account, Begun, NewCredential, Ref, SealedWrap, begin_session, describe, party
from server.contract import Base64url, Strict, contract
from server.guards import signed_in, verified_for
from server.problems import Refused

bp = Blueprint("passkeys", __name__, url_prefix="/api/passkeys")

CredentialId = Annotated[bytes, Base64url(1, ceremonies.LONGEST_CREDENTIAL_ID)]
PermitBytes = Annotated[bytes, Base64url(32)]


class PasskeyState(Strict):
    """One passkey. `id` = the credential's, for the password manager; `wrapped`: it can open today's vault."""

    ref: Ref
    id: CredentialId
    aaguid: str
    backup_eligible: bool
    backed_up: bool
    created_on: dt.date
    last_used_on: dt.date
    current: bool
    wrapped: bool


class Passkeys(Strict):
    """All of them."""

    passkeys: list[PasskeyState]


class BeginPasskey(Strict):
    """With a permit no session is needed."""

    permit: PermitBytes | None


class NewPasskey(Strict):
    """A new passkey and, when its provider can do so, the wrap it opens."""

    credential: NewCredential
    wrap: SealedWrap | None
    permit: PermitBytes | None


class NewWrap(Strict):
    """A wrap of kind 1."""

    wrap: SealedWrap


@bp.get("")
@signed_in
@contract(Passkeys, problems=[401])
def read() -> Passkeys:
    """Every passkey that lets somebody in as me."""
    uid, here = current_user.uid, bytes(current_user.session.ref)
    opens = vaults.wrapped_refs(uid)
    states = [
        PasskeyState(
            ref=bytes(row.ref),
            id=bytes(row.credential_id),
            aaguid=row.aaguid,
            backup_eligible=row.backup_eligible,
            backed_up=row.backed_up,
            created_on=row.created_on,
            last_used_on=row.last_used_on,
            current=bytes(row.ref) == here,
            wrapped=bytes(row.ref) in opens,
        )
        for row in passkeys.of(uid)
    ]
    return Passkeys(passkeys=states)


@bp.post("/options")
@guards.ceremony_limit
@contract(Begun, problems=[400, 401, 403, 404, 415])
def begin(body: BeginPasskey) -> Begun:
    """Begin to add a passkey, as somebody who just confirmed or with a permit."""
    (uid, _iid), purpose = _owner(body.permit)
    return Begun(options=ceremonies.creation_options(party(), sessions.browser(make=True), purpose, uid))


@bp.post("")
@guards.ceremony_limit
@contract(Account, status=201, problems=[400, 401, 403, 404, 409, 415])
def add(body: NewPasskey) -> Account:
    """Add a passkey; with a permit this also signs the browser in."""
    (uid, iid), purpose = _owner(body.permit)
    passkey = ceremonies.register(party(), sessions.browser(), purpose, body.credential.model_dump(), uid)
    ref = passkeys.add(passkey, body.wrap, body.permit, linked=iid is not None)
    if body.permit is not None:
        begin_session(uid, ref)
    # Whoever had the code makes a new one next. Whoever was only linked has shown nothing but the emoji.
    if body.permit is not None and iid is None:
        guards.mark_fresh(current_user.session.token_hash, "recovery_make")
    return describe()


@bp.delete("/<ref>")
@verified_for("passkey_remove")
@contract(problems=[400, 401, 403, 404, 409, 415])
def remove(ref: str) -> None:
    """Remove a passkey; the sessions it began end with it."""
    for token_hash in passkeys.remove(current_user.uid, _ref(ref)):
        live.end_session(token_hash)


@bp.put("/<ref>/wrap")
@signed_in
@contract(problems=[400, 401, 403, 404, 409, 415])
def put_wrap(ref: str, body: NewWrap) -> None:
    """Give the passkey of this session the wrap it opens."""
    if _ref(ref) != bytes(current_user.session.ref):
        raise Refused("not-found")
    vaults.add_passkey_wrap(current_user.uid, _ref(ref), body.wrap)


def _owner(permit: bytes | None) -> tuple[permits.Allowed, str]:
    if permit is not None:
        return permits.allowed(permit), ceremonies.ENROL
    guards.require_fresh("passkey_add")
    return permits.Allowed(current_user.uid, None), ceremonies.REGISTER


def _ref(text: str) -> bytes:
    try:
        return base64url.decode(text)
    except ValueError:
        raise Refused("not-found") from None
