"""S1 to S4 and S14 on the server: leaving at once and quietly, nobody's act on the other's words, what goes when."""

from __future__ import annotations

import os
import re
import threading
from typing import Any

import pytest
from authenticator import b64
from conftest import Person
from courier_client import envelope, exchange, letters, open_invite, pair, pull, put, to_bytes, to_text
from every_route import operations, purposes, send
from test_private_unobservable import reduced

from server import guards, live, sessions
from server.models import TABLES, Envelope, Invite, Member, Space

ADAS, BENS = b"a note of Ada's ", b"a note of Ben's "


@pytest.fixture
def two(turned, people):
    """Ada and Ben, who wrote twice each in what they share, and once for themselves."""
    return couple(people)


def couple(people) -> tuple[Person, Person, str]:
    ada, ben = people(2)
    space = pair(ada, ben)
    for slot, person, name in ((0, ada, ADAS), (1, ben, BENS)):
        put(person, *(envelope(to_bytes(space), slot, bytes([slot]) * 8, n, name[:-1] + bytes([n])) for n in (1, 2)))
        put(person, envelope(to_bytes(person.private_space)))
    return ada, ben, space


def leave(person: Person, space: str, notes: str = "stay") -> Any:
    reply = person.post(f"/api/spaces/{space}/leave", {"notes": notes})
    assert (reply.status_code, reply.data) == (204, b"")
    return reply


def of_slot(space: str, slot: int) -> list[tuple[Any, ...]]:
    """Every row of one writer, as it is stored."""
    query = Envelope.select().where((Envelope.space == to_bytes(space)) & (Envelope.slot == slot))
    return [tuple(row) for row in query.order_by(Envelope.seq).tuples()]


def served(person: Person, space: str) -> dict[str, bool]:
    """Of each note, whether its bytes are served, in both ways of reading."""
    page = {item["msg_id"]: item["bytes"] is not None for item in pull(person, space)["items"]}
    past = person.get(f"/api/spaces/{space}/history").json["items"]
    assert {item["msg_id"]: item["bytes"] is not None for item in past} == page
    return page


@pytest.mark.parametrize("notes", ["stay", "take_back"])
def test_s1_leaving_alone_ends_every_stream_before_it_answers(two, notes):
    ada, ben, space = two
    replies = [person.get("/api/live") for person in (ada, ben, ben.other_device())]
    streams = [reply.iter_encoded() for reply in replies]
    assert all(next(stream) for stream in streams)
    # One request: no finger, no reason, and nobody else is asked.
    leave(ada, space, notes)
    assert not live._by_session
    assert [list(stream) for stream in streams] == [[], [], []]
    for reply in replies:
        reply.close()


def test_s1_nothing_is_put_once_leaving_has_answered_however_many_write(two):
    ada, ben, space = two
    told: list[tuple[bool, str]] = []
    over, writing = threading.Event(), threading.Barrier(4)

    def write(person: Person, slot: int) -> None:
        copy, device = person.copy_of_browser(), os.urandom(8)
        writing.wait(10)
        for n in range(1, 16):
            late = over.is_set()
            [outcome] = put(copy, envelope(to_bytes(space), slot, device, n))
            told.append((late, outcome["outcome"]))

    writers = [threading.Thread(target=write, args=each) for each in ((ada, 0), (ben, 1), (ben, 1))]
    for writer in writers:
        writer.start()
    writing.wait(10)
    leave(ada, space)
    over.set()
    for writer in writers:
        writer.join(60)
    assert len(told) == 45
    assert {outcome for late, outcome in told if late} <= {"refused"}
    row = Space.get(Space.id == to_bytes(space))
    stored = Envelope.select().where(Envelope.space == row.id)
    assert row.head == row.ended_seq == stored.count() == 4 + sum(outcome == "accepted" for _, outcome in told)


