"""Whoever runs the server can count, and sign an account out everywhere. Nothing reads, signs in or resets."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from authenticator import b64
from conftest import Person, empty_database, hang_up
from courier_client import envelope, exchange, letters, pair, put, to_bytes
from faults import Server, Wire, free_port
from test_guards import snapshot
from test_recovery import Code
from test_restored import back_up, put_back

from server import cli, create_app, db, journal, live, sessions
from server.config import Config
from server.models import TABLES, Account, Challenge, Invite, Permit, Session, Verification

SESSIONS = {"session", "challenge", "permit", "invite", "verification"}
WAYS = {*SESSIONS, "activity", "credential", "recovery", "wrap", "vault"}
# What each command reads and changes, table by table, reviewed. The bytes of notes and vaults are in none.
TOUCHES: dict[str, tuple[set[str], set[str]]] = {
    "serve": ({"schema_migration"}, set()),
    "migrate": ({"schema_migration"}, set()),
    "stats": ({"schema_migration", "account", "space", "envelope"}, set()),
    # A session's row names the passkey it was begun with, so SQLite looks at the passkey's name when the row goes.
    "account revoke": (
        {"schema_migration", "account", "activity", "credential", *SESSIONS},
        {"account", "activity", *SESSIONS},
    ),
    "restored": (
        {"schema_migration", "account", "space", "member", "reader", "envelope", *WAYS},
        {"account", "space", "member", "reader", "envelope", *WAYS},
    ),
}
# Sealed words and vaults, keys and proofs: nothing looks into these, and what only empties or asks if empty is in MAY.
SEALED = {
    "envelope.bytes",
    "vault.bytes",
    "wrap.bytes",
    "credential.public_key",
    "recovery.auth_hash",
    "invite.payload",
}
MAY = {
    ("restored", "envelope.bytes"),  # what was purged since is emptied again
    ("restored", "invite.payload"),  # mailboxes that hold no keys yet are closed
    ("account revoke", "invite.payload"),  # the same
}


def commands(parser: argparse.ArgumentParser, before: str = "") -> set[str]:
    """Every command that can be given, by its whole name."""
    below = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
    if not below:
        return {before.strip()}
    return {name for one in below for word, each in one.choices.items() for name in commands(each, f"{before} {word}")}


class Watched:
    """What SQLite itself was asked to read and to change, by (table, column)."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read: set[tuple[str, str]] = set()
        self.changed: set[tuple[str, str]] = set()
        connect = sqlite3.connect

        def watched(*words: Any, **more: Any) -> sqlite3.Connection:
            handle = connect(*words, **more)
            handle.set_authorizer(self.note)
            return handle

        monkeypatch.setattr(sqlite3, "connect", watched)

    def note(self, action: int, first: str | None, second: str | None, *_more: Any) -> int:
        if first and not first.startswith("sqlite_"):
            if action == sqlite3.SQLITE_READ:
                self.read.add((first, second or ""))
            elif action in (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_DELETE, sqlite3.SQLITE_UPDATE):
                self.changed.add((first, second or ""))
        return sqlite3.SQLITE_OK


@pytest.fixture
def shell(make_app, tmp_path, monkeypatch, capsys):
    """The command line over the same database as the app; gives exit code, what it said, what it complained of."""
    app = make_app()
    settings = app.config["UNSAID"]
    for name, value in (("DATA_DIR", settings.data_dir), ("DATABASE_URL", settings.database_url)):
        monkeypatch.setenv(name, str(value))

    def run(*words: str) -> tuple[int, str, str]:
        handle = db.database.obj
        capsys.readouterr()
        try:
            code = cli.main(list(words))
        finally:
            hang_up(db.database.obj)
            db.database.initialize(handle)
        said = capsys.readouterr()
        return code, said.out, said.err

    run.app = app
    return run


def two(app) -> tuple[Person, Person, str]:
    ada, ben = (Person(app.test_client()).sign_up() for _ in range(2))
    space = pair(ada, ben)
    for slot, person in enumerate((ada, ben)):
        put(person, envelope(to_bytes(space), slot, bytes([slot]) * 8, 1, bytes([65 + slot]) * 16))
        put(person, envelope(to_bytes(person.private_space)))
    return ada, ben, space


