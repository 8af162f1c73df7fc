"""What a stranger with the link, an operator with the database and a partner with an account see: SECURITY.md says it.

Each of the three looks at everything there is; what is found is compared with the names in the list of that heading.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from courier_client import envelope, exchange, open_invite, pair, put, to_bytes, to_text
from test_private_unobservable import Partner

from server.envelope import _LAYOUT, Header
from server.models import TABLES

PAGE = (Path(__file__).parents[1] / "SECURITY.md").read_text()
NAMED = re.compile(r"`([a-z_.]+)`")


def admitted(heading: str) -> set[str]:
    """The names in the list under this heading."""
    part = PAGE.split(f"\n### {heading}\n")[1].split("\n#")[0]
    lines = [line for line in part.splitlines() if line.startswith("- ")]
    return {name for line in lines for name in NAMED.findall(line)}


# ---- the operator with only the database


def test_the_operator_sees_in_the_database_what_is_admitted():
    columns = {f"{table._meta.table_name}.{column}" for table in TABLES for column in table._meta.columns}
    # The three that the server reads and keeps nothing of.
    in_clear = ("version", "flags", *Header._fields, "nonce")
    assert len(in_clear) == len(_LAYOUT.unpack(bytes(_LAYOUT.size)))
    header = {f"header.{name}" for name in in_clear}
    assert columns | header == admitted("The operator with only the database")


def test_there_is_no_other_table(app, people):
    people(1)
    with app.app_context():
        database = TABLES[0]._meta.database
        found = {name for name in database.get_tables() if not name.startswith("sqlite_")}
    # The list of migrations that were applied says nothing about anybody.
    assert found - {table._meta.table_name for table in TABLES} == {"schema_migration"}


# ---- a stranger with only the link


def test_a_stranger_with_only_the_link_sees_what_is_admitted(app, people, stranger):
    (host,) = people(1)
    iid = open_invite(host)
    seen: set[str] = set()
    asked = 0
    for rule in sorted(app.url_map.iter_rules(), key=str):
        if not rule.rule.startswith("/api/") or rule.rule == "/api/openapi.json":
            continue
        path = re.sub(r"<[^>]+>", iid, rule.rule)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            asked += 1
            reply = getattr(stranger, method.lower())(path)
            if reply.status_code < 300:
                seen |= set(reply.get_json(silent=True) or {})
            else:
                assert iid not in reply.text, path
                assert "host" not in reply.text, path
    assert asked > 40
    assert seen == admitted("A stranger with only the link")


def test_a_stranger_cannot_tell_an_invitation_that_was_made_from_one_that_was_not(people, stranger):
    (host,) = people(1)
    made, never = open_invite(host), to_text(b"n" * 16)
    for method, way in (("get", ""), ("delete", ""), ("post", "/answer"), ("post", "/enrol")):
        one, other = (getattr(stranger, method)(f"/api/invites/{iid}{way}") for iid in (made, never))
        assert (one.status_code, one.json) == (other.status_code, other.json), way


# ---- the partner with only their account


def leaves(value: Any, name: str = "") -> list[tuple[str, str]]:
    """(field, value) for everything an answer says; places in a list are not told apart."""
    if isinstance(value, dict):
        return [pair for key, inner in value.items() for pair in leaves(inner, key)]
    if isinstance(value, list):
        return [(name, f"{len(value)} of these")] + [pair for inner in value for pair in leaves(inner, name)]
    return [(name, json.dumps(value))]


def looks(app, ada, ben, space: str) -> Counter[tuple[str, str]]:
    """Everything Ben is told when he looks everywhere."""
    partner = Partner(ben)
    partner.look_everywhere(app, ada, space)
    return Counter(leaf for *_, answer in partner.trace for leaf in leaves(answer))


def live_privately(ada) -> None:
    """What Ada does that is none of Ben's business."""
    private = to_bytes(ada.private_space)
    put(ada, *(envelope(private, 0, b"ada-own0", n, b"%16d" % n, flags=1) for n in range(1, 9)))
    exchange(ada, spaces=[(ada.private_space, 0)], erase=[b"%16d" % 1])
    ada.add_passkey()
    ada.other_device().delete("/api/session")
    ada.verify("purge").post("/api/purge", {"msg_ids": None})
    ada.verify("export")
    ada.get("/api/activity")


def live_together(ada, space: str) -> None:
    """What Ada does with Ben: three notes, one taken back; then she leaves."""
    shared = to_bytes(space)
    put(ada, *(envelope(shared, 0, b"ada-dev1", n, b"shared%10d" % n, flags=1) for n in range(1, 4)))
    exchange(ada, spaces=[(space, 0)], erase=[b"shared%10d" % 2])
    assert ada.post(f"/api/spaces/{space}/leave", {"notes": "take_back"}).status_code == 204


def changed(before: Counter[tuple[str, str]], after: Counter[tuple[str, str]]) -> set[str]:
    """The fields that say something else than before."""
    return {name for name, _value in (before - after) | (after - before)}


def test_the_partner_sees_of_me_what_is_admitted(app, people, turned):
    ada, ben = people(2)
    space = pair(ada, ben)
    before = looks(app, ada, ben, space)
    live_privately(ada)
    assert changed(before, looks(app, ada, ben, space)) == set()
    live_together(ada, space)
    together = changed(before, looks(app, ada, ben, space))
    # Lists of what was just named, and the server's own word for a space that is closed.
    assert together - {"items", "problem"} == admitted("The partner with only their account")


def test_no_answer_names_a_person_a_device_or_a_minute_of_the_partner(app, people, turned):
    ada, ben = people(2)
    space = pair(ada, ben)
    live_privately(ada)
    live_together(ada, space)
    secrets = {ada.uid, ada.account["session_id"], ada.account["credential_id"], ada.private_space}
    told = ""
    for path in ("/api/session", "/api/sessions", "/api/passkeys", "/api/activity", f"/api/spaces/{space}/history"):
        told += ben.get(path).text
    told += json.dumps(exchange(ben, spaces=[(space, 0)]))
    assert len(told) > 2000
    assert not [secret for secret in secrets if secret in told]
