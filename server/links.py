"""Linking a device of one's own: the other side of its mailbox has no account yet, only a browser with a cookie.

Unknown, burned, expired, foreign and for another purpose are one answer, as for every invite.
"""

from __future__ import annotations

from typing import Any

from server import permits
from server.db import database
from server.invites import GONE, LINK, Mailbox, find, find_hosted, state_of
from server.models import Account, Invite
from server.problems import Refused


def answer(browser: bytes, iid: bytes, bpub: bytes, mb: bytes) -> None:
    """The first browser that answers wins; the same again from the same browser is fine."""
    with database.atomic():
        invite = _link(iid, lock=True)
        if invite is not None and invite.browser == browser and (invite.bpub, invite.mb) == (bpub, mb):
            return
        if invite is None or invite.browser is not None:
            raise Refused(GONE)
        Invite.update(browser=browser, bpub=bpub, mb=mb).where(Invite.iid == iid).execute()


def read(browser: bytes, iid: bytes) -> Mailbox:
    """The mailbox as the browser that answered sees it."""
    invite = _mine(browser, iid)
    return Mailbox("guest", state_of(invite), {name: getattr(invite, name) for name in ("apub", "na", "ma", "payload")})


def burn(browser: bytes, iid: bytes) -> None:
    """Close the mailbox, whether it was there or not; its permit ends with it."""
    if browser:
        link = (Invite.purpose == LINK) & (Invite.browser == browser)
        Invite.delete().where((Invite.iid == iid) & link).execute()


def enrol(uid: bytes, iid: bytes) -> bytes:
    """32 bytes that let the other side register one passkey of mine, once the pictures could be compared."""
    with database.atomic():
        Account.hold(uid)
        invite = find_hosted(uid, iid)
        if invite.purpose != LINK:
            raise Refused(GONE)
        if invite.apub is None or invite.payload is not None:
            raise Refused("invalid-request", "The pictures were not compared yet, or the keys are there already.")
        return permits.make(uid, iid)


def _link(iid: bytes, lock: bool = False) -> Any:
    invite = find(iid, lock)
    return invite if invite is not None and invite.purpose == LINK else None


def _mine(browser: bytes, iid: bytes) -> Any:
    invite = _link(iid)
    # A browser without a name is nobody's.
    if invite is None or not browser or invite.browser != browser:
        raise Refused(GONE)
    return invite
