"""Recovery codes: storing what proves one, and using one."""

from __future__ import annotations

from typing import Annotated

from flask import Blueprint
from flask_login import current_user

from server import guards, recovery
from server.api.account import Id, NewRecovery, SealedVault, SealedWrap
from server.contract import Base64url, Strict, contract
from server.guards import verified_for

bp = Blueprint("recovery", __name__, url_prefix="/api/recovery")


class UsedRecovery(Strict):
    """A code's public id and its proof."""

    rec_id: Id
    rec_auth: Annotated[bytes, Base64url(32)]


class Opened(Strict):
    """Sealed things that the code opens, and a permit for one registration within ten minutes."""

    uid: Id
    wrap: SealedWrap
    gen: int
    version: int
    vault: SealedVault
    permit: Annotated[bytes, Base64url(32)]


@bp.put("")
@verified_for("recovery_make")
@contract(problems=[400, 401, 403, 409, 415])
def replace(body: NewRecovery) -> None:
    """Store a new code's proof and wrap; the old code ends in the same moment."""
    recovery.replace(current_user.uid, body.rec_id, body.auth_hash, body.wrap)


@bp.post("/use")
@guards.recovery_limit
@contract(Opened, problems=[400, 403, 404, 415, 429])
def use(body: UsedRecovery) -> Opened:
    """Open an account by its code. The account's other devices are told."""
    opened = recovery.use(body.rec_id, body.rec_auth)
    return Opened(
        uid=opened.uid,
        wrap=opened.wrap,
        gen=opened.vault.gen,
        version=opened.vault.version,
        vault=bytes(opened.vault.bytes),
        permit=opened.permit,
    )
