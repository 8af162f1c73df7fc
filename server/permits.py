"""Permits: 32 random bytes that let a browser without a session register one passkey, once, within ten minutes."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, NamedTuple

from server import clock
from server.models import Invite, Permit
from server.problems import Refused

SECONDS = 600
REFUSED = "recovery-refused"


class Allowed(NamedTuple):
    """Whose passkey it may be, and the handshake that carried the permit; None: a recovery code earned it."""

    uid: bytes
    iid: bytes | None


def make(uid: bytes, iid: bytes | None = None) -> bytes:
    """A new permit; an earlier one of the same handshake ends. Call inside a transaction that holds the account."""
    Permit.delete().where(Permit.expires_at <= clock.now()).execute()
    if iid is not None:
        Permit.delete().where(Permit.iid == iid).execute()
    permit = secrets.token_bytes(32)
    Permit.insert(hash=_hash(permit), account=uid, iid=iid, expires_at=clock.now() + SECONDS).execute()
    return permit


def allowed(permit: bytes) -> Allowed:
    """What this permit allows; it stays good. `recovery-refused` for every other, and when its handshake was burned."""
    row: Any = Permit.get_or_none((Permit.hash == _hash(permit)) & (Permit.expires_at > clock.now()))
    if row is None or (row.iid is not None and not Invite.select(1).where(Invite.iid == row.iid).exists()):
        raise Refused(REFUSED)
    return Allowed(bytes(row.uid), bytes(row.iid) if row.iid is not None else None)


def use(permit: bytes) -> None:
    """Use the permit up, with the handshake that carried it. Call inside the transaction of what it allows."""
    iid = allowed(permit).iid
    if Permit.delete().where(Permit.hash == _hash(permit)).execute() != 1:
        raise Refused(REFUSED)
    if iid is not None:
        Invite.delete().where(Invite.iid == iid).execute()


def _hash(permit: bytes) -> bytes:
    return hashlib.sha256(permit).digest()
