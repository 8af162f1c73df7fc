"""What every route refuses, whoever asks: other sites, other bodies, too much, too often."""

from __future__ import annotations

import gzip
import json
import re

import pytest
from authenticator import b64
from conftest import ORIGIN, Person

from server import clock
from server.models import TABLES

OURS = {"Sec-Fetch-Site": "same-origin"}
FOREIGN = {
    "another site": {"Sec-Fetch-Site": "cross-site"},
    "another subdomain": {"Sec-Fetch-Site": "same-site"},
    "an address typed in": {"Sec-Fetch-Site": "none"},
    "another site that claims our origin": {"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN},
    "an older browser on another site": {"Origin": "https://evil.example"},
    "an older browser in a sandbox": {"Origin": "null"},
    "nothing said at all": {},
}


def unsafe_routes(app) -> list[tuple[str, str]]:
    """Every method and address that can change something."""
    return [
        (method, re.sub(r"<[^>]+>", "x", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods - {"GET", "HEAD", "OPTIONS"})
    ]


def snapshot() -> dict[str, list]:
    """Every row there is."""
    return {table.__name__: sorted(map(repr, table.select().tuples())) for table in TABLES}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN.keys())
def test_no_other_site_reaches_a_route_that_changes_something(person, app, headers):
    before = snapshot()
    routes = unsafe_routes(app)
    assert len(routes) > 20
    for method, path in routes:
        reply = person.client.open(path, method=method, json={}, headers=headers, base_url=ORIGIN)
        assert (reply.status_code, reply.json["type"]) == (403, "cross-site"), (method, path)
    assert snapshot() == before


@pytest.mark.parametrize("headers", [OURS, {"Origin": ORIGIN}, {**OURS, "Origin": ORIGIN}])
def test_the_app_itself_reaches_them(person, headers):
    reply = person.client.post("/api/session/options", json={}, headers=headers, base_url=ORIGIN)
    assert reply.status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_read(person, app, kind):
    for method, path in unsafe_routes(app):
        reply = person.client.open(path, method=method, data="{}", content_type=kind, headers=OURS, base_url=ORIGIN)
        assert (reply.status_code, reply.json["type"]) == (415, "unsupported-media-type"), (method, path)


def test_looking_changes_nothing(person, app):
    before = snapshot()
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", person.private_space, rule.rule)
        if "GET" in rule.methods and path != "/api/live":
            person.get(path)
            assert snapshot() == before, path


def test_nobody_signed_out_reads_or_changes_a_thing(stranger, app):
    public = {
        "/",
        "/healthz",
        "/api/server",
        "/api/openapi.json",
        "/api/account",
        "/api/account/options",
        "/api/session",
        "/api/session/options",
        "/api/passkeys",
        "/api/passkeys/options",
        "/api/recovery/use",
        "/api/links/<iid>",
        "/api/links/<iid>/answer",
    }
    before = snapshot()
    for rule in app.url_map.iter_rules():
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            if rule.rule in public and (method, rule.rule) != ("DELETE", "/api/account"):
                continue
            more = {} if method == "GET" else {"json": {}}
            reply = stranger._send(method, re.sub(r"<[^>]+>", "x", rule.rule), more)
            assert (reply.status_code, reply.json["type"]) == (401, "signed-out"), rule
    assert stranger.get("/api/session").json["type"] == "signed-out"
    assert stranger.get("/api/passkeys").json["type"] == "signed-out"
    assert snapshot() == before


def test_no_answer_invites_another_origin(person, app):
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<[^>]+>", "x", rule.rule)
        preflight = person.client.options(path, headers=headers, base_url=ORIGIN)
        assert preflight.status_code == 405, path
        replies = [preflight]
        if path != "/api/live" and "GET" in rule.methods:
            replies.append(person.get(path, headers=headers))
        for reply in replies:
            assert not [name for name, _ in reply.headers if name.startswith("Access-Control")]


BAD_JSON = {
    "cut": b'{"a":',
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "a number": b"1",
    "twice the same key": b'{"permit": null, "permit": null}',
    "not a number": b'{"permit": NaN}',
    "infinite": b'{"permit": Infinity}',
    "not UTF-8": b'{"permit": "\xff"}',
    "UTF-16": '{"permit": null}'.encode("utf-16"),
    "with a mark in front": b"\xef\xbb\xbf{}",
    "very deep": b'{"permit":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    "deep": b'{"permit":' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"}",
    "a number of many digits": b'{"permit":' + b"9" * 10_000 + b"}",
    "half a character": b'{"permit": "\\ud800"}',
    "a field nobody knows": b'{"permit": null, "x": 1}',
    "the wrong type": b'{"permit": true}',
}


@pytest.mark.parametrize("body", BAD_JSON.values(), ids=BAD_JSON.keys())
def test_a_body_of_another_form_is_refused(person, body):
    reply = person.client.post(
        "/api/passkeys/options", data=body, content_type="application/json", headers=OURS, base_url=ORIGIN
    )
    assert (reply.status_code, reply.json["type"]) == (400, "invalid-request")


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b'{"x": 1}'])
def test_a_route_without_fields_still_wants_an_empty_object(person, body):
    reply = person.client.delete(
        "/api/session", data=body, content_type="application/json", headers=OURS, base_url=ORIGIN
    )
    assert reply.json["type"] == "invalid-request"
    assert person.get("/api/session").status_code == 200


