"""Find: its panel as long as it gets, what it found, and when it found nothing. Al and Bo are a pair with notes."""

from __future__ import annotations

from collections.abc import Iterator

from harness import Phone
from playwright.sync_api import expect
from state import State


def find_states(al: Phone, bo: Phone) -> Iterator[State]:
    """On Al's timeline. Bo only has to have written."""
    page = al.page
    al.open("/us").sees("button", "Find")
    al.tap("button", "Find")
    panel = page.get_by_role("search", name="Find")
    expect(panel).to_be_visible()
    yield State("us, find", page)
    words = page.get_by_role("searchbox", name="Words in a note")
    words.fill("zeppelin")
    expect(page.get_by_text("No note on this phone has those words.")).to_be_visible()
    yield State("us, find, no such words", page)
    words.fill("")
    for choice in panel.locator(".chip").all():
        choice.click()
    expect(page.get_by_text("No note on this phone is like that.")).to_be_visible()
    yield State("us, find, everything chosen", page)
    al.tap("button", "Show everything")
    words.fill("a")
    expect(page.get_by_text("Only: “a”.")).to_be_visible()
    al.tap("button", "Find")
    expect(panel).to_have_count(0)
    yield State("us, narrowed", page)
    al.tap("button", "Show everything")
    al.tap("button", "Find")
    panel.get_by_role("button", name="Go", exact=True).click()
    expect(page.locator(":focus")).to_have_role("heading")
    yield State("us, at a day", page)
