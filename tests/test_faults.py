"""kill -9 at random moments: nothing acknowledged is lost, nothing is there twice."""

import os
import random
import sqlite3
import threading

import pytest
from conftest import Person, empty_database
from courier_client import Phone, pair, to_bytes, to_text
from faults import Server, Wire, Writer, free_port, kill_while_they_write

from server import create_app, db
from server.config import Config

KILLS = int(os.environ.get("UNSAID_KILLS", "20"))
SECRET_KEY = "only for this test, 32 characters or more"


@pytest.fixture
def couple(migrated, tmp_path):
    """Two people in a database of their own, and what their browsers send to a server on a port."""
    port = free_port()
    origin = f"http://localhost:{port}"
    url = empty_database("sqlite", migrated, tmp_path)
    settings = Config(
        origin=origin,
        database_url=url,
        data_dir=tmp_path,
        secret_key=SECRET_KEY,
        dist=tmp_path / "no-dist",
        testing=True,
    )
    app = create_app(settings)
    ada, ben = (Person(app.test_client(), origin=origin).sign_up() for _ in range(2))
    space = pair(ada, ben)
    db.database.obj.close()
    cookies = [f"session={person.client.get_cookie('session').value}" for person in (ada, ben)]
    server = Server(tmp_path, port, SECRET_KEY)
    yield server, space, [Wire(port, cookie) for cookie in cookies]
    server.kill()


def test_kills_at_random_moments_lose_nothing_and_double_nothing(couple, tmp_path):
    server, space, wires = couple
    finish, seed = threading.Event(), random.randrange(2**32)
    print(f"seed {seed}, {KILLS} kills")
    writers = [Writer(Phone(wire, {space: slot}), space, finish, seed + slot) for slot, wire in enumerate(wires)]
    kill_while_they_write(server, writers, KILLS, seed)
    written = [to_text(msg_id) for writer in writers for msg_id in writer.written]
    in_flight = sum(wire.dropped_in_flight for wire in wires)
    print(f"{len(written)} notes written, {in_flight} requests cut off in flight")
    assert in_flight >= KILLS / 2, "the kills must hit requests, or they prove nothing"
    for writer in writers:
        assert not writer.phone.disk.outbox
        assert not writer.phone.refused
        assert len(writer.phone.accepted) == len(writer.written)
    fresh = Phone(wires[0], {space: 0})
    fresh.sync_until_quiet()
    stored = fresh.disk.items[space]
    assert sorted(stored) == list(range(1, len(written) + 1)), "seqs are dense, from 1 to the head"
    assert sorted(item["msg_id"] for item in stored.values()) == sorted(written), "0 lost, 0 doubled"
    for writer in writers:
        for msg_id, seq in writer.phone.accepted.items():
            assert stored[seq]["msg_id"] == to_text(msg_id), "an acknowledged note stands where it was said to stand"
    server.kill()
    for wire in wires:
        wire.close()
    with sqlite3.connect(tmp_path / "unsaid.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        row = database.execute("SELECT head FROM space WHERE id = ?", (to_bytes(space),)).fetchone()
    database.close()
    assert row == (len(written),)
