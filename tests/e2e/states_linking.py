"""The states of handing something over: another device of mine, new keys for two, and a new start."""

from __future__ import annotations

from collections.abc import Iterator

from harness import Phone, flat, pair, wipe
from playwright.sync_api import expect
from state import LONG_WORD, State, World


def address(host: Phone) -> str:
    """What the other side is shown."""
    host.tap("button", "Copy the address")
    return str(host.page.evaluate("() => navigator.clipboard.readText()"))


def choose(host: Phone, guest: Phone) -> None:
    """The pictures that stand on the guest."""
    wanted = flat(" ".join(guest.page.locator("main .four > *").all_inner_texts()))
    [right] = [one for one in host.page.locator("button.choice").all() if flat(one.inner_text()) == wanted]
    right.click()


def linking_states(world: World) -> Iterator[State]:
    """All of them, from both sides."""
    al, bo, tablet = (world.phone(name) for name in ("al", "bo", "tablet"))
    for one in (al, bo):
        one.start_with_passkey()
    pair(al, bo, f"Bo {LONG_WORD}"[:24], "Al")
    yield from my_device(al, tablet)
    yield from two_of_us(al, bo)
    yield from anew(world)
    for one in (al, bo, tablet):
        one.close()


def my_device(al: Phone, tablet: Phone) -> Iterator[State]:
    """From the list of devices to the passkey of the new one; and what did not match."""
    al.open("/you/devices/add").sees("button", "Show it")
    yield State("add a device", al.page)
    al.tap("button", "Show it")
    link = address(al)
    yield State("add a device, waiting", al.page)
    al.open("/").sees("link", "Continue")
    expect(al.page.get_by_text("You began to add a device.")).to_be_visible()
    yield State("today, a device is being added", al.page)
    al.open("/you/devices/add").sees("button", "Stop adding it")
    tablet.page.goto(link)
    tablet.sees("button", "It is mine, go on")
    yield State("this device, what joining does", tablet.page)
    tablet.tap("button", "It is mine, go on")
    tablet.sees("heading", "Your four pictures", 30_000)
    yield State("this device, four pictures", tablet.page)
    al.sees("heading", "Which four does it show?")
    yield State("add a device, which four", al.page)
    al.tap("button", "None of these")
    al.sees("heading", "The device was not added")
    yield State("add a device, none of these", al.page)
    al.tap("button", "All right")
    tablet.sees("heading", "The device was not added")
    tablet.tap("button", "All right")
    al.open("/you/devices/add").tap("button", "Show it")
    tablet.page.goto(address(al))
    tablet.tap("button", "It is mine, go on")
    tablet.sees("heading", "Your four pictures", 30_000)
    al.sees("heading", "Which four does it show?")
    choose(al, tablet)
    al.sees("heading", "Your other device has what it needs")
    yield State("add a device, done", al.page)
    tablet.sees("button", "Make the passkey")
    yield State("this device, a passkey of its own", tablet.page)
    tablet.tap("button", "Make the passkey")
    expect(tablet.page.get_by_role("navigation", name="Main")).to_be_visible(timeout=30_000)
    al.open("/you/devices/add").tap("button", "Show it")
    tablet.page.goto(address(al))
    expect(tablet.page.get_by_text("This phone is signed in already.")).to_be_visible()
    yield State("this device, signed in already", tablet.page)
    al.tap("button", "Stop adding it")


def two_of_us(al: Phone, bo: Phone) -> Iterator[State]:
    """New keys, with both phones in hand."""
    al.open("/you/renew-two").sees("button", "Begin")
    yield State("new keys for two", al.page)
    al.tap("button", "Begin")
    link = address(al)
    yield State("new keys for two, waiting", al.page)
    bo.page.goto(link)
    bo.sees("button", "Go on")
    yield State("new keys for two, asked", bo.page)
    bo.tap("button", "Go on")
    bo.sees("heading", "Your four pictures", 30_000)
    yield State("new keys for two, four pictures", bo.page)
    al.sees("heading", "Which four do they see?")
    choose(al, bo)
    al.sees("heading", "New keys are on their way")
    yield State("new keys for two, handed over", al.page)
    bo.sees("heading", "Your keys are new")
    yield State("new keys for two, taken in", bo.page)


def anew(world: World) -> Iterator[State]:
    """When no way in is left."""
    cy = world.phone("cy", prf=False).start_with_passkey()
    cy.make_code()
    wipe(cy)
    cy.open("/").tap("button", "I have used Unsaid before")
    cy.sees("heading", "Your notes are locked")
    cy.tap("link", "A new start with my partner")
    cy.sees("heading", "A new start with my partner")
    yield State("a new start, locked", cy.page)
    cy.tap("button", "Begin anew")
    yield State("a new start, asked once more", cy.page)
    cy.tap("button", "Let it go and begin anew")
    cy.sees("button", "Start with a passkey")
    yield State("a new start, signed out", cy.page)
    cy.close()