def send(person: Person, body: bytes, encoding: str):
    headers = {**OURS, "Content-Encoding": encoding}
    return person.client.post(
        "/api/session/options", data=body, content_type="application/json", headers=headers, base_url=ORIGIN
    )


def test_a_body_may_be_gzipped(stranger):
    assert send(stranger, gzip.compress(b"{}"), "gzip").status_code == 200
    assert send(stranger, b"{}", "identity").status_code == 200


# No time in it: the name of a test may not differ between two that look for it at once.
ZIPPED = gzip.compress(b"{}", mtime=0)


@pytest.mark.parametrize("body", [b"{}", ZIPPED[:-3], ZIPPED + b"more", ZIPPED * 2])
def test_a_body_that_only_claims_to_be_gzip_is_refused(stranger, body):
    assert send(stranger, body, "gzip").json["type"] == "invalid-request"


def test_another_encoding_is_refused(stranger):
    assert send(stranger, b"{}", "br").json["type"] == "unsupported-media-type"


def test_a_body_has_a_largest_size(stranger):
    just = b"{" + b" " * (1024 * 1024 - 2) + b"}"
    assert send(stranger, just, "identity").status_code == 200
    reply = send(stranger, just + b" ", "identity")
    assert (reply.status_code, reply.json["type"]) == (413, "too-large")


def test_a_small_body_that_swells_is_refused(stranger):
    assert send(stranger, gzip.compress(b"{" + b" " * (4 * 1024 * 1024 - 2) + b"}"), "gzip").status_code == 200
    bomb = gzip.compress(b" " * (64 * 1024 * 1024))
    assert len(bomb) < 1024 * 1024
    reply = send(stranger, bomb, "gzip")
    assert (reply.status_code, reply.json["type"]) == (413, "too-large")


def test_large_answers_are_gzipped_for_those_who_can_read_it(person):
    plain = person.get("/api/vault")
    assert "Content-Encoding" not in plain.headers
    packed = person.get("/api/vault", headers={"Accept-Encoding": "gzip, br"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.data)) == plain.json
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    small = person.get("/api/server", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in small.headers
    refused = person.get("/api/vault", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refused.headers
    for reply in (plain, packed, small):
        assert reply.headers["Cache-Control"] == "no-store"
        assert "Accept-Encoding" in reply.headers["Vary"]


def test_a_stream_is_never_gzipped(person):
    reply = person.get("/api/live", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in reply.headers
    assert next(reply.iter_encoded()).startswith(b":")
    reply.close()


@pytest.fixture
def limited(make_app):
    """A server with its limits on rate on."""
    return make_app(rate_limits=True)


def test_codes_are_tried_slowly(limited):
    person = Person(limited.test_client())
    person.options("/api/session/options")
    body = {"rec_id": b64(bytes(16)), "rec_auth": b64(bytes(32))}
    replies = [person.post("/api/recovery/use", body) for _ in range(6)]
    assert [reply.status_code for reply in replies] == [404] * 5 + [429]
    assert replies[-1].json["type"] == "too-many-requests"
    assert replies[-1].json["retry"] is True
    assert 1 <= int(replies[-1].headers["Retry-After"]) <= 61


def test_one_person_s_haste_is_not_another_s(limited):
    ada, bea = (Person(limited.test_client()).sign_up() for _ in range(2))
    statuses = [ada.post("/api/session/verification/options", {"purpose": "export"}).status_code for _ in range(62)]
    assert statuses.count(429) == 2
    assert bea.post("/api/session/verification/options", {"purpose": "export"}).status_code == 200
    assert ada.get("/api/session").status_code == 200


def test_an_address_is_not_what_counts(limited):
    """Behind a proxy everybody has one address, and anybody can write X-Forwarded-For."""
    person = Person(limited.test_client()).sign_up()
    body = {"rec_id": b64(bytes(16)), "rec_auth": b64(bytes(32))}
    statuses = [
        person.post("/api/recovery/use", body, headers={"X-Forwarded-For": f"203.0.113.{n}"}).status_code
        for n in range(6)
    ]
    assert statuses == [404] * 5 + [429]


def test_limits_can_be_turned_off(stranger):
    body = {"rec_id": b64(bytes(16)), "rec_auth": b64(bytes(32))}
    assert {stranger.post("/api/recovery/use", body).status_code for _ in range(70)} == {404}


def test_the_clock_of_a_test_is_the_server_s(turned):
    before = clock.now()
    turned.advance(days=1)
    assert clock.now() - before == 86_400
