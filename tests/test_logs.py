"""Logs with nothing to spy on: whatever is asked, they say which route, how it ended and why, in words of our own."""

from __future__ import annotations

import http.client
import json
import logging
import re
import socket
import subprocess
import sys
import time
from typing import Any

import pytest
from authenticator import Passkey, b64, unb64
from conftest import ORIGIN, Person, vault_bytes
from courier_client import envelope, exchange, open_invite, pair, put, to_bytes, to_text
from every_route import operations, send
from faults import Server, free_port

from server import sessions

PLANTED = {
    "User-Agent": "Plantedagent/7.7 (Plantedmodel)",
    "X-Forwarded-For": "203.0.113.77",
    "Forwarded": "for=203.0.113.78",
    "X-Real-Ip": "203.0.113.79",
    "Referer": "https://plantedreferrer.example/plantedpage",
    "Accept-Language": "planted-language",
    "Authorization": "Bearer plantedbearer",
    "If-Match": '"4242424242"',
}
WORDS = ("planted", "203.0.113", "127.0.0.1", "42424242")
# Letters alone after the colon: a number, an id or a quotation cannot stand there.
REFUSED = re.compile(r"refused [a-z_]+\.[a-z_]+ [a-z-]+: [A-Za-z:' ,…()-]+")
UNEXPECTED = re.compile(r"unexpected [A-Za-z]+ at [a-z_]+\.py:[0-9]+ in ([a-z_]+\.[a-z_]+|None)")


def spying(app, caplog, sent: list[str]) -> list[str]:
    """The lines that hold more than a route, a status and a reason of ours."""
    rules = "|".join(re.escape(rule.rule) for rule in app.url_map.iter_rules())
    ended = re.compile(rf"(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH|-) ({rules}|-) [1-5][0-9][0-9]")
    found = []
    for record in caplog.records:
        line = record.getMessage()
        ours = record.name == "unsaid" and any(form.fullmatch(line) for form in (ended, REFUSED, UNEXPECTED))
        if not ours or record.exc_info or any(word in line.lower() for word in (*WORDS, *sent)):
            found.append(f"{record.name}: {line}")
    return found


def spellings(text: str) -> list[str]:
    """A secret as it is on the wire, and as a log could write its bytes."""
    try:
        raw = unb64(text)
    except ValueError:
        return [text.lower()]
    return [text.lower(), raw.hex(), repr(raw)[2:-1].lower()]


@pytest.fixture
def spoken(caplog):
    caplog.set_level(logging.DEBUG)
    return caplog


@pytest.fixture
def document(app) -> dict[str, Any]:
    return app.test_client().get("/api/openapi.json").json


def secrets_of(*people: Person) -> list[str]:
    """Ids, tokens and sealed bytes of these people, in every spelling."""
    texts = []
    for person in people:
        cookie = person.cookie
        names = ("uid", "credential_id", "session_id", "vault", "wrap")
        texts += [person.account[name] for name in names] + [cookie, person.private_space, *person.account["wraps"]]
    return [spelt for text in texts for spelt in spellings(text)]


def test_a_whole_life_leaves_routes_and_results_alone(app, people, spoken):
    ada, ben = people(2)
    space = pair(ada, ben)
    note = envelope(to_bytes(space), msg_id=b"plantednoteofada")
    put(ada, note)
    exchange(ada, erase=[b"plantednoteofada"], spaces=[(space, 0)])
    exchange(ada, restore=[b"plantednoteofada"])
    ben.get(f"/api/spaces/{space}/history?before=4242424242&limit=7")
    phone = ada.other_device()
    tokens = [spelt for text in (phone.cookie, *secrets_of(ada, ben)) for spelt in (text.lower(),)]
    ada.put("/api/vault", {"vault": b64(vault_bytes(version=2))}, headers={"If-Match": '"1"'})
    ada.verify("sign_out_others").delete("/api/sessions")
    ada.post(f"/api/spaces/{space}/leave", {"notes": "stay"})
    ada.delete("/api/session")
    sent = [*tokens, *spellings(space), *spellings(to_text(note)), "plantednoteofada", b64(b"plantednoteofada").lower()]
    assert spying(app, spoken, sent) == []
    assert len(spoken.records) > 15
    assert "GET /api/spaces/<space>/history 200" in spoken.text


