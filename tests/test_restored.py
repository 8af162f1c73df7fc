"""An older copy of the database is put back: nobody stays in, and what was undone since is undone again."""

from __future__ import annotations

import hashlib
import json
import secrets
import stat
from pathlib import Path
from typing import Any

import pytest
from authenticator import b64
from conftest import Person, hang_up, vault_bytes, wrap_bytes
from courier_client import envelope, exchange, open_invite, pair, pull, put, to_bytes

from server import cli, db, journal, restoring
from server.models import TABLES, Account, Activity, Challenge, Envelope, Invite, Permit, Session, Space, Vault, Wrap

Copy = dict[Any, list[dict[str, Any]]]


class Code:
    """A recovery code, as its owner and the server know it."""

    def __init__(self, gen: int = 1) -> None:
        auth = secrets.token_bytes(32)
        self.proof = {"rec_id": b64(secrets.token_bytes(16)), "rec_auth": b64(auth)}
        wrap = b64(wrap_bytes(kind=2, gen=gen))
        self.stored = {
            "rec_id": self.proof["rec_id"],
            "auth_hash": b64(hashlib.sha256(auth).digest()),
            "wrap": wrap,
        }


def back_up() -> Copy:
    """Every row there is."""
    with db.connection():
        return {table: list(table.select().dicts()) for table in TABLES}


def put_back(copy: Copy, place: Path) -> restoring.Restored:
    """What an operator does: the older rows, then `unsaid restored`."""
    with db.connection():
        for table in reversed(TABLES):
            table.delete().execute()
        for table in TABLES:
            if copy[table]:
                table.insert_many(copy[table]).execute()
        return restoring.restore(journal.read(place))


@pytest.fixture
def place(app) -> Path:
    return app.config["UNSAID"].journal


@pytest.fixture
def two(people):
    """Two people who wrote once each, one with a code, and their space."""
    ada, ben = people(2)
    space = pair(ada, ben)
    notes = [envelope(to_bytes(space), slot=slot, device_id=bytes([slot]) * 8) for slot in (0, 1)]
    assert put(ada, notes[0])[0]["outcome"] == put(ben, notes[1])[0]["outcome"] == "accepted"
    return ada, ben, space, notes


def msg_id(raw: bytes) -> bytes:
    return raw[39:55]


def served(person: Person, space: str) -> list[bool]:
    """Of each place, whether its bytes are served."""
    return [item["bytes"] is not None for item in pull(person, space)["items"]]


def renewed(person: Person, code: Code | None = None) -> str:
    """New keys; the vault that has them."""
    ref = next(key["ref"] for key in person.get("/api/passkeys").json["passkeys"] if key["current"])
    vault = b64(vault_bytes(gen=2, version=2))
    body = {
        "vault": vault,
        "wraps": [{"ref": ref, "wrap": b64(wrap_bytes(gen=2))}],
        "recovery": code.stored if code else None,
        "private_epoch": {"space_id": person.private_space, "epoch": 2},
        "end_sessions": [],
    }
    reply = person.verify("vault_key").post("/api/renewals", body, headers={"If-Match": '"1"'})
    assert reply.status_code == 200, reply.json
    return vault


def bring(person: Person, vault: str, seen: int = 1) -> Any:
    return person.put("/api/vault", {"vault": vault}, headers={"If-Match": f'"{seen}"'})


def test_nobody_is_signed_in_and_nothing_that_was_begun_goes_on(two, place, stranger):
    ada, ben, space, _notes = two
    code = Code()
    ada.verify("recovery_make").put("/api/recovery", code.stored)
    permit = stranger.post("/api/recovery/use", code.proof).json["permit"]
    options = ada.options("/api/session/options")
    ada.post(f"/api/spaces/{space}/leave")
    iid = open_invite(ada)
    copied = ada.copy_of_browser()
    done = put_back(back_up(), place)
    assert (done.people, done.unreadable, done.without_a_way_in) == (2, 0, 0)
    for person in (ada, ben, copied):
        assert person.get("/api/session").status_code == 401
        assert person.get("/api/live").status_code == 401
    stale = ada.post("/api/session", {"credential": ada.passkey.get(options)})
    assert stale.json["type"] == "ceremony-refused"
    assert not [table for table in (Session, Challenge, Permit) if table.select().exists()]
    refused = stranger.post("/api/passkeys/options", {"permit": permit})
    assert refused.json["type"] == "recovery-refused"
    assert not Invite.select().where(Invite.iid == to_bytes(iid)).exists()
    assert ada.sign_in().account["uid"] == ada.uid
    whats = [change["what"] for change in ada.get("/api/activity").json["activity"]]
    assert whats[:2] == ["signed_in", "restored"]