def test_totals_are_all_that_can_be_counted(shell):
    ada, _ben, space = two(shell.app)
    Person(shell.app.test_client()).sign_up()
    assert shell("stats") == (0, "Accounts: 3\nShared spaces: 1 open, 0 ended\nEnvelopes: 4\n", "")
    ada.post(f"/api/spaces/{space}/leave", {"notes": "stay"})
    assert shell("stats")[1] == "Accounts: 3\nShared spaces: 0 open, 1 ended\nEnvelopes: 4\n"


def test_totals_change_nothing_and_tell_nothing_of_anybody(shell):
    ada, _ben, space = two(shell.app)
    before = snapshot()
    said = shell("stats")[1]
    assert snapshot() == before
    assert not re.search(r"\d{2}|:\d|-\d", said)
    assert not [one for one in (ada.uid, space, ada.private_space) if one in said]


def test_revoking_ends_every_session_and_all_that_was_begun_and_leaves_the_rest(shell):
    ada, ben, space = two(shell.app)
    phone = ada.other_device()
    ada.verify("device_link").verify("export").options("/api/session/verification/options", purpose="purge")
    link = b64(os.urandom(16))
    assert ada.post("/api/invites", {"iid": link, "purpose": 2}).status_code == 201
    kept = {name: rows for name, rows in snapshot().items() if name not in OF_WAYS_IN}
    assert shell("account", "revoke", ada.uid)[0] == 0
    for person in (ada, phone):
        assert person.get("/api/session").json["type"] == "signed-out"
    uid = to_bytes(ada.uid)
    assert not Session.select().where(Session.account == uid).exists()
    standing = {bytes(row.token_hash) for row in Session.select()}
    assert {bytes(row.token_hash) for row in Verification.select()} <= standing
    assert not Challenge.select().where(Challenge.uid == uid).exists()
    assert not Permit.select().exists()
    assert not Invite.select().where(Invite.host == uid).where(Invite.payload.is_null()).exists()
    assert ben.get("/api/session").status_code == 200
    assert {name: rows for name, rows in snapshot().items() if name not in OF_WAYS_IN} == kept
    ada.sign_in()
    assert exchange(ada, spaces=[(space, 0)])["spaces"][0]["head"] == 2


# Everything else is byte for byte what it was.
OF_WAYS_IN = {"Account", "Activity", "Session", "Verification", "Challenge", "Permit", "Invite"}


def test_its_owner_is_told_for_good_and_nobody_else(shell, turned):
    ada, ben, _space = two(shell.app)
    assert ada.account["revoked_on"] is None
    shell("account", "revoke", ada.uid)
    turned.advance(days=40)
    ada.sign_in()
    assert ada.account["revoked_on"] == "2026-11-22"
    assert [one["what"] for one in ada.get("/api/activity").json["activity"]][:2] == ["signed_in", "operator_revoked"]
    ben.sign_in()
    assert ben.account["revoked_on"] is None
    assert "operator_revoked" not in str(ben.get("/api/activity").json)


def test_a_permit_or_a_link_that_was_begun_opens_nothing_any_more(shell):
    ada, _ben, _space = two(shell.app)
    new = Person(shell.app.test_client())
    iid = b64(os.urandom(16))
    ada.verify("device_link").post("/api/invites", {"iid": iid, "purpose": 2})
    new.post(f"/api/links/{iid}/answer", letters("answer"))
    ada.post(f"/api/invites/{iid}/reveal", letters("reveal"))
    permit = ada.verify("device_link").post(f"/api/invites/{iid}/enrol").json["enrol"]
    ada.post(f"/api/invites/{iid}/payload", {**letters("payload"), "space_id": None})
    shell("account", "revoke", ada.uid)
    assert new.get(f"/api/links/{iid}").json["type"] == "invite-gone"
    assert new.post("/api/passkeys/options", {"permit": permit}).json["type"] == "recovery-refused"


