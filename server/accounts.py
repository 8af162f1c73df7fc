"""A person's account: made in one transaction with everything it needs. Keys exist only because this was called."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from peewee import IntegrityError

from server import activity, clock, passkeys, recovery, spaces, vaults
from server.ceremonies import Registered
from server.db import database
from server.models import Account
from server.problems import Refused


class RecoveryRecord(NamedTuple):
    """What the server keeps of a recovery code."""

    rec_id: bytes
    auth_hash: bytes
    wrap: bytes


def create(
    passkey: Registered, space_id: bytes, wrap: bytes | None, vault: bytes, code: RecoveryRecord | None
) -> bytes:
    """Passkey, wraps, vault, private space and perhaps the recovery code: all or nothing. Returns its ref."""
    try:
        with database.atomic():
            Account.insert(uid=passkey.uid, created_on=clock.today()).execute()
            vaults.create(passkey.uid, vault)
            ref = passkeys.store(passkey, wrap)
            spaces.create(space_id, spaces.PRIVATE, [passkey.uid])
            activity.note(passkey.uid, activity.ACCOUNT_CREATED)
            if code:
                recovery.make(passkey.uid, *code)
                activity.note(passkey.uid, activity.RECOVERY_MADE)
    except IntegrityError:
        raise Refused("already-exists", reason="account or passkey is there already") from None
    return ref


def revoked_on(uid: bytes) -> dt.date | None:
    """The day the operator ended all sessions of this person, if that ever happened."""
    day: dt.date | None = Account.get(Account.uid == uid).revoked_on
    return day
