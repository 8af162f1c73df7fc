"""S6 and S7: every field anybody is answered with was reviewed, and the list of changes is its owner's and stays."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Person
from courier_client import envelope, exchange, open_invite, pair, put, to_bytes, to_text
from every_route import Operation, operations, send
from reviewed_fields import EVENT, FIELDS, FREE, HEADERS
from test_promises_leaving import confirm_everything, given_of

from server import activity, db
from server.models import Account, Activity

# In either form of ISO 8601 and in the dates of HTTP; base64url of a random id is none of them.
CLOCK = re.compile(r"\d\d:\d\d|\d\d-\d\dT\d|\d{8}T\d")


@pytest.fixture
def document(app) -> dict[str, Any]:
    return app.test_client().get("/api/openapi.json").json


def schemas_below(schema: Any, document: dict[str, Any], seen: set[str] | None = None) -> set[str]:
    """The names of all schemas an answer can hold."""
    seen = set() if seen is None else seen
    if isinstance(schema, dict):
        name = str(schema.get("$ref", "")).rpartition("/")[2]
        if name and name not in seen:
            seen.add(name)
            schemas_below(document["components"]["schemas"][name], document, seen)
        for inner in schema.values():
            schemas_below(inner, document, seen)
    elif isinstance(schema, list):
        for inner in schema:
            schemas_below(inner, document, seen)
    return seen


def unreviewed(document: dict[str, Any]) -> set[str]:
    """Fields of the document's answers that nobody has reviewed, and reviewed ones that are gone."""
    every = {name for one in operations(document) for name in schemas_below(list(one.answers.values()), document)}
    there = {f"{n}.{field}" for n in every for field in document["components"]["schemas"][n].get("properties", {})}
    known = {f"{name}.{field}" for name, fields in FIELDS.items() for field in fields}
    return (there ^ known) | {f"{name}." for name in every ^ set(FIELDS)}


def names_in(answer: Any) -> Iterator[str]:
    if isinstance(answer, dict):
        yield from answer
        # Named by ids, not by fields.
        answer = [inner for name, inner in answer.items() if name != "incarnations"]
    if isinstance(answer, list):
        for inner in answer:
            yield from names_in(inner)


def beyond(operation: Operation, status: int, answer: Any, headers: Any, document: dict[str, Any]) -> set[str]:
    """What a real answer holds that its route's reviewed schemas do not."""
    schema = operation.answers.get(str(status), operation.answers.get("default"))
    of = schemas_below(schema, document)
    known = {field for name in of for field in (*FIELDS[name], *FREE.get(name, ()))}
    return (set(names_in(answer)) - known) | ({name for name, _ in headers} - set(HEADERS))


def moments(answer: Any, seconds: int) -> list[Any]:
    """Everything in an answer that could be a moment finer than a day."""
    if isinstance(answer, dict):
        answer = list(answer.values())
    if isinstance(answer, list):
        return [found for inner in answer for found in moments(inner, seconds)]
    if isinstance(answer, str):
        return [answer] if CLOCK.search(answer) and len(answer) < 40 else []
    near = [seconds, seconds * 1000, seconds * 10**6]
    return [answer] if not isinstance(answer, bool) and answer and any(abs(answer / n - 1) < 0.1 for n in near) else []


def test_s6_every_field_of_every_answer_is_on_the_reviewed_list(document):
    assert unreviewed(document) == set()
    assert all(reason for fields in FIELDS.values() for reason in fields.values())


def test_s6_a_planted_field_is_found(document):
    planted = copy.deepcopy(document)
    planted["components"]["schemas"]["SpaceState"]["properties"]["last_seen"] = {"type": "string"}
    assert unreviewed(planted) == {"SpaceState.last_seen"}
    session = next(one for one in operations(document) if (one.method, one.path) == ("GET", "/api/session"))
    answer = {"spaces": [{"id": "x", "opened": 3}]}
    assert beyond(session, 200, answer, [("X-Seen", "1")], document) == {"opened", "X-Seen"}
    assert moments({"a": [{"on": "2026-11-22", "n": 7}]}, 1_795_000_000) == []
    finer = ["12:30", "2026-11-22T12", "20261122T12", "20261122T1230Z", 1_795_000_123, 1_795_000_123_000]
    assert moments({"a": finer}, 1_795_000_000) == finer