def test_keys_that_wait_in_a_mailbox_go_on_waiting(people, place):
    ada, ben = people(2)
    pair(ada, ben)
    assert Invite.select().where(Invite.payload.is_null(False)).count() == 1
    put_back(back_up(), place)
    assert Invite.select().where(Invite.payload.is_null(False)).count() == 1


def test_every_log_says_that_it_is_another_one(two, place):
    ada, _ben, space, _notes = two
    known = {one["id"]: one["incarnation"] for one in ada.get("/api/session").json["spaces"]}
    put_back(back_up(), place)
    ada.sign_in()
    now = {one["id"]: one["incarnation"] for one in ada.account["spaces"]}
    assert now.keys() == known.keys()
    assert not set(now.values()) & set(known.values())
    ask = {"spaces": [{"id": space, "since": 1, "incarnation": known[space]}], "put": [], "erase": []}
    told = ada.post("/api/sync", ask)
    assert (told.status_code, told.json["type"]) == (409, "incarnation-changed")


def test_what_was_taken_back_stays_away_and_what_was_put_back_stands(two, place):
    ada, ben, space, notes = two
    copy = back_up()
    exchange(ada, erase=[msg_id(notes[0])])
    exchange(ben, erase=[msg_id(notes[1])])
    exchange(ben, restore=[msg_id(notes[1])])
    assert put_back(copy, place).followed == 3
    ada.sign_in(), ben.sign_in()
    assert served(ben, space) == [False, True]
    # What one took back oneself is served until it is purged; what the other put back is served again.
    assert served(ada, space) == [True, True]
    # The week to put it back is not over.
    assert exchange(ada, restore=[msg_id(notes[0])])["restore"][0]["outcome"] == "accepted"
    assert served(ben, space) == [True, True]


def test_a_week_that_had_begun_does_not_begin_again(two, place, turned):
    ada, _ben, _space, notes = two
    exchange(ada, erase=[msg_id(notes[0])])
    [before] = Envelope.select().where(Envelope.erased_on.is_null(False))
    turned.advance(days=5)
    put_back(back_up(), place)
    [after] = Envelope.select().where(Envelope.erased_on.is_null(False))
    assert after.erased_on == before.erased_on


def test_what_was_purged_has_no_bytes_again(two, place, turned):
    ada, ben, space, notes = two
    copy = back_up()
    exchange(ada, erase=[msg_id(notes[0])])
    turned.advance(days=8)
    exchange(ben, spaces=[(space, 0)])
    put_back(copy, place)
    [row] = Envelope.select().where(Envelope.msg_id == msg_id(notes[0]))
    assert row.bytes is None
    assert served(ada.sign_in(), space) == [False, True]


def test_what_was_left_stays_closed(two, place):
    ada, ben, space, _notes = two
    copy = back_up()
    assert ada.post(f"/api/spaces/{space}/leave").status_code == 204
    put_back(copy, place)
    ada.sign_in(), ben.sign_in()
    more = envelope(to_bytes(space), slot=1, device_id=bytes([1]) * 8, device_seq=2)
    assert put(ben, more)[0]["problem"]["type"] == "space-ended"
    assert served(ben, space) == [True, True]


def test_a_removed_passkey_stays_out(person, place):
    other = person.add_passkey()
    ref = next(key["ref"] for key in other.get("/api/passkeys").json["passkeys"] if key["current"])
    assert other.put(f"/api/passkeys/{ref}/wrap", {"wrap": b64(wrap_bytes())}).status_code == 204
    copy = back_up()
    assert person.verify("passkey_remove").delete(f"/api/passkeys/{ref}").status_code == 204
    put_back(copy, place)
    assert other.try_sign_in().json["type"] == "unknown-credential"
    assert not Wrap.select().where(Wrap.ref == to_bytes(ref)).exists()
    assert person.sign_in()


