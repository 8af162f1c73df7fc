"""New keys after a theft: the vault key, all that is sealed under it, and who is signed in, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from server import activity, journal, recovery, vaults
from server.accounts import RecoveryRecord
from server.db import database, locked
from server.models import Account, Credential, Invite, Member, Permit, Session, Space, Verification, Wrap
from server.problems import Refused


class Renewal(NamedTuple):
    """Everything that is new. `wraps` = (ref of a passkey, 66 bytes); `private_epoch` = (space, its next epoch)."""

    vault: bytes
    wraps: Sequence[tuple[bytes, bytes]]
    code: RecoveryRecord | None
    private_epoch: tuple[bytes, int] | None
    end_sessions: Sequence[bytes]


def renew(uid: bytes, here: bytes, seen: int, new: Renewal) -> tuple[vaults.Header, list[bytes]]:
    """Replace it all, or nothing. `here` = token hash of this session, `seen` = the vault's version that was read.

    Returns the vault's new numbers and the token hashes of the sessions that ended: the caller ends their streams.
    Refused: `vault-conflict` when another device was there first; `invalid-request` for a generation, version or epoch
    that does not count up by one, or a wrap for no passkey of this person; `last-way-in` when nothing would open.
    """
    with database.atomic():
        Account.hold(uid)
        numbers = vaults.renew(uid, seen, new.vault)
        Wrap.delete().where(Wrap.account == uid).execute()
        recovery.end(uid)
        mine = {bytes(row.ref) for row in Credential.select(Credential.ref).where(Credential.account == uid)}
        for ref, wrap in new.wraps:
            if ref not in mine:
                raise Refused("invalid-request", "A wrap is for a passkey that is not yours.")
            vaults.put_wrap(uid, vaults.PASSKEY, ref, wrap)
        if new.code:
            recovery.make(uid, *new.code)
            activity.note(uid, activity.RECOVERY_MADE)
        elif not new.wraps:
            raise Refused("last-way-in")
        if new.private_epoch:
            _raise_private(uid, *new.private_epoch)
        Invite.delete().where((Invite.host == uid) & Invite.payload.is_null()).execute()
        Permit.delete().where(Permit.account == uid).execute()
        sessions = list(Session.select(Session.token_hash, Session.id).where(Session.account == uid))
        Verification.delete().where(Verification.session.in_([row.token_hash for row in sessions])).execute()
        wanted = set(new.end_sessions)
        ended = [bytes(row.token_hash) for row in sessions if bytes(row.id) in wanted and bytes(row.token_hash) != here]
        Session.delete().where(Session.token_hash.in_(ended)).execute()
        activity.note(uid, activity.KEYS_RENEWED)
        journal.write(journal.keys_renewed(uid, numbers.gen))
    return numbers, ended


def _raise_private(uid: bytes, space_id: bytes, epoch: int) -> None:
    """Begin the next epoch of this person's private space."""
    row = locked(Space.select(Space.kind, Space.epoch).where(Space.id == space_id)).tuples().first()
    mine = Member.select(1).where((Member.space == space_id) & (Member.account == uid)).exists()
    if row is None or not mine or row[0] != "private":
        raise Refused("not-found")
    if epoch != row[1] + 1:
        raise Refused("invalid-request", "The next epoch must count up by one.")
    Space.update(epoch=epoch).where(Space.id == space_id).execute()
    journal.write(journal.epoch_began(space_id, epoch))