def test_a_code_that_was_being_used_has_to_be_used_again(shell):
    code, finder = Code(), Person(shell.app.test_client())
    ada = Person(shell.app.test_client()).sign_up(recovery=code.stored)
    permit = finder.post("/api/recovery/use", code.proof).json["permit"]
    shell("account", "revoke", ada.uid)
    assert finder.post("/api/passkeys/options", {"permit": permit}).json["type"] == "recovery-refused"
    again = finder.post("/api/recovery/use", code.proof).json["permit"]
    assert finder.post("/api/passkeys/options", {"permit": again}).status_code == 200


@pytest.mark.parametrize("number", ["", "x", "not a number", b64(bytes(16)), b64(bytes(32)), "-" * 22, "../../etc"])
def test_an_unknown_number_is_one_sentence(shell, number):
    two(shell.app)
    before = snapshot()
    assert shell("account", "revoke", number) == (2, "", "There is no account with that number.\n")
    assert snapshot() == before
    assert not shell.app.config["UNSAID"].journal.exists()


def test_a_number_may_begin_with_a_hyphen(shell):
    uid = bytes([0xF8]) + bytes(15)
    assert b64(uid).startswith("-")
    with db.connection():
        Account.insert(uid=uid, created_on="2026-11-22").execute()
    assert shell("account", "revoke", b64(uid))[0] == 0


def test_it_stays_so_when_an_older_copy_is_put_back(shell):
    ada, ben, _space = two(shell.app)
    copy = back_up()
    shell("account", "revoke", ada.uid)
    place = shell.app.config["UNSAID"].journal
    line = json.loads(place.read_text())
    assert line == {"did": "revoked", "who": journal.hashed(to_bytes(ada.uid))}
    for _ in range(2):
        assert put_back(copy, place).unreadable == 0
        with db.connection():
            db.database.obj.execute_sql("SELECT 1")
        ada.sign_in(), ben.sign_in()
        assert ada.account["revoked_on"] is not None
        assert ben.account["revoked_on"] is None
        assert str(ada.get("/api/activity").json).count("operator_revoked") == 1


def test_a_journal_that_takes_no_line_revokes_nothing(shell):
    ada, _ben, _space = two(shell.app)
    shell.app.config["UNSAID"].journal.mkdir()
    with pytest.raises(IsADirectoryError):
        shell("account", "revoke", ada.uid)
    assert ada.get("/api/session").status_code == 200


def test_every_command_is_on_the_reviewed_list():
    assert commands(cli.parser()) == set(TOUCHES)


def test_a_new_command_is_found():
    parser = cli.parser()
    account = next(one for one in parser._actions if isinstance(one, argparse._SubParsersAction)).choices["account"]
    below = next(one for one in account._actions if isinstance(one, argparse._SubParsersAction))
    below.add_parser("open")
    assert commands(parser) - set(TOUCHES) == {"account open"}


def everything_written_down(ada: Person, ben: Person, space: str, place: Path) -> None:
    """A journal with a line of every kind, about people and notes that are here."""
    uids, ref = [to_bytes(one.uid) for one in (ada, ben)], to_bytes(ben.account["wraps"][0])
    journal.configure(place)
    journal.write(
        *(journal.note_gone(did, to_bytes(space), b"A" * 16) for did in ("erased", "put_back", "purged")),
        {"did": "ended", "space": space, "slot": 0},
        {"did": "let_go", "space": space, "slot": 0},
        journal.epoch_began(to_bytes(space), 2),
        journal.passkey_removed(ref),
        journal.code_ended(to_bytes(CODE["rec_id"])),
        journal.keys_renewed(uids[0], 2),
        {"did": "account_ending", "who": journal.hashed(uids[0])},
        {"did": "account_kept", "who": journal.hashed(uids[0])},
        journal.revoked(uids[0]),
        journal.account_deleted(uids[1], True),
    )


CODE = {"rec_id": b64(b"r" * 16), "auth_hash": b64(bytes(32)), "wrap": b64(b"\x01\x02\x00\x00\x00\x01" + bytes(60))}