def test_a_code_that_was_replaced_opens_nothing(person, place, stranger):
    seen, kept = Code(), Code()
    person.verify("recovery_make").put("/api/recovery", seen.stored)
    copy = back_up()
    person.put("/api/recovery", kept.stored)
    put_back(copy, place)
    assert stranger.post("/api/recovery/use", seen.proof).json["type"] == "recovery-refused"
    assert not Wrap.select().where(Wrap.kind == 2).exists()
    assert person.sign_in().account["recovery"] is False


def test_a_code_that_was_only_used_still_opens(person, place, stranger):
    code = Code()
    person.verify("recovery_make").put("/api/recovery", code.stored)
    copy = back_up()
    assert stranger.post("/api/recovery/use", code.proof).status_code == 200
    put_back(copy, place)
    assert stranger.post("/api/recovery/use", code.proof).status_code == 200


def test_old_keys_open_nothing_and_a_device_brings_the_new_ones_back(person, place, stranger):
    seen = Code()
    person.verify("recovery_make").put("/api/recovery", seen.stored)
    copy = back_up()
    vault = renewed(person, Code(gen=2))
    put_back(copy, place)
    assert not Wrap.select().exists()
    assert stranger.post("/api/recovery/use", seen.proof).json["type"] == "recovery-refused"
    person.sign_in()
    now = person.account
    assert (now["gen"], now["version"], now["wrap"]) == (1, 1, None)
    assert next(one["epoch"] for one in now["spaces"] if one["kind"] == "private") == 2
    # A passkey that is wrapped before the vault comes back is wrapped anew after it.
    ref = next(key["ref"] for key in person.get("/api/passkeys").json["passkeys"])
    assert person.put(f"/api/passkeys/{ref}/wrap", {"wrap": b64(wrap_bytes())}).status_code == 204
    assert bring(person, vault).status_code == 200
    now = person.get("/api/session").json
    assert (now["gen"], now["version"], now["vault"], now["wrap"]) == (2, 2, vault, None)
    ref = next(key["ref"] for key in person.get("/api/passkeys").json["passkeys"])
    assert person.put(f"/api/passkeys/{ref}/wrap", {"wrap": b64(wrap_bytes(gen=2))}).status_code == 204


def test_a_wrap_of_the_copy_goes_with_the_vault_it_opened(person, place):
    copy = back_up()
    vault = renewed(person)
    lines = [line for line in journal.read(place) if line and line["did"] != "keys_renewed"]
    with db.connection():
        put_back(copy, place)
    assert not Wrap.select().exists()
    place.write_text("".join(json.dumps(line) + "\n" for line in lines))
    put_back(copy, place)
    # Without its line the renewal is not known: the copy's own keys open, and no vault of newer ones is taken.
    assert Wrap.select().count() == 1
    assert bring(person.sign_in(), vault).json["type"] == "invalid-request"


@pytest.mark.parametrize(("gen", "version", "taken"), [(1, 9, True), (1, 2, True), (1, 1, False), (2, 9, False)])
def test_a_newer_vault_is_brought_back_by_the_device_that_holds_it(person, place, gen, version, taken):
    put_back(back_up(), place)
    person.sign_in()
    vault = b64(vault_bytes(gen=gen, version=version))
    assert (bring(person, vault).status_code == 200) is taken
    now = person.get("/api/session").json
    assert ((now["gen"], now["version"]) == (gen, version)) is (taken or (gen, version) == (1, 1))
    assert Wrap.select().count() == 1
    if version == 9 and taken:
        # Of two devices the one that saw more has the last word, and whoever read an older one hears so.
        assert bring(person, b64(vault_bytes(version=8)), seen=9).json["type"] == "invalid-request"
        assert bring(person, b64(vault_bytes(version=12)), seen=1).json["type"] == "vault-conflict"
        assert bring(person, b64(vault_bytes(version=12)), seen=9).status_code == 200


def test_without_a_restore_a_vault_never_jumps(person):
    assert bring(person, b64(vault_bytes(version=9))).json["type"] == "invalid-request"
    assert bring(person, b64(vault_bytes(gen=2, version=2))).json["type"] == "invalid-request"
    assert Vault.get().version == 1


