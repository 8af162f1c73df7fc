"""Put and pull through the real route, the attacks first."""

import gzip
import json
import os
import time

import pytest
from courier_client import envelope, exchange, pair, pull, put, to_bytes, to_text

from server import db
from server.problems import TYPES

LARGEST = 2**53 - 1
# What never reaches the database needs no second one.
sqlite_alone = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def couple(people):
    """Two people and the space they share, with one note of the guest in it."""
    ada, ben = people(2)
    space = to_bytes(pair(ada, ben))
    put(ben, envelope(space, 1, b"ben-dev0", 1, b"note of ben 0000"))
    return ada, ben, space


REFUSED_PUTS = {
    "the other slot": ("refused", lambda s: envelope(s, 1)),
    "a slot that does not exist": ("refused", lambda s: envelope(s, 2)),
    "the other's device": ("refused", lambda s: envelope(s, 0, b"ben-dev0", 9)),
    "an epoch too high": ("refused", lambda s: envelope(s, epoch=2)),
    "the highest epoch": ("refused", lambda s: envelope(s, epoch=2**32 - 1)),
    "device_seq 0": ("refused", lambda s: envelope(s, device_seq=0)),
    "device_seq 2^53": ("refused", lambda s: envelope(s, device_seq=2**53)),
    "device_seq 2^64-1": ("refused", lambda s: envelope(s, device_seq=2**64 - 1)),
    "version 0": ("refused", lambda s: envelope(s, version=0)),
    "version 2": ("refused", lambda s: envelope(s, version=2)),
    "an unknown flag": ("refused", lambda s: envelope(s, flags=2)),
    "all flags": ("refused", lambda s: envelope(s, flags=255)),
    "nothing": ("refused", lambda s: b""),
    "one byte": ("refused", lambda s: b"\x01"),
    "a header alone": ("refused", lambda s: envelope(s, size=67)),
    "one byte short": ("refused", lambda s: envelope(s, size=338)),
    "one byte long": ("refused", lambda s: envelope(s, size=340)),
    "a size between buckets": ("refused", lambda s: envelope(s, size=768 + 83)),
    "a bucket too large": ("refused", lambda s: envelope(s, size=32768 + 83)),
    "not base64": ("refused", lambda s: "this is not base64!"),
    "padded base64": ("refused", lambda s: to_text(envelope(s)) + "=="),
    "standard base64": ("refused", lambda s: "+/" + to_text(envelope(s))[2:]),
    "an unknown space": ("not-found", lambda s: envelope(b"?" * 16)),
}


@pytest.mark.parametrize(("type", "make"), REFUSED_PUTS.values(), ids=REFUSED_PUTS.keys())
def test_a_put_that_is_refused_says_why_and_its_neighbours_are_stored(couple, type, make):
    ada, _ben, space = couple
    good = [envelope(space, 0, b"device-9", n) for n in (1, 2)]
    first, bad, last = put(ada, good[0], make(space), good[1])
    assert [first["outcome"], bad["outcome"], last["outcome"]] == ["accepted", "refused", "accepted"]
    assert [first["seq"], bad["seq"], last["seq"]] == [2, None, 3]
    problem = bad["problem"]
    assert (problem["type"], problem["retry"]) == (type, False)
    assert problem["status"] == TYPES[type][0]
    assert problem["detail"].endswith(".")
    assert len(problem["detail"]) > 20
    assert pull(ada, to_text(space))["head"] == 3


@pytest.mark.parametrize("whose", ["shared", "private"])
def test_a_put_into_a_foreign_space_is_refused_as_if_it_did_not_exist(couple, people, whose):
    ada, _ben, space = couple
    [eve] = people(1)
    target = space if whose == "shared" else to_bytes(ada.private_space)
    for slot in (0, 1):
        [foreign], [unknown] = put(eve, envelope(target, slot)), put(eve, envelope(b"?" * 16, slot))
        assert foreign == unknown
        assert foreign["problem"]["type"] == "not-found"
    assert pull(ada, to_text(target))["head"] == (1 if whose == "shared" else 0)


