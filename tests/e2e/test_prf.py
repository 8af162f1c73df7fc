"""Passkeys that open, that do not, that stop, that open something else: always a way back, never silent new keys."""

from __future__ import annotations

from typing import Any

import pytest
from harness import BECAUSE, Phone, wipe
from people import NewPhone
from playwright.sync_api import expect

pytestmark = pytest.mark.slow  # make journeys

TEXT = "the key under the flower pot"
LOCKED = "Your notes are locked"
STATE = """async () => {
  const { uid, gen, wrap, wraps, recovery } = await fetch('/api/session').then((answer) => answer.json());
  return { uid, gen, wrap, wraps, recovery };
}"""
# A provider that gives nothing when the passkey is made, and all of it when it is used.
AT_GET = """
if (globalThis.PublicKeyCredential) {
  const honest = PublicKeyCredential.prototype.getClientExtensionResults;
  PublicKeyCredential.prototype.getClientExtensionResults = function () {
    const made = this.response instanceof AuthenticatorAttestationResponse;
    return made ? { prf: { enabled: true } } : honest.call(this);
  };
}
"""


def moved_to_another_provider(phone: Phone, prf: bool) -> None:
    """The same passkey in another authenticator: what it signs with comes along, what it opens with does not."""
    kept = phone.cdp.send("WebAuthn.getCredentials", {"authenticatorId": phone.authenticator})["credentials"]
    assert kept, "there is a passkey"
    phone.cdp.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": phone.authenticator})
    options = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
        "hasPrf": prf,
        "defaultBackupEligibility": phone.backed_up,
        "defaultBackupState": phone.backed_up,
    }
    phone.authenticator = phone.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    for credential in kept:
        where = {"authenticatorId": phone.authenticator, "credential": credential}
        phone.cdp.send("WebAuthn.addCredential", where)


def state_of(phone: Phone) -> dict[str, Any]:
    """What the server holds of this account's ways in."""
    return dict(phone.page.evaluate(STATE))


def with_a_note(phone: Phone) -> tuple[str, dict[str, Any]]:
    """Start, make a code, keep a note; answers the code and what the server holds."""
    phone.start_with_passkey()
    code = phone.make_code()
    phone.feel("low_unpleasant", "sad", TEXT)
    phone.until_sent()
    return code, state_of(phone)


def sign_in(phone: Phone) -> None:
    """On a phone that holds nothing any more."""
    wipe(phone)
    phone.open().tap("button", "I have used Unsaid before")


def use_code(phone: Phone, code: str) -> None:
    """From the locked screen back to the notes."""
    phone.tap("link", "Use my recovery code")
    phone.page.get_by_role("textbox", name="Recovery code").fill(code)
    phone.tap("button", "Open my notes")
    expect(phone.page.get_by_role("textbox", name="Recovery code")).to_have_count(0)
    phone.reads("/mine", [TEXT])


def writes_keys(phone: Phone, since: int) -> list[str]:
    """Requests that could change what opens the account."""
    said = [f"{one.method} {one.url.removeprefix(phone.server.origin)}" for one in phone.sent[since:]]
    reads = ("GET ", "POST /api/session", "POST /api/sync", "POST /api/recovery/use")
    return [one for one in said if "/api/" in one and not one.startswith(reads)]


def test_with_prf_the_passkey_alone_opens_everything_again(phone: NewPhone) -> None:
    al = phone("al")
    _, before = with_a_note(al)
    assert before["wrap"] is not None
    since = len(al.sent)
    sign_in(al)
    al.sees("link", "Just mine")
    al.reads("/mine", [TEXT])
    assert state_of(al) == before
    assert writes_keys(al, since) == []


def test_without_prf_a_clean_phone_is_locked_and_the_code_opens_it(phone: NewPhone) -> None:
    al = phone("al", prf=False)
    code, before = with_a_note(al)
    assert before["wrap"] is None
    al.open("/mine")
    expect(al.page.locator(BECAUSE)).to_have_text([TEXT])
    since = len(al.sent)
    sign_in(al)
    al.sees("heading", LOCKED)
    assert state_of(al) == before
    use_code(al, code)
    assert state_of(al) == before
    assert writes_keys(al, since) == []


def test_with_prf_at_get_only_it_is_asked_for_once_more_and_opens(phone: NewPhone) -> None:
    al = phone("al", script=AT_GET)
    _, before = with_a_note(al)
    assert before["wrap"] is not None
    sign_in(al)
    al.sees("link", "Just mine")
    al.reads("/mine", [TEXT])
    assert state_of(al) == before


@pytest.mark.parametrize("prf", [False, True], ids=["lost", "different"])
def test_prf_that_is_lost_or_gives_something_else_locks_a_clean_phone_and_changes_nothing(
    phone: NewPhone, prf: bool
) -> None:
    al = phone("al")
    code, before = with_a_note(al)
    moved_to_another_provider(al, prf)
    al.open("/mine")
    expect(al.page.locator(BECAUSE)).to_have_text([TEXT])
    since = len(al.sent)
    sign_in(al)
    al.sees("heading", LOCKED)
    al.tap("button", "Unlock with a passkey")
    expect(al.page.get_by_role("status").filter(has_text="That one did not open them. Another pass")).to_be_visible()
    assert state_of(al) == before
    use_code(al, code)
    assert state_of(al) == before
    assert writes_keys(al, since) == []


@pytest.mark.parametrize("prf", [False, True], ids=["lost", "different"])
def test_behind_the_app_lock_the_code_is_still_a_way_back(phone: NewPhone, prf: bool) -> None:
    al = phone("al")
    code, before = with_a_note(al)
    al.open("/you/lock").tap("button", "At once")
    expect(al.page.get_by_role("status").filter(has_text="The lock is on.")).to_be_visible()
    moved_to_another_provider(al, prf)
    al.open("/mine").sees("heading", "Unsaid is closed")
    al.tap("button", "Open with my passkey")
    expect(al.page.get_by_role("status").filter(has_text="did not open")).to_be_visible()
    al.tap("button", "Another way in")
    al.sees("heading", LOCKED)
    al.tap("link", "Use my recovery code")
    al.page.get_by_role("textbox", name="Recovery code").fill(code)
    al.tap("button", "Open my notes")
    expect(al.page.get_by_role("textbox", name="Recovery code")).to_have_count(0)
    assert state_of(al) == before
    # From here on it is a screen lock: this passkey opens nothing by itself any more.
    al.open("/mine").sees("heading", "Unsaid is closed")
    al.tap("button", "Open with my passkey")
    expect(al.page.locator(BECAUSE)).to_have_text([TEXT])
    al.open("/you/lock").tap("button", "Open with my passkey")
    al.sees("heading", "Screen lock")
    assert state_of(al) == before
