"""The states of who can get in: passkeys and devices, what changed, the card with the code, every way back, the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from harness import Phone
from playwright.sync_api import expect
from state import State, World


def add_authenticator(phone: Phone, prf: bool = True, backed_up: bool = True) -> str:
    """A second password manager on the same phone; from now on it is the one that answers."""
    phone.cdp.send(
        "WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": phone.authenticator, "enabled": False}
    )
    options: dict[str, Any] = {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
        "hasPrf": prf,
        "defaultBackupEligibility": backed_up,
        "defaultBackupState": backed_up,
    }
    return str(phone.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"])


def answers(phone: Phone, authenticator: str, does: bool = True) -> None:
    """Whether this one answers by itself."""
    phone.cdp.send("WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": authenticator, "enabled": does})


def add_passkey(phone: Phone, prf: bool = True, backed_up: bool = True) -> str:
    """Confirm with the passkey that is there, make another one elsewhere; answer where."""
    phone.open("/you/devices").sees("button", "Add another passkey")
    # The confirmation is asked of the first; the new one is made by the second.
    with phone.page.expect_response("**/api/session/verification"):
        phone.tap("button", "Add another passkey")
    second = add_authenticator(phone, prf, backed_up)
    expect(phone.page.get_by_role("status").filter(has_text="The passkey was added.")).to_be_visible()
    return second


def ways_in(world: World) -> Iterator[State]:
    """Someone with two passkeys and two devices."""
    al = world.phone("al").start_with_passkey()
    page = al.page
    al.open("/you/devices").sees("heading", "Your passkeys")
    yield State("devices, one", page, wide=True)
    add_passkey(al, prf=False, backed_up=False)
    yield State("devices, two", page, wide=True)
    page.get_by_role("button", name="Rename Passkey").first.click()
    al.sees("button", "Done")
    yield State("devices, rename", page)
    page.get_by_role("button", name="Remove Passkey").first.click()
    al.sees("button", "Remove it")
    yield State("devices, remove", page)
    al.close()