def test_a_lower_epoch_is_stale_and_can_be_tried_again(couple):
    ada, _ben, space = couple
    old = envelope(space, device_seq=1)
    put(ada, old)
    with db.connection():
        db.database.obj.execute_sql("UPDATE space SET epoch = 3")
    stale, above, current, known = put(
        ada,
        envelope(space, device_seq=2, epoch=2),
        envelope(space, device_seq=3, epoch=4),
        envelope(space, device_seq=4, epoch=3),
        old,
    )
    assert (stale["outcome"], stale["problem"]["type"], stale["problem"]["retry"]) == (
        "stale_epoch",
        "stale-epoch",
        True,
    )
    assert above["outcome"] == "refused"
    assert current["outcome"] == "accepted"
    # Recognised before its epoch is looked at: its answer was lost, and the key has changed since.
    assert known == {"outcome": "duplicate", "seq": 2, "problem": None}
    assert pull(ada, to_text(space))["epoch"] == 3


def test_the_same_bytes_again_are_a_duplicate_with_their_seq(couple):
    ada, _ben, space = couple
    note = envelope(space)
    assert [one["outcome"] for one in put(ada, note, note)] == ["accepted", "duplicate"]
    assert put(ada, note, note) == [{"outcome": "duplicate", "seq": 2, "problem": None}] * 2
    assert pull(ada, to_text(space))["head"] == 2


CLASHES = {
    "same numbers, another note": (lambda s: envelope(s, msg_id=b"2" * 16), None),
    "same note, other numbers": (lambda s: envelope(s, device_seq=2, msg_id=b"1" * 16), 2),
    "same note, another device": (lambda s: envelope(s, device_id=b"device-1", msg_id=b"1" * 16), 2),
    "same note and numbers, other bytes": (lambda s: envelope(s, msg_id=b"1" * 16), 2),
    "the other's note": (lambda s: envelope(s, device_seq=2, msg_id=b"note of ben 0000"), None),
    "the other's numbers": (lambda s: envelope(s, device_id=b"ben-dev0"), None),
}


@pytest.mark.parametrize(("make", "seq"), CLASHES.values(), ids=CLASHES.keys())
@pytest.mark.parametrize("together", [True, False])
def test_the_same_numbers_or_note_with_other_bytes_clash(couple, make, seq, together):
    ada, _ben, space = couple
    first, second = envelope(space, msg_id=b"1" * 16), make(space)
    outcomes = put(ada, first, second) if together else put(ada, first) + put(ada, second)
    assert [one["outcome"] for one in outcomes] == ["accepted", "clash"]
    # A clash with my own stored note names its place: it did arrive, sealed differently.
    assert outcomes[1]["seq"] == seq
    assert (outcomes[1]["problem"]["type"], outcomes[1]["problem"]["retry"]) == ("clash", False)
    assert pull(ada, to_text(space))["head"] == 2
    assert pull(ada, to_text(space))["items"][1]["bytes"] == to_text(first)


def test_the_same_numbers_in_two_spaces_are_two_notes(couple):
    ada, _ben, space = couple
    outcomes = put(ada, *(envelope(s, msg_id=b"m" * 16) for s in (space, to_bytes(ada.private_space))))
    assert [(one["outcome"], one["seq"]) for one in outcomes] == [("accepted", 2), ("accepted", 1)]


@pytest.mark.parametrize("bucket", [256, 512, 1024, 2048, 4096, 8192, 16384])
@pytest.mark.parametrize("flags", [0, 1])
def test_every_agreed_size_and_flag_passes_and_comes_back_as_it_was(couple, bucket, flags):
    ada, ben, space = couple
    note = envelope(space, size=bucket + 83, flags=flags, device_seq=LARGEST)
    put(ada, note)
    for person in (ada, ben):
        item = pull(person, to_text(space), since=1)["items"][0]
        assert item == {"seq": 2, "slot": 0, "msg_id": to_text(note[39:55]), "bytes": to_text(note)}


