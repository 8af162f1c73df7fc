"""What whoever runs the server can do to accounts: count them, and sign one out everywhere. Its owner is always told.

Nothing here reads a word, signs in or resets. Passkeys, code, vault and notes stay: the person signs in again.
"""

from __future__ import annotations

from typing import NamedTuple

from server import activity, clock, invites, journal, spaces
from server.db import database
from server.models import Account, Challenge, Envelope, Invite, Permit, Session, Space


class Totals(NamedTuple):
    """How much of everything there is, about nobody."""

    accounts: int
    open_spaces: int
    ended_spaces: int
    envelopes: int


def totals() -> Totals:
    """Counted now; `open_spaces` and `ended_spaces` are those of two."""
    shared = Space.select().where(Space.kind == spaces.SHARED)
    return Totals(
        Account.select().count(),
        shared.where(Space.ended_seq.is_null()).count(),
        shared.where(Space.ended_seq.is_null(False)).count(),
        Envelope.select().count(),
    )


def revoke(uid: bytes) -> bool:
    """End every session of a person and all they had begun; False when there is no such account.

    The live streams are in another process, which ends them itself (`sessions.end_gone`).
    """
    with database.atomic():
        Account.hold(uid)
        if not Account.update(revoked_on=clock.today()).where(Account.uid == uid).execute():
            return False
        end_all(uid)
        activity.note(uid, activity.OPERATOR_REVOKED)
        journal.write(journal.revoked(uid))
    return True


def end_all(uid: bytes) -> None:
    """Sessions with their verifications, and what could become one. Call inside a transaction."""
    Session.delete().where(Session.account == uid).execute()
    Challenge.delete().where(Challenge.uid == uid).execute()
    Permit.delete().where(Permit.account == uid).execute()
    # A handshake that hands this account to another device, or was begun by whoever held the phone.
    begun = Invite.payload.is_null() | (Invite.purpose == invites.LINK)
    Invite.delete().where((Invite.host == uid) & begun).execute()
