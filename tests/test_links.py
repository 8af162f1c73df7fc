"""Linking a device of one's own: a browser without an account gets in by the permit in the mailbox, by nothing else."""

from __future__ import annotations

import os

import pytest
from authenticator import b64
from conftest import Person, wrap_bytes
from courier_client import letters, to_bytes, to_text

from server import invites
from server.models import Invite, Permit


@pytest.fixture
def new(app) -> Person:
    """The phone that is to be linked: nobody is signed in."""
    return Person(app.test_client())


def opened(host: Person, purpose: int = 2) -> str:
    """A mailbox for one of my own devices; its id."""
    iid = to_text(os.urandom(16))
    reply = host.verify("device_link").post("/api/invites", {"iid": iid, "purpose": purpose})
    assert (reply.status_code, reply.json) == (201, {"expires_in": 600})
    return iid


def answered(host: Person, new: Person) -> str:
    iid = opened(host)
    assert new.post(f"/api/links/{iid}/answer", letters("answer")).status_code == 204
    return iid


def compared(host: Person, new: Person) -> str:
    iid = answered(host, new)
    assert host.post(f"/api/invites/{iid}/reveal", letters("reveal")).status_code == 204
    return iid


def keys() -> dict[str, object]:
    return {"payload": letters("payload")["payload"], "space_id": None}


def enrol(new: Person, permit: str, wrap: bytes | None = None):
    options = new.post("/api/passkeys/options", {"permit": permit})
    if options.status_code != 200:
        return options
    credential = new.passkey.create(options.json["options"])
    body = {"credential": credential, "wrap": b64(wrap or wrap_bytes()), "permit": permit}
    return new.post("/api/passkeys", body)


def test_a_new_phone_gets_in_step_by_step_and_its_owner_is_told(person, new):
    iid = opened(person)
    answer, reveal, handed = letters("answer"), letters("reveal"), keys()
    nothing = {"apub": None, "na": None, "ma": None, "payload": None}
    for _ in range(2):  # every step may be repeated
        assert new.post(f"/api/links/{iid}/answer", answer).status_code == 204
    assert person.get(f"/api/invites/{iid}").json == {"side": "host", "state": "answered", **answer}
    assert new.get(f"/api/links/{iid}").json == {"state": "answered", **nothing}
    assert person.post(f"/api/invites/{iid}/reveal", reveal).status_code == 204
    assert new.get(f"/api/links/{iid}").json == {"state": "revealed", **nothing, **reveal}
    permit = person.post(f"/api/invites/{iid}/enrol").json["enrol"]
    for _ in range(2):
        assert person.post(f"/api/invites/{iid}/payload", handed).status_code == 204
    assert new.get(f"/api/links/{iid}").json == {"state": "done", **reveal, "payload": handed["payload"]}
    assert new.get("/api/session").status_code == 401
    reply = enrol(new, permit)
    assert (reply.status_code, reply.json["uid"]) == (201, person.uid)
    assert new.get("/api/session").status_code == 200
    assert person.get("/api/activity").json["activity"][0]["what"] == "device_linked"
    assert not Invite.select().exists()
    # Linked is not verified: making a code still asks for the new passkey.
    assert new.put("/api/recovery", {}).json["type"] == "verification-needed"
    assert new.delete("/api/sessions").json["type"] == "verification-needed"


def test_the_permit_is_good_once(person, new, app):
    iid = compared(person, new)
    permit = person.post(f"/api/invites/{iid}/enrol").json["enrol"]
    assert enrol(new, permit).status_code == 201
    assert enrol(Person(app.test_client()), permit).json["type"] == "recovery-refused"
    assert not Permit.select().exists()


def test_the_permit_lasts_ten_minutes_and_a_new_one_replaces_it(turned, person, new):
    iid = compared(person, new)
    old = person.post(f"/api/invites/{iid}/enrol").json["enrol"]
    permit = person.post(f"/api/invites/{iid}/enrol").json["enrol"]
    assert enrol(new, old).json["type"] == "recovery-refused"
    turned.advance(seconds=601)
    assert enrol(new, permit).json["type"] == "recovery-refused"


@pytest.mark.parametrize("who", ["host", "guest", "open"])
def test_a_burned_link_takes_its_permit_along(person, new, who):
    iid = compared(person, new)
    permit = person.post(f"/api/invites/{iid}/enrol").json["enrol"]
    if who == "host":
        person.post(f"/api/invites/{iid}/payload", keys())
        person.delete(f"/api/invites/{iid}")
    elif who == "open":
        person.delete("/api/invites")
    else:
        new.delete(f"/api/links/{iid}")
    assert enrol(new, permit).json["type"] == "recovery-refused"
    assert new.get(f"/api/links/{iid}").json["type"] == "invite-gone"


