"""Taking back: gone for the partner at once, for good after seven days, and never somebody else's words."""

import pytest
from courier_client import envelope, exchange, pair, pull, put, to_bytes, to_text

from server import clock, db, sync

NOTE = b"the note of Ada "


@pytest.fixture
def couple(people):
    ada, ben = people(2)
    space = to_bytes(pair(ada, ben))
    put(ada, envelope(space, msg_id=NOTE))
    return ada, ben, to_text(space)


def erase(person, *msg_ids):
    return exchange(person, erase=msg_ids)["erase"]


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
    turned.advance(days=6)
    with db.connection():
        assert sync.purge(clock.today()) == 0
    assert stored_bytes(space) is not None
    assert shown(ada, space) is not None
    turned.advance(days=1)
    with db.connection():
        assert sync.purge(clock.today()) == 1
        assert sync.purge(clock.today()) == 0
    assert stored_bytes(space) is None
    assert shown(ada, space) is None
    assert shown(ben, space) is None
    assert pull(ada, space, 1)["items"][0]["bytes"] is not None


def test_any_persons_sync_purges_once_a_day(couple, people, turned):
    ada, _ben, space = couple
    erase(ada, NOTE)
    turned.advance(days=7)
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
