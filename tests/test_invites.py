"""The handshake's mailbox: who may read and write what, and that nothing can be found out by trying."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from courier_client import letters, open_invite, pair, to_text

GONE = 404


def post(person, iid, step, body=None):
    return person.post(f"/api/invites/{iid}/{step}", letters(step) if body is None else body)


def read(person, iid):
    return person.get(f"/api/invites/{iid}")


def test_the_two_sides_read_each_others_letters_step_by_step(people):
    ada, ben = people(2)
    iid = open_invite(ada)
    assert read(ada, iid).json == {"side": "host", "state": "open", "bpub": None, "mb": None}
    answer, reveal, keys = letters("answer"), letters("reveal"), letters("payload")
    assert post(ben, iid, "answer", answer).status_code == 204
    assert read(ada, iid).json == {"side": "host", "state": "answered", **answer}
    nothing = {"apub": None, "na": None, "ma": None, "payload": None, "space_id": None}
    assert read(ben, iid).json == {"side": "guest", "state": "answered", **nothing}
    assert post(ada, iid, "reveal", reveal).status_code == 204
    assert read(ben, iid).json == {"side": "guest", "state": "revealed", **nothing, **reveal}
    assert post(ada, iid, "payload", keys).status_code == 204
    assert read(ben, iid).json == {"side": "guest", "state": "done", **reveal, **keys}
    assert read(ada, iid).json == {"side": "host", "state": "done", **answer}
    assert [space["id"] for space in ben.get("/api/session").json["spaces"] if space["kind"] == "shared"] == [
        keys["space_id"]
    ]


def test_every_step_may_be_repeated_with_the_same_bytes(people):
    ada, ben = people(2)
    iid = open_invite(ada)
    for person, step in ((ben, "answer"), (ada, "reveal"), (ada, "payload")):
        body = letters(step)
        assert [post(person, iid, step, body).status_code for _ in range(2)] == [204, 204]
    assert len(ada.get("/api/session").json["spaces"]) == 2


def test_the_same_invite_can_be_posted_again_and_says_what_is_left(people, turned):
    [ada] = people(1)
    iid = open_invite(ada)
    turned.advance(seconds=100)
    reply = ada.post("/api/invites", {"iid": iid, "purpose": 1})
    assert reply.status_code == 201
    assert reply.json == {"expires_in": 72 * 3600 - 100}


def test_other_bytes_for_a_step_already_taken_are_refused(people):
    ada, ben = people(2)
    iid = open_invite(ada)
    post(ben, iid, "answer")
    assert post(ben, iid, "answer").json["type"] == "invite-gone"
    post(ada, iid, "reveal")
    assert post(ada, iid, "reveal").json["type"] == "already-exists"
    keys = letters("payload")
    post(ada, iid, "payload", keys)
    assert post(ada, iid, "payload").json["type"] == "already-exists"
    assert read(ben, iid).json["payload"] == keys["payload"]


def test_the_first_answer_wins_and_the_second_guest_hears_what_a_stranger_hears(people):
    ada, ben, eve = people(3)
    iid = open_invite(ada)
    answer = letters("answer")
    post(ben, iid, "answer", answer)
    late = post(eve, iid, "answer", answer)
    unknown = post(eve, to_text(b"?" * 16), "answer", answer)
    assert late.status_code == GONE
    assert (late.json, late.status_code) == (unknown.json, unknown.status_code)
    assert read(ada, iid).json["bpub"] == answer["bpub"]
    assert read(eve, iid).json == unknown.json


def gone_invites(people, turned):
    """An invite in each of the ways it can be not there for `eve`, and somebody else's that is."""
    ada, ben, eve, _fay = people(4)
    foreign = open_invite(ada)
    burned = open_invite(eve)
    eve.delete(f"/api/invites/{burned}")
    expired = open_invite(eve)
    turned.advance(seconds=72 * 3600)
    foreign = open_invite(ada)
    post(ben, foreign, "answer")
    return eve, {"burned": burned, "expired": expired, "foreign": foreign, "unknown": to_text(b"?" * 16), "no id": "A"}


@pytest.mark.parametrize("step", ["read", "answer", "reveal", "payload"])
def test_burned_unknown_expired_and_foreign_invites_answer_the_same(people, turned, step):
    eve, invites = gone_invites(people, turned)
    replies = {
        why: read(eve, iid) if step == "read" else post(eve, iid, step, letters(step)) for why, iid in invites.items()
    }
    assert {reply.status_code for reply in replies.values()} == {GONE}
    assert len({reply.data for reply in replies.values()}) == 1
    assert replies["burned"].json["type"] == "invite-gone"
    assert replies["burned"].mimetype == "application/problem+json"


def test_burning_answers_the_same_whatever_was_there(people, turned):
    eve, invites = gone_invites(people, turned)
    assert {eve.delete(f"/api/invites/{iid}").status_code for iid in invites.values()} == {204}


