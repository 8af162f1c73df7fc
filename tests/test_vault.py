"""The vault is replaced by compare-and-swap on its version, whatever happens at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from authenticator import b64
from conftest import Person, vault_bytes


def put(person: Person, seen: object, vault: bytes):
    return person.put("/api/vault", {"vault": b64(vault)}, headers={"If-Match": f'"{seen}"'})


def test_a_vault_is_read_and_replaced(person):
    assert person.get("/api/vault").json == {name: person.account[name] for name in ("gen", "version", "vault")}
    fresh = vault_bytes(version=2, size=16 * 4096)
    reply = put(person, 1, fresh)
    assert (reply.status_code, reply.json) == (200, {"gen": 1, "version": 2})
    assert person.get("/api/vault").json == {"gen": 1, "version": 2, "vault": b64(fresh)}


def test_whoever_read_an_older_version_is_told(person):
    kept = vault_bytes(version=2)
    put(person, 1, kept)
    reply = put(person, 1, vault_bytes(version=2))
    assert (reply.status_code, reply.json["type"]) == (412, "vault-conflict")
    reply = put(person, 7, vault_bytes(version=8))
    assert (reply.status_code, reply.json["type"]) == (412, "vault-conflict")
    assert person.get("/api/vault").json["vault"] == b64(kept)


def test_of_two_devices_at_once_one_wins(person):
    devices = [person.copy_of_browser() for _ in range(5)]

    def replace(device):
        return put(device, 1, vault_bytes(version=2)).status_code

    with ThreadPoolExecutor(5) as pool:
        assert sorted(pool.map(replace, devices)) == [200, 412, 412, 412, 412]


@pytest.mark.parametrize(
    "vault",
    [
        vault_bytes(version=1),
        vault_bytes(version=3),
        vault_bytes(version=2, gen=2),
        vault_bytes(version=2, gen=0),
        vault_bytes(version=2)[:-1],
        vault_bytes(version=2, size=0),
        vault_bytes(version=2, size=17 * 4096),
        b"\x02" + vault_bytes(version=2)[1:],
        b"",
    ],
    ids=["same version", "skipped", "later key", "earlier key", "cut", "empty", "too large", "form", "nothing"],
)
def test_another_vault_is_refused(person, vault):
    assert put(person, 1, vault).json["type"] == "invalid-request"
    assert person.get("/api/vault").json["version"] == 1


@pytest.mark.parametrize("seen", ["", "*", "1", '"0"', '"-1"', '"one"', 'W/"1"', '"1", "2"', '"99999999999999999999"'])
def test_if_match_names_one_version(person, seen):
    body = {"vault": b64(vault_bytes(version=2))}
    assert person.put("/api/vault", body, headers={"If-Match": seen}).json["type"] == "invalid-request"
    assert person.put("/api/vault", body).json["type"] == "invalid-request"


def test_a_vault_is_its_owner_s_alone(people, stranger):
    ada, bea = people(2)
    assert put(bea, 1, vault_bytes(version=2)).status_code == 200
    assert ada.get("/api/vault").json["vault"] == ada.account["vault"]
    assert stranger.get("/api/vault").status_code == 401
    assert put(stranger, 1, vault_bytes(version=2)).status_code == 401
