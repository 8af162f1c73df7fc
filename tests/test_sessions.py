"""Sessions are rows. A cookie is worth nothing without its row, and says nothing about the person."""

from __future__ import annotations

import hashlib
import time

import pytest
from conftest import Person, contents

from server import live, sessions
from server.models import Session

COOKIE = "__Host-session"


def test_the_cookie_is_kept_from_scripts_other_sites_and_plain_http(stranger):
    reply = stranger.try_sign_up()
    (header,) = reply.headers.getlist("Set-Cookie")
    name, _, rest = header.partition("=")
    attributes = {part.strip().split("=")[0] for part in rest.split(";")[1:]}
    assert name == COOKIE
    assert attributes == {"Secure", "HttpOnly", "Expires", "SameSite", "Path"}
    assert "SameSite=Strict" in header
    assert "Path=/" in header


def test_on_localhost_without_tls_the_cookie_has_its_plain_name(make_app):
    person = Person(make_app(origin="http://localhost:8000").test_client(), origin="http://localhost:8000")
    header = person.try_sign_up().headers["Set-Cookie"]
    assert header.startswith("session=")
    assert "Secure" not in header
    assert person.get("/api/session").status_code == 200


def test_the_cookie_holds_a_token_and_nothing_about_the_person(person, app):
    said = contents(app, person.cookie)
    assert set(said) == {"_user_id", "_permanent"}
    assert len(said["_user_id"]) == 43


def test_the_database_holds_only_the_token_s_hash(person, app):
    token = contents(app, person.cookie)["_user_id"]
    (row,) = Session.select()
    assert bytes(row.token_hash) == hashlib.sha256(token.encode()).digest()
    assert token.encode() not in b"".join(bytes(value) for value in row.__data__.values() if isinstance(value, bytes))


def test_a_copied_cookie_is_dead_after_signing_out(person):
    copy = person.copy_of_browser()
    assert copy.get("/api/session").status_code == 200
    assert person.delete("/api/session").status_code == 204
    assert Session.select().count() == 0
    for browser in (copy, person):
        assert browser.get("/api/session").json["type"] == "signed-out"


def test_signing_out_twice_is_fine(person):
    assert [person.delete("/api/session").status_code for _ in range(2)] == [204, 204]


def test_signing_in_again_ends_the_browser_s_earlier_session(person):
    copy = person.copy_of_browser()
    person.sign_in()
    assert copy.get("/api/session").status_code == 401
    assert Session.select().count() == 1


def test_a_session_idles_for_90_days_at_most(person, turned):
    turned.advance(days=89)
    assert person.get("/api/session").status_code == 200
    turned.advance(days=89)
    assert person.get("/api/session").status_code == 200
    turned.advance(days=90)
    assert person.get("/api/session").status_code == 401


def test_a_session_lasts_a_year_at_most(turned, stranger):
    stranger.sign_up()
    for _ in range(5):
        turned.advance(days=60)
        assert stranger.get("/api/session").status_code == 200
    turned.advance(days=64, seconds=86_399)
    assert stranger.get("/api/session").status_code == 200
    turned.advance(seconds=1)
    assert stranger.get("/api/session").status_code == 401


def test_use_is_kept_by_day(turned, stranger):
    stranger.sign_up()
    turned.advance(days=2)
    stranger.get("/api/session")
    (state,) = stranger.get("/api/sessions").json["sessions"]
    assert (state["created_on"], state["last_used_on"]) == ("2026-11-22", "2026-11-24")
    assert set(state) == {"id", "passkey", "device", "created_on", "last_used_on", "current"}


def test_another_address_or_browser_version_signs_nobody_out(person):
    reply = person.get(
        "/api/session",
        headers={"User-Agent": "Other/2", "X-Forwarded-For": "203.0.113.9"},
        environ_base={"REMOTE_ADDR": "203.0.113.9"},
    )
    assert reply.status_code == 200
    assert "Set-Cookie" not in reply.headers


@pytest.mark.parametrize(
    ("agent", "word"),
    [
        (
            "Mozilla/5.0 (Linux; Android 16; Pixel 7) Chrome/140 Mobile Safari/537.36",
            "Android · Chrome",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/604",
            "iPhone · Safari",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140 Safari/537.36 Edg/140", "Windows · Edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140) Gecko/20100101 Firefox/140", "Linux · Firefox"),
        ("curl/8", "Unknown device"),
    ],
)
def test_a_device_is_one_coarse_word(agent, word):
    assert sessions.device(agent) == word


