"""S8, S9 and S11 on the server: nobody helps anybody in, nobody has power over anybody, nobody can be found."""

from __future__ import annotations

import itertools
import os
import re
from typing import Any

import pytest
from conftest import Person
from courier_client import letters, open_invite, pair, to_bytes, to_text
from every_route import operations, sample, send
from monitoring import names_in
from test_private_unobservable import reduced
from test_promises_leaving import confirm_everything

from server import cli, db
from server.models import TABLES, Account, Member, Space

# A door that somebody else could hold open: a second channel, a question, a helper, a password.
HELPED = re.compile(
    r"e?mail|phone|sms|otp|pin|totp|password|passphrase|secret|question|hint|guardian|trustee|trusted|contact|helper"
    r"|sponsor|delegate|approv\w*|reset|unlock|impersonat\w*|username|handle|nickname|search|lookup|find|directory"
)
POWER = re.compile(
    r"admin\w*|role|roles|owner|moderat\w*|staff|super\w*|is_\w+|permission\w*|privilege\w*|level|rank|parent|child"
    r"|manager|supervis\w*|ban|banned|suspend\w*|force\w*|sudo"
)


@pytest.fixture
def document(app) -> dict[str, Any]:
    return app.test_client().get("/api/openapi.json").json


def every_name(app, document: dict[str, Any]) -> set[str]:
    """Fields, parameters, pieces of routes, columns, commands and settings."""
    names = {name for _path, name in names_in(document)}
    names |= {piece for rule in app.url_map.iter_rules() for piece in re.split(r"[/<>:_]", rule.rule)}
    names |= {column for table in TABLES for column in (table._meta.table_name, *table._meta.columns)}
    names |= set(re.findall(r"[a-z_]+", cli.parser().format_help()))
    return names | set(vars(app.config["UNSAID"]))


def held_by(words: re.Pattern[str], names: set[str]) -> list[str]:
    return sorted(name for name in names if any(words.fullmatch(part) for part in (name, *name.split("_"))))


def test_s8_there_is_no_way_in_that_somebody_else_could_hold_open(app, document):
    # The signing key of cookies, and the user handle inside a passkey's own answer.
    assert held_by(HELPED, every_name(app, document)) == ["secret_key"]


def test_s9_no_name_anywhere_gives_power_over_another_account(app, document):
    assert held_by(POWER, every_name(app, document) - set(re.findall(r"[a-z_]+", cli.parser().format_help()))) == []


@pytest.mark.parametrize("name", ["email", "reset_code", "is_admin", "role", "security_question"])
def test_s9_a_planted_name_is_found(app, document, name):
    names = every_name(app, document)
    assert held_by(HELPED, {*names, name}) + held_by(POWER, {*names, name}) != held_by(HELPED, names)


def test_s9_the_first_account_and_whoever_invites_can_do_nothing_more(people):
    """Slot 0, slot 1, first and last: the same answers to the same questions."""
    ada, ben = people(2)
    pair(ada, ben)
    traces = []
    for person in (ada, ben):
        asked = [person.get(f"/api/{name}") for name in ("session", "sessions", "passkeys", "activity", "vault")]
        traces.append(re.sub(r"(\"slot\":)[01]", r"\1", str([reduced(one.json) for one in asked])))
    assert traces[0].replace("'slot': 0", "'slot'") == traces[1].replace("'slot': 1", "'slot'").replace(
        "'slot': 0", "'slot'"
    )


def told(person: Person, operation: Any, document: dict[str, Any], given: dict[str, Any], body: Any) -> list[Any]:
    more = {} if operation.body is None else {"json": body | {name: given[name] for name in given.keys() & body.keys()}}
    reply = send(person, operation, document, given, headers={"If-Match": '"1"'}, **more)
    headers = sorted(name for name, _ in reply.headers if name != "Set-Cookie")
    return [reply.status_code, headers, reduced(reply.get_json(silent=True))]