def test_what_a_request_stored_is_not_sent_back_to_it_but_to_every_later_one(person):
    space = person.private_space
    first, second = envelope(to_bytes(space)), envelope(to_bytes(space), device_seq=2)
    exchange(person, put=[first])
    answer = exchange(person, spaces=[(space, 0)], put=[second])
    assert answer["put"][0]["seq"] == 2
    page = answer["spaces"][0]
    assert [item["bytes"] for item in page["items"]] == [to_text(first)]
    assert page["head"] == 2
    assert not page["more"]
    assert answer["vault"] == {"gen": 1, "version": 1}
    later = exchange(person, spaces=[(space, 0)])["spaces"][0]["items"]
    assert [item["bytes"] for item in later] == [to_text(first), to_text(second)]


def test_a_page_holds_a_thousand_items_over_all_spaces_and_says_when_there_is_more(couple):
    ada, ben, space = couple
    private = ada.private_space
    for start in (1, 501):
        put(ada, *(envelope(space, device_seq=n) for n in range(start, start + 500)))
    put(ada, *(envelope(to_bytes(private), device_seq=n) for n in range(1, 301)))
    answer = exchange(ada, spaces=[(private, 0), (to_text(space), 0)])["spaces"]
    assert [len(page["items"]) for page in answer] == [300, 700]
    assert [page["more"] for page in answer] == [False, True]
    assert [page["head"] for page in answer] == [300, 1001]
    full = exchange(ada, spaces=[(to_text(space), 0), (private, 0)])["spaces"]
    assert [(len(page["items"]), page["more"]) for page in full] == [(1000, True), (0, True)]
    seqs, since = [], 0
    while True:
        page = pull(ben, to_text(space), since)
        seqs += [item["seq"] for item in page["items"]]
        since = seqs[-1]
        if not page["more"]:
            break
    assert seqs == list(range(1, 1002))


def test_a_page_of_the_largest_notes_stays_small_enough_for_a_phone(person):
    space = to_bytes(person.private_space)
    for start in range(1, 161, 40):
        put(person, *(envelope(space, device_seq=n, size=16384 + 83) for n in range(start, start + 40)))
    page = pull(person, person.private_space)
    assert sum(len(to_bytes(item["bytes"])) for item in page["items"]) <= 2_000_000
    assert page["more"] is True
    rest = pull(person, person.private_space, since=page["items"][-1]["seq"])
    assert len(page["items"]) + len(rest["items"]) == 160


@pytest.mark.parametrize("since", [1, 2, 1000, LARGEST])
def test_a_cursor_at_or_beyond_the_head_gets_nothing(couple, since):
    ada, _ben, space = couple
    page = pull(ada, to_text(space), since)
    assert (page["head"], page["items"], page["more"], page["problem"]) == (1, [], False, None)


def test_a_foreign_space_in_a_pull_is_one_entry_with_a_problem(couple, people):
    ada, _ben, space = couple
    [eve] = people(1)
    names = [(eve.private_space, 0), (to_text(space), 0), (ada.private_space, 0), (to_text(b"?" * 16), 0)]
    mine, *others = exchange(eve, spaces=names)["spaces"]
    assert mine["problem"] is None
    for page in others:
        assert page["problem"]["type"] == "not-found"
        assert (page["items"], page["head"], page["epoch"], page["incarnation"]) == ([], 0, 0, None)
        assert (page["ended"], page["more"]) == (False, False)


def post_raw(person, raw, encoding="identity"):
    headers = {"Content-Type": "application/json", "Content-Encoding": encoding, "Sec-Fetch-Site": "same-origin"}
    return person.client.post("/api/sync", data=raw, headers=headers, base_url=person.origin)


def sync_body(**fields):
    return {"spaces": [], "put": [], "erase": [], **fields}


def following(**fields):
    return sync_body(spaces=[{"id": to_text(b"s" * 16), "since": 0, "incarnation": None, **fields}])