def test_opening_and_enrolling_need_the_passkey(person, new):
    iid = to_text(os.urandom(16))
    assert person.post("/api/invites", {"iid": iid, "purpose": 2}).json["type"] == "verification-needed"
    iid = compared(person, new)
    other = person.other_device()
    assert other.post(f"/api/invites/{iid}/enrol").json["type"] == "verification-needed"


@pytest.mark.parametrize("burn", ["host", "guest", "expiry", "closed"])
@pytest.mark.parametrize("purpose", [1, 2])
def test_a_permit_ends_with_its_mailbox_whoever_opens_one_of_that_name_again(turned, people, new, app, burn, purpose):
    ada, mallory = people(2)
    iid = compared(ada, new)
    permit = ada.post(f"/api/invites/{iid}/enrol").json["enrol"]
    assert new.post("/api/passkeys/options", {"permit": permit}).status_code == 200
    if burn == "host":
        ada.delete(f"/api/invites/{iid}")
    elif burn == "guest":
        new.delete(f"/api/links/{iid}")
    elif burn == "closed":
        with app.app_context():
            invites.burn_open(to_bytes(ada.uid))
    else:
        # The mailbox is as old as its opening, the permit only as old as the comparison.
        Permit.update(expires_at=Permit.expires_at + 60).execute()
        turned.advance(seconds=600)
    for host in (mallory, ada):
        if purpose == 2:
            host.verify("device_link")
        opening = host.post("/api/invites", {"iid": iid, "purpose": purpose})
        assert opening.status_code == 201, opening.json
        assert enrol(Person(app.test_client()), permit).json["type"] == "recovery-refused"
        host.delete(f"/api/invites/{iid}")


def test_no_permit_before_the_pictures_and_none_after_the_keys(person, new):
    iid = answered(person, new)
    assert person.post(f"/api/invites/{iid}/enrol").json["type"] == "invalid-request"
    person.post(f"/api/invites/{iid}/reveal", letters("reveal"))
    assert person.post(f"/api/invites/{iid}/payload", keys()).status_code == 204
    assert person.post(f"/api/invites/{iid}/enrol").json["type"] == "invalid-request"


def test_nobody_else_enrols_for_somebody(people, new):
    ada, bea = people(2)
    iid = compared(ada, new)
    assert bea.verify("device_link").post(f"/api/invites/{iid}/enrol").json["type"] == "invite-gone"


def test_the_first_browser_wins_and_others_learn_nothing(person, new, app):
    iid = answered(person, new)
    thief = Person(app.test_client())
    unknown = to_text(os.urandom(16))
    for one in (iid, unknown, "no id"):
        assert thief.get(f"/api/links/{one}").json["type"] == "invite-gone"
        assert thief.post(f"/api/links/{one}/answer", letters("answer")).json["type"] == "invite-gone"
        assert thief.delete(f"/api/links/{one}").status_code == 204
    assert new.get(f"/api/links/{iid}").status_code == 200


def test_a_browser_that_answered_another_link_reads_and_burns_only_that(people, app):
    ada, ben = people(2)
    new, nosy = (Person(app.test_client()) for _ in range(2))
    iid = compared(ada, new)
    answered(ben, nosy)
    assert nosy.get(f"/api/links/{iid}").json["type"] == "invite-gone"
    assert nosy.delete(f"/api/links/{iid}").status_code == 204
    assert new.get(f"/api/links/{iid}").json["state"] == "revealed"


def test_a_link_is_gone_after_ten_minutes(turned, person, new):
    iid = answered(person, new)
    turned.advance(seconds=600)
    assert new.get(f"/api/links/{iid}").json["type"] == "invite-gone"


def test_each_kind_of_mailbox_has_its_own_door(people, new):
    ada, bea = people(2)
    link = opened(ada)
    assert bea.post(f"/api/invites/{link}/answer", letters("answer")).json["type"] == "invite-gone"
    ada.delete(f"/api/invites/{link}")
    pairing = to_text(os.urandom(16))
    ada.post("/api/invites", {"iid": pairing, "purpose": 1})
    assert new.post(f"/api/links/{pairing}/answer", letters("answer")).json["type"] == "invite-gone"
    bea.post(f"/api/invites/{pairing}/answer", letters("answer"))
    ada.post(f"/api/invites/{pairing}/reveal", letters("reveal"))
    assert ada.verify("device_link").post(f"/api/invites/{pairing}/enrol").json["type"] == "invite-gone"


def test_who_is_signed_in_opens_no_other_account(people, new):
    ada, bea = people(2)
    iid = opened(ada)
    assert bea.post(f"/api/links/{iid}/answer", letters("answer")).json["type"] == "invalid-request"
    assert bea.get(f"/api/links/{iid}").json["type"] == "invalid-request"


def test_keys_of_a_link_name_no_space_and_hand_over_no_archive(person, new):
    iid = compared(person, new)
    for wrong in ({"space_id": to_text(b"s" * 16)}, {"archive": [to_text(b"s" * 16)]}):
        assert person.post(f"/api/invites/{iid}/payload", {**keys(), **wrong}).json["type"] == "invalid-request"
