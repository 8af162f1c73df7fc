"""The end of an account, in two speeds: every access ends at once; what is stored goes after seven days, or now."""

from __future__ import annotations

import datetime as dt

from server import activity, clock, journal, spaces, taking_back
from server.db import database, rows
from server.models import Account, Envelope, Invite, Permit, Session, Space
from server.problems import Refused

KEPT_DAYS = taking_back.PURGE_AFTER_DAYS


def leave_all(uid: bytes, take_back: bool = False) -> list[bytes]:
    """Leave every shared space that is open; returns them: the caller ends their streams before anything else.

    `take_back`: what this person wrote is taken back, also in those that had ended before.
    """
    shared = [space for space in spaces.of(uid) if space.kind == spaces.SHARED]
    for space in shared:
        if take_back or space.ended_seq is None:
            spaces.leave(uid, space.id, take_back)
    return [space.id for space in shared if space.ended_seq is None]


def begin(uid: bytes) -> list[bytes]:
    """Sign a person out everywhere and mark the account for erasing; returns the token hashes that ended.

    Passkeys and code still open the door for seven days, so that `keep` can be called. A second time changes no day.
    """
    with database.atomic():
        Account.hold(uid)
        ended = _tokens(uid)
        first = (Account.uid == uid) & Account.ending_on.is_null()
        Account.update(ending_on=clock.today()).where(first).execute()
        Session.delete().where(Session.account == uid).execute()
        Permit.delete().where(Permit.account == uid).execute()
        Invite.delete().where((Invite.host == uid) | (Invite.guest == uid)).execute()
        activity.note(uid, activity.ACCOUNT_ENDING)
        journal.write(journal.account_ending(uid))
    return ended


def kept_until(uid: bytes) -> dt.date | None:
    """The last day on which an account that is ending can be kept; None for one that is not ending."""
    ending_on = Account.get(Account.uid == uid).ending_on
    return ending_on and ending_on + dt.timedelta(days=KEPT_DAYS)


def keep(uid: bytes) -> None:
    """Do not end it after all; `not-found` once the seven days are over, whether the purge was late or not.

    What was left or taken back meanwhile stays so.
    """
    with database.atomic():
        Account.hold(uid)
        last = kept_until(uid)
        if last is not None and last < clock.today():
            raise Refused("not-found", "The seven days are over.")
        if last is not None:
            Account.update(ending_on=None).where(Account.uid == uid).execute()
            activity.note(uid, activity.ACCOUNT_KEPT)
            journal.write(journal.account_kept(uid))


def delete(uid: bytes, take_back: bool) -> list[bytes]:
    """Delete a person: passkeys, wraps, vault, code, sessions, private spaces. Returns the token hashes that ended.

    What they wrote into shared spaces stays with the other, or (`take_back`) loses its bytes now; the places stay, and
    of the person only the slot.
    """
    with database.atomic():
        Account.hold(uid)
        ended = _tokens(uid)
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
            Space.update(left=Space.left.bin_or(1 << space.slot)).where(Space.id == space.id).execute()
    Account.delete().where(Account.uid == uid).execute()


def purge(today: dt.date) -> list[bytes]:
    """Delete every account whose seven days are over; returns the token hashes that ended.

    A shared space that somebody began while their account was ending is left where it stands.
    """
    last = (today - dt.timedelta(days=KEPT_DAYS)).isoformat()
    ended: list[bytes] = []
    for (uid,) in rows("SELECT uid FROM account WHERE ending_on < ?", last):
        leave_all(uid)
        ended += delete(uid, take_back=False)
    return ended


def _tokens(uid: bytes) -> list[bytes]:
    return [bytes(row.token_hash) for row in Session.select(Session.token_hash).where(Session.account == uid)]
