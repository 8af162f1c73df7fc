"""Every error leaves as problem+json with a listed type; server, document and client list the same ones."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from conftest import ORIGIN

from server import problems
from server.problems import TYPES, Refused

ROOT = Path(__file__).parents[1]
CLIENT = ROOT / "pwa" / "src" / "api.ts"


def test_the_document_explains_every_type():
    text = (ROOT / "docs" / "problems.md").read_text()
    rows = re.findall(r"^\| `([a-z-]+)` \| (\d{3}) \| (.+?) \|", text, re.MULTILINE)
    assert {name: int(status) for name, status, _ in rows} == {name: status for name, (status, _) in TYPES.items()}
    assert all(len(meaning) > 20 for _, _, meaning in rows)


def test_the_client_knows_every_type():
    union = re.search(r"export type ProblemType =(.*?);", CLIENT.read_text(), re.DOTALL)
    assert union, "api.ts has no ProblemType"
    assert set(re.findall(r'"([a-z-]+)"', union[1])) == set(TYPES)


def test_every_type_is_used_somewhere():
    code = "\n".join(path.read_text() for path in (ROOT / "server").rglob("*.py") if path.name != "problems.py")
    code += re.sub(r"TYPES.*?^}", "", (ROOT / "server" / "problems.py").read_text(), flags=re.DOTALL | re.MULTILINE)
    assert not [name for name in TYPES if f'"{name}"' not in code]


@pytest.mark.parametrize(
    ("method", "path", "status", "type"),
    [
        ("GET", "/api/nothing", 404, "not-found"),
        ("GET", "/nothing.js", 404, "not-found"),
        ("POST", "/api/nothing", 404, "not-found"),
        ("POST", "/", 405, "method-not-allowed"),
        ("GET", "/api/sync", 405, "method-not-allowed"),
        ("PATCH", "/api/session", 405, "method-not-allowed"),
        ("OPTIONS", "/api/session", 405, "method-not-allowed"),
        ("TRACE", "/api/session", 405, "method-not-allowed"),
        ("GET", "/api/session", 401, "signed-out"),
        ("GET", "/api/%00", 404, "not-found"),
        ("GET", "/api//session", 404, "not-found"),
        ("GET", "/api/session/", 404, "not-found"),
    ],
)
def test_every_refusal_is_a_problem(stranger, method, path, status, type):
    more = {} if method in ("GET", "OPTIONS") else {"json": {}}
    reply = stranger._send(method, path, more)
    assert (reply.status_code, reply.mimetype) == (status, "application/problem+json")
    problem = reply.json
    assert (problem["type"], problem["status"]) == (type, status)
    assert set(problem) == {"type", "title", "status", "detail", "retry"}
    assert problem["title"] == TYPES[type][1]
    if status == 405:
        assert reply.headers["Allow"]


@pytest.mark.parametrize("path", ["/api/broken", "/broken"])
def test_an_unexpected_error_tells_nothing(make_app, caplog, path):
    app = make_app(testing=False)
    app.add_url_rule(path, view_func=broken)
    with caplog.at_level(logging.DEBUG):
        reply = app.test_client().get(path, base_url=ORIGIN)
    assert (reply.status_code, reply.mimetype) == (500, "application/problem+json")
    assert reply.json["type"] == "server-error"
    assert "what somebody wrote" not in reply.text + caplog.text
    assert "RuntimeError at test_problems.py" in caplog.text


def broken():
    raise RuntimeError("what somebody wrote")


def test_a_refusal_s_reason_goes_to_the_log_alone(make_app, caplog):
    app = make_app()
    app.add_url_rule("/refused", view_func=refused)
    with caplog.at_level(logging.INFO):
        reply = app.test_client().get("/refused", base_url=ORIGIN)
    assert reply.json["detail"] == "That passkey could not be used."
    assert "the reason" in caplog.text


def refused():
    raise Refused("ceremony-refused", reason="the reason")


def test_a_refusal_can_carry_more(app):
    with app.app_context():
        reply = problems.answer("incarnation-changed", incarnations={"a": "b"})
    assert reply.json["incarnations"] == {"a": "b"}


def test_a_type_that_is_not_listed_cannot_be_raised():
    with pytest.raises(KeyError):
        Refused("surprise")
