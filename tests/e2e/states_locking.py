"""The states of the app lock and of new keys, for someone alone with one other device."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect
from state import State, World


def locking_states(world: World) -> Iterator[State]:
    """A lock is set and met, new keys are made, and the other device is left behind."""
    al = world.phone("locked").start_with_passkey()
    page = al.page
    al.open("/you/lock").sees("button", "Never")
    expect(page.get_by_role("button", name="Never", pressed=True)).to_be_visible()
    yield State("lock, off", page)
    al.tap("button", "After 5 minutes")
    expect(page.get_by_role("status").filter(has_text="The lock is on.")).to_be_visible()
    yield State("lock, on", page)
    al.open("/mine").sees("heading", "Unsaid is closed")
    yield State("closed", page)
    al.tap("button", "Another way in")
    al.sees("button", "Back to my passkey")
    yield State("closed, another way in", page)
    al.tap("button", "Back to my passkey")
    al.tap("button", "Open with my passkey")
    al.sees("heading", "Just mine")
    al.open("/you/lock").tap("button", "Open with my passkey")
    al.tap("button", "Never")
    expect(page.get_by_role("status").filter(has_text="The lock is off.")).to_be_visible()
    code = al.make_code()
    other = world.phone("behind")
    other.open("/recover").page.get_by_role("textbox", name="Recovery code").fill(code)
    other.tap("button", "Open my notes")
    expect(other.page.get_by_role("textbox", name="Recovery code")).to_have_count(0)
    al.open("/you/renew").sees("heading", "Sign these out")
    yield State("renew", page)
    page.get_by_role("checkbox").click()
    al.tap("button", "Go on with my passkey")
    al.sees("button", "I have it on paper")
    yield State("renew, the new code", page)
    groups = page.get_by_role("list", name="Eight groups of the recovery code").get_by_role("listitem")
    written = [one.strip() for one in groups.all_inner_texts()]
    al.tap("button", "I have it on paper")
    al.sees("heading", "Your new recovery code")
    yield State("renew, typing a group", page)
    index = int(page.locator("label").inner_text().split()[1]) - 1
    page.get_by_role("textbox").fill("AAAA")
    al.tap("button", "Make the new keys")
    expect(page.get_by_text("Nothing was changed. You can try again.")).to_be_visible()
    yield State("renew, the wrong group", page)
    page.get_by_role("textbox").fill(written[index])
    al.tap("button", "Make the new keys")
    al.sees("heading", "Your keys are new")
    yield State("renew, done", page)
    other.open("/mine").sees("heading", "Your keys are new")
    yield State("left behind", other.page)
    other.tap("button", "Open with my passkey")
    expect(other.page.get_by_role("status").filter(has_text="did not open").first).to_be_visible()
    yield State("left behind, no way with this passkey", other.page)
    cy = world.phone("screen lock", prf=False).start_with_passkey()
    cy.make_code()
    cy.open("/you/lock").tap("button", "At once")
    expect(cy.page.get_by_role("status").filter(has_text="The screen lock is on.")).to_be_visible()
    yield State("screen lock", cy.page)
    for one in (al, other, cy):
        one.close()
