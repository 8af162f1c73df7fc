"""A second device of mine, and new keys for two: both sides in real browsers, and what must open nothing."""

from __future__ import annotations

import pytest
from harness import Phone, flat, pair, wipe
from people import NewPhone
from playwright.sync_api import expect

pytestmark = pytest.mark.slow  # make journeys


def shown(host: Phone) -> str:
    """The address that my other device needs."""
    host.open("/you/devices/add").tap("button", "Show it")
    host.sees("heading", "Add another device of mine")
    return link_on(host)


def link_on(host: Phone) -> str:
    """The address that is shown."""
    host.tap("button", "Copy the address")
    return str(host.page.evaluate("() => navigator.clipboard.readText()"))


def four(phone: Phone) -> str:
    """The pictures on the device that was opened with the address."""
    phone.sees("heading", "Your four pictures", 30_000)
    return flat(" ".join(phone.page.locator("main .four > *").all_inner_texts()))


def compared(host: Phone, guest: Phone) -> None:
    """Choose on the host what stands on the guest."""
    wanted = four(guest)
    [right] = [one for one in host.page.locator("button.choice").all() if flat(one.inner_text()) == wanted]
    right.click()


def linked(host: Phone, new: Phone) -> Phone:
    """The whole journey: a second device of the same person."""
    link = shown(host)
    new.page.goto(link)
    assert "#" not in new.page.url
    new.sees("heading", "This phone will open an existing account")
    new.tap("button", "It is mine, go on")
    host.sees("heading", "Which four does it show?")
    compared(host, new)
    new.sees("heading", "A passkey for this phone")
    new.tap("button", "Make the passkey")
    expect(new.page.get_by_role("navigation", name="Main")).to_be_visible(timeout=30_000)
    return new


def test_a_second_device_has_a_passkey_of_its_own_and_everything_is_there(phone: NewPhone) -> None:
    al, tablet = phone("al").start_with_passkey(), phone("tablet")
    al.feel("low_unpleasant", "sad", "written before")
    al.until_sent()
    tablet.open("/").wait_for_worker()
    linked(al, tablet)
    tablet.reads("/mine", ["written before"])
    tablet.feel("low_pleasant", "calm", "written on the tablet")
    tablet.until_sent()
    al.reads("/mine", ["written before", "written on the tablet"])
    al.open("/you/devices")
    expect(al.page.locator(".ways-in > li")).to_have_count(4)  # two passkeys, two browsers
    al.server.kill()
    tablet.open("/mine")
    expect(tablet.page.get_by_text("written on the tablet")).to_be_visible()


def test_none_of_these_opens_nothing_and_the_address_is_dead(phone: NewPhone) -> None:
    al, thief = phone("al").start_with_passkey(), phone("thief")
    link = shown(al)
    thief.page.goto(link)
    thief.tap("button", "It is mine, go on")
    al.sees("heading", "Which four does it show?")
    four(thief)
    al.tap("button", "None of these")
    al.sees("heading", "The device was not added")
    al.tap("button", "All right")
    thief.sees("heading", "The device was not added")
    thief.tap("button", "All right")
    again = phone("again")
    again.page.goto(link)
    again.tap("button", "It is mine, go on")
    expect(again.page.get_by_text("no longer open")).to_be_visible()
    al.open("/you/devices")
    expect(al.page.locator(".ways-in > li")).to_have_count(2)


def test_who_is_signed_in_is_told_to_sign_out_first(phone: NewPhone) -> None:
    al, bo = phone("al").start_with_passkey(), phone("bo").start_with_passkey()
    link = shown(al)
    bo.page.goto(link)
    expect(bo.page.get_by_text("This phone is signed in already.")).to_be_visible()
    expect(bo.page.get_by_role("button", name="It is mine, go on")).to_have_count(0)


def test_a_waiting_device_can_be_closed_and_goes_on(phone: NewPhone) -> None:
    al, tablet = phone("al").start_with_passkey(), phone("tablet")
    tablet.open("/").wait_for_worker()
    link = shown(al)
    tablet.page.goto(link)
    tablet.tap("button", "It is mine, go on")
    al.sees("heading", "Which four does it show?")
    tablet.open("/join")
    compared(al, tablet)
    tablet.sees("heading", "A passkey for this phone")
    tablet.open("/join").sees("heading", "A passkey for this phone")
    tablet.tap("button", "Make the passkey")
    expect(tablet.page.get_by_role("navigation", name="Main")).to_be_visible(timeout=30_000)


