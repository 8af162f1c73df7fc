"""Taking back: gone for the partner at once, for good after seven days, never somebody else's words. Putting back."""

import pytest
from courier_client import envelope, exchange, pair, pull, put, to_bytes, to_text

from server import clock, db, taking_back

NOTE = b"the note of Ada "


@pytest.fixture
def couple(people):
    ada, ben = people(2)
    space = to_bytes(pair(ada, ben))
    put(ada, envelope(space, msg_id=NOTE))
    return ada, ben, to_text(space)


def erase(person, *msg_ids):
    return exchange(person, erase=msg_ids)["erase"]


def restore(person, *msg_ids):
    return exchange(person, restore=msg_ids)["restore"]


def shown(person, space):
    """What each way of reading says of the first note."""
    page, past = pull(person, space), person.get(f"/api/spaces/{space}/history").json
    assert page["items"][0] == past["items"][-1]
    return page["items"][0]["bytes"]


def stored_bytes(space):
    with db.connection():
        return db.rows("SELECT bytes FROM envelope WHERE space_id = ? ORDER BY seq", to_bytes(space))[0][0]


def test_the_partner_cannot_read_it_from_that_moment_and_its_author_still_can(couple):
    ada, ben, space = couple
    assert shown(ben, space) is not None
    assert erase(ada, NOTE) == [{"outcome": "accepted", "problem": None}]
    assert shown(ben, space) is None
    assert shown(ada, space) is not None
    item = pull(ben, space)["items"][0]
    assert item == {"seq": 1, "slot": 0, "msg_id": to_text(NOTE), "bytes": None}


def test_erasing_twice_is_a_duplicate_also_within_one_request(couple):
    ada, _ben, _space = couple
    assert [one["outcome"] for one in erase(ada, NOTE, NOTE)] == ["accepted", "duplicate"]
    assert erase(ada, NOTE) == [{"outcome": "duplicate", "problem": None}]


def test_the_others_words_cannot_be_erased_and_the_answer_is_that_of_nothing(couple):
    _ada, ben, space = couple
    [foreign], [unknown] = erase(ben, NOTE), erase(ben, b"?" * 16)
    assert foreign == unknown
    assert (foreign["outcome"], foreign["problem"]["type"], foreign["problem"]["retry"]) == (
        "refused",
        "not-found",
        False,
    )
    assert shown(ben, space) is not None


def test_a_stranger_to_the_space_cannot_erase_in_it(couple, people):
    _ada, ben, space = couple
    [eve] = people(1)
    assert erase(eve, NOTE)[0]["outcome"] == "refused"
    assert shown(ben, space) is not None


def test_a_bad_erasure_does_not_fail_its_neighbours(couple):
    ada, ben, space = couple
    assert [one["outcome"] for one in erase(ada, b"?" * 16, NOTE)] == ["refused", "accepted"]
    assert shown(ben, space) is None


def test_a_note_can_be_put_and_taken_back_in_one_request(couple):
    ada, ben, space = couple
    note = envelope(to_bytes(space), device_seq=2, msg_id=b"2" * 16)
    answer = exchange(ada, put=[note], erase=[b"2" * 16])
    assert [answer["put"][0]["outcome"], answer["erase"][0]["outcome"]] == ["accepted", "accepted"]
    assert pull(ben, space, 1)["items"][0]["bytes"] is None


@pytest.mark.parametrize("purged", [False, True])
def test_a_put_of_what_was_taken_back_stores_nothing(couple, turned, purged):
    ada, ben, space = couple
    original = to_bytes(pull(ada, space)["items"][0]["bytes"])
    erase(ada, NOTE)
    if purged:
        turned.advance(days=8)
        exchange(ada)
    again = [original, envelope(to_bytes(space), device_seq=7, msg_id=NOTE), envelope(to_bytes(space), msg_id=NOTE)]
    assert put(ada, *again) == [{"outcome": "duplicate", "seq": 1, "problem": None}] * 3
    assert shown(ben, space) is None
    assert pull(ada, space)["head"] == 1


