"""The sealed vault, replaced only by somebody who read the last version."""

from __future__ import annotations

import re

from flask import Blueprint, request
from flask_login import current_user

from server import vaults
from server.api.account import SealedVault
from server.contract import Strict, contract
from server.guards import signed_in
from server.problems import Refused

bp = Blueprint("vault", __name__, url_prefix="/api/vault")


class VaultState(Strict):
    """The vault and its clear numbers."""

    gen: int
    version: int
    vault: SealedVault


class NewVault(Strict):
    """The next version."""

    vault: SealedVault


class VaultNumbers(Strict):
    """What is current now."""

    gen: int
    version: int


@bp.get("")
@signed_in
@contract(VaultState, problems=[401])
def read() -> VaultState:
    """The vault as it is now."""
    row = vaults.of(current_user.uid)
    return VaultState(gen=row.gen, version=row.version, vault=bytes(row.bytes))


@bp.put("")
@signed_in
@contract(VaultNumbers, problems=[400, 401, 403, 412, 415])
def replace(body: NewVault) -> VaultNumbers:
    """Replace the version named by `If-Match: "<version>"`; 412 when another device was there first."""
    return VaultNumbers(**vaults.replace(current_user.uid, version_seen(), body.vault)._asdict())


def version_seen() -> int:
    """The version that `If-Match` names; `invalid-request` without one."""
    match = re.fullmatch(r'"([1-9][0-9]{0,15})"', request.headers.get("If-Match", ""))
    if not match:
        raise Refused("invalid-request", 'If-Match must name the version last read, like "7" in quotes.')
    return int(match[1])
