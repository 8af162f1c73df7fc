"""Every state of *Looking back*, for a pair with notes; and the old note on *Just mine*."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from harness import Phone
from playwright.sync_api import Page, expect
from state import LONG_TEXT, LONG_WORD, State

TABLE = "Read as a table"


def looking_states(al: Phone, bo: Phone) -> Iterator[State]:
    """Al and Bo are paired and open. Afterwards both look back together, and an old note was put away."""
    yield from alone(al, bo)
    yield from together(al, bo)
    yield from old_notes(al)


def kept_then(al: Phone, days: int, because: str) -> None:
    """A note that was kept so many days ago, with a word of Al's own. The clock is that of all of Al's pages."""
    now = datetime.datetime.now().astimezone()
    page = al.page
    page.clock.set_system_time(now - datetime.timedelta(days=days))
    al.open("/write/weighed-down").tap("button", "sad")
    al.tap("button", "My own word")
    page.get_by_role("textbox", name="Your own word").fill(LONG_WORD[:40])
    al.tap("button", "Add")
    page.get_by_role("textbox", name="because …").fill(because)
    al.tap("button", "Keep for me")
    al.tap("button", "Keep now")
    expect(page.get_by_role("button", name="Keep now")).to_have_count(0)
    page.clock.set_system_time(now)


def range_of(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_role("heading", name="Old notes")).to_be_visible()


def alone(al: Phone, bo: Phone) -> Iterator[State]:
    """My own pictures."""
    page = al.page
    page.clock.install(time=datetime.datetime.now().astimezone())
    kept_then(al, 365, LONG_TEXT)
    kept_then(al, 40, LONG_TEXT)
    al.feel("low_unpleasant", "lonely", "", "Share with Bo", helped="just listen")
    al.until_sent()
    bo.look_outside().open("/us").page.locator("article.note", has_text="just listen").first.get_by_role("link").click()
    bo.page.get_by_role("textbox", name="In your own words").fill(LONG_TEXT)
    bo.tap("button", "Answer")
    bo.tap("button", "Send now")
    bo.until_sent()
    al.look_outside().open("/us")
    expect(page.locator("article.note", has_text="Bo: ").first).to_be_visible()
    al.open("/looking").sees("heading", "Your words over time")
    al.sees("heading", "Old notes")
    expect(page.locator(".bracket")).to_have_count(1)
    yield State("looking back", page)
    for table in page.get_by_text(TABLE).all():
        table.click()
    yield State("looking back, as tables", page)
    page.locator(".months button").first.click()
    page.locator(".months .date").first.click()
    expect(page.locator(".of-a-day").get_by_role("article").first).to_be_visible()
    yield State("looking back, a day", page)
    range_of(page, "This month")
    yield State("looking back, this month", page)
    range_of(page, "Everything")
    yield State("looking back, everything", page)
    page.emulate_media(media="print")
    yield State("looking back, printed", page)
    page.emulate_media(media="screen")


def together(al: Phone, bo: Phone) -> Iterator[State]:
    """Both have it on."""
    for one in (al, bo):
        one.open("/looking").sees("heading", "The two of you")
        one.tick("Look back together").look_outside().until_sent()
    al.open("/looking").sees("heading", "Words you both have used")
    yield State("looking back, together", al.page)


def old_notes(al: Phone) -> Iterator[State]:
    """One comes up, and is put away."""
    page = al.page
    al.open("/looking").tick("Show me an old note now and then")
    yield State("looking back, old notes on", page)
    al.open("/mine").sees("button", "Not this one")
    yield State("mine, an old note", page)
    al.tap("button", "Not this one")
    expect(page.get_by_text("Put away.")).to_be_visible()
    yield State("mine, the old note put away", page)
