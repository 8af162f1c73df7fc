"""Recovery codes: what proves one, and its use. The code itself is never here."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any, NamedTuple

from peewee import IntegrityError

from server import activity, journal, permits, vaults
from server.db import database
from server.models import Account, Recovery
from server.problems import Refused

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
    end(uid)
    try:
        with database.atomic():
            Recovery.insert(account=uid, rec_id=rec_id, auth_hash=auth_hash).execute()
    except IntegrityError:
        raise Refused("already-exists", reason="recovery id is taken") from None


def end(uid: bytes) -> None:
    """From now on this person's code proves nothing. Its wrap is the caller's to replace or delete."""
    old: Any = Recovery.get_or_none(Recovery.account == uid)
    if old is not None:
        old.delete_instance()
        journal.write(journal.code_ended(bytes(old.rec_id)))


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
    with database.atomic():
        Account.hold(uid)
        permit = permits.make(uid)
        activity.note(uid, activity.RECOVERY_USED)
        wrap = vaults.wrap_of(uid, vaults.RECOVERY, vaults.NO_REF)
        if wrap is None:
            raise Refused(REFUSED, reason="code has no wrap")
        return Opened(uid, wrap, vaults.of(uid), permit)
