"""The states of who can get in: passkeys and devices, what changed, the card with the code, every way back, the end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from harness import Phone, pair, wipe
from playwright.sync_api import Route, expect
from state import LONG_WORD, State, World


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
    second: list[str] = []

    def between(route: Route) -> None:
        # These options come after the confirmation of the first; the new one is made by the second.
        answer = route.fetch()
        if answer.ok and not second:
            second.append(add_authenticator(phone, prf, backed_up))
        route.fulfill(response=answer)

    phone.page.route("**/api/passkeys/options", between)
    phone.tap("button", "Add another passkey")
    expect(phone.page.get_by_role("status").filter(has_text="The passkey was added.")).to_be_visible()
    phone.page.unroute("**/api/passkeys/options")
    return second[0]


def with_code(phone: Phone, code: str) -> Phone:
    """The way back on a new phone, to the page that asks for a new code."""
    phone.open("/").tap("link", "I have a recovery code")
    phone.page.get_by_role("textbox", name="Recovery code").fill(code)
    phone.tap("button", "Open my notes")
    phone.sees("heading", "You are back", 30_000)
    return phone


def two_passkeys(al: Phone) -> Iterator[State]:
    """One that is backed up, and a key that opens nothing by itself."""
    page = al.page
    al.open("/you/devices").sees("heading", "Your passkeys")
    yield State("devices, one", page)
    page.get_by_role("button", name="Remove Passkey").click()
    al.sees("button", "Remove it")
    yield State("devices, remove", page)
    al.tap("button", "Remove it")
    expect(page.get_by_text("This is the last way into your notes.")).to_be_visible()
    yield State("devices, the last way in", page)
    add_passkey(al, prf=False, backed_up=False)
    expect(page.locator(".ways-in h3")).to_have_count(3)
    yield State("devices, two", page)
    page.get_by_role("button", name="Rename Passkey").first.click()
    page.get_by_role("textbox", name="What you call it").fill(LONG_WORD)
    yield State("devices, rename", page)
    al.tap("button", "Done")
    expect(page.get_by_text("The name was changed.")).to_be_visible()
    yield State("devices, a long name", page)
    answers(al, al.authenticator)


def two_devices(al: Phone, new: Phone, code: str) -> Iterator[State]:
    """A second phone, let in with the code."""
    with_code(new, code)
    yield State("returned", new.page)
    new.open("/")
    expect(new.page.get_by_text("Your recovery code was used.")).to_be_visible()
    yield State("today, code used", new.page)
    al.open("/")
    expect(al.page.get_by_text("Something changed about who can open your notes.")).to_be_visible()
    yield State("today, something changed", al.page)
    al.open("/you/devices").sees("button", "Sign out all others")
    yield State("devices, two devices", al.page)
    al.page.get_by_role("button", name="Sign out: ").click()
    al.sees("button", "Sign it out")
    yield State("devices, sign out", al.page)
    al.tap("button", "Cancel")
    al.tap("button", "Sign out all others")
    al.sees("button", "Sign them all out")
    yield State("devices, sign out all others", al.page)


def the_end(al: Phone, name: str) -> Iterator[State]:
    """Up to the last tap."""
    page = al.open("/you/end").page
    al.sees("heading", "Delete my account")
    yield State(f"end, {name}", page)
    if name == "paired":
        al.tap("button", "Take it back")
        yield State("end, taking back", page)
    al.tap("button", "Delete my account")
    al.sees("button", "Delete it in seven days")
    yield State(f"end, {name}, sure", page)
    al.tap("button", "Cancel")
    al.tap("button", "Now, for good")
    al.tap("button", "Delete it for good")
    al.sees("button", "Delete it now")
    yield State(f"end, {name}, for good", page)


def still_to_keep(bo: Phone) -> Iterator[State]:
    """An account that was ended, within its seven days."""
    bo.open("/you/end").tap("button", "Delete my account")
    bo.tap("button", "Delete it in seven days")
    bo.tap("button", "I have used Unsaid before")
    expect(bo.page.get_by_text("Your account ends.")).to_be_visible()
    yield State("today, the account ends", bo.page)
    bo.open("/you/end").sees("button", "Keep my account")
    yield State("end, to keep", bo.page)
    bo.tap("button", "Keep my account")
    bo.sees("heading", "Your account stays")
    yield State("end, kept", bo.page)


def ways_in(world: World) -> Iterator[State]:
    """Someone with two passkeys and two devices, and someone whose notes are locked."""
    al = world.phone("al").start_with_passkey()
    yield from two_passkeys(al)
    yield from two_devices(al, world.phone("new"), al.make_code())
    yield from the_end(al, "alone")
    al.server.kill()
    al.open("/you/devices")
    expect(al.page.get_by_text("This list comes from the server")).to_be_visible()
    yield State("devices, no network", al.page)
    al.server.start()
    bo = world.phone("bo").start_with_passkey()
    pair(bo, al)
    yield from the_end(al, "paired")
    yield from still_to_keep(bo)
    cy = world.phone("cy", prf=False).start_with_passkey()
    wipe(cy)
    cy.open("/").tap("button", "I have used Unsaid before")
    cy.sees("heading", "Your notes are locked")
    cy.tap("button", "Unlock with a passkey")
    expect(cy.page.get_by_text("That one did not open them.")).to_be_visible()
    cy.tap("button", "Use my other device")
    cy.sees("button", "Sign out here and go on")
    yield State("locked, all the ways", cy.page)
    for one in (al, bo, cy):
        one.close()