def test_a_stranger_cannot_burn_an_invite(people):
    ada, ben, eve = people(3)
    iid = open_invite(ada)
    eve.delete(f"/api/invites/{iid}")
    assert post(ben, iid, "answer").status_code == 204
    eve.delete(f"/api/invites/{iid}")
    assert read(ada, iid).json["state"] == "answered"


def test_my_open_invite_can_be_closed_without_knowing_its_id_and_nobody_elses(people):
    ada, ben = people(2)
    lost, other = open_invite(ada), open_invite(ben)
    assert ada.delete("/api/invites").status_code == 204
    assert read(ada, lost).status_code == GONE
    assert read(ben, other).json["state"] == "open"
    assert read(ada, open_invite(ada)).json["state"] == "open"


def test_keys_in_the_mailbox_wait_for_a_guest_who_is_long_away(people, turned):
    ada, ben = people(2)
    iid = open_invite(ada)
    for person, step in ((ben, "answer"), (ada, "reveal"), (ada, "payload")):
        assert post(person, iid, step).status_code == 204
    assert ada.delete("/api/invites").status_code == 204
    turned.advance(days=60)
    assert read(ben, iid).json["state"] == "done"


@pytest.mark.parametrize("burner", ["host", "guest"])
def test_either_side_burns_it_for_both(people, burner):
    ada, ben = people(2)
    iid = open_invite(ada)
    post(ben, iid, "answer")
    {"host": ada, "guest": ben}[burner].delete(f"/api/invites/{iid}")
    assert [read(person, iid).status_code for person in (ada, ben)] == [GONE, GONE]
    assert post(ada, iid, "reveal").status_code == GONE


def test_the_host_cannot_take_the_keys_out_once_the_guest_is_a_member(people):
    ada, ben = people(2)
    iid = open_invite(ada)
    for person, step in ((ben, "answer"), (ada, "reveal"), (ada, "payload")):
        post(person, iid, step)
    assert ada.delete(f"/api/invites/{iid}").status_code == 204
    assert read(ben, iid).json["state"] == "done"
    assert ben.delete(f"/api/invites/{iid}").status_code == 204
    assert read(ben, iid).status_code == GONE


def test_an_invite_is_gone_after_72_hours_and_not_a_second_earlier(people, turned):
    ada, ben = people(2)
    iid = open_invite(ada)
    turned.advance(seconds=72 * 3600 - 1)
    assert read(ada, iid).status_code == 200
    turned.advance(seconds=1)
    assert read(ada, iid).status_code == GONE
    assert post(ben, iid, "answer").status_code == GONE
    open_invite(ada)


def test_one_open_invite_a_person(people):
    [ada] = people(1)
    iid = open_invite(ada)
    second = {"iid": to_text(b"2" * 16), "purpose": 1}
    assert ada.post("/api/invites", second).json["type"] == "invite-open"
    ada.delete(f"/api/invites/{iid}")
    assert ada.post("/api/invites", second).status_code == 201


def test_an_id_that_somebody_uses_is_refused(people):
    ada, eve = people(2)
    iid = open_invite(ada)
    reply = eve.post("/api/invites", {"iid": iid, "purpose": 1})
    assert reply.json["type"] == "already-exists"
    assert read(ada, iid).json["side"] == "host"


def test_the_host_cannot_answer_itself(people):
    [ada] = people(1)
    iid = open_invite(ada)
    assert post(ada, iid, "answer").status_code == GONE
    assert read(ada, iid).json["state"] == "open"


def test_only_the_host_reveals_and_hands_over_keys(people):
    ada, ben = people(2)
    iid = open_invite(ada)
    post(ben, iid, "answer")
    assert post(ben, iid, "reveal").json["type"] == "invite-gone"
    post(ada, iid, "reveal")
    assert post(ben, iid, "payload").json["type"] == "invite-gone"
    assert read(ben, iid).json["payload"] is None


def test_no_step_can_be_skipped(people):
    ada, ben = people(2)
    iid = open_invite(ada)
    for step in ("reveal", "payload"):
        assert post(ada, iid, step).json["type"] == "invalid-request"
    post(ben, iid, "answer")
    assert post(ada, iid, "payload").json["type"] == "invalid-request"
    assert len(ben.get("/api/session").json["spaces"]) == 1


def test_somebody_in_a_pair_can_neither_invite_nor_answer(people):
    ada, ben, eve = people(3)
    pair(ada, ben)
    assert ada.post("/api/invites", {"iid": to_text(b"i" * 16), "purpose": 1}).json["type"] == "already-paired"
    iid = open_invite(eve)
    assert post(ben, iid, "answer").json["type"] == "already-paired"
    # The same refusal for an invite that is not there: a paired person learns nothing by asking.
    assert post(ben, to_text(b"?" * 16), "answer").json == post(ben, iid, "answer").json