@pytest.mark.parametrize("command", sorted(TOUCHES))
def test_a_command_touches_only_what_was_reviewed(shell, command, monkeypatch, engine):
    if engine != "sqlite":
        pytest.skip("SQLite itself says what a statement touches; the statements are the same")
    ada, ben, space = two(shell.app)
    ada.verify("recovery_make").put("/api/recovery", CODE)
    everything_written_down(ada, ben, space, shell.app.config["UNSAID"].journal)
    hang_up(db.database.obj)

    class Served(BaseException):
        pass

    def stop(*_words: Any) -> None:
        raise Served

    monkeypatch.setattr(os, "execv", stop)
    watched = Watched(monkeypatch)
    words = [*command.split(), *([ada.uid] if command == "account revoke" else [])]
    if command == "serve":
        with pytest.raises(Served):
            shell(*words)
    else:
        assert shell(*words)[0] == 0
    may_read, may_change = TOUCHES[command]
    assert {table for table, _ in watched.read} == may_read
    assert {table for table, _ in watched.changed} == may_change
    looked_into = {f"{table}.{column}" for table, column in watched.read | watched.changed} & SEALED
    assert looked_into == {column for of, column in MAY if of == command}


def test_the_list_knows_every_table():
    names = {table._meta.table_name for table in TABLES}
    assert {name for reads, changes in TOUCHES.values() for name in reads | changes} == names | {"schema_migration"}
    assert {name.partition(".")[0] for name in SEALED} <= names


def test_a_stream_ends_when_another_process_ended_its_session(person, app):
    other = Person(app.test_client()).sign_up()
    streams = [one.get("/api/live").iter_encoded() for one in (person, other)]
    for stream in streams:
        assert next(stream)
    # As another process does it: the row alone.
    Session.delete().where(Session.account == to_bytes(person.uid)).execute()
    assert len(live.sessions()) == 2
    sessions.end_gone()
    # Before anything is read of it: at its heartbeat a stream would notice by itself.
    assert live.sessions() == {bytes(Session.get().token_hash)}
    assert list(streams[0]) == []
    live.close_all()
    assert list(streams[1]) == []


def test_without_a_stream_nothing_is_asked_of_the_database(app, person, monkeypatch):
    asked = []
    monkeypatch.setattr(db.database.obj, "execute", lambda *words, **more: asked.append(words))
    sessions.end_gone()
    assert asked == []


def test_a_really_running_server_ends_the_streams_within_seconds(migrated, tmp_path):
    port, secret_key = free_port(), "a secret key for tests, thirty-two"
    empty_database("sqlite", migrated, tmp_path)
    server = Server(tmp_path, port, secret_key)
    origin, url = f"http://localhost:{port}", server.environment["DATABASE_URL"]
    app = create_app(Config(origin, url, tmp_path, secret_key=secret_key, dist=tmp_path / "no-dist", testing=True))
    person = Person(app.test_client(), origin=origin).sign_up()
    hang_up(db.database.obj)
    cookie = f"session={person.client.get_cookie('session').value}"
    server.start()
    wire, connection = Wire(port, cookie), http.client.HTTPConnection("localhost", port, timeout=20)
    connection.request("GET", "/api/live", headers={"Cookie": cookie})
    stream = connection.getresponse()
    try:
        assert stream.readline() == b": \n"
        command = [sys.executable, "-m", "server", "account", "revoke", person.uid]
        subprocess.run(command, env=server.environment, cwd=tmp_path, check=True, capture_output=True)
        revoked = time.monotonic()
        # Nobody can ask anything from the commit on; the stream says nothing more and ends long before its heartbeat.
        assert wire("GET", "/api/session")[0] == 401
        assert b"data" not in stream.read().partition(b"\n\n")[2].partition(b"\n\n")[2]
        seconds = time.monotonic() - revoked
    finally:
        stream.close()
        connection.close()
        wire.close()
        server.kill()
    print(f"ended {seconds:.1f} s after the command")
    assert seconds < live.HEARTBEAT_SECONDS / 2
