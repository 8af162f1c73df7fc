"""Every state of the writing sheet and of *Just mine* that `states.py` has not shown yet, for a pair with notes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from harness import Phone
from playwright.sync_api import expect
from state import LONG_TEXT, LONG_WORD, State


def mine_states(al: Phone, bo: Phone) -> Iterator[State]:
    """Al and Bo are paired and open; everything is left as it was, but for a few kept notes of Al's."""
    yield from not_sure(al)
    yield from the_hint(al)
    yield from only_here(al)
    yield from drafts(al)
    yield from changing(al)
    yield from asked_about(al)
    yield from bringing(al, bo)
    yield from locking(al)


def not_sure(al: Phone) -> Iterator[State]:
    """From the body to a word."""
    page = al.page
    al.open("/write/not-sure").sees("heading", "How much energy is there?")
    yield State("not sure", page)
    al.tap("button", "hardly any")
    for sensation in ("knot in the stomach", "tears close"):
        al.tap("button", sensation)
    al.sees("heading", "It might be one of these.")
    yield State("not sure, suggestions", page)
    al.tap("button", "missing you")
    al.tap("button", "My own word")
    page.get_by_role("textbox", name="Your own word").fill(LONG_WORD[:40])
    al.tap("button", "Add")
    al.tap("button", "More words")
    page.get_by_role("textbox", name="because …").fill(LONG_TEXT)
    yield State("not sure, words chosen", page)
    al.tap("button", "Keep for me")
    al.tap("button", "Keep now")
    expect(page.get_by_role("button", name="Keep now")).to_have_count(0)


def the_hint(al: Phone) -> Iterator[State]:
    """Another beginning, offered and switched off."""
    page = al.page
    al.open("/write/stirred-up").sees("button", "Keep for me")
    page.get_by_role("textbox", name="because …").fill("you never ask how the day was")
    al.sees("button", "Don't show this")
    yield State("write, the hint", page)
    al.tap("button", "Don't show this")
    expect(page.get_by_text("It won't be shown again.")).to_be_visible()
    yield State("write, the hint switched off", page)
    page.get_by_role("textbox", name="because …").fill("")
    al.until_kept()
    al.open("/you").tick("Suggest another beginning")


def only_here(al: Phone) -> Iterator[State]:
    """What never leaves this phone, and what signing out would do to it."""
    page = al.page
    al.open("/write/weighed-down").tap("button", "sad")
    page.locator("summary").click()
    al.tap("button", "only on this phone")
    al.tap("button", "hold until I choose")
    al.sees("button", "Keep on this phone")
    yield State("write, only on this phone", page)
    al.tap("button", "Keep on this phone")
    al.tap("button", "Keep now")
    expect(page.get_by_role("button", name="Keep now")).to_have_count(0)
    al.open("/you").tap("button", "Sign out")
    al.sees("button", "Sign out, let them be gone")
    yield State("sign out, only on this phone", page)


def drafts(al: Phone) -> Iterator[State]:
    """Several that were begun, one of them dropped."""
    page = al.page
    al.open("/write/not-sure").tap("button", "numb")
    al.until_kept()
    al.open("/write/stirred-up").tap("button", "Begin another")
    expect(page.get_by_text("What you had begun waits in Just mine.")).to_be_visible()
    yield State("write, another begun", page)
    al.tap("button", "overwhelmed")
    page.get_by_role("textbox", name="because …").fill(LONG_TEXT)
    al.until_kept()
    al.open("/mine")
    begun = page.get_by_role("list", name="You began something").get_by_role("listitem")
    expect(begun).to_have_count(2)
    yield State("mine, two begun", page)
    for one in begun.all():
        one.get_by_role("button", name="Let it go").click()
    expect(page.get_by_text("Let go.")).to_have_count(2)
    yield State("mine, drafts let go", page)


def changing(al: Phone) -> Iterator[State]:
    """Other words for a note."""
    page = al.page
    al.open("/edit/none").sees("heading", "Change your note")
    yield State("edit, not there", page)
    al.open("/us").page.locator("article.note", has_text="sent").first.get_by_role("link").first.click()
    al.tap("link", "Change your note")
    al.sees("button", "Save the change")
    yield State("edit", page)
    for chosen in page.get_by_role("region", name="Which words fit?").get_by_role("button", pressed=True).all():
        chosen.click()
    al.tap("button", "Save the change")
    expect(page.get_by_text("There are no words left.")).to_be_visible()
    yield State("edit, no words left", page)
    al.until_kept()
    page.reload()
    al.sees("button", "Back to how it was")
    yield State("edit, begun", page)
    al.tap("button", "Back to how it was")


def asked_about(al: Phone) -> Iterator[State]:
    """Ten days on: say it, keep it, let it go."""
    tab = al.context.new_page()
    tab.clock.install(time=datetime.datetime.now().astimezone() + datetime.timedelta(days=10))
    tab.goto(f"{al.server.origin}/mine")
    expect(tab.get_by_role("heading", name="You kept this a while ago")).to_be_visible()
    yield State("mine, asked about", tab)
    tab.get_by_role("button", name="Hold until I choose").click()
    expect(tab.get_by_text("Held. It won't be asked about again.")).to_be_visible()
    yield State("mine, held", tab)
    tab.close()


def bringing(al: Phone, bo: Phone) -> Iterator[State]:
    """What was kept before there were two."""
    page = al.page
    bo.open("/bring").sees("heading", "Bring something along?")
    yield State("bring, nothing", bo.page)
    al.open("/invite").sees("link", "Bring something along?")
    yield State("paired, with kept notes", page)
    al.tap("link", "Bring something along?")
    al.tap("button", "Bring these to Us")
    expect(page.get_by_text("Choose one first")).to_be_visible()
    yield State("bring, nothing chosen", page)
    page.get_by_role("checkbox").first.check()
    yield State("bring", page)


def locking(al: Phone) -> Iterator[State]:
    """The lock of its own."""
    page = al.page
    al.open("/you").tick("Ask for my passkey")
    yield State("you, Just mine locks", page)
    al.open("/mine").sees("heading", "Just mine is locked")
    yield State("mine, locked", page)
    al.tap("button", "Open with my passkey")
    al.sees("button", "Lock again")
    yield State("mine, opened", page)
    al.open("/you").tick("Ask for my passkey", on=False)
    al.tap("link", "Just mine")
    al.sees("heading", "Just mine")