@pytest.mark.parametrize("early", ["host", "guest"])
def test_who_became_a_pair_meanwhile_cannot_become_a_second_one(people, early):
    ada, ben, eve = people(3)
    iid = open_invite(ada)
    post(ben, iid, "answer")
    post(ada, iid, "reveal")
    other = open_invite(eve)
    taken = {"host": ada, "guest": ben}[early]
    for person, step in ((taken, "answer"), (eve, "reveal"), (eve, "payload")):
        assert post(person, other, step).status_code == 204
    reply = post(ada, iid, "payload")
    assert reply.json["type"] == "already-paired"
    assert read(ben, iid).json["payload"] is None


def test_a_space_id_that_exists_is_refused_and_nothing_happens(people):
    ada, ben = people(2)
    iid = open_invite(ada)
    post(ben, iid, "answer")
    post(ada, iid, "reveal")
    for taken in (ada.private_space, ben.private_space):
        keys = {**letters("payload"), "space_id": taken}
        assert post(ada, iid, "payload", keys).json["type"] == "already-exists"
    assert read(ada, iid).json["state"] == "revealed"
    assert [len(person.get("/api/session").json["spaces"]) for person in (ada, ben)] == [1, 1]
    assert post(ada, iid, "payload").status_code == 204


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("purpose", [0, 4, 256, -1, 1.5, "1", None, True])
def test_there_are_three_handshakes_and_no_other(people, purpose):
    [ada] = people(1)
    reply = ada.post("/api/invites", {"iid": to_text(b"i" * 16), "purpose": purpose})
    assert (reply.status_code, reply.json["type"]) == (400, "invalid-request")
    assert len(reply.json["detail"]) > 10


def bad_letters():
    """(step, field, a value that is not what belongs there)."""
    yield from (("answer", "bpub", bytes([lead]) + b"x" * 64) for lead in (0, 2, 3, 5, 255))
    yield from (("reveal", "apub", bytes([4]) + b"x" * size) for size in (0, 32, 63, 65))
    yield from ((step, field, b"x" * size) for step, field in (("answer", "mb"), ("reveal", "na"), ("reveal", "ma"))
                for size in (0, 31, 33))  # fmt: skip
    full = 1 + 12 + 4096 + 16
    yield from (("payload", "payload", b"\x01" + b"x" * (size - 1)) for size in (28, full - 1, full + 1, full + 65536))
    yield ("payload", "payload", b"\x02" + b"x" * (full - 1))
    yield from (("payload", "space_id", b"x" * size) for size in (0, 15, 17))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("step", "field", "value"), list(bad_letters()))
def test_a_letter_of_the_wrong_shape_is_refused(people, step, field, value):
    ada, ben = people(2)
    iid = open_invite(ada)
    for person, earlier in ((ben, "answer"), (ada, "reveal"), (ada, "payload")):
        if earlier == step:
            break
        post(person, iid, earlier)
    reply = post(person, iid, step, {**letters(step), field: to_text(value)})
    assert (reply.status_code, reply.json["type"]) == (400, "invalid-request")
    assert post(person, iid, step).status_code == 204


@pytest.mark.parametrize("blocks", [1, 2, 16])
def test_every_agreed_size_of_payload_passes(people, blocks):
    ada, ben = people(2)
    iid = open_invite(ada)
    post(ben, iid, "answer")
    post(ada, iid, "reveal")
    payload = to_text(b"\x01" + b"x" * (12 + 4096 * blocks + 16))
    assert post(ada, iid, "payload", {**letters("payload"), "payload": payload}).status_code == 204


def test_a_stranger_gets_nowhere(people, stranger):
    [ada] = people(1)
    iid = open_invite(ada)
    replies = [read(stranger, iid), stranger.delete(f"/api/invites/{iid}")]
    replies += [post(stranger, iid, step) for step in ("answer", "reveal", "payload")]
    replies.append(stranger.post("/api/invites", {"iid": iid, "purpose": 1}))
    assert {reply.json["type"] for reply in replies} == {"signed-out"}


def test_two_invites_of_one_person_that_finish_at_once_make_one_pair(people):
    ada, ben, eve = people(3)
    for _ in range(8):
        invites = {}
        for host in (ada, eve):
            invites[host] = open_invite(host)
            post(ben, invites[host], "answer")
            post(host, invites[host], "reveal")
        keys = {host: letters("payload") for host in invites}
        together = threading.Barrier(2)

        def finish(host, invites=invites, keys=keys, together=together):
            together.wait(5)
            return post(host, invites[host], "payload", keys[host]).status_code

        with ThreadPoolExecutor(2) as pool:
            statuses = dict(zip(invites, pool.map(finish, invites), strict=True))
        assert sorted(statuses.values()) == [204, 409]
        [winner] = [host for host, status in statuses.items() if status == 204]
        [loser] = {ada, eve} - {winner}
        loser.delete(f"/api/invites/{invites[loser]}")
        assert ben.post(f"/api/spaces/{keys[winner]['space_id']}/leave").status_code == 204
