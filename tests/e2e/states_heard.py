"""Being heard: every way to answer a note, what its writer sees, what can be done with it. Al and Bo are a pair."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from harness import Phone
from playwright.sync_api import expect
from state import LONG_TEXT, State

REPLY = "I knew something was heavy and I did not know how to ask. " * 3
NOTE = "article.note"


def heard_states(al: Phone, bo: Phone, bo_calls: str = "Alexandrine-Wilhelmine V") -> Iterator[State]:
    """Bo writes, Al answers."""
    share = f"Share with {bo_calls}"
    bo.feel("low_unpleasant", "lonely", LONG_TEXT, share, helped="closeness")
    bo.until_sent()
    yield from answering(al)
    yield from answered(al, bo)
    yield from talking(al, bo)
    bo.feel("high_pleasant", "happy", "the letter came", share)
    bo.until_sent()
    yield from coming_back(al)
    yield from keeping(al)
    yield from taking_back(bo)


def open_newest(phone: Phone, tab: str = "/us") -> Phone:
    """The page of the note on top of a tab."""
    phone.open(tab).page.locator(f"{NOTE} a").first.click()
    expect(phone.page.locator(NOTE)).to_have_count(1)
    return phone


def answering(al: Phone) -> Iterator[State]:
    """Everything that can be said, and Undo."""
    page = al.page
    al.open("/").sees("link", "More ways to answer")
    yield State("today, a long note to answer", page)
    page.get_by_role("group", name="Your answer").get_by_role("button").first.click()
    al.sees("button", "Undo")
    yield State("today, answered", page)
    al.tap("button", "Undo")
    al.tap("link", "More ways to answer")
    al.sees("heading", "What would you like to say?")
    yield State("note, to answer", page)
    al.tap("button", "I'll come back to this")
    page.get_by_text("Ask gently").click()
    al.sees("button", "in a few days")
    yield State("note, every way to answer", page)
    al.tap("button", "Answer")
    expect(page.get_by_text("Write a few words first.")).to_be_visible()
    yield State("note, nothing written", page)
    page.get_by_role("textbox", name="In your own words").fill(REPLY)
    yield State("note, a long answer", page)
    al.tap("button", "Answer")
    al.sees("button", "Send now")
    yield State("note, just answered", page)
    al.tap("button", "Send now")
    al.sees("button", "Take back this answer")
    page.get_by_text("Say something more").click()
    yield State("note, answered", page)


def answered(al: Phone, bo: Phone) -> Iterator[State]:
    """What the writer sees, and says back."""
    page = bo.page
    al.until_sent()
    bo.open("/us")
    expect(page.locator(NOTE).first).to_contain_text("heard")
    yield State("us, heard", page)
    open_newest(bo)
    page.get_by_text("Say something back").click()
    yield State("note, mine and heard", page)


def talking(al: Phone, bo: Phone) -> Iterator[State]:
    """The list for two."""
    bo.tap("button", "Let's talk about this")
    bo.sees("button", "We talked about this")
    yield State("note, on the list to talk about", bo.page)
    bo.until_sent()
    al.open("/talk").sees("button", "We talked about this")
    yield State("to talk about", al.page)
    al.tap("button", "We talked about this")
    al.sees("button", "Put it back on the list")
    yield State("to talk about, talked about", al.page)
    al.until_sent()
    al.open("/talk")
    expect(al.page.get_by_text("Nothing waits to be talked about.")).to_be_visible()
    yield State("to talk about, nothing", al.page)


def coming_back(al: Phone) -> Iterator[State]:
    """A reminder that became due overnight."""
    page = al.page
    al.open("/").tap("link", "More ways to answer")
    al.sees("button", "Tell me everything")
    yield State("note, glad news", page)
    al.tap("button", "I'll come back to this")
    al.tap("button", "tomorrow")
    al.tap("button", "Send now")
    al.sees("button", "Take back this answer")
    al.until_sent()
    page.clock.set_system_time(datetime.datetime.now().astimezone() + datetime.timedelta(days=1))
    al.open("/")
    expect(page.get_by_text("You wanted to come back to this.")).to_be_visible()
    yield State("today, something to come back to", page)
    al.tap("button", "Done")
    expect(page.get_by_text("You wanted to come back to this.")).to_have_count(0)
    page.clock.set_system_time(datetime.datetime.now().astimezone())


def keeping(al: Phone) -> Iterator[State]:
    """A copy, and a note of one's own."""
    page = al.page
    open_newest(al).tap("button", "Keep a copy for me")
    expect(page.locator(".bar").get_by_role("button", name="Close")).to_be_visible()
    open_newest(al, "/mine")
    yield State("note, a copy", page)
    al.feel("low_unpleasant", "tired", LONG_TEXT)
    open_newest(al, "/mine").sees("button", "Let it go")
    yield State("note, kept", page)
    al.tap("button", "Hold until I choose")
    al.sees("button", "Don't hold it any longer")
    yield State("note, held", page)
    al.tap("button", "Let it go")
    al.sees("button", "Put it back")
    yield State("note, let go", page)
    al.open("/note/nothing~0").sees("heading", "This note isn't here")
    yield State("note, not here", page)


def taking_back(bo: Phone) -> Iterator[State]:
    """Asked first, then done, then still to be undone."""
    open_newest(bo).tap("button", "Take it back")
    bo.sees("heading", "Take it back?")
    yield State("note, taking back", bo.page)
    bo.tap("button", "Take back")
    bo.sees("button", "Put it back")
    yield State("note, taken back", bo.page)
    bo.tap("link", "Erase it now, for good")
    bo.sees("button", "Erase it for good")
    yield State("note, erasing", bo.page)
    bo.page.go_back()
    bo.sees("button", "Put it back")
    bo.tap("button", "Put it back")
    bo.sees("link", "Change your note")
