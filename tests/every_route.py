"""Every operation of the server's own document, and a body of the right shape for each: what an attacker would try."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from authenticator import b64
from conftest import Person, vault_bytes, wrap_bytes

from server.api import session

Given = Mapping[str, Any]

# Bytes whose first ones say what they are. Drawn blindly they would be refused, but for one in 256 that is not.
WELL_FORMED: dict[str, Callable[[], bytes]] = {
    **dict.fromkeys(["apub", "bpub"], lambda: b"\x04" + secrets.token_bytes(64)),
    "payload": lambda: b"\x01" + secrets.token_bytes(12 + 4096 + 16),
    "wrap": wrap_bytes,
    "vault": vault_bytes,
}


class Operation(NamedTuple):
    """One method of one address; `body` and `answers` are schemas, None where there is none."""

    method: str
    path: str
    parameters: list[str]
    body: dict[str, Any] | None
    answers: dict[str, dict[str, Any]]

    def address(self, given: Given) -> str:
        """The path with its parameters filled in."""
        path = self.path
        for name in self.parameters:
            path = path.replace(f"{{{name}}}", str(given.get(name, "unknown")))
        return path


def operations(document: dict[str, Any]) -> Iterator[Operation]:
    """All of them; those that end a session or an account come last."""
    found = []
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            wanted = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            answers = {
                status: content["schema"]
                for status, answer in one["responses"].items()
                for content in answer.get("content", {}).values()
            }
            names = [each["name"] for each in one["parameters"] if each["in"] == "path"]
            found.append(Operation(method.upper(), path, names, wanted, answers))
    return iter(sorted(found, key=lambda one: (one.method == "DELETE", one.path == "/api/account", one)))


def resolved(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """The schema a reference leads to."""
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def sample(schema: dict[str, Any], document: dict[str, Any], given: Given, name: str = "") -> Any:
    """A value that fits; `given` says what stands in fields of these names."""
    if name in given:
        return given[name]
    if name in WELL_FORMED:
        return b64(WELL_FORMED[name]())
    schema = resolved(schema, document)
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        return sample(choices[0], document, given, name)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    makers: dict[str, Callable[[], Any]] = {
        "object": lambda: {
            each: sample(inner, document, given, each) for each, inner in schema.get("properties", {}).items()
        },
        "array": lambda: [sample(schema["items"], document, given)],
        "integer": lambda: max(1, schema.get("minimum", 1)),
        "boolean": lambda: True,
        "string": lambda: b64(secrets.token_bytes(schema.get("minLength", 16) * 3 // 4)),
        "null": lambda: None,
    }
    return makers[schema["type"]]()


def purposes() -> tuple[str, ...]:
    """Everything that a passkey can be asked to confirm."""
    return session.Purpose.__args__


def send(person: Person, operation: Operation, document: dict[str, Any], given: Given, **more: Any) -> Any:
    """The operation as this person's app would send it."""
    if operation.body is not None and "json" not in more and "data" not in more:
        more["json"] = sample(operation.body, document, given)
    return person._send(operation.method, operation.address(given), more)
