"""A person's account: made in one transaction with everything it needs. Keys exist only because this was called."""

from __future__ import annotations

from typing import NamedTuple

from peewee import IntegrityError

from server import activity, clock, journal, passkeys, recovery, spaces, vaults
from server.ceremonies import Registered
from server.db import database
from server.models import Account, Envelope, Session, Space
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


def leave_all(uid: bytes) -> list[bytes]:
    """Leave every shared space that is open; returns them: the caller ends their streams before anything else."""
    left = [space.id for space in spaces.of(uid) if space.kind == spaces.SHARED and space.ended_seq is None]
    for space_id in left:
        spaces.leave(uid, space_id)
    return left


def delete(uid: bytes, take_back: bool) -> list[bytes]:
    """Delete a person: passkeys, wraps, vault, code, sessions, private spaces. Returns the token hashes that ended.

    What they wrote into shared spaces stays with the other, or (`take_back`) loses its bytes now; the places stay, and
    of the person only the slot.
    """
    with database.atomic():
        Account.hold(uid)
        ended = [bytes(row.token_hash) for row in Session.select(Session.token_hash).where(Session.account == uid)]
        erase(uid, take_back)
        journal.write(journal.account_deleted(uid, take_back))
    return ended


def erase(uid: bytes, take_back: bool) -> None:
    """Everything that `delete` lets go of, without writing it down. Call inside a transaction."""
    for space in spaces.of(uid):
        if space.kind == spaces.PRIVATE:
            Space.delete().where(Space.id == space.id).execute()
        elif take_back:
            own = (Envelope.space == space.id) & (Envelope.slot == space.slot)
            Envelope.update(bytes=None, erased_on=clock.today()).where(own).execute()
    Account.delete().where(Account.uid == uid).execute()