def test_every_route_answers_without_a_word_of_what_was_sent(app, people, stranger, document, spoken):
    ada, ben = people(2)
    space = pair(ada, ben)
    iid = open_invite_of_a_third(app)
    sent = [*secrets_of(ada, ben), *spellings(space), *spellings(iid)]
    ids = {"id": space, "space": space, "session_id": ben.account["session_id"], "ref": ben.account["wraps"][0]}
    seen = set()
    for operation in operations(document):
        for given in ({}, {**ids, "iid": iid}, dict.fromkeys(operation.parameters, "planted-id?planted=query")):
            for person in (stranger, ada):
                if person is ada and ada.get("/api/session").status_code != 200:
                    ada.sign_in()
                    sent += secrets_of(ada)
                seen.add(send(person, operation, document, given, headers=PLANTED).status_code)
        if operation.body is not None:
            for data in (b'{"planted": "plantedbody"}', b"plantedbody\xff{", b'["planted", {"prf": 1}]'):
                kind = {"content_type": "application/json", "headers": PLANTED}
                seen.add(send(ada, operation, document, ids, data=data, **kind).status_code)
            seen.add(send(ada, operation, document, ids, data=b"planted", content_type="text/planted").status_code)
    for path in ("/planted/path?planted=1", "/api/planted", "/api/spaces/planted/planted", "//planted", "/api/live/x"):
        seen.add(stranger.get(path, headers=PLANTED).status_code)
        seen.add(stranger.client.open(path, method="PLANTED", base_url=ORIGIN, headers=PLANTED).status_code)
    assert {200, 400, 401, 403, 404, 405, 415} <= seen
    assert spying(app, spoken, sent) == []


def open_invite_of_a_third(app) -> str:
    return open_invite(Person(app.test_client()).sign_up())


def test_an_error_is_a_type_and_a_place(app, person, document, spoken):
    def broken(**_values: Any) -> Any:
        try:
            raise KeyError(person.uid)
        except KeyError as error:
            raise ValueError(f"planted words of {person.cookie}") from error

    for rule in app.url_map.iter_rules():
        app.view_functions[rule.endpoint] = broken
    statuses = {send(person, one, document, {}, headers=PLANTED).status_code for one in operations(document)}
    assert statuses == {500}
    assert spying(app, spoken, secrets_of(person)) == []
    assert "unexpected ValueError at test_logs.py:" in spoken.text


def test_a_file_that_cannot_be_written_is_not_named(app, people, tmp_path, spoken):
    [ada] = people(1)
    put(ada, envelope(to_bytes(ada.private_space), msg_id=b"plantednoteofada"))
    app.config["UNSAID"].journal.mkdir()
    body = {"spaces": [], "put": [], "erase": [b64(b"plantednoteofada")]}
    assert ada.post("/api/sync", body).status_code == 500
    assert spying(app, spoken, [str(tmp_path).lower(), b64(b"plantednoteofada").lower()]) == []
    assert "unexpected IsADirectoryError" in spoken.text


LIES = [
    {"uv": False},
    {"user_handle": b"plantedhandle777"},
    {"origin": "https://planted.example"},
    {"type": "planted.type"},
    {"challenge": b64(b"a planted challenge nobody gave")},
    {"top_origin": "https://planted.example"},
    {"rp_id": "planted.example"},
    {"bad_signature": True},
    {"id": b"planted credential id nobody has"},
]


@pytest.mark.parametrize("lies", LIES, ids=lambda lies: next(iter(lies)))
def test_a_passkey_that_lies_is_not_quoted(app, person, spoken, lies):
    assert person.try_sign_in(**lies).status_code in (400, 404)
    assert spying(app, spoken, secrets_of(person)) == []
    assert "refused session.sign_in" in spoken.text


@pytest.mark.parametrize(
    "lies",
    [
        {"fmt": "planted"},
        {"fmt": "packed", "statement": {"alg": -42424242, "sig": b"planted"}},
        {"fmt": "packed", "statement": {"alg": -7, "sig": b"planted", "x5c": [b"planted"]}},
        {"fmt": "fido-u2f", "statement": {"planted": "planted"}},
        {"fmt": "tpm", "statement": {"ver": "planted"}},
        {"alg": -42424242},
        {"public_key": b"\xa1\x01\x65plant"},
        {"public_key": b"planted"},
    ],
    ids=repr,
)
def test_a_new_passkey_that_lies_is_not_quoted(app, stranger, spoken, lies):
    assert stranger.try_sign_up(lies=lies).status_code == 400
    assert spying(app, spoken, []) == []
    assert "refused account.create ceremony-refused: " in spoken.text