def test_s1_leaving_and_taking_back_are_one_transaction(app, two):
    ada, ben, space = two
    app.config["UNSAID"].journal.mkdir()
    before = of_slot(space, 0), tuple(Space.select().where(Space.id == to_bytes(space)).tuples().get())
    assert ada.post(f"/api/spaces/{space}/leave", {"notes": "take_back"}).status_code == 500
    assert (of_slot(space, 0), tuple(Space.select().where(Space.id == to_bytes(space)).tuples().get())) == before
    assert all(served(ben, space).values())


def told_to_ben(ben: Person, space: str) -> list[Any]:
    """Everything Ben can ask about the two of them: statuses, headers, bodies."""
    wanted = {"spaces": [{"id": space, "since": 0, "incarnation": None}], "put": [], "erase": [], "restore": []}
    note = to_text(envelope(to_bytes(space), 1, b"b" * 8, 9, b"one more of Ben's"[:16]))
    asked: list[tuple[str, Any]] = [(name, None) for name in ("session", "sessions", "passkeys", "activity", "server")]
    asked += [(f"spaces/{space}/history", None), ("sync", wanted), ("sync", {**wanted, "spaces": [], "put": [note]})]
    answers = []
    # His own leaving, afterwards, is answered as hers was.
    for path, body in [*asked, (f"spaces/{space}/leave", {}), *asked]:
        reply = ben.get(f"/api/{path}") if body is None else ben.post(f"/api/{path}", body)
        answers.append([reply.status_code, sorted(reply.headers), reduced(reply.get_json(silent=True))])
    return answers


def leaves(ada: Person, space: str) -> None:
    leave(ada, space)


def leaves_twice(ada: Person, space: str) -> None:
    leave(ada, space)
    leave(ada, space)


def ends_the_account(ada: Person, _space: str) -> None:
    ending = {"notes": "stay", "when": "in_seven_days"}
    assert ada.verify("account_delete").delete("/api/account", ending).status_code == 204


def ends_it_now(ada: Person, _space: str) -> None:
    ending = {"notes": "stay", "when": "now"}
    assert ada.verify("account_delete").delete("/api/account", ending).status_code == 204


def leaves_and_ends_it(ada: Person, space: str) -> None:
    leave(ada, space)
    ends_it_now(ada, space)


@pytest.mark.parametrize("life", [leaves, leaves_twice, ends_the_account, ends_it_now, leaves_and_ends_it])
def test_s2_how_and_when_somebody_left_reaches_nobody(people, turned, life):
    """The same nine days, with the leaving on the first or the sixth of them, in whichever way: one answer.

    What is ended in seven days is erased before they are over, or not yet.
    """
    began, traces = turned.seconds, []
    for days, way in ((0, leaves), (0, life), (6, life)):
        turned.seconds = began
        ada, ben, space = couple(people)
        stream = ben.get("/api/live")
        heard = stream.iter_encoded()
        next(heard)
        turned.advance(days=days)
        way(ada, space)
        assert list(heard) == [], "no poke, no word and no reason comes with the end"
        stream.close()
        turned.advance(days=9 - days)
        ben.sign_in()
        traces.append(told_to_ben(ben, space))
    for one, early, late in zip(*traces, strict=True):
        assert one == early == late
    assert "space-ended" in str(traces[0])


def test_s2_there_is_no_other_way_to_tell_anybody_anything(app):
    """No push, no message, no mail: no table, route or setting for one."""
    words = re.compile(r"push|subscri|notif|mail|message|sms|webhook", re.IGNORECASE)
    names = [table._meta.table_name for table in TABLES] + [rule.rule for rule in app.url_map.iter_rules()]
    assert [name for name in [*names, *vars(app.config["UNSAID"])] if words.search(name)] == []


def given_of(ada: Person, space: str, more: dict[str, Any]) -> list[dict[str, Any]]:
    """Everything of Ada's that a request can name, under the names that fields and paths have."""
    session, ref, private = ada.account["session_id"], ada.account["wraps"][0], ada.private_space
    msgs = [to_text(name[:-1] + bytes([n])) for name in (ADAS,) for n in (1, 2)]
    note = envelope(to_bytes(space), 0, bytes(8), 1, ADAS)
    puts = [note, envelope(to_bytes(space), 0), envelope(to_bytes(private)), envelope(to_bytes(space), 1, bytes(8), 1)]
    shared = {
        "session_id": session,
        "ref": ref,
        "end_sessions": [session],
        "erase": msgs,
        "restore": msgs,
        "msg_ids": msgs,
        "put": [to_text(one) for one in puts],
        "archive": [space, private],
        "uid": ada.uid,
        "rec_id": b64(b"r" * 16),
        "permit": None,
        "notes": "take_back",
        "when": "now",
        "recovery": None,
        **more,
    }
    return [{**shared, "space": one, "space_id": one, "id": one, "private_epoch": None} for one in (space, private)]


