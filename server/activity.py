"""What changed about who can get into an account, told to its owner alone. Days only; never exports or visits."""

from __future__ import annotations

from typing import Any

from peewee import fn

from server import clock
from server.models import Activity

ACCOUNT_CREATED = "account_created"
SIGNED_IN = "signed_in"
SIGNED_OUT_OTHER = "signed_out_other"
PASSKEY_ADDED = "passkey_added"
PASSKEY_REMOVED = "passkey_removed"
RECOVERY_MADE = "recovery_made"
RECOVERY_USED = "recovery_used"
DEVICE_LINKED = "device_linked"
KEYS_RENEWED = "keys_renewed"
RESTORED = "restored"
ACCOUNT_ENDING = "account_ending"
ACCOUNT_KEPT = "account_kept"
OPERATOR_REVOKED = "operator_revoked"
SIGN_INS_SHOWN = 200


def note(uid: bytes, what: str) -> None:
    """Write one row. Call inside a transaction that holds the account's lock, so that numbers are never given twice."""
    last = Activity.select(fn.COALESCE(fn.MAX(Activity.n), 0)).where(Activity.account == uid).scalar()
    Activity.insert(account=uid, n=last + 1, what=what, on=clock.today()).execute()


def of(uid: bytes) -> list[Any]:
    """This person's list, newest first. Of sign-ins the newest 200: nobody buries a change under their own."""
    mine = Activity.account == uid
    recent = Activity.select(Activity.n).where(mine & (Activity.what == SIGNED_IN))
    since = recent.order_by(Activity.n.desc()).offset(SIGN_INS_SHOWN - 1).limit(1).scalar() or 0
    shown = (Activity.what != SIGNED_IN) | (Activity.n >= since)
    return list(Activity.select().where(mine & shown).order_by(Activity.n.desc()))