BAD_BODIES = {
    "nothing": {},
    "null": None,
    "a list": [],
    "an unknown field": sync_body(more=1),
    "an unknown field of a space": following(more=1),
    "since negative": following(since=-1),
    "since 2^53": following(since=2**53),
    "since a text": following(since="1"),
    "since a truth": following(since=True),
    "since a fraction": following(since=1.5),
    "no cursor": sync_body(spaces=[{"id": to_text(b"s" * 16), "incarnation": None}]),
    "a short space id": following(id=to_text(b"s" * 15)),
    "a space id with padding": following(id=to_text(b"s" * 16) + "=="),
    "a short incarnation": following(incarnation="AAAA"),
    "a short msg_id": sync_body(erase=[to_text(b"m" * 15)]),
    "a number for an envelope": sync_body(put=[1]),
    "null for an envelope": sync_body(put=[None]),
    "put not a list": sync_body(put="AAAA"),
    "too many spaces": sync_body(spaces=following()["spaces"] * 501),
}


@sqlite_alone
@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_a_malformed_request_is_refused_as_a_whole(couple, body):
    ada, _ben, space = couple
    if body and body.get("put") == []:
        body = {**body, "put": [to_text(envelope(space))]}
    reply = post_raw(ada, json.dumps(body).encode())
    assert (reply.status_code, reply.mimetype) == (400, "application/problem+json")
    assert reply.json["type"] == "invalid-request"
    assert pull(ada, to_text(space))["head"] == 1


@pytest.mark.parametrize(("puts", "erasures"), [(501, 0), (0, 501), (250, 251)])
def test_more_than_500_changes_are_too_many(couple, puts, erasures):
    ada, _ben, space = couple
    body = sync_body(
        put=[to_text(envelope(space, device_seq=n + 1)) for n in range(puts)], erase=[to_text(b"m" * 16)] * erasures
    )
    reply = ada.post("/api/sync", body)
    assert (reply.status_code, reply.json["type"]) == (413, "too-large")
    assert pull(ada, to_text(space))["head"] == 1
    (body["put"] or body["erase"]).pop()
    assert ada.post("/api/sync", body).status_code == 200


def test_a_huge_body_is_too_large(person):
    body = sync_body(put=["A" * 1_100_000])
    reply = person.post("/api/sync", body)
    assert (reply.status_code, reply.json["type"]) == (413, "too-large")


def test_a_small_body_that_swells_is_too_large(person):
    swollen = gzip.compress(json.dumps(sync_body(put=["A" * 5_000_000])).encode())
    assert len(swollen) < 50_000
    reply = post_raw(person, swollen, encoding="gzip")
    assert (reply.status_code, reply.json["type"]) == (413, "too-large")


def test_a_gzipped_request_is_read(person):
    space = person.private_space
    body = sync_body(put=[to_text(envelope(to_bytes(space)))])
    reply = post_raw(person, gzip.compress(json.dumps(body).encode()), encoding="gzip")
    assert reply.json["put"][0]["outcome"] == "accepted"


def test_a_stranger_can_do_nothing(stranger, person):
    space = person.private_space
    replies = [
        stranger.post("/api/sync", sync_body()),
        stranger.get(f"/api/spaces/{space}/history"),
        stranger.post(f"/api/spaces/{space}/leave"),
        stranger.get("/api/live"),
    ]
    assert [reply.status_code for reply in replies] == [401] * 4
    assert {reply.json["type"] for reply in replies} == {"signed-out"}


def history(person, space, **query):
    name = space if isinstance(space, str) else to_text(space)
    return person.get(f"/api/spaces/{name}/history", query_string=query)