def attacked(app, two, attacker: str) -> tuple[dict[str, Any], dict[str, Any], set[int]]:
    """Every route, by the partner or by a stranger with all of Ada's ids: her rows before and after."""
    ada, ben, space = two
    ada.verify("recovery_make").put("/api/recovery", CODE)
    iid = b64(os.urandom(16))
    assert ada.verify("device_link").post("/api/invites", {"iid": iid, "purpose": 2}).status_code == 201
    person = ben if attacker == "partner" else Person(app.test_client())
    document = app.test_client().get("/api/openapi.json").json
    before, statuses = rows_of(ada, space), set()
    for operation in operations(document):
        for given in given_of(ada, space, {"iid": iid}):
            if attacker == "partner":
                if person.get("/api/session").status_code != 200:
                    person.sign_in()
                confirm_everything(app, person)
            statuses.add(send(person, operation, document, given, headers={"If-Match": '"1"'}).status_code)
            if attacker == "partner" and operation.path == "/api/account" and operation.method == "DELETE":
                break
    return before, rows_of(ada, space), statuses


def confirm_everything(app, person: Person) -> None:
    """As if the finger had been given for every purpose there is."""
    token = app.session_interface.get_signing_serializer(app).loads(person.cookie)["_user_id"]
    for purpose in purposes():
        guards.mark_fresh(sessions.hash_of(token), purpose)


CODE = {"rec_id": b64(b"r" * 16), "auth_hash": b64(b"h" * 32), "wrap": b64(b"\x01\x02\x00\x00\x00\x01" + bytes(60))}


def rows_of(ada: Person, space: str) -> dict[str, Any]:
    """What is Ada's, table by table: her ways in, her own space, and her words in the shared one."""
    uid, private, rows = to_bytes(ada.uid), to_bytes(ada.private_space), {}
    for table in TABLES:
        columns = table._meta.columns
        if table in (Envelope, Member):
            mine = (table.space == private) | ((table.space == to_bytes(space)) & (table.slot == 0))
        elif table is Space:
            mine = table.id == private
        elif table is Invite:
            # A letter that lies there for the other is the other's.
            mine = (table.host == uid) & table.guest.is_null()
        elif "uid" in columns:
            mine = columns["uid"] == uid
        else:
            continue
        rows[table.__name__] = sorted(map(repr, table.select().where(mine).tuples()))
    return rows


@pytest.mark.parametrize("attacker", ["partner", "stranger"])
def test_s3_no_route_lets_anybody_touch_the_others_words_or_ways_in(app, two, attacker):
    ada, _ben, space = two
    before, after, statuses = attacked(app, two, attacker)
    assert len(before) > 10
    assert all(before[name] for name in ("Account", "Credential", "Wrap", "Vault", "Recovery", "Session", "Envelope"))
    if attacker == "stranger":
        # Whoever has read her code may be the first to answer it, and close what they answered. Behind it is nothing:
        # no keys lie there before she compared the pictures, and she makes another code.
        assert (len(before.pop("Invite")), after.pop("Invite")) == (1, [])
    assert after == before
    assert {200, 204} <= statuses if attacker == "partner" else 401 in statuses
    assert ada.get("/api/session").status_code == 200
    assert [row[6] is not None and row[7] is None for row in of_slot(space, 0)] == [True, True]