def test_s6_real_answers_hold_nothing_more_and_no_moment(app, turned, people, document):
    ada, ben = people(2)
    space = pair(ada, ben)
    put(ada, envelope(to_bytes(space), 0, b"a" * 8, 1, b"a note of Ada's "[:15] + b"\x01"))
    put(ben, envelope(to_bytes(space), 1, b"b" * 8, 1))
    exchange(ada, erase=[b"a note of Ada's "[:15] + b"\x01"])
    stranger, answered = Person(app.test_client()), set()
    for left in (False, True):
        if left:
            ada.post(f"/api/spaces/{space}/leave", {"notes": "take_back"})
        iid = open_invite(Person(app.test_client()).sign_up())
        for operation in operations(document):
            if (operation.method, operation.path) == ("DELETE", "/api/account") and not left:
                continue
            for given in ({}, *given_of(ada, space, {"iid": iid}), {"space": space, "spaces": pull_of(space)}):
                if ben.get("/api/session").status_code != 200 and ben.try_sign_in().status_code != 200:
                    break
                confirm_everything(app, ben)
                for person in (ben, stranger):
                    reply = send(person, operation, document, given, headers={"If-Match": '"1"'})
                    answer = reply.get_json(silent=True)
                    where = (operation.method, operation.path, reply.status_code)
                    assert beyond(operation, reply.status_code, answer, reply.headers, document) == set(), where
                    assert moments(answer, turned.seconds) == [], where
                    assert reply.status_code < 500
                    answered.add(where)
    assert {("GET", "/api/session", 200), ("POST", "/api/sync", 200), ("GET", "/api/activity", 200)} <= answered
    assert ("GET", "/api/spaces/{space}/history", 200) in answered
    assert len(answered) > 60


def pull_of(space: str) -> list[dict[str, Any]]:
    return [{"id": space, "since": 0, "incarnation": None}]


def test_s6_an_event_says_which_space_moved_and_nothing_else(people):
    ada, ben = people(2)
    space = pair(ada, ben)
    reply = ben.get("/api/live")
    stream = reply.iter_encoded()
    chunks = [next(stream)]
    put(ada, envelope(to_bytes(space)))
    chunks.append(next(stream))
    ada.post(f"/api/spaces/{space}/leave", {"notes": "stay"})
    text = b"".join([*chunks, *stream]).decode()
    reply.close()
    lines = [line for line in text.splitlines() if line]
    assert {line.partition(":")[0] for line in lines} == {"", "data"}, "no event name, no id, no time to come back"
    events = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data")]
    assert {name for one in events for name in one} == set(EVENT)
    assert {name for name, _ in reply.headers} <= set(HEADERS)


KINDS = {
    *("account_created", "signed_in", "signed_out_other", "passkey_added", "passkey_removed", "recovery_made"),
    *("recovery_used", "device_linked", "keys_renewed", "restored", "account_ending", "account_kept"),
    "operator_revoked",
}


def listed(uid: str) -> list[tuple[Any, ...]]:
    return list(Activity.select().where(Activity.account == to_bytes(uid)).order_by(Activity.n).tuples())


def test_s7_the_list_knows_changes_of_access_alone(turned, person):
    """Never an export, never a visit to a page, never a minute."""
    kinds = {value for name, value in vars(activity).items() if name.isupper() and isinstance(value, str)}
    assert kinds == KINDS
    before = listed(person.uid)
    for purpose in ("export", "purge"):
        person.verify(purpose)
    for path in ("/api/server", "/api/session", "/api/vault", "/api/activity"):
        person.get(path)
    exchange(person, spaces=[(person.private_space, 0)])
    assert listed(person.uid) == before
    assert {type(row[3]).__name__ for row in before} == {"date"}


def test_s7_no_route_shortens_or_changes_anybodys_list(app, people, document):
    ada, ben = people(2)
    space = pair(ada, ben)
    hers = listed(ada.uid)
    for operation in operations(document):
        if operation.path == "/api/account":
            continue
        for given in given_of(ben, space, {"iid": to_text(b"i" * 16)}):
            if ben.get("/api/session").status_code != 200:
                ben.sign_in()
            confirm_everything(app, ben)
            before = listed(ben.uid)
            send(ben, operation, document, given, headers={"If-Match": '"1"'})
            assert listed(ben.uid)[: len(before)] == before, operation.path
    assert listed(ada.uid) == hers
    assert [one for one in operations(document) if "activity" in one.path] == [
        one for one in operations(document) if (one.method, one.path) == ("GET", "/api/activity")
    ]


def test_s7_nobody_reads_anothers_list(people):
    ada, ben = people(2)
    pair(ada, ben)
    ada.verify("recovery_make").try_verify("export")
    hers = [(one["n"], one["what"]) for one in ada.get("/api/activity").json["activity"]]
    assert hers == [(row[1], row[2]) for row in reversed(listed(ada.uid))]
    assert len(ben.get("/api/activity").json["activity"]) == len(listed(ben.uid)) == 1


def test_s7_signing_in_again_and_again_pushes_nothing_out_of_sight(person):
    """Who got in and added a passkey could otherwise bury that under their own sign-ins."""
    person.add_passkey()
    with db.connection(), db.database.atomic():
        Account.hold(to_bytes(person.uid))
        for _ in range(300):
            activity.note(to_bytes(person.uid), activity.SIGNED_IN)
    shown = [one["what"] for one in person.get("/api/activity").json["activity"]]
    assert {"passkey_added", "account_created"} <= set(shown)
    assert shown.count("signed_in") == activity.SIGN_INS_SHOWN
