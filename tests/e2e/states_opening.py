"""Every state of the questions that open and of the reminders, for someone who is paired or alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from harness import Phone
from playwright.sync_api import expect
from state import LONG_TEXT, State


def opening_states(al: Phone, bo: Phone) -> Iterator[State]:
    """Al and Bo are paired and open; everything is left as it was, but for an unfinished answer and Al's reminders."""
    yield from asking(al)
    yield from choosing(al)
    yield from reminding(al)
    bo.open("/you/reminders").sees("heading", "Reminders")
    yield State("reminders, nothing chosen", bo.page)


def asking(al: Phone) -> Iterator[State]:
    """One question, another one, too little, and going on."""
    page = al.open("/prompt").page
    al.sees("button", "Another one")
    yield State("question", page)
    al.tap("button", "Keep for me")
    expect(page.get_by_text("Write a few words first.")).to_be_visible()
    yield State("question, nothing written", page)
    page.get_by_role("textbox").fill(LONG_TEXT)
    page.locator("summary").click()
    yield State("question, answered at length", page)
    al.until_kept()
    al.tap("button", "Another one")
    expect(page.get_by_text("What you had begun waits in Just mine.")).to_be_visible()
    yield State("question, the first answer waits", page)
    al.open("/mine").tap("link", "Finish it")
    expect(page.get_by_text("You had begun this.")).to_be_visible()
    yield State("question, going on", page)
    page.get_by_role("textbox").fill("")
    al.until_kept()


def choosing(al: Phone) -> Iterator[State]:
    """Everything chosen at once, and what does not fit."""
    page = al.open("/you/reminders").page
    al.tick("Once a day")
    al.tap("button", "Every week")
    al.tick("No reminder in these hours")
    page.get_by_label("From this time").fill("23:00")
    expect(page.get_by_text("inside your quiet hours")).to_be_visible()
    yield State("reminders, all of them", page)
    page.get_by_label("Until", exact=True).fill("22:00")
    expect(page.get_by_text("These hours need a beginning and an end.")).to_be_visible()
    yield State("reminders, no hours", page)
    page.get_by_label("Until", exact=True).fill("07:00")
    al.tap("button", "Pause for a day")
    expect(page.get_by_text("Paused until")).to_be_visible()
    yield State("reminders, paused", page)
    al.tap("button", "End the pause")
    al.sees("button", "Pause for a day")
    al.tick("No reminder in these hours", False)
    page.get_by_label("From this time").fill("00:00")
    al.until_kept()


def reminding(al: Phone) -> Iterator[State]:
    """The line on Today, in the morning of a day on which nothing was written yet."""
    page = al.page
    tomorrow = datetime.datetime.now().astimezone() + datetime.timedelta(days=1)
    page.clock.set_system_time(tomorrow.replace(hour=9, minute=0))
    al.open("/").sees("button", "Later")
    yield State("today, a reminder", page)
    al.tap("button", "Later")
    al.sees("button", "This evening")
    yield State("today, a reminder put off", page)
    al.tap("button", "This evening")
    expect(page.get_by_text("It comes again this evening.")).to_be_visible()
    yield State("today, a reminder that was put off", page)
    al.open("/you/reminders").tick("Once a day", False)
    al.tap("button", "Don't remind me")
    al.until_kept()
    page.clock.set_system_time(datetime.datetime.now().astimezone())