def test_two_renew_their_keys_and_go_on(phone: NewPhone) -> None:
    al, bo = phone("al").start_with_passkey(), phone("bo").start_with_passkey()
    pair(al, bo)
    al.feel("low_unpleasant", "sad", "under the old keys", "Share with Bo")
    al.until_sent()
    al.open("/you/renew-two").tap("button", "Begin")
    al.sees("heading", "New keys for the two of you")
    link = link_on(al)
    bo.page.goto(link)
    bo.sees("heading", "New keys for the two of you")
    expect(bo.page.get_by_text("Al would like new keys")).to_be_visible()
    bo.tap("button", "Go on")
    al.sees("heading", "Which four do they see?")
    compared(al, bo)
    al.sees("heading", "New keys are on their way")
    bo.sees("heading", "Your keys are new")
    bo.feel("low_pleasant", "calm", "under the new keys", "Share with Al")
    bo.until_sent()
    al.reads("/us", ["under the old keys", "under the new keys"])
    al.feel("high_pleasant", "hopeful", "and back", "Share with Bo")
    al.until_sent()
    bo.reads("/us", ["under the old keys", "under the new keys", "and back"])


def test_who_lost_everything_begins_anew_and_the_old_notes_stay_locked(phone: NewPhone) -> None:
    cy = phone("cy", prf=False).start_with_passkey()
    cy.make_code()
    cy.feel("low_pleasant", "calm", "the window was open")
    cy.until_sent()
    before = cy.page.evaluate("() => fetch('/api/session').then((answer) => answer.json())")
    wipe(cy)
    cy.open("/").tap("button", "I have used Unsaid before")
    cy.sees("heading", "Your notes are locked")
    cy.tap("link", "A new start with my partner")
    cy.sees("heading", "A new start with my partner")
    cy.tap("button", "Begin anew")
    expect(cy.page.get_by_text("also what was not sent yet")).to_be_visible()
    cy.tap("button", "Let it go and begin anew")
    cy.tap("button", "Start with a passkey")
    cy.page.wait_for_url("**/join")
    after = cy.page.evaluate("() => fetch('/api/session').then((answer) => answer.json())")
    assert after["uid"] != before["uid"]
    assert {space["id"] for space in after["spaces"]}.isdisjoint(space["id"] for space in before["spaces"])


def test_who_lost_everything_reads_again_what_the_partner_hands_back(phone: NewPhone) -> None:
    al, bo = phone("al").start_with_passkey(), phone("bo").start_with_passkey()
    pair(al, bo)
    al.feel("low_unpleasant", "sad", "mine, from before", "Share with Bo")
    bo.feel("low_pleasant", "calm", "theirs, from before", "Share with Al")
    for one in (al, bo):
        one.until_sent()
    al.reads("/us", ["mine, from before", "theirs, from before"])
    al.close()
    new = phone("new")
    new.open("/anew").sees("heading", "A new start with my partner")
    new.tap("button", "Start with a passkey")
    new.page.wait_for_url("**/join")
    bo.open("/you").tap("button", "Leave")
    bo.tap("button", "Leave now")
    expect(bo.page.get_by_role("button", name="Leave now")).to_have_count(0)
    bo.until_sent()
    bo.open("/invite")
    bo.page.get_by_text("Is it someone who lost everything?").click()
    bo.page.get_by_role("checkbox", name="What you shared with Al", exact=False).check()
    bo.tap("button", "Make an invitation")
    bo.tap("button", "Copy the invitation")
    link = str(bo.page.evaluate("() => navigator.clipboard.readText()"))
    new.page.goto(link)
    new.tap("button", "Join")
    bo.sees("heading", "Which four do they see?", 30_000)
    compared(bo, new)
    for one, name in ((bo, "Al"), (new, "Bo")):
        one.sees("heading", "What do you call them?", 30_000)
        one.page.get_by_role("textbox", name="Name").fill(name)
        one.tap("button", "Done")
        expect(one.page.get_by_role("heading", name="What do you call them?")).to_have_count(0)
    new.reads("/us", ["mine, from before", "theirs, from before"], 30)
    new.feel("high_pleasant", "hopeful", "after it all", "Share with Bo")
    new.until_sent()
    bo.open("/us")
    for text in ("mine, from before", "theirs, from before", "after it all"):
        expect(bo.page.get_by_text(text)).to_be_visible(timeout=30_000)
    # What was before is to be read, and nothing else.
    new.open("/us")
    new.page.locator("article.note", has_text="mine, from before").get_by_role("link").click()
    new.sees("link", "Us")
    for button in ("Take it back", "Change it", "I hear you"):
        expect(new.page.get_by_role("button", name=button)).to_have_count(0)