def test_history_goes_back_from_the_end_in_pages(couple):
    ada, _ben, space = couple
    put(ada, *(envelope(space, device_seq=n) for n in range(1, 10)))
    page = history(ada, space, limit=4).json
    assert [item["seq"] for item in page["items"]] == [10, 9, 8, 7]
    assert page["more"] is True
    assert set(page) == {"incarnation", "items", "left", "gone", "more"}
    seqs = [10, 9, 8, 7]
    while page["more"]:
        page = history(ada, space, before=seqs[-1], limit=4).json
        seqs += [item["seq"] for item in page["items"]]
    assert seqs == list(range(10, 0, -1))
    assert history(ada, space, limit=9).json["more"] is True
    assert history(ada, space, limit=10).json["more"] is False
    assert history(ada, space, before=1).json["items"] == []
    assert history(ada, space, before=1).json["more"] is False
    assert len(history(ada, space, before=LARGEST, limit=1000).json["items"]) == 10


@sqlite_alone
@pytest.mark.parametrize(
    "query",
    [{"limit": n} for n in (0, -1, 1001, "x", "1.5", "")]
    + [{"before": n} for n in (0, -1, 2**53, "x")]
    + [{"more": 1}, {"incarnation": "AAAA"}],
)
def test_history_refuses_what_is_out_of_range(couple, query):
    ada, _ben, space = couple
    reply = history(ada, space, **query)
    assert (reply.status_code, reply.json["type"]) == (400, "invalid-request")


@pytest.mark.parametrize("which", ["shared", "private", "unknown", "not an id"])
def test_the_history_of_a_foreign_space_is_not_there(couple, people, which):
    ada, _ben, space = couple
    [eve] = people(1)
    name = {"shared": to_text(space), "private": ada.private_space, "unknown": to_text(b"?" * 16), "not an id": "***"}
    reply = history(eve, name[which])
    assert (reply.status_code, reply.mimetype) == (404, "application/problem+json")
    assert reply.json == history(eve, to_text(b"!" * 16)).json


def test_a_restored_database_is_noticed_before_anything_is_put(couple):
    ada, _ben, space = couple
    name = to_text(space)
    known = pull(ada, name)["incarnation"]
    assert len(to_bytes(known)) == 16
    assert known != pull(ada, ada.private_space)["incarnation"]
    good = {"id": name, "since": 0, "incarnation": known}
    other = {"id": name, "since": 0, "incarnation": to_text(b"i" * 16)}
    note = to_text(envelope(space))
    reply = ada.post("/api/sync", sync_body(spaces=[other], put=[note]))
    assert (reply.status_code, reply.json["type"]) == (409, "incarnation-changed")
    assert reply.json["incarnations"] == {name: known}
    assert history(ada, space, incarnation=to_text(b"i" * 16)).json["incarnations"] == {name: known}
    assert history(ada, space, incarnation=known).status_code == 200
    reply = ada.post("/api/sync", sync_body(spaces=[good], put=[note]))
    assert reply.json["put"][0]["outcome"] == "accepted"


def test_a_foreign_space_never_tells_its_incarnation(couple, people):
    _ada, _ben, space = couple
    [eve] = people(1)
    wanted = {"id": to_text(space), "since": 0, "incarnation": to_text(b"i" * 16)}
    reply = eve.post("/api/sync", sync_body(spaces=[wanted]))
    assert reply.status_code == 200
    assert reply.json["spaces"][0]["problem"]["type"] == "not-found"


def test_a_full_batch_is_quick(couple):
    ada, ben, space = couple
    body = sync_body(put=[to_text(envelope(space, device_seq=n)) for n in range(1, 501)])
    began = time.perf_counter()
    reply = ada.post("/api/sync", body)
    seconds = time.perf_counter() - began
    assert {one["outcome"] for one in reply.json["put"]} == {"accepted"}
    # Tens of milliseconds alone; the bound leaves room for a machine that does other things.
    assert seconds < 1.5
    assert len(pull(ben, to_text(space))["items"]) == 501


def test_device_ids_and_notes_can_be_any_bytes(couple):
    ada, _ben, space = couple
    for device in (b"\x00" * 8, b"\xff" * 8, os.urandom(8)):
        assert put(ada, envelope(space, 0, device, 1, device * 2))[0]["outcome"] == "accepted"
