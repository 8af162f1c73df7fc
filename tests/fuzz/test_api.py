"""The API against its own document: whatever comes in, what goes out is documented, and never a 5xx.

UNSAID_EXAMPLES is the number of requests a route gets signed in, half of them against the document.
"""

from __future__ import annotations

import os
import warnings
from typing import Any

import pytest
from conftest import Person
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode, openapi
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from server.problems import TYPES

EXAMPLES = int(os.environ.get("UNSAID_EXAMPLES", "20"))
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def refusal_is_listed(reply: Any) -> None:
    """Every refusal is a problem of the closed list, with the status that belongs to it."""
    if reply.status_code >= 400:
        assert reply.headers["content-type"] == ["application/problem+json"]
        problem = reply.json()
        assert TYPES[problem["type"]] == (reply.status_code, problem["title"])


def made_real(value: Any, ids: dict[str, str]) -> Any:
    """`value` with the names of things that exist: random ones are refused before anything interesting happens."""
    if isinstance(value, dict):
        return {key: ids.get(key) or made_real(inner, ids) for key, inner in value.items()}
    return [made_real(inner, ids) for inner in value] if isinstance(value, list) else value


def real_ids(person: Person) -> dict[str, str]:
    """What a request of this person may truly name, by the names that fields and paths have."""
    session = person.get("/api/sessions").json["sessions"][0]["id"]
    passkey = person.get("/api/passkeys").json["passkeys"][0]["ref"]
    space = person.private_space
    return {"space_id": space, "id": space, "session_id": session, "ref": passkey}


def cases(operation: Any) -> st.SearchStrategy[Case]:
    """Requests as the document wants them, and others."""
    strategies = []
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        strategies.append(operation.as_strategy(generation_mode=mode))
    return st.one_of(strategies)


def fuzz(operation: Any, person: Person, signed_in: bool) -> None:
    """Send EXAMPLES requests to one operation and check every answer."""

    # Signed out, nearly every route says so at once.
    count = EXAMPLES if signed_in else max(1, EXAMPLES // 4)

    @settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=cases(operation), real=st.booleans())
    def run(case: Case, real: bool) -> None:
        headers = {"Sec-Fetch-Site": "same-origin"}
        if signed_in:
            # Some requests end the very session they use.
            if person.get("/api/session").status_code != 200:
                person.sign_in()
            headers["Cookie"] = f"__Host-session={person.cookie}"
            if real:
                ids = real_ids(person)
                case.body = made_real(case.body, ids)
                case.path_parameters = made_real(case.path_parameters, ids)
        reply = case.call(headers=headers)
        case.validate_response(reply, checks=CHECKS)
        refusal_is_listed(reply)

    run()


@pytest.mark.parametrize("signed_in", [True, False], ids=["signed in", "signed out"])
def test_every_answer_is_documented_and_none_is_a_5xx(app, people, subtests, signed_in):
    # The fuzzer's own remarks about what it cannot generate are no concern of ours.
    warnings.simplefilter("ignore")
    schema = openapi.from_wsgi("/api/openapi.json", app)
    person = people(1)[0]
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:
        with subtests.test(operation.label):
            fuzz(operation, person, signed_in)


def test_an_undocumented_answer_is_found(app):
    """The control: a route that lies about itself."""
    schema = openapi.from_wsgi("/api/openapi.json", app)
    case = schema["/api/server"]["GET"].Case()
    case.validate_response(case.call(), checks=CHECKS)
    endpoint = next(rule.endpoint for rule in app.url_map.iter_rules() if rule.rule == "/api/server")
    app.view_functions[endpoint] = lambda: {"operator": 7}
    with pytest.raises(BaseException, match="schema"):
        case.validate_response(case.call(), checks=CHECKS)
