"""The mailbox of the handshake: two people put what the other must read, and the server can open none of it.

A burned invite is a deleted row, so burned, unknown, expired and foreign are one answer by construction.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from peewee import IntegrityError

from server import clock, spaces
from server.db import database, locked
from server.models import Account, Invite
from server.problems import Refused

PAIR = 1
LIFE_SECONDS = 72 * 3600
KEPT_SECONDS = 90 * 24 * 3600
OPEN, ANSWERED, REVEALED, DONE = "open", "answered", "revealed", "done"
GONE = "invite-gone"


class Mailbox(NamedTuple):
    """What one side may read. Fields of the other side's view are absent, not null."""

    side: str
    state: str
    letters: dict[str, bytes | None]


def open_invite(uid: bytes, iid: bytes, purpose: int) -> int:
    """Make the invite and return the seconds it lives. The same call again is the same invite."""
    if purpose != PAIR:
        raise Refused("invalid-request", "Only an invitation for two people can be made here.")
    now = clock.now()
    try:
        with database.atomic():
            _lock_people(uid)
            Invite.delete().where(Invite.expires_at <= now).execute()
            mine = Invite.get_or_none((Invite.host == uid) & Invite.payload.is_null())
            if mine is not None:
                if bytes(mine.iid) == iid:
                    return int(mine.expires_at) - now
                raise Refused("invite-open")
            if spaces.is_paired(uid):
                raise Refused("already-paired")
            Invite.insert(iid=iid, purpose=purpose, host=uid, expires_at=now + LIFE_SECONDS).execute()
    except IntegrityError:
        raise Refused("already-exists", reason="invite id is taken") from None
    return LIFE_SECONDS


def read(uid: bytes, iid: bytes) -> Mailbox:
    """The mailbox as its host or its guest sees it."""
    invite = _find(iid)
    if invite is None:
        raise Refused(GONE)
    if invite.host_uid == uid:
        return Mailbox("host", _state(invite), {"bpub": invite.bpub, "mb": invite.mb})
    if invite.guest_uid == uid:
        names = ("apub", "na", "ma", "payload", "space_id")
        return Mailbox("guest", _state(invite), {name: getattr(invite, name) for name in names})
    raise Refused(GONE)


def answer(uid: bytes, iid: bytes, bpub: bytes, mb: bytes) -> None:
    """The first answer of somebody else wins; the same again from the same person is fine."""
    with database.atomic():
        invite = _find(iid, lock=True)
        if invite is not None and invite.guest_uid == uid and (invite.bpub, invite.mb) == (bpub, mb):
            return
        # Asked before anything depends on the invite, so that a paired person cannot test which ones exist.
        if spaces.is_paired(uid):
            raise Refused("already-paired")
        if invite is None or invite.host_uid == uid or invite.guest_uid is not None:
            raise Refused(GONE)
        Invite.update(guest=uid, bpub=bpub, mb=mb).where(Invite.iid == iid).execute()


def reveal(uid: bytes, iid: bytes, apub: bytes, na: bytes, ma: bytes) -> None:
    """The host opens its commitment, once somebody has answered."""
    with database.atomic():
        invite = _find_hosted(uid, iid)
        if invite.bpub is None:
            raise Refused("invalid-request", "Nobody has answered that invitation yet.")
        if invite.apub is not None:
            if (invite.apub, invite.na, invite.ma) != (apub, na, ma):
                raise Refused("already-exists")
            return
        Invite.update(apub=apub, na=na, ma=ma).where(Invite.iid == iid).execute()


def pair(uid: bytes, iid: bytes, payload: bytes, space_id: bytes) -> list[bytes]:
    """Store the sealed keys and make the two members of a new shared space, in one transaction; return both people."""
    with database.atomic():
        invite = _find_hosted(uid, iid)
        if invite.apub is None:
            raise Refused("invalid-request", "The two of you have not compared your pictures yet.")
        people = [uid, invite.guest_uid]
        if invite.payload is not None:
            if (invite.payload, invite.space_id) != (payload, space_id):
                raise Refused("already-exists")
            return people
        # Two invites of one person could meet here; whoever comes second sees the first one's space.
        _lock_people(*people)
        if any(spaces.is_paired(person) for person in people):
            raise Refused("already-paired")
        spaces.create(space_id, spaces.SHARED, people)
        # The guest is a member from here on, and may open the app again only after a long journey.
        kept_until = clock.now() + KEPT_SECONDS
        Invite.update(payload=payload, space_id=space_id, expires_at=kept_until).where(Invite.iid == iid).execute()
    return people


def burn(uid: bytes, iid: bytes) -> None:
    """Close the invite for good, silently, whether it was there or not.

    Once the keys are in the mailbox the host cannot take them out: the guest is a member by then and must be able to
    read.
    """
    mine = (Invite.guest == uid) | ((Invite.host == uid) & Invite.payload.is_null())
    Invite.delete().where((Invite.iid == iid) & mine).execute()


def burn_open(uid: bytes) -> None:
    """Close whatever invitation of mine is open: it was made on a device that I no longer have, say."""
    Invite.delete().where((Invite.host == uid) & Invite.payload.is_null()).execute()


def _find(iid: bytes, lock: bool = False) -> Any:
    query = Invite.select().where((Invite.iid == iid) & (Invite.expires_at > clock.now()))
    return (locked(query) if lock else query).first()


def _find_hosted(uid: bytes, iid: bytes) -> Any:
    invite = _find(iid, lock=True)
    if invite is None or invite.host_uid != uid:
        raise Refused(GONE)
    return invite


def _lock_people(*uids: bytes) -> None:
    # In one order for everyone: two transactions that need the same two people wait instead of deadlocking.
    list(locked(Account.select(Account.uid).where(Account.uid.in_(uids)).order_by(Account.uid)).tuples())


def _state(invite: Any) -> str:
    if invite.payload is not None:
        return DONE
    if invite.apub is not None:
        return REVEALED
    return OPEN if invite.bpub is None else ANSWERED