def test_the_number_of_a_tombstone_stays_taken(couple):
    ada, _ben, space = couple
    erase(ada, NOTE)
    assert put(ada, envelope(to_bytes(space), msg_id=b"x" * 16))[0]["outcome"] == "clash"


def test_after_seven_days_the_bytes_are_gone_from_the_database(couple, turned):
    ada, ben, space = couple
    put(ada, envelope(to_bytes(space), device_seq=2))
    erase(ada, NOTE)
    turned.advance(days=7)
    with db.connection():
        assert taking_back.purge(clock.today()) == 0
    assert stored_bytes(space) is not None
    assert shown(ada, space) is not None
    turned.advance(days=1)
    with db.connection():
        assert taking_back.purge(clock.today()) == 1
        assert taking_back.purge(clock.today()) == 0
    assert stored_bytes(space) is None
    assert shown(ada, space) is None
    assert shown(ben, space) is None
    assert pull(ada, space, 1)["items"][0]["bytes"] is not None


def test_any_persons_sync_purges_once_a_day(couple, people, turned):
    ada, _ben, space = couple
    erase(ada, NOTE)
    turned.advance(days=8)
    [eve] = people(1)
    assert stored_bytes(space) is not None
    exchange(eve)
    assert stored_bytes(space) is None


def test_the_day_of_taking_back_is_told_to_nobody(couple, turned):
    ada, ben, space = couple
    erase(ada, NOTE)
    before = [pull(person, space) for person in (ada, ben)]
    turned.advance(days=3)
    assert [pull(person, space) for person in (ada, ben)] == before


def test_private_notes_can_be_erased_too(person):
    put(person, envelope(to_bytes(person.private_space), msg_id=NOTE))
    assert erase(person, NOTE)[0]["outcome"] == "accepted"


def test_what_was_put_back_can_be_read_again_by_both_as_it_was(couple):
    ada, ben, space = couple
    before = shown(ben, space)
    erase(ada, NOTE)
    assert restore(ada, NOTE) == [{"outcome": "accepted", "problem": None}]
    assert shown(ben, space) == shown(ada, space) == before


def test_its_author_is_served_it_on_every_device_while_it_can_be_put_back(couple, turned):
    ada, ben, space = couple
    erase(ada, NOTE)
    turned.advance(days=7)
    exchange(ada)
    # A second phone holds nothing yet: without the bytes it could put back a note that it cannot show.
    assert pull(ada, space)["items"][0]["bytes"] is not None
    assert restore(ada, NOTE)[0]["outcome"] == "accepted"
    assert shown(ben, space) is not None


def test_restoring_what_stands_is_a_duplicate_also_within_one_request(couple):
    ada, ben, space = couple
    assert restore(ada, NOTE) == [{"outcome": "duplicate", "problem": None}]
    erase(ada, NOTE)
    assert [one["outcome"] for one in restore(ada, NOTE, NOTE)] == ["accepted", "duplicate"]
    assert shown(ben, space) is not None


def test_the_other_cannot_put_back_what_was_taken_from_them_and_the_answer_is_that_of_nothing(couple):
    ada, ben, space = couple
    erase(ada, NOTE)
    [foreign], [unknown] = restore(ben, NOTE), restore(ben, b"?" * 16)
    assert foreign == unknown
    assert (foreign["outcome"], foreign["problem"]["type"]) == ("refused", "not-found")
    assert shown(ben, space) is None


def test_a_stranger_cannot_restore(couple, people):
    ada, ben, space = couple
    erase(ada, NOTE)
    [eve] = people(1)
    assert restore(eve, NOTE)[0]["outcome"] == "refused"
    assert shown(ben, space) is None