def test_s11_no_route_tells_whether_somebody_is_here(app, people, document):
    """Every id of Ada's and Ben's, in every field and path, against ids of nobody: equal answers for a third."""
    ada, ben = people(2)
    space, iid = pair(ada, ben), open_invite(people(1)[0])
    eve = Person(app.test_client()).sign_up()
    known = [ada.uid, space, ada.private_space, ada.account["session_id"], iid]
    for operation in operations(document):
        if operation.method == "DELETE" and not operation.parameters:
            continue
        body = sample(operation.body, document, {}) if operation.body else {}
        for one, name in itertools.product(
            known, [*operation.parameters, *(field for field in NAMING if field in body)]
        ):
            if one == iid and name == "iid":
                continue  # an open invitation is there to be answered
            answers = []
            for each in (one, to_text(os.urandom(16))):
                if eve.get("/api/session").status_code != 200:
                    eve.sign_in()
                confirm_everything(app, eve)
                eve.delete("/api/invites")
                given = {name: [each] if name in ("archive", "erase", "restore", "msg_ids") else each}
                # The same body both times: what is drawn anew may be of another form.
                answers.append(told(eve, operation, document, given, body))
            assert answers[0] == answers[1], (operation.method, operation.path, name)


NAMING = ("space_id", "id", "iid", "rec_id", "archive", "erase", "restore", "msg_ids", "end_sessions", "permit")


def statements(ask: Any) -> list[str]:
    """What the database is asked meanwhile: the same work takes the same time."""
    asked: list[str] = []
    handle = db.database.obj
    execute = handle.execute_sql
    handle.execute_sql = lambda sql, *more, **named: asked.append(sql) or execute(sql, *more, **named)
    try:
        ask()
    finally:
        del handle.execute_sql
    return asked


@pytest.mark.parametrize("step", ["read", "answer", "reveal", "payload", "burn"])
def test_s11_burned_unknown_and_foreign_invites_are_one_answer_after_the_same_work(people, step):
    ada, ben, eve = people(3)
    burned, foreign = open_invite(ada), None
    ada.delete(f"/api/invites/{burned}")
    foreign = open_invite(ada)
    if step == "answer":
        # Answered by somebody else already; an open one is what answering is for.
        assert ben.post(f"/api/invites/{foreign}/answer", letters("answer")).status_code == 204
    seen, worked = [], []
    for iid in (burned, foreign, to_text(os.urandom(16))):

        def ask(iid: str = iid) -> None:
            path = f"/api/invites/{iid}" + (f"/{step}" if step in ("answer", "reveal", "payload") else "")
            send_it = {"read": eve.get, "burn": eve.delete}.get(step)
            reply = send_it(path) if send_it else eve.post(path, letters(step))
            seen.append((reply.status_code, sorted(reply.headers), reply.data))

        worked.append(statements(ask))
    assert seen[0] == seen[1] == seen[2]
    assert worked[0] == worked[1] == worked[2]


def test_s11_a_pair_is_two_and_one_at_a_time(people):
    ada, ben, eve = people(3)
    waiting = open_invite(eve)
    space = pair(ada, ben)
    for person in (ada, ben):
        assert (
            person.post("/api/invites", {"iid": to_text(os.urandom(16)), "purpose": 1}).json["type"] == "already-paired"
        )
        assert person.post(f"/api/invites/{waiting}/answer", letters("answer")).json["type"] == "already-paired"
    assert Member.select().where(Member.space == to_bytes(space)).count() == 2
    assert Space.select().where(Space.kind == "shared").count() == 1
    # Leaving is enough to begin anew, and nobody of before can come along.
    ada.post(f"/api/spaces/{space}/leave", {"notes": "stay"})
    again = pair(eve_anew(eve), ada)
    assert {bytes(row.uid) for row in Member.select().where(Member.space == to_bytes(again))} == {
        to_bytes(eve.uid),
        to_bytes(ada.uid),
    }
    assert Account.select().count() == 3


def eve_anew(eve: Person) -> Person:
    assert eve.delete("/api/invites").status_code == 204
    return eve
