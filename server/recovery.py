"""Recovery codes: what proves one, its use, and the permit that use earns. The code itself is never here."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any, NamedTuple

from peewee import IntegrityError

from server import activity, clock, vaults
from server.db import database
from server.models import Account, Permit, Recovery
from server.problems import Refused

PERMIT_SECONDS = 600
REFUSED = "recovery-refused"


class Opened(NamedTuple):
    """What a good code opens: sealed things, and 32 bytes that permit one registration."""

    uid: bytes
    wrap: bytes
    vault: Any
    permit: bytes


def make(uid: bytes, rec_id: bytes, auth_hash: bytes, wrap: bytes) -> None:
    """Store a code's proof and wrap in place of the old ones. Call inside a transaction."""
    vaults.put_wrap(uid, vaults.RECOVERY, vaults.NO_REF, wrap)
    Recovery.delete().where(Recovery.account == uid).execute()
    try:
        with database.atomic():
            Recovery.insert(account=uid, rec_id=rec_id, auth_hash=auth_hash).execute()
    except IntegrityError:
        raise Refused("already-exists", reason="recovery id is taken") from None


def replace(uid: bytes, rec_id: bytes, auth_hash: bytes, wrap: bytes) -> None:
    """A new code; the old one opens nothing from the same moment on."""
    with database.atomic():
        Account.hold(uid)
        make(uid, rec_id, auth_hash, wrap)
        activity.note(uid, activity.RECOVERY_MADE)


def exists(uid: bytes) -> bool:
    """True when this person has a code."""
    return bool(Recovery.select(1).where(Recovery.account == uid).exists())


def use(rec_id: bytes, rec_auth: bytes) -> Opened:
    """Open an account by its code; one refusal for everything that is wrong."""
    row: Any = Recovery.get_or_none(Recovery.rec_id == rec_id)
    # Unknown and wrong cost the same: one hash and one comparison that does not stop early.
    expected = bytes(row.auth_hash) if row else hashlib.sha256(secrets.token_bytes(32)).digest()
    proven = hmac.compare_digest(hashlib.sha256(rec_auth).digest(), expected)
    if row is None or not proven:
        raise Refused(REFUSED)
    uid = bytes(row.uid)
    permit = secrets.token_bytes(32)
    with database.atomic():
        Account.hold(uid)
        Permit.delete().where(Permit.expires_at <= clock.now()).execute()
        Permit.insert(hash=_hash(permit), account=uid, expires_at=clock.now() + PERMIT_SECONDS).execute()
        activity.note(uid, activity.RECOVERY_USED)
        wrap = vaults.wrap_of(uid, vaults.RECOVERY, vaults.NO_REF)
        if wrap is None:
            raise Refused(REFUSED, reason="code has no wrap")
        return Opened(uid, wrap, vaults.of(uid), permit)


def permitted(permit: bytes) -> bytes:
    """Whose registration this permit allows; it stays good."""
    row: Any = Permit.get_or_none((Permit.hash == _hash(permit)) & (Permit.expires_at > clock.now()))
    if row is None:
        raise Refused(REFUSED)
    return bytes(row.uid)


def use_permit(permit: bytes) -> None:
    """Use the permit up. Call inside the transaction of what it allows."""
    good = (Permit.hash == _hash(permit)) & (Permit.expires_at > clock.now())
    if Permit.delete().where(good).execute() != 1:
        raise Refused(REFUSED)


def _hash(permit: bytes) -> bytes:
    return hashlib.sha256(permit).digest()