@pytest.mark.parametrize("purged", [False, True])
def test_after_seven_days_nothing_is_put_back_whether_the_purge_was_late_or_not(couple, turned, purged):
    ada, ben, space = couple
    erase(ada, NOTE)
    turned.advance(days=8)
    if purged:
        exchange(ada)
    [outcome] = restore(ada, NOTE)
    assert (outcome["outcome"], outcome["problem"]["type"], outcome["problem"]["retry"]) == (
        "refused",
        "not-found",
        False,
    )
    assert shown(ben, space) is None


def test_taken_back_again_the_seven_days_begin_again(couple, turned):
    ada, ben, space = couple
    erase(ada, NOTE)
    turned.advance(days=6)
    restore(ada, NOTE)
    erase(ada, NOTE)
    turned.advance(days=6)
    exchange(ada)
    assert shown(ben, space) is None
    assert restore(ada, NOTE)[0]["outcome"] == "accepted"
    assert shown(ben, space) is not None


def test_in_one_request_a_note_is_put_then_erased_then_restored(couple):
    ada, ben, space = couple
    note = envelope(to_bytes(space), device_seq=2, msg_id=b"2" * 16)
    answer = exchange(ada, put=[note], erase=[b"2" * 16, NOTE], restore=[b"2" * 16])
    assert [answer[change][0]["outcome"] for change in ("put", "erase", "restore")] == ["accepted"] * 3
    assert [item["bytes"] is None for item in pull(ben, space)["items"]] == [True, False]


def test_a_bad_restoration_does_not_fail_its_neighbours(couple):
    ada, ben, space = couple
    erase(ada, NOTE)
    assert [one["outcome"] for one in restore(ada, b"?" * 16, NOTE)] == ["refused", "accepted"]
    assert shown(ben, space) is not None


@pytest.mark.parametrize("leaver", [0, 1])
def test_in_a_space_that_ended_one_can_still_take_back_but_nothing_appears_there_any_more(couple, leaver):
    ada, ben, space = couple
    other = envelope(to_bytes(space), device_seq=2, msg_id=b"2" * 16)
    put(ada, other)
    erase(ada, b"2" * 16)
    assert (ada, ben)[leaver].post(f"/api/spaces/{space}/leave").status_code == 204
    assert erase(ada, NOTE)[0]["outcome"] == "accepted"
    for outcome in restore(ada, NOTE, b"2" * 16):
        assert (outcome["outcome"], outcome["problem"]["type"]) == ("refused", "space-ended")
    assert [item["bytes"] for item in pull(ben, space)["items"]] == [None, None]


def test_the_limit_counts_every_kind_of_change(couple):
    ada, _ben, _space = couple
    body = {"spaces": [], "put": [], "erase": [to_text(b"?" * 16)] * 250, "restore": [to_text(b"?" * 16)] * 250}
    assert ada.post("/api/sync", body).status_code == 200
    reply = ada.post("/api/sync", {**body, "restore": [*body["restore"], to_text(NOTE)]})
    assert (reply.status_code, reply.json["type"]) == (413, "too-large")


def test_a_client_from_before_restoring_is_still_served(couple):
    ada, _ben, _space = couple
    reply = ada.post("/api/sync", {"spaces": [], "put": [], "erase": []})
    assert (reply.status_code, reply.json["restore"]) == (200, [])


def test_private_notes_can_be_put_back_too(person):
    put(person, envelope(to_bytes(person.private_space), msg_id=NOTE))
    erase(person, NOTE)
    assert restore(person, NOTE)[0]["outcome"] == "accepted"


def test_bytes_that_are_gone_before_their_day_are_not_said_to_be_back(couple):
    ada, ben, space = couple
    erase(ada, NOTE)
    with db.connection():
        db.database.obj.execute_sql("UPDATE envelope SET bytes = NULL")
    assert restore(ada, NOTE)[0]["outcome"] == "refused"
    assert shown(ben, space) is None
