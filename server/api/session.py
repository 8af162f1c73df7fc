"""Signing in, signing out, and confirming with the passkey for one purpose."""

from __future__ import annotations

from typing import Literal

from flask import Blueprint
from flask_login import current_user

from server import activity, ceremonies, guards, sessions
from server.api.account import Account, Begun, UsedCredential, begin_session, describe, party
from server.contract import Strict, contract
from server.db import database
from server.guards import signed_in
from server.models import Account as Person

bp = Blueprint("session", __name__, url_prefix="/api/session")

Purpose = Literal[
    "passkey_add",
    "passkey_remove",
    "device_link",
    "handshake_renew",
    "recovery_make",
    "vault_key",
    "sign_out_others",
    "export",
    "purge",
    "account_delete",
]


class SignIn(Strict):
    """A used passkey."""

    credential: UsedCredential


class BeginVerification(Strict):
    """What the person is about to do."""

    purpose: Purpose


class Verification(Strict):
    """A used passkey, for what the person is about to do."""

    purpose: Purpose
    credential: UsedCredential


@bp.get("")
@signed_in
@contract(Account, problems=[401])
def read() -> Account:
    """The account of this browser."""
    return describe()


@bp.post("/options")
@guards.ceremony_limit
@contract(Begun, problems=[400, 403, 415])
def begin() -> Begun:
    """Begin to sign in with whichever passkey the person picks."""
    options = ceremonies.request_options(party(), sessions.browser(make=True), ceremonies.SIGN_IN, None)
    return Begun(options=options)


@bp.post("")
@guards.ceremony_limit
@contract(Account, problems=[400, 403, 404, 415])
def sign_in(body: SignIn) -> Account:
    """Sign this browser in; its earlier session ends."""
    row = ceremonies.assert_passkey(party(), sessions.browser(), ceremonies.SIGN_IN, body.credential.model_dump())
    with database.atomic():
        uid = bytes(row.uid)
        Person.hold(uid)
        activity.note(uid, activity.SIGNED_IN)
    begin_session(uid, bytes(row.ref))
    return describe()


@bp.delete("")
@contract(problems=[400, 403, 415])
def sign_out() -> None:
    """End this browser's session, and every copy of its cookie. Fine when it has none."""
    sessions.forget()


@bp.post("/verification/options")
@signed_in
@guards.ceremony_limit
@contract(Begun, problems=[400, 401, 403, 415])
def begin_verification(body: BeginVerification) -> Begun:
    """Begin to confirm, with one of one's own passkeys."""
    browser = sessions.browser(make=True)
    return Begun(options=ceremonies.request_options(party(), browser, body.purpose, current_user.uid))


@bp.post("/verification")
@signed_in
@guards.ceremony_limit
@contract(problems=[400, 401, 403, 404, 415])
def verify(body: Verification) -> None:
    """Confirm: good for this purpose, in this session, for five minutes."""
    ceremonies.assert_passkey(party(), sessions.browser(), body.purpose, body.credential.model_dump(), current_user.uid)
    guards.mark_fresh(current_user.session.token_hash, body.purpose)
