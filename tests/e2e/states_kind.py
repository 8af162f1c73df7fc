"""Something kind: ways, beginnings, own words; the cards; and what came of it, on both sides. Al and Bo are a pair."""

from __future__ import annotations

from collections.abc import Iterator

from harness import Phone
from playwright.sync_api import expect
from state import LONG_TEXT, State

PROMISE = "I'll water your tomatoes, because you talk to them as I never could."


def kind_states(al: Phone, bo: Phone, calls: str) -> Iterator[State]:
    """On Al's phone, then on Bo's; Al calls Bo `calls`."""
    page = al.page
    al.open("/card").sees("button", "Save")
    yield State("card, nothing said", page)
    al.tap("button", "Touch: Not for now")
    al.tap("button", "Thoughtful gifts: further up")
    al.tap("button", "Save")
    expect(page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    yield State("card, saved", page)
    bo.open("/card").sees("button", "Save")
    for way in ("Kind words", "Time together", "Helping hands", "Thoughtful gifts"):
        bo.tap("button", f"{way}: Not for now")
    bo.tap("button", "Save")
    expect(bo.page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    bo.until_sent()
    al.open("/kind")
    expect(page.locator(".ways-list a")).to_have_count(2)
    yield State("kind, two ways", page)
    al.open("/card")
    expect(page.locator(".card-theirs li")).to_have_count(2)
    yield State("card, theirs too", page)
    bo.open("/kind")
    expect(bo.page.locator(".ways-list a")).to_have_count(5)
    yield State("kind, five ways", bo.page)
    al.open("/kind/room").tap("button", "More beginnings")
    yield State("kind, all beginnings", page)
    beginning = page.locator(".beginnings button").first.inner_text()
    al.tap("button", beginning)
    al.sees("button", f"Send to {calls}")
    yield State("kind, chosen", page)
    page.get_by_role("textbox", name="Your words").fill("")
    al.tap("button", f"Send to {calls}")
    expect(page.get_by_text("Choose a beginning first")).to_be_visible()
    yield State("kind, emptied", page)
    page.get_by_role("textbox", name="Your words").fill(PROMISE)
    al.tap("button", f"Send to {calls}")
    al.tap("button", "Send now")
    al.open("/kind/touch").tap("button", "In my own words")
    page.get_by_role("textbox", name="What I want to say").fill(LONG_TEXT)
    al.tap("button", f"Send to {calls}")
    expect(page.get_by_text("because of what")).to_be_visible()
    yield State("kind, own words without a because", page)
    al.until_kept()
    al.open("/kind/touch")
    expect(page.get_by_text("You had begun this.")).to_be_visible()
    yield State("kind, begun before", page)
    bo.open("/us")
    bo.page.locator("article.note").filter(has_text=PROMISE).get_by_role("link").click()
    bo.sees("button", "You kept it")
    yield State("kind, a promise received", bo.page)
    bo.tap("button", "You kept it")
    bo.sees("button", "Take that back")
    yield State("kind, a promise kept", bo.page)
    bo.until_sent()
    al.open("/us")
    expect(page.locator("article.note").filter(has_text=PROMISE)).to_contain_text("kept")
    yield State("kind, kept on the timeline", page)
