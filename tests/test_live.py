"""Streams: they say which space moved, to its members, and they end when they must."""

import json
import queue
import threading
import time

import pytest
from courier_client import envelope, pair, put, to_bytes, to_text

from server import live


class Stream:
    """An open stream, read by a thread as a browser would."""

    def __init__(self, person):
        self.reply = person.get("/api/live")
        assert self.reply.status_code == 200
        assert self.reply.mimetype == "text/event-stream"
        self.events = queue.Queue()
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        for chunk in self.reply.iter_encoded():
            for line in chunk.decode().splitlines():
                if line.startswith("data: "):
                    self.events.put(json.loads(line[6:]))
        self.reply.close()
        self.events.put("end")

    def next(self, seconds=5.0):
        return self.events.get(timeout=seconds)

    def quiet(self, seconds=0.3):
        with pytest.raises(queue.Empty):
            self.events.get(timeout=seconds)

    def ends(self, seconds=1.0):
        """True when it ends within so many seconds; what it says before is looked away from."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            try:
                if self.events.get(timeout=left) == "end":
                    return True
            except queue.Empty:
                break
        return False

    def heads(self, count):
        return sorted((event["space"], event["head"]) for event in (self.next() for _ in range(count)))


@pytest.fixture
def listen(app):
    """Open streams that are over when the test is."""
    streams = []

    def open_stream(person):
        streams.append(Stream(person))
        return streams[-1]

    yield open_stream
    live.close_all()
    for stream in streams:
        stream.thread.join(5)
        assert not stream.thread.is_alive()


def test_a_stream_begins_with_the_heads_of_all_active_spaces(people, listen):
    ada, ben = people(2)
    space = pair(ada, ben)
    put(ada, envelope(to_bytes(space)))
    assert listen(ben).heads(2) == sorted([(space, 1), (ben.private_space, 0)])


def test_a_commit_pokes_every_member_and_carries_nothing_but_the_head(people, listen):
    ada, ben = people(2)
    space = pair(ada, ben)
    hers, his = listen(ada), listen(ben)
    hers.heads(2), his.heads(2)
    put(ada, *(envelope(to_bytes(space), device_seq=n) for n in (1, 2)))
    assert hers.next() == {"space": space, "head": 2}
    assert his.next() == {"space": space, "head": 2}
    his.quiet()


def test_a_private_note_pokes_its_owner_alone(people, listen):
    ada, ben = people(2)
    pair(ada, ben)
    hers, his = listen(ada), listen(ben)
    hers.heads(2), his.heads(2)
    put(ada, envelope(to_bytes(ada.private_space)))
    assert hers.next() == {"space": ada.private_space, "head": 1}
    his.quiet()


def test_duplicates_and_refusals_poke_nobody(people, listen):
    ada, ben = people(2)
    space = pair(ada, ben)
    note = envelope(to_bytes(space))
    put(ada, note)
    his = listen(ben)
    his.heads(2)
    put(ada, note, envelope(to_bytes(space), epoch=9, device_seq=2))
    his.quiet()


def test_who_becomes_a_pair_while_listening_hears_of_the_new_space(people, listen):
    ada, ben = people(2)
    his = listen(ben)
    his.heads(1)
    space = pair(ada, ben)
    put(ada, envelope(to_bytes(space)))
    assert his.next() == {"space": space, "head": 1}


def test_a_strangers_commit_is_not_heard(people, listen):
    ada, ben, eve = people(3)
    pair(ada, ben)
    hers = listen(eve)
    hers.heads(1)
    put(ada, envelope(to_bytes(ada.private_space)))
    hers.quiet()


def test_a_heartbeat_carries_the_current_heads(app, people, listen):
    app.config["HEARTBEAT_SECONDS"] = 0.2
    [ada] = people(1)
    stream = listen(ada)
    assert stream.heads(1) == [(ada.private_space, 0)]
    # Behind the stream's back: a poke that got lost.
    listener = live._by_session[ada_token_hash()]
    with live._lock:
        live._by_space.clear()
        listener.spaces.clear()
    put(ada, envelope(to_bytes(ada.private_space)))
    seen = [stream.next()["head"] for _ in range(6)]
    assert seen[-1] == 1
    assert seen == sorted(seen)
    assert live._by_space[to_bytes(ada.private_space)] == {listener}


def ada_token_hash():
    [token_hash] = live._by_session
    return token_hash


def test_a_browser_has_one_stream_and_the_newer_one_wins(people, listen):
    [ada] = people(1)
    other = ada.other_device()
    first, elsewhere = listen(ada), listen(other)
    first.heads(1), elsewhere.heads(1)
    second = listen(ada)
    assert first.ends()
    second.heads(1)
    put(ada, envelope(to_bytes(ada.private_space)))
    assert second.next()["head"] == 1
    assert elsewhere.next()["head"] == 1


def test_leaving_ends_the_streams_of_the_space_before_it_answers(people, listen):
    ada, ben, eve = people(3)
    space = pair(ada, ben)
    his, hers, others = listen(ben), listen(ada), listen(eve)
    his.heads(2), hers.heads(2), others.heads(1)
    ada.post(f"/api/spaces/{space}/leave")
    assert to_bytes(space) not in live._by_space
    assert his.ends()
    assert hers.ends()
    others.quiet()
    # The next stream has only what is still active.
    again = listen(ben)
    assert again.heads(1) == [(ben.private_space, 0)]
    again.quiet()


def test_signing_out_ends_the_stream(people, listen):
    [ada] = people(1)
    stream = listen(ada)
    stream.heads(1)
    assert ada.delete("/api/session").status_code == 204
    assert stream.ends()


def test_a_session_revoked_from_another_device_ends_its_stream_and_no_other(people, listen):
    [ada] = people(1)
    phone = ada.other_device()
    lost, kept = listen(phone), listen(ada)
    lost.heads(1), kept.heads(1)
    ada.verify("sign_out_others")
    assert ada.delete(f"/api/sessions/{phone.account['session_id']}").status_code == 204
    assert lost.ends()
    kept.quiet()


def test_a_session_that_ran_out_ends_its_stream_at_the_next_beat(app, people, listen, turned):
    app.config["HEARTBEAT_SECONDS"] = 0.2
    [ada] = people(1)
    stream = listen(ada)
    stream.heads(1)
    turned.advance(days=400)
    assert stream.ends()


def test_a_stopping_server_ends_every_stream(people, listen):
    streams = [listen(person) for person in people(3)]
    live.close_all()
    assert all(stream.ends() for stream in streams)
    assert not live._by_session
    assert not live._by_space


def test_a_stream_does_not_live_for_ever():
    listener = live.listen(b"t" * 32, b"u" * 16)
    began = time.monotonic()
    events = list(live.stream(listener, lambda: [(b"s" * 16, 1)], heartbeat=0.05, life=0.2))
    assert 0.2 <= time.monotonic() - began < 2
    assert len(events) >= 3
    assert not live._by_session


def test_a_commit_while_the_stream_is_being_opened_is_not_missed():
    log = {"head": 0}

    def heads():
        """The first reading is overtaken by a commit whose poke finds nobody attached yet."""
        read = log["head"]
        if read == 0:
            log["head"] = 1
            live.poke(b"s" * 16, 1)
        return [(b"s" * 16, read)]

    stream = live.stream(live.listen(b"t" * 32, b"u" * 16), heads)
    assert live.event(b"s" * 16, 1) in next(stream)
    stream.close()


def test_a_reader_who_does_not_read_holds_nobody_up_and_hears_the_end():
    listener = live.listen(b"t" * 32, b"u" * 16)
    stream = live.stream(listener, lambda: [(b"s" * 16, 0)])
    next(stream)
    for head in range(10 * live.BACKLOG):
        live.poke(b"s" * 16, head)
    live.end_session(b"t" * 32)
    assert list(stream) == []


def test_a_browser_that_goes_away_leaves_nothing_behind(person):
    reply = person.get("/api/live")
    assert len(live._by_session) == 1
    reply.close()
    assert not live._by_session
    # A HEAD never starts the stream, so the stream's own end cannot clean up after it.
    person.client.head("/api/live", base_url=person.origin).close()
    assert not live._by_session


def test_an_event_is_one_line_of_json():
    text = live.event(b"s" * 16, 7)
    assert text == f'data: {{"space": "{to_text(b"s" * 16)}", "head": 7}}\n\n'