def test_a_copied_passkey_s_count_is_not_told(app, spoken):
    person = Person(app.test_client(), Passkey(ORIGIN, synced=False))
    person.sign_up(lies={"sign_count": 42424299})
    assert person.try_sign_in(sign_count=42424242).status_code == 400
    assert spying(app, spoken, []) == []
    assert "refused session.sign_in" in spoken.text


def test_who_is_too_quick_is_not_named(make_app, spoken):
    app = make_app(rate_limits=True)
    person = Person(app.test_client()).sign_up()
    statuses = {person.post("/api/session/options").status_code for _ in range(70)}
    assert statuses == {200, 429}
    token = sessions_token(app, person)
    assert spying(app, spoken, [*secrets_of(person), sessions.hash_of(token).hex()]) == []


def sessions_token(app, person: Person) -> str:
    return app.session_interface.get_signing_serializer(app).loads(person.cookie)["_user_id"]


def test_a_planted_line_is_found(app, person, spoken):
    log = logging.getLogger("unsaid")
    log.info("GET /api/session 200")
    assert spying(app, spoken, secrets_of(person)) == []
    for line in (
        f"GET /api/spaces/{person.private_space}/history 200",
        "GET /api/session 200 from 203.0.113.77",
        "refused session.sign_in ceremony-refused: count was 7",
        "GET /api/session 200 Firefox",
    ):
        spoken.clear()
        log.info(line)
        assert spying(app, spoken, secrets_of(person)) == [f"unsaid: {line}"]
    spoken.clear()
    logging.getLogger("another").debug("GET /api/session 200")
    assert len(spying(app, spoken, [])) == 1


def raw(port: int, request: bytes) -> bytes:
    """Bytes as they are, to a server that may hang up at once."""
    with socket.create_connection(("127.0.0.1", port), timeout=1) as wire:
        wire.sendall(request)
        try:
            return wire.recv(4096)
        except OSError:
            return b""


HOSTILE = [
    b"GET /planted/path?planted=query HTTP/1.1\r\nHost: planted.example\r\nUser-Agent: planted\r\n\r\n",
    b"PLANTED / HTTP/9.9\r\n\r\n",
    b"GET /planted HTTP/1.1\r\nplanted header: planted\r\n\r\n",
    b"GET /planted HTTP/1.1\r\nHost: a\r\nContent-Length: planted\r\n\r\n",
    b"GET /planted HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: planted\r\n\r\n",
    b"POST /api/sync HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nplanted\r\n",
    b"GET /" + b"planted" * 2000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n" + b"".join(b"X-Planted-%d: planted\r\n" % n for n in range(200)) + b"\r\n",
    b"\x16\x03\x01planted",
    b"GET /%00planted%ff HTTP/1.1\r\nHost: a\r\nCookie: session=planted; __Host-session=planted\r\n\r\n",
    b"POST /api/session HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n\r\nplanted",
]


def test_gunicorn_says_nothing_of_who_asked_what_even_at_debug(tmp_path):
    server = Server(tmp_path, free_port(), "a secret key for tests, thirty-two")
    server.environment["GUNICORN_CMD_ARGS"] = "--log-level debug"
    migrate = [sys.executable, "-m", "server", "migrate"]
    subprocess.run(migrate, env=server.environment, cwd=tmp_path, check=True, capture_output=True)
    server.start()
    try:
        for request in HOSTILE:
            raw(server.port, request)
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        connection.request("GET", "/api/spaces/planted/history?before=42424242", headers=PLANTED)
        assert json.loads(connection.getresponse().read())["type"] == "signed-out"
        connection.close()
        until = time.monotonic() + 10
        while "GET /api/spaces/<space>/history 401" not in server.log.read_text() and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        server.kill()
    log = server.log.read_text()
    assert "GET /api/spaces/<space>/history 401" in log
    # Its settings, told once at this level, name where it listens; that is no address of anybody who asked.
    told = log[log.index("Booting worker") :].splitlines()
    assert [line for line in told if any(word in line.lower() for word in WORDS)] == []
    assert "accesslog: None" in log
