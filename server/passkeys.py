"""A person's passkeys: adding one, listing them, removing one. The last way into the notes cannot be removed."""

from __future__ import annotations

from typing import Any

from peewee import IntegrityError

from server import activity, clock, journal, permits, recovery, vaults
from server.ceremonies import Registered, ref_of
from server.db import database
from server.models import Account, Credential, Session, Wrap
from server.problems import Refused


def store(passkey: Registered, wrap: bytes | None) -> bytes:
    """Write a registered passkey and its wrap; return its ref. Call inside a transaction."""
    ref = ref_of(passkey.credential_id)
    Credential.insert(
        ref=ref,
        account=passkey.uid,
        credential_id=passkey.credential_id,
        public_key=passkey.public_key,
        sign_count=passkey.sign_count,
        backup_eligible=passkey.backup_eligible,
        backed_up=passkey.backed_up,
        aaguid=passkey.aaguid,
        transports=passkey.transports,
        created_on=clock.today(),
        last_used_on=clock.today(),
    ).execute()
    if wrap is not None:
        vaults.put_wrap(passkey.uid, vaults.PASSKEY, ref, wrap)
    return ref


def add(passkey: Registered, wrap: bytes | None, permit: bytes | None = None, linked: bool = False) -> bytes:
    """One more passkey for an account that exists; a permit is used up by it. `linked`: a handshake carried it."""
    try:
        with database.atomic():
            Account.hold(passkey.uid)
            if permit is not None:
                permits.use(permit)
            ref = store(passkey, wrap)
            activity.note(passkey.uid, activity.DEVICE_LINKED if linked else activity.PASSKEY_ADDED)
    except IntegrityError:
        raise Refused("already-exists", reason="passkey is there already") from None
    return ref


def of(uid: bytes) -> list[Any]:
    """This person's passkeys, oldest first."""
    return list(Credential.select().where(Credential.account == uid).order_by(Credential.created_on, Credential.ref))


def remove(uid: bytes, ref: bytes) -> list[bytes]:
    """Delete a passkey with its wrap; return the token hashes of the sessions that ended with it."""
    with database.atomic():
        Account.hold(uid)
        left = {bytes(row.ref) for row in of(uid)}
        if ref not in left:
            raise Refused("not-found")
        left.discard(ref)
        opens = set(vaults.wrapped_refs(uid))
        # A passkey without a wrap signs in and opens nothing, so it does not replace the last one that does.
        if not left or (ref in opens and not (opens & left) and not recovery.exists(uid)):
            raise Refused("last-way-in")
        ended = [bytes(row.token_hash) for row in Session.select().where(Session.credential == ref)]
        Wrap.delete().where((Wrap.account == uid) & (Wrap.kind == vaults.PASSKEY) & (Wrap.ref == ref)).execute()
        # Its sessions go with it, by the foreign key.
        Credential.delete().where(Credential.ref == ref).execute()
        activity.note(uid, activity.PASSKEY_REMOVED)
        journal.write(journal.passkey_removed(ref))
    return ended
