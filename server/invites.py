"""The mailbox of the handshake: two people put what the other must read, and the server can open none of it.

A burned invite is a deleted row, so burned, unknown, expired and foreign are one answer by construction.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, cast

from peewee import IntegrityError

from server import clock, permits, spaces
from server.db import database, locked
from server.models import Account, Invite, Space
from server.problems import Refused

PAIR, LINK, RENEW = 1, 2, 3
# A link travels; two phones that lie beside each other need less.
LIFE_SECONDS = {PAIR: 72 * 3600, LINK: 600, RENEW: 600}
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
    if purpose not in LIFE_SECONDS:
        raise Refused("invalid-request", "There is no such handshake.")
    now, life = clock.now(), LIFE_SECONDS.get(purpose, 0)
    try:
        with database.atomic():
            _lock_people(uid)
            Invite.delete().where(Invite.expires_at <= now).execute()
            mine = Invite.get_or_none((Invite.host == uid) & Invite.payload.is_null())
            if mine is not None:
                if (bytes(mine.iid), mine.purpose) == (iid, purpose):
                    return int(mine.expires_at) - now
                raise Refused("invite-open")
            if purpose == PAIR and spaces.is_paired(uid):
                raise Refused("already-paired")
            space_id = _space_to_renew(uid) if purpose == RENEW else None
            Invite.insert(iid=iid, purpose=purpose, host=uid, space_id=space_id, expires_at=now + life).execute()
            # A mailbox that ended under this name, in whichever way, took its permit with it.
            permits.end(iid)
    except IntegrityError:
        raise Refused("already-exists", reason="invite id is taken") from None
    return life


def _space_to_renew(uid: bytes) -> bytes:
    """The open shared space of two, if no other handshake renews it now. Whatever an earlier one left waiting ends."""
    shared = spaces.shared(uid)
    if shared is None:
        raise Refused("not-found", "There are no two of you whose keys could be new.")
    # Both could begin at once: whoever holds the space's row decides.
    list(locked(Space.select(Space.id).where(Space.id == shared.id)).tuples())
    here = (Invite.purpose == RENEW) & (Invite.space_id == shared.id)
    if Invite.select(1).where(here & Invite.payload.is_null()).exists():
        raise Refused("invite-open")
    return shared.id


def read(uid: bytes, iid: bytes) -> Mailbox:
    """The mailbox as its host or its guest sees it."""
    invite = find(iid)
    if invite is None:
        raise Refused(GONE)
    if invite.host_uid == uid:
        return Mailbox("host", state_of(invite), {"bpub": invite.bpub, "mb": invite.mb})
    if invite.guest_uid == uid:
        names = ("apub", "na", "ma", "payload", "space_id")
        return Mailbox("guest", state_of(invite), {name: getattr(invite, name) for name in names})
    raise Refused(GONE)


def answer(uid: bytes, iid: bytes, bpub: bytes, mb: bytes) -> None:
    """The first answer of somebody else wins; the same again from the same person is fine.

    Only the other one of the two answers a renewal; a link of one's own device is not answered here at all.
    """
    with database.atomic():
        invite = find(iid, lock=True)
        if invite is not None and invite.guest_uid == uid and (invite.bpub, invite.mb) == (bpub, mb):
            return
        renews = invite is not None and invite.purpose == RENEW and spaces.is_member(uid, invite.space_id)
        # Asked before anything depends on the invite, so that a paired person cannot test which ones exist.
        if not renews and spaces.is_paired(uid):
            raise Refused("already-paired")
        open_to_me = renews or (invite is not None and invite.purpose == PAIR)
        if not open_to_me or invite.host_uid == uid or invite.guest_uid is not None:
            raise Refused(GONE)
        Invite.update(guest=uid, bpub=bpub, mb=mb).where(Invite.iid == iid).execute()


def reveal(uid: bytes, iid: bytes, apub: bytes, na: bytes, ma: bytes) -> None:
    """The host opens its commitment, once somebody has answered."""
    with database.atomic():
        invite = find_hosted(uid, iid)
        if invite.bpub is None:
            raise Refused("invalid-request", "Nobody has answered that invitation yet.")
        if invite.apub is not None:
            if (invite.apub, invite.na, invite.ma) != (apub, na, ma):
                raise Refused("already-exists")
            return
        Invite.update(apub=apub, na=na, ma=ma).where(Invite.iid == iid).execute()


def hand_over(uid: bytes, iid: bytes, payload: bytes, space_id: bytes | None, archive: Sequence[bytes]) -> list[bytes]:
    """Store the sealed keys; the same bytes again are fine. Returns the people who share a new space from here on.

    Only pairing names a space, makes its two members in the same transaction, and may let the new person read
    (`archive`) what ended between the host and somebody who lost everything.
    """
    with database.atomic():
        invite = find_hosted(uid, iid)
        if invite.apub is None:
            raise Refused("invalid-request", "The pictures were not compared yet.")
        if (space_id is None) is (invite.purpose == PAIR) or (archive and invite.purpose != PAIR):
            raise Refused("invalid-request", "These are not the keys of this handshake.")
        people = [uid, invite.guest_uid] if invite.purpose == PAIR else []
        if invite.payload is not None:
            if invite.payload != payload or (people and invite.space_id != space_id):
                raise Refused("already-exists")
            return people
        fields: dict[str, Any] = {"payload": payload}
        if people:
            # Two invites of one person could meet here; whoever comes second sees the first one's space.
            _lock_people(*people)
            if any(spaces.is_paired(person) for person in people):
                raise Refused("already-paired")
            fields["space_id"] = space_id
            spaces.create(cast(bytes, space_id), spaces.SHARED, people)
            spaces.let_read(invite.guest_uid, uid, archive)
        # The guest may open the app again only after a long journey; a device that is linked lies here.
        fields["expires_at"] = clock.now() + (permits.SECONDS if invite.purpose == LINK else KEPT_SECONDS)
        Invite.update(**fields).where(Invite.iid == iid).execute()
    return people


def burn(uid: bytes, iid: bytes) -> None:
    """Close the invite for good, silently, whether it was there or not.

    Once the keys are in the mailbox the host cannot take them out: the guest is a member by then and must be able to
    read.
    """
    # A device that was to be linked has a permit at most, and that ends here too.
    still_mine = (Invite.host == uid) & (Invite.payload.is_null() | (Invite.purpose == LINK))
    Invite.delete().where((Invite.iid == iid) & ((Invite.guest == uid) | still_mine)).execute()


def burn_open(uid: bytes) -> None:
    """Close whatever invitation of mine is open: it was made on a device that I no longer have, say."""
    Invite.delete().where((Invite.host == uid) & Invite.payload.is_null()).execute()


def find(iid: bytes, lock: bool = False) -> Any:
    """The invite while it lives, its row locked if asked."""
    query = Invite.select().where((Invite.iid == iid) & (Invite.expires_at > clock.now()))
    return (locked(query) if lock else query).first()


def find_hosted(uid: bytes, iid: bytes) -> Any:
    invite = find(iid, lock=True)
    if invite is None or invite.host_uid != uid:
        raise Refused(GONE)
    return invite


def _lock_people(*uids: bytes) -> None:
    # In one order for everyone: two transactions that need the same two people wait instead of deadlocking.
    list(locked(Account.select(Account.uid).where(Account.uid.in_(uids)).order_by(Account.uid)).tuples())


def state_of(invite: Any) -> str:
    if invite.payload is not None:
        return DONE
    if invite.apub is not None:
        return REVEALED
    return OPEN if invite.bpub is None else ANSWERED
