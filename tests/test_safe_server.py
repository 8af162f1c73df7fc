"""Two people in any order of events: nobody's act touches the other's words, and what was taken back stays away.

UNSAID_SAFE_EXAMPLES is the number of lives; `make fuzz` lives a thousand.
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from dataclasses import dataclass, field
from typing import Any

import pytest
from authenticator import b64
from conftest import Clock, Person, vault_bytes
from courier_client import envelope, to_text
from flask import Flask
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from server import accounts, clock, db, guards, sessions, spaces
from server.ceremonies import Registered
from server.models import Account, Envelope, Session, Space

EXAMPLES = int(os.environ.get("UNSAID_SAFE_EXAMPLES", "25"))
NOTES, WHENS = st.sampled_from(("stay", "take_back")), st.sampled_from(("in_seven_days", "now"))
who = st.sampled_from((0, 1))
steps = st.one_of(
    # Written thrice: a draw that seldom writes finds nothing out.
    *[st.tuples(st.just("write"), who, st.booleans())] * 3,
    *[st.tuples(st.just(verb), who, st.integers(0, 30)) for verb in ("take_back", "put_back", "purge")],
    st.tuples(st.just("purge"), who, st.none()),
    st.tuples(st.just("leave"), who, NOTES),
    st.tuples(st.just("end"), who, st.tuples(NOTES, WHENS)),
    st.tuples(st.sampled_from(("keep", "come_back")), who, st.none()),
    st.tuples(st.just("days"), who, st.integers(1, 9)),
)


@dataclass
class Note:
    """What a note's two people know of it. `taken` = the day it was taken back; `late` = after the end."""

    space: bytes
    slot: int
    msg_id: bytes
    bytes: bytes
    taken: dt.date | None = None
    purged: bool = False
    late: bool = False


@dataclass
class Somebody:
    """One of the two. Sessions and fingers are given without a ceremony: thousands of lives are lived here."""

    app: Flask
    slot: int
    uid: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    private: bytes = field(default_factory=lambda: secrets.token_bytes(16))
    device: bytes = field(default_factory=lambda: secrets.token_bytes(8))
    written: int = 0
    token_hash: bytes = b""

    def __post_init__(self) -> None:
        passkey = Registered(self.uid, secrets.token_bytes(32), b"", 0, True, True, "", "")
        self.ref = accounts.create(passkey, self.private, None, vault_bytes(), None)
        self.sign_in()

    def sign_in(self) -> None:
        token, today = secrets.token_urlsafe(32), clock.today()
        self.token_hash = sessions.hash_of(token)
        more = {"created_on": today, "last_used_on": today, "expires_at": clock.now() + 10**8, "device": ""}
        row = {
            "token_hash": self.token_hash,
            "id": secrets.token_bytes(16),
            "account": self.uid,
            "credential": self.ref,
        }
        Session.insert(**row, **more).execute()
        self.person = Person(self.app.test_client())
        cookie = self.app.session_interface.get_signing_serializer(self.app).dumps({"_user_id": token})
        self.person.client.set_cookie("__Host-session", cookie, domain="unsaid.test", secure=True)

    @property
    def exists(self) -> bool:
        return Account.select().where(Account.uid == self.uid).exists()

    @property
    def signed_in(self) -> bool:
        return Session.select().where(Session.token_hash == self.token_hash).exists()

    def confirm(self, purpose: str) -> None:
        if self.signed_in:
            guards.mark_fresh(self.token_hash, purpose)

    def sync(self, **changes: Any) -> Any:
        wanted = {"spaces": [], "put": [], "erase": [], "restore": [], **changes}
        reply = self.person.post("/api/sync", wanted)
        assert reply.status_code in (200, 401), reply.json
        return reply.json if reply.status_code == 200 else None