def test_s4_access_ends_at_once_and_bytes_after_seven_whole_days(two, turned):
    ada, ben, space = two
    leave(ada, space, "take_back")
    assert list(served(ben, space).values()) == [False, False, True, True]
    assert all(row[6] is not None for row in of_slot(space, 0))
    turned.advance(days=7)
    exchange(ben)
    assert all(row[6] is not None for row in of_slot(space, 0)), "the seventh day counts whole"
    turned.advance(days=1)
    exchange(ben)
    assert all(row[6] is None for row in of_slot(space, 0))
    assert all(row[6] is not None for row in of_slot(space, 1))


def test_s4_now_only_with_the_finger(two):
    ada, ben, space = two
    leave(ada, space, "take_back")
    leave(ben, space, "take_back")
    assert ada.post("/api/purge", {"msg_ids": None}).json["type"] == "verification-needed"
    assert all(row[6] is not None for row in of_slot(space, 0))
    assert ada.verify("purge").post("/api/purge", {"msg_ids": None}).status_code == 204
    assert all(row[6] is None for row in of_slot(space, 0))
    assert all(row[6] is not None for row in of_slot(space, 1)), "and of mine alone"


@pytest.mark.parametrize("when", ["in_seven_days", "now"])
def test_s4_the_end_of_an_account_ends_every_access_at_once(two, when):
    ada, ben, space = two
    phone = ada.other_device()
    stream = phone.get("/api/live").iter_encoded()
    next(stream)
    ending = {"notes": "take_back", "when": when}
    assert ada.delete("/api/account", ending).json["type"] == "verification-needed"
    assert ada.verify("account_delete").delete("/api/account", ending).status_code == 204
    assert [person.get("/api/session").status_code for person in (ada, phone)] == [401, 401]
    assert list(stream) == []
    assert list(served(ben, space).values()) == [False, False, True, True]


def test_s14_nobody_writes_as_me_nor_over_me(two):
    ada, ben, space = two
    raw, before = to_bytes(space), of_slot(space, 0)
    hers = to_bytes(next(item["bytes"] for item in pull(ben, space)["items"] if item["slot"] == 0))
    tries = {
        "her slot": envelope(raw, 0, b"new-devi", 1),
        "her slot and her device": envelope(raw, 0, bytes(8), 3),
        "her device under his slot": envelope(raw, 1, bytes(8), 3),
        "her numbers": envelope(raw, 1, bytes(8), 1),
        "her note's name": envelope(raw, 1, b"\x01" * 8, 3, ADAS[:-1] + b"\x01"),
        "her note, turned into his": hers[:22] + b"\x01" + hers[23:],
        "her note itself": hers,
        "her private space": envelope(to_bytes(ada.private_space), 0, b"new-devi", 1),
    }
    for name, note in tries.items():
        [outcome] = put(ben, note)
        assert outcome["outcome"] in ("refused", "clash"), name
        assert outcome["seq"] is None, name
    assert of_slot(space, 0) == before
    assert Space.get(Space.id == raw).head == 4
    # She still can, with every number she has used.
    assert put(ada, envelope(raw, 0, bytes(8), 3))[0]["outcome"] == "accepted"


def test_s14_who_reads_an_archive_writes_as_nobody(people, two):
    ada, ben, space = two
    [new] = people(1)
    leave(ada, space)
    iid = open_invite(ben)
    new.post(f"/api/invites/{iid}/answer", letters("answer"))
    ben.post(f"/api/invites/{iid}/reveal", letters("reveal"))
    ben.post(f"/api/invites/{iid}/payload", {**letters("payload"), "archive": [space]})
    before = [of_slot(space, slot) for slot in (0, 1)]
    assert list(served(new, space).values()) == [True] * 4
    assert {one["outcome"] for slot in (0, 1) for one in put(new, envelope(to_bytes(space), slot))} == {"refused"}
    names = [ADAS[:-1] + b"\x01", BENS[:-1] + b"\x01"]
    answer = exchange(new, erase=names, restore=names)
    assert {one["outcome"] for one in answer["erase"] + answer["restore"]} == {"refused"}
    assert new.post(f"/api/spaces/{space}/leave", {"notes": "take_back"}).json["type"] == "not-found"
    assert [of_slot(space, slot) for slot in (0, 1)] == before
