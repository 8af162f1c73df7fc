"""The document describes what the server really does, and is a valid OpenAPI 3.1 document."""

from __future__ import annotations

import re

import jsonschema_rs
import pytest
from test_guards import unsafe_routes

# Routes that carry no contract: a stream of events, and the document itself.
UNDESCRIBED = {"/api/live", "/api/openapi.json", "/"}


@pytest.fixture
def document(stranger) -> dict:
    return stranger.get("/api/openapi.json").json


def operations(document: dict) -> list[tuple[str, str, dict]]:
    return [(path, method, one) for path, methods in document["paths"].items() for method, one in methods.items()]


def test_it_is_openapi_3_1(document):
    assert document["openapi"].startswith("3.1.")
    assert set(document) == {"openapi", "info", "servers", "paths", "components"}
    for _, _, operation in operations(document):
        assert set(operation) <= {
            "operationId",
            "summary",
            "security",
            "parameters",
            "requestBody",
            "responses",
        }
        for status, answer in operation["responses"].items():
            assert re.fullmatch(r"[1-5]\d\d|default", status)
            assert answer["description"]
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))


def test_every_route_is_described(app, document):
    described = {(method.upper(), re.sub(r"\{\w+\}", "x", path)) for path, method, _ in operations(document)}
    real = {("GET", re.sub(r"<[^>]+>", "x", r.rule)) for r in app.url_map.iter_rules() if "GET" in r.methods}
    assert described == (real | set(unsafe_routes(app))) - {("GET", path) for path in UNDESCRIBED}


def test_path_parameters_are_those_of_the_path(document):
    for path, _, operation in operations(document):
        named = {p["name"] for p in operation["parameters"] if p["in"] == "path"}
        assert named == set(re.findall(r"\{(\w+)\}", path)), path
        assert all(p["required"] for p in operation["parameters"] if p["in"] == "path")


def test_references_lead_somewhere_and_schemas_are_schemas(document):
    references = set(re.findall(r'"\$ref":\s*"#/components/schemas/([^"]+)"', str(document).replace("'", '"')))
    assert references
    assert references <= set(document["components"]["schemas"])
    for name, schema in document["components"]["schemas"].items():
        jsonschema_rs.meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})
        assert {"type", "anyOf", "oneOf", "$ref"} & set(schema), name


def test_refusals_are_documented_as_problems(document):
    for _, _, operation in operations(document):
        failures = {status: one for status, one in operation["responses"].items() if status[0] not in "123"}
        assert "default" in failures
        assert all(set(one["content"]) == {"application/problem+json"} for one in failures.values())


def test_unsafe_methods_need_a_body(document):
    for _, method, operation in operations(document):
        assert ("requestBody" in operation) == (method != "get")


def test_what_needs_a_session_says_so(document, stranger):
    for path, method, operation in operations(document):
        if operation["security"]:
            assert operation["security"] == [{"session": []}]
            more = {} if method == "get" else {"json": {}}
            reply = stranger._send(method.upper(), re.sub(r"\{\w+\}", "x", path), more)
            assert reply.json["type"] == "signed-out", (method, path)
    cookie = document["components"]["securitySchemes"]["session"]
    assert cookie == {"type": "apiKey", "in": "cookie", "name": "__Host-session"}


def test_real_answers_fit_the_document(person, document):
    for path in ("/api/session", "/api/sessions", "/api/passkeys", "/api/vault", "/api/activity", "/api/server"):
        schema = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        whole = {**schema, "components": document["components"]}
        jsonschema_rs.validator_for(whole).validate(person.get(path).json)
    refusal = {"$ref": "#/components/schemas/Problem", "components": document["components"]}
    jsonschema_rs.validator_for(refusal).validate(person.get("/api/none").json)


def test_the_server_says_who_runs_it(stranger):
    assert stranger.get("/api/server").json["operator"] == "Example Operator"
    assert stranger.get("/api/server").json["version"]
    assert stranger.get("/healthz").json == {"status": "ok"}