class Life:
    """Two people, what they share, and what must be true of it."""

    def __init__(self, app: Flask, turned: Clock) -> None:
        self.turned, self.shared = turned, secrets.token_bytes(16)
        self.two = [Somebody(app, slot) for slot in (0, 1)]
        self.notes: list[Note] = []
        self.left: set[int] = set()
        with db.database.atomic():
            spaces.create(self.shared, spaces.SHARED, [one.uid for one in self.two])

    @property
    def ended(self) -> int | None:
        return Space.get(Space.id == self.shared).ended_seq

    def write(self, me: Somebody, private: bool) -> None:
        space, slot = (me.private, 0) if private else (self.shared, me.slot)
        me.written += 1
        raw, ended = envelope(space, slot, me.device, me.written), self.ended
        answer = me.sync(put=[to_text(raw)])
        if answer and answer["put"][0]["outcome"] == "accepted":
            assert private or ended is None, "nothing is put after the end"
            self.notes.append(Note(space, me.slot, raw[39:55], raw))

    def _note(self, choice: int) -> Note | None:
        return self.notes[choice % len(self.notes)] if self.notes else None

    def take_back(self, me: Somebody, choice: int) -> None:
        if note := self._note(choice):
            answer = me.sync(erase=[to_text(note.msg_id)])
            outcome = answer and answer["erase"][0]["outcome"]
            assert outcome != "accepted" or (note.slot == me.slot and note.taken is None)
            assert note.slot != me.slot or outcome in (None, "accepted", "duplicate"), "one's own can be taken back"
            if outcome == "accepted":
                self._taken(note)

    def put_back(self, me: Somebody, choice: int) -> None:
        if note := self._note(choice):
            answer = me.sync(restore=[to_text(note.msg_id)])
            if answer and answer["restore"][0]["outcome"] == "accepted":
                assert note.slot == me.slot, "only one's own comes back"
                assert note.taken is not None
                assert not note.purged, "what is gone for good does not come back"
                assert clock.today() - note.taken <= dt.timedelta(days=7), "nor after seven days"
                assert note.space != self.shared or self.ended is None, "nor where all has ended"
                note.taken, note.late = None, False

    def purge(self, me: Somebody, choice: int | None) -> None:
        me.confirm("purge")
        note = None if choice is None else self._note(choice)
        wanted = [one for one in self.notes if one.slot == me.slot and one.taken and (choice is None or one is note)]
        names = None if choice is None else [to_text(note.msg_id)] if note else []
        if me.person.post("/api/purge", {"msg_ids": names}).status_code == 204:
            for one in wanted:
                one.purged = True

    def leave(self, me: Somebody, notes: str) -> None:
        first = self.ended is None
        if me.person.post(f"/api/spaces/{to_text(self.shared)}/leave", {"notes": notes}).status_code == 204:
            self._left(me, notes, first)

    def end(self, me: Somebody, how: tuple[str, str]) -> None:
        me.confirm("account_delete")
        first, (notes, when) = self.ended is None, how
        if me.person.delete("/api/account", {"notes": notes, "when": when}).status_code == 204:
            assert not me.signed_in, "access ends at once"
            self._left(me, notes, first)
            for one in self.notes:
                one.purged |= when == "now" and notes == "take_back" and one.slot == me.slot

    def _left(self, me: Somebody, notes: str, first: bool) -> None:
        self.left |= {me.slot} if first or notes == "take_back" else set()
        for one in self.notes:
            if notes == "take_back" and one.slot == me.slot and one.space == self.shared and one.taken is None:
                self._taken(one)

    def _taken(self, note: Note) -> None:
        note.taken, note.late = clock.today(), note.space == self.shared and self.ended is not None
        self.left |= {note.slot} if note.late else set()

    def keep(self, me: Somebody, _: None) -> None:
        me.person.post("/api/account/keep")

    def come_back(self, me: Somebody, _: None) -> None:
        if me.exists and not me.signed_in:
            me.sign_in()

    def days(self, me: Somebody, count: int) -> None:
        self.turned.advance(days=count)
        me.sync()

    def rows_of(self, one: Somebody) -> list[tuple[Any, ...]]:
        """Every stored word of a person, without the bytes whose seven days are over."""
        mine = ((Envelope.space == self.shared) & (Envelope.slot == one.slot)) | (Envelope.space == one.private)
        stored = Envelope.select().where(mine).order_by(Envelope.space, Envelope.seq).tuples()
        due = clock.today() - dt.timedelta(days=7)
        return [(*row[:6], None if row[7] and row[7] < due else row[6], row[7]) for row in stored]

    def live(self, verb: str, slot: int, what: Any) -> None:
        me, other = self.two[slot], self.two[1 - slot]
        if verb == "days":
            # Whoever's account ends with these days loses what they had for themselves: by their own act.
            self.days(me, what)
        else:
            before, ended = self.rows_of(other), self.ended
            getattr(self, verb)(me, what)
            assert self.rows_of(other) == before, "nobody's act touches the other's words"
            assert ended is None or self.ended == ended
        self.check()

    def check(self) -> None:
        space = Space.get(Space.id == self.shared)
        places = list(Envelope.select().where(Envelope.space == self.shared).order_by(Envelope.seq))
        assert [row.seq for row in places] == list(range(1, space.head + 1)), "places are never lost"
        assert space.ended_seq in (None, space.head)
        assert space.ended_seq is not None or not self.left
        assert spaces.slots(space.left) == sorted(self.left)
        for viewer in self.two:
            answer = viewer.sync(spaces=[{"id": to_text(self.shared), "since": 0, "incarnation": None}])
            if answer:
                shown = {item["msg_id"]: item["bytes"] for item in answer["spaces"][0]["items"]}
                for note in self.notes:
                    if note.space == self.shared:
                        self.check_shown(viewer, note, shown[to_text(note.msg_id)])

    def check_shown(self, viewer: Somebody, note: Note, shown: str | None) -> None:
        assert shown in (None, b64(note.bytes)), "never other words"
        if note.taken is None:
            assert shown is not None, "what nobody took back is there"
        elif viewer.slot != note.slot:
            assert shown is None, "what was taken back is not"
        elif note.purged:
            assert shown is None
        elif clock.today() - note.taken <= dt.timedelta(days=7):
            assert shown is not None, "its writer has it for seven days"


@pytest.fixture
def born(app, turned):
    """Begin a life; one connection for all of it, as a request would have."""
    with db.connection():
        yield lambda: Life(app, turned)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=st.lists(steps, min_size=5, max_size=30))
@example(
    script=[("write", 0, False), ("write", 1, False), ("take_back", 0, 1), ("leave", 0, "stay"), ("take_back", 1, 1)]
)
@example(
    script=[("write", 0, False), ("end", 0, ("take_back", "in_seven_days")), ("days", 1, 9), ("come_back", 0, None)]
)
@example(script=[("write", 0, False), ("take_back", 0, 0), ("days", 1, 8), ("put_back", 0, 0), ("write", 1, False)])
def test_s3_in_any_order_nobodys_words_are_touched_and_nothing_taken_back_returns(born, script):
    life = born()
    for step in script:
        event(step[0])
        life.live(*step)


def test_the_lives_have_eyes(born, monkeypatch):
    """The control: a server that would let the other take words back is found out."""
    from server import taking_back

    life = born()
    life.live("write", 0, False)
    monkeypatch.setattr(taking_back, "_OWN_BY_MSG_ID", taking_back._OWN_BY_MSG_ID.replace("AND e.slot = m.slot", ""))
    with pytest.raises(AssertionError):
        life.live("take_back", 1, 0)
