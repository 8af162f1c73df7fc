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
        end(iid)
    permit = secrets.token_bytes(32)
    Permit.insert(hash=_hash(permit), account=uid, iid=iid, expires_at=clock.now() + SECONDS).execute()
    return permit


def end(iid: bytes) -> None:
    """End whatever permit a mailbox of this name ever carried."""
    Permit.delete().where(Permit.iid == iid).execute()


def allowed(permit: bytes) -> Allowed:
    """What this permit allows; it stays good. `recovery-refused` for every other, and when its handshake was burned."""
    row: Any = Permit.get_or_none((Permit.hash == _hash(permit)) & (Permit.expires_at > clock.now()))
    if row is None:
        raise Refused(REFUSED)
    # Whose mailbox, too: nobody else's brings a permit back to life.
    its = (Invite.iid == row.iid) & (Invite.host == row.uid) & (Invite.expires_at > clock.now())
    if row.iid is not None and not Invite.select(1).where(its).exists():
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