def test_newer_keys_of_two_are_still_the_ones_in_use(two, place):
    ada, _ben, space, _notes = two
    copy = back_up()
    place.write_text("")
    journal.write(journal.epoch_began(to_bytes(space), 3), journal.epoch_began(to_bytes(space), 2))
    put_back(copy, place)
    ada.sign_in()
    old, new = (envelope(to_bytes(space), slot=0, device_id=bytes([7]) * 8, device_seq=n, epoch=n + 1) for n in (1, 2))
    assert [one["outcome"] for one in put(ada, old, new)] == ["stale_epoch", "accepted"]


def test_an_epoch_that_a_note_began_is_still_the_one_in_use(person, place):
    space = to_bytes(person.private_space)
    copy = back_up()
    assert put(person, envelope(space, epoch=2))[0]["outcome"] == "accepted"
    put_back(copy, place)
    person.sign_in()
    assert put(person, envelope(space, device_seq=2))[0]["outcome"] == "stale_epoch"
    assert put(person, envelope(space, epoch=2))[0]["outcome"] == "accepted"


@pytest.mark.parametrize("notes", ["stay", "take_back"])
def test_who_deleted_everything_stays_gone(two, place, notes):
    ada, ben, space, _notes = two
    copy = back_up()
    assert ada.verify("account_delete").delete("/api/account", {"notes": notes, "when": "now"}).status_code == 204
    done = put_back(copy, place)
    assert done.people == 1
    assert ada.try_sign_in().json["type"] == "unknown-credential"
    assert not Account.select().where(Account.uid == to_bytes(ada.uid)).exists()
    assert not Space.select().where(Space.id == to_bytes(ada.private_space)).exists()
    assert served(ben.sign_in(), space) == [notes == "stay", True]


def test_the_last_way_in_that_was_taken_away_stays_away_and_is_counted(person, place):
    """Who made all their ways in after the copy has none in it: a seen code or a stolen phone opens nothing."""
    copy = back_up()
    other = person.add_passkey()
    ref = next(key["ref"] for key in person.get("/api/passkeys").json["passkeys"] if key["current"])
    other_ref = next(key["ref"] for key in other.get("/api/passkeys").json["passkeys"] if key["current"])
    assert other.put(f"/api/passkeys/{other_ref}/wrap", {"wrap": b64(wrap_bytes())}).status_code == 204
    assert other.verify("passkey_remove").delete(f"/api/passkeys/{ref}").status_code == 204
    assert put_back(copy, place).without_a_way_in == 1


def test_a_second_time_does_no_harm(two, place):
    ada, ben, space, notes = two
    copy = back_up()
    exchange(ada, erase=[msg_id(notes[0])])
    put_back(copy, place)
    put_back(back_up(), place)
    assert served(ben.sign_in(), space) == [False, True]
    assert Activity.select().where(Activity.what == "restored").count() == 4


def test_the_journal_tells_nothing_of_anybody(two, place, stranger):
    ada, ben, space, notes = two
    code = Code()
    ada.verify("recovery_make").put("/api/recovery", code.stored)
    ada.put("/api/recovery", Code().stored)
    exchange(ada, erase=[msg_id(notes[0])])
    exchange(ada, restore=[msg_id(notes[0])])
    renewed(ben)
    ada.post(f"/api/spaces/{space}/leave")
    ada.verify("account_delete").delete("/api/account", {"notes": "take_back", "when": "now"})
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    text = place.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["did"] for line in lines] == [
        "code_ended", "erased", "put_back", "epoch", "keys_renewed", "ended", "let_go",
        "account_deleted",
    ]  # fmt: skip
    assert set().union(*lines) == {"did", "code", "space", "slot", "msg", "epoch", "who", "gen", "take_back"}
    for secret in (ada.uid, ben.uid, *code.proof.values(), *code.stored.values(), "2026"):
        assert secret not in text


def test_a_line_cut_short_hides_no_other(two, place):
    ada, ben, space, notes = two
    copy = back_up()
    place.write_bytes(b'{"did":"erased","space":"AAA')
    exchange(ada, erase=[msg_id(notes[0])])
    with place.open("a") as file:
        file.write('[1]\n\n{"did":"danced"}\n{"did":"ended","space":"!"}\n{"did":"epoch","space":"","epoch":"9"}\n')
    done = put_back(copy, place)
    assert (done.followed, done.unreadable) == (1, 6)
    assert served(ben.sign_in(), space) == [False, True]


