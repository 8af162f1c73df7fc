"""After an older copy of the database was put back: nobody stays signed in, and what was undone since is undone again.

Phones notice by the new incarnations; each fetches everything anew and sends again what the copy lacks.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any, NamedTuple

from server import activity, clock, ending, operating, vaults
from server.base64url import decode
from server.db import database, rows
from server.journal import Line, hashed
from server.models import (
    Account,
    Challenge,
    Credential,
    Envelope,
    Invite,
    Permit,
    Recovery,
    Session,
    Space,
    Vault,
    Verification,
    Wrap,
)


class Restored(NamedTuple):
    """How many people there are, lines were followed, lines could not be read, and people have no way in."""

    people: int
    followed: int
    unreadable: int
    without_a_way_in: int


def restore(lines: Iterable[Line | None]) -> Restored:
    """Make an older copy safe to serve, in one transaction; again does no harm. `lines`: the journal, in order."""
    with database.atomic():
        for (space_id,) in rows("SELECT id FROM space"):
            Space.update(incarnation=secrets.token_bytes(16)).where(Space.id == space_id).execute()
        for table in (Verification, Challenge, Permit, Session):
            table.delete().execute()
        Invite.delete().where(Invite.payload.is_null()).execute()
        Vault.update(restored=Vault.gen).where(Vault.restored.is_null() | (Vault.restored < Vault.gen)).execute()
        replay = _Replay()
        outcomes = [line is not None and replay.follow(line) for line in lines]
        people = {bytes(uid) for (uid,) in rows("SELECT uid FROM account")}
        for uid in people:
            activity.note(uid, activity.RESTORED)
        ways_in = {bytes(uid) for (uid,) in rows("SELECT uid FROM credential UNION SELECT uid FROM recovery")}
    return Restored(len(people), sum(outcomes), len(outcomes) - sum(outcomes), len(people - ways_in))


class _Replay:
    """Follows the journal. A line about what the copy does not hold changes nothing."""

    def __init__(self) -> None:
        self.people = {hashed(bytes(row.uid)): bytes(row.uid) for row in Account.select(Account.uid)}
        self.codes = {hashed(bytes(row.rec_id)): bytes(row.rec_id) for row in Recovery.select(Recovery.rec_id)}

    def follow(self, line: Line) -> bool:
        """False for a line that is not of the agreed form."""
        try:
            match line:
                case {"did": "erased" | "put_back" | "purged" as did, "space": str(space), "msg": str(msg)}:
                    _note(did, decode(space), decode(msg))
                case {"did": "ended" | "let_go" as did, "space": str(space)}:
                    _end(did, decode(space), line.get("slot"))
                case {"did": "epoch", "space": str(space), "epoch": int(epoch)}:
                    Space.update(epoch=epoch).where((Space.id == decode(space)) & (Space.epoch < epoch)).execute()
                case {"did": "passkey_removed", "ref": str(ref)}:
                    _remove_passkey(decode(ref))
                case {"did": "code_ended", "code": str(code)}:
                    self._end_code(code)
                case {"did": "keys_renewed", "who": str(who), "gen": int(gen)}:
                    self._renew(who, gen)
                case {"did": "account_deleted", "who": str(who), "take_back": bool(take_back)}:
                    if uid := self.people.get(who):
                        ending.erase(uid, take_back)
                case {"did": "revoked", "who": str(who)}:
                    self._revoke(who)
                case {"did": "account_ending" | "account_kept" as did, "who": str(who)}:
                    # The journal knows no day: the seven begin anew.
                    day = clock.today() if did == "account_ending" else None
                    Account.update(ending_on=day).where(Account.uid == self.people.get(who)).execute()
                case _:
                    return False
        except ValueError:
            return False
        return True

    def _end_code(self, code: str) -> None:
        for (uid,) in rows("SELECT uid FROM recovery WHERE rec_id = ?", self.codes.get(code)):
            Recovery.delete().where(Recovery.account == uid).execute()
            Wrap.delete().where((Wrap.account == uid) & (Wrap.kind == vaults.RECOVERY)).execute()

    def _renew(self, who: str, gen: int) -> None:
        uid = self.people.get(who)
        Vault.update(restored=gen).where((Vault.account == uid) & (Vault.restored < gen)).execute()
        Wrap.delete().where((Wrap.account == uid) & (Wrap.gen < gen)).execute()

    def _revoke(self, who: str) -> None:
        uid = self.people.get(who)
        # The day is not known any more; that it happened is.
        untold = (Account.uid == uid) & Account.revoked_on.is_null()
        if uid and Account.update(revoked_on=clock.today()).where(untold).execute():
            operating.end_all(uid)
            activity.note(uid, activity.OPERATOR_REVOKED)


def _end(did: str, space_id: bytes, slot: Any) -> None:
    """`ended`, or `let_go` with everything of the slot. Lines of before slots were named end the space alone."""
    Space.update(ended_seq=Space.head).where((Space.id == space_id) & Space.ended_seq.is_null()).execute()
    if slot not in (0, 1):
        return
    Space.update(left=Space.left.bin_or(1 << slot)).where(Space.id == space_id).execute()
    if did == "let_go":
        standing = (Envelope.space == space_id) & (Envelope.slot == slot) & Envelope.erased_on.is_null()
        Envelope.update(erased_on=clock.today()).where(standing).execute()


def _note(did: str, space_id: bytes, msg_id: bytes) -> None:
    this = (Envelope.space == space_id) & (Envelope.msg_id == msg_id)
    if did == "put_back":
        Envelope.update(erased_on=None).where(this & Envelope.bytes.is_null(False)).execute()
        return
    Envelope.update(erased_on=clock.today()).where(this & Envelope.erased_on.is_null()).execute()
    for (slot,) in rows("SELECT slot FROM envelope WHERE space_id = ? AND msg_id = ?", space_id, msg_id):
        ended = (Space.id == space_id) & Space.ended_seq.is_null(False)
        Space.update(left=Space.left.bin_or(1 << slot)).where(ended).execute()
    if did == "purged":
        Envelope.update(bytes=None).where(this).execute()


def _remove_passkey(ref: bytes) -> None:
    Wrap.delete().where((Wrap.kind == vaults.PASSKEY) & (Wrap.ref == ref)).execute()
    Credential.delete().where(Credential.ref == ref).execute()