def test_a_person_sees_and_ends_only_their_own(people):
    ada, bea = people(2)
    phone = ada.other_device()
    listed = ada.get("/api/sessions").json["sessions"]
    assert sorted(state["current"] for state in listed) == [False, True]
    assert {state["passkey"] for state in listed} == {ada.get("/api/passkeys").json["passkeys"][0]["ref"]}
    bea.verify("sign_out_others")
    assert bea.delete(f"/api/sessions/{phone.account['session_id']}").json["type"] == "not-found"
    assert ada.delete(f"/api/sessions/{phone.account['session_id']}").json["type"] == "verification-needed"
    assert phone.get("/api/session").status_code == 200
    ada.verify("sign_out_others")
    assert ada.delete(f"/api/sessions/{phone.account['session_id']}").status_code == 204
    assert phone.get("/api/session").status_code == 401
    assert ada.delete("/api/sessions/nothing").status_code == 404


def test_ending_the_own_session_by_its_id_signs_out(person):
    assert person.delete(f"/api/sessions/{person.account['session_id']}").status_code == 204
    assert person.get("/api/session").status_code == 401


def test_signing_all_others_out_needs_the_passkey(person):
    phone = person.other_device()
    assert person.delete("/api/sessions").json["type"] == "verification-needed"
    assert phone.get("/api/session").status_code == 200
    assert person.verify("sign_out_others").delete("/api/sessions").status_code == 204
    assert phone.get("/api/session").status_code == 401
    assert person.get("/api/session").status_code == 200
    assert person.get("/api/activity").json["activity"][0]["what"] == "signed_out_other"


def test_removing_a_passkey_ends_its_sessions(person):
    other = person.add_passkey()
    assert other.get("/api/session").status_code == 200
    ref = next(key["ref"] for key in person.get("/api/passkeys").json["passkeys"] if not key["current"])
    assert person.verify("passkey_remove").delete(f"/api/passkeys/{ref}").status_code == 204
    assert other.get("/api/session").status_code == 401
    assert person.get("/api/session").status_code == 200


@pytest.mark.parametrize("how", ["signed out", "revoked", "all others", "passkey removed"])
def test_a_live_stream_ends_with_its_session(person, how):
    other = person.add_passkey()
    stream = other.get("/api/live").iter_encoded()
    assert next(stream)
    if how == "signed out":
        other.copy_of_browser().delete("/api/session")
    elif how == "revoked":
        person.verify("sign_out_others").delete(f"/api/sessions/{other.account['session_id']}")
    elif how == "all others":
        person.verify("sign_out_others").delete("/api/sessions")
    else:
        ref = next(key["ref"] for key in person.get("/api/passkeys").json["passkeys"] if not key["current"])
        person.verify("passkey_remove").delete(f"/api/passkeys/{ref}")
    asked = time.monotonic()
    assert list(stream) == []
    # At once, not at the next heartbeat.
    assert time.monotonic() - asked < 5
    assert not live._by_session


def test_a_verification_serves_one_purpose_for_five_minutes_in_one_session(turned, stranger):
    person = stranger.sign_up()
    phone = person.other_device()
    person.verify("export")
    assert person.delete("/api/sessions").status_code == 403
    person.verify("sign_out_others")
    assert phone.delete("/api/sessions").status_code == 403
    turned.advance(300)
    assert person.delete("/api/sessions").status_code == 403
    person.verify("sign_out_others")
    turned.advance(299)
    assert person.delete("/api/sessions").status_code == 204


def test_nobody_verifies_with_somebody_else_s_passkey(people):
    ada, bea = people(2)
    ada.passkey = bea.passkey
    assert ada.try_verify("export").json["type"] == "unknown-credential"


def test_an_unknown_purpose_is_refused(person):
    reply = person.post("/api/session/verification/options", {"purpose": "everything"})
    assert reply.json["type"] == "invalid-request"


def test_a_forged_cookie_is_nobody(app):
    forger = Person(app.test_client())
    forger.client.set_cookie(COOKIE, "eyJfdXNlcl9pZCI6IngifQ.aaaa.bbbb", domain="unsaid.test", secure=True)
    assert forger.get("/api/session").status_code == 401