def test_a_line_is_on_the_disk_before_the_answer(two, place, monkeypatch):
    ada, _ben, space, _notes = two
    synced = []
    monkeypatch.setattr(journal.os, "fsync", lambda _file: synced.append(place.read_text()))
    assert ada.post(f"/api/spaces/{space}/leave").status_code == 204
    assert synced == [place.read_text()] != [""]


def test_what_cannot_be_written_down_does_not_happen(app, two, place):
    ada, ben, space, notes = two
    place.mkdir()
    app.config["PROPAGATE_EXCEPTIONS"] = False
    body = {"spaces": [], "put": [], "erase": [b64(msg_id(notes[0]))]}
    assert ada.post("/api/sync", body).status_code == 500
    assert ada.post(f"/api/spaces/{space}/leave").status_code == 500
    place.rmdir()
    assert served(ben, space) == [True, True]
    assert ada.get("/api/session").json["spaces"][1]["ended_seq"] is None


def command(*more: str) -> int:
    """`unsaid restored`, in this process: what it opened is closed as it would be by its end."""
    code = cli.main(["restored", *more])
    hang_up(db.database.obj)
    return code


def test_the_command_says_in_numbers_what_it_did(two, place, database_url, tmp_path, monkeypatch, capsys):
    ada, _ben, _space, notes = two
    exchange(ada, erase=[msg_id(notes[0])])
    for name, value in {"DATABASE_URL": database_url, "DATA_DIR": tmp_path, "ORIGIN": "https://unsaid.test"}.items():
        monkeypatch.setenv(name, str(value))
    assert command() == 0
    told = capsys.readouterr().out
    assert told.splitlines() == [
        "People: 2. Everybody signs in again, and phones send what this copy lacks.",
        "Lines of the journal followed: 1.",
    ]
    assert ada.get("/api/session").status_code == 401
    hang_up(db.database.obj)
    assert command("--journal", str(tmp_path / "nowhere")) == 2
    assert "There is no journal" in capsys.readouterr().err
    elsewhere = tmp_path / "older.jsonl"
    elsewhere.write_text("nonsense\n")
    assert command("--journal", str(elsewhere), "--journal", str(place)) == 0
    assert "Lines that could not be read: 1." in capsys.readouterr().out


def left_of(space: str) -> list[int]:
    [row] = Space.select(Space.left).where(Space.id == to_bytes(space))
    return [slot for slot in (0, 1) if row.left & 1 << slot]


@pytest.mark.parametrize("notes", ["stay", "take_back"])
def test_who_let_go_and_what_of_is_followed(two, place, notes):
    ada, ben, space, _notes = two
    older = back_up()
    ada.post(f"/api/spaces/{space}/leave", {"notes": notes})
    assert put_back(older, place).unreadable == 0
    assert served(ben.sign_in(), space) == [notes == "stay", True]
    assert left_of(space) == [0]


def test_one_taken_back_after_the_end_is_still_of_its_slot(two, place):
    ada, ben, space, notes = two
    older = back_up()
    ada.post(f"/api/spaces/{space}/leave")
    exchange(ben, erase=[msg_id(notes[1])])
    assert put_back(older, place).unreadable == 0
    assert left_of(space) == [0, 1]
    assert served(ada.sign_in(), space) == [True, False]


def test_a_line_of_before_slots_were_named_ends_the_space_alone(two, place):
    _ada, ben, space, _notes = two
    older = back_up()
    journal.write({"did": "ended", "space": space})
    assert put_back(older, place).unreadable == 0
    assert pull(ben.sign_in(), space)["ended"] is True
    assert left_of(space) == []


@pytest.mark.parametrize("kept", [False, True])
def test_an_account_that_was_ending_is_so_again(two, place, kept):
    ada, _ben, _space, _notes = two
    older = back_up()
    ada.verify("account_delete").delete("/api/account", {"notes": "stay", "when": "in_seven_days"})
    if kept:
        ada.sign_in().post("/api/account/keep")
    assert put_back(older, place).unreadable == 0
    assert (ada.sign_in().account["kept_until"] is None) is kept
