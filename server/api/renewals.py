"""New keys: everything that opens an account, replaced in one request."""

from __future__ import annotations

from typing import Annotated

from flask import Blueprint
from flask_login import current_user
from pydantic import Field

from server import live, renewals
from server.accounts import RecoveryRecord
from server.api.account import Id, NewRecovery, Ref, SealedVault, SealedWrap
from server.api.vault import VaultNumbers, version_seen
from server.contract import Strict, contract
from server.guards import verified_for

bp = Blueprint("renewals", __name__, url_prefix="/api/renewals")


class PasskeyWrap(Strict):
    """The new vault key, sealed for one of my passkeys."""

    ref: Ref
    wrap: SealedWrap


class PrivateEpoch(Strict):
    """My private space and the epoch it goes on with."""

    space_id: Id
    epoch: Annotated[int, Field(ge=2, le=2**32 - 1)]


class NewKeys(Strict):
    """A vault of the next generation, what opens it, and which browsers are signed out."""

    vault: SealedVault
    wraps: Annotated[list[PasskeyWrap], Field(max_length=100)]
    recovery: NewRecovery | None
    private_epoch: PrivateEpoch | None
    end_sessions: Annotated[list[Id], Field(max_length=1000)]


@bp.post("")
@verified_for("vault_key")
@contract(VaultNumbers, problems=[400, 401, 403, 404, 409, 412, 415])
def renew(body: NewKeys) -> VaultNumbers:
    """Replace the vault named by `If-Match: "<version>"` and every way to open it; older wraps and the code end."""
    made, next_epoch = body.recovery, body.private_epoch
    numbers, ended = renewals.renew(
        current_user.uid,
        bytes(current_user.session.token_hash),
        version_seen(),
        renewals.Renewal(
            vault=body.vault,
            wraps=[(one.ref, one.wrap) for one in body.wraps],
            code=RecoveryRecord(made.rec_id, made.auth_hash, made.wrap) if made else None,
            private_epoch=(next_epoch.space_id, next_epoch.epoch) if next_epoch else None,
            end_sessions=body.end_sessions,
        ),
    )
    for token_hash in ended:
        live.end_session(token_hash)
    return VaultNumbers(**numbers._asdict())
