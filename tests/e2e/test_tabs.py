"""Two tabs of one phone: they share its numbers, its drafts, its account and its one live stream."""

from __future__ import annotations

import sqlite3

import pytest
from harness import BECAUSE, Phone
from people import Couple
from playwright.sync_api import Page, Request, expect

pytestmark = pytest.mark.slow  # make journeys

SHARE, SEND = "Share with Bo", "Send now"


def fill_sheets(phone: Phone, texts: dict[Page, str]) -> None:
    """An empty sheet in every tab, then words in each: what is begun before a tab opens its sheet goes on there."""
    for page in texts:
        page.goto(phone.server.origin + "/write/weighed-down")
        expect(page.get_by_role("button", name="tired", exact=True)).to_have_attribute("aria-pressed", "false")
    for page, text in texts.items():
        phone.tap("button", "tired", page)
        page.get_by_role("textbox", name="because …").fill(text)


def at_once(pages: list[Page], name: str) -> None:
    """The same button in every tab, in the same instant."""
    moment = pages[0].evaluate("() => Date.now() + 150")
    for page in pages:
        page.get_by_role("button", name=name, exact=True).evaluate(
            "(button, moment) => { setTimeout(() => button.click(), moment - Date.now()); }", moment
        )
    for page in pages:
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)


def numbers(couple: Couple, before: int) -> list[tuple[bytes, int]]:
    """(device, number) of every shared note the server took after its `before`-th."""
    database = sqlite3.connect(couple.server.folder / "data/unsaid.sqlite3")
    rows = database.execute(
        "select device_id, device_seq from envelope join space on space.id = envelope.space_id"
        " where kind = 'shared' and slot = 0 order by seq"
    ).fetchall()
    database.close()
    return rows[before:]


def let_go(phone: Phone) -> Phone:
    """Drop every draft on this phone."""
    drop = phone.open("/mine").page.get_by_role("list", name="You began something").get_by_role("button")
    expect(drop).not_to_have_count(0)
    for one in drop.all()[::-1]:
        one.click()
    expect(drop.filter(has_text="Let it go")).to_have_count(0)
    return phone


def test_two_tabs_that_share_at_the_same_instant_make_twenty_notes_each_once(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    before = len(numbers(couple, 0))
    held = al.texts()
    pages = [al.page, al.another_tab("/us")]
    for n in range(10):
        fill_sheets(al, {page: f"{n} of tab {tab}" for tab, page in enumerate(pages)})
        at_once(pages, SHARE)
        at_once(pages, SEND)
    texts = sorted(f"{n} of tab {tab}" for n in range(10) for tab in range(2))
    for page in (*pages, bo.page):
        page.goto(couple.server.origin + "/us")
        al.grows(texts, held, page)
    al.until_sent()
    used = numbers(couple, before)
    assert len(used) == len(set(used)) == 20
    assert len({device for device, _ in used}) == 1, "one install is one device"
    first = min(number for _, number in used)
    assert sorted(number for _, number in used) == list(range(first, first + 20)), "no number is left out"


def test_each_tab_calls_back_its_own_note(couple: Couple) -> None:
    al = couple.al
    held = al.texts()
    pages = [al.page, al.another_tab("/us")]
    fill_sheets(al, {page: f"shared by tab {tab}" for tab, page in enumerate(pages)})
    at_once(pages, SHARE)
    al.tap("button", "Undo")
    expect(al.page.get_by_role("textbox", name="because …")).to_have_value("shared by tab 0")
    al.tap("button", SEND, pages[1])
    pages[1].goto(couple.server.origin + "/us")
    al.grows(["shared by tab 1"], held, pages[1])
    # Called back, it is a draft that any tab may go on with.
    pages[1].close()
    al.open("/write")
    expect(al.page.get_by_role("textbox", name="because …")).to_have_value("shared by tab 0")
    let_go(al)


def test_a_draft_begun_in_one_tab_goes_on_in_the_other_and_neither_throws_the_others_away(couple: Couple) -> None:
    al = couple.al
    fill_sheets(al, {al.page: "begun here"})
    al.until_kept()
    other = al.another_tab("/mine")
    expect(other.get_by_text("You began something")).to_be_visible()
    al.tap("link", "Finish it", other)
    expect(other.get_by_role("textbox", name="because …")).to_have_value("begun here")
    other.close()

    # Two sheets, each with a draft of its own: clearing one leaves the other's on the disk.
    let_go(al).open("/write/weighed-down")
    other = al.another_tab("/write/at-ease")
    other.get_by_role("textbox", name="because …").fill("the other's")
    al.page.get_by_role("textbox", name="because …").fill("mine")
    al.until_kept(other).until_kept()
    al.page.get_by_role("textbox", name="because …").fill("")
    al.until_kept()
    other.close()
    al.open("/write")
    expect(al.page.get_by_role("textbox", name="because …")).to_have_value("the other's")
    let_go(al)


def test_a_draft_open_in_both_tabs_and_shared_from_both_is_two_notes(couple: Couple) -> None:
    al = couple.al
    held = al.texts()
    fill_sheets(al, {al.page: "the first ending"})
    al.until_kept()
    other = al.another_tab("/write")
    text = other.get_by_role("textbox", name="because …")
    expect(text).to_have_value("the first ending")
    text.fill("the second ending")
    al.tap("button", SHARE, other)
    # The other tab's ten seconds run; this one still has the sheet, and goes on typing.
    al.page.get_by_role("textbox", name="because …").fill("the first ending, and more")
    al.until_kept()
    al.tap("button", SHARE)
    at_once([al.page, other], SEND)
    al.open("/us")
    al.grows(["the first ending, and more", "the second ending"], held)


def test_a_tab_that_is_closed_in_its_ten_seconds_loses_nothing_and_sends_nothing_twice(couple: Couple) -> None:
    al = couple.al
    held = al.texts()
    other = al.another_tab("/us")
    fill_sheets(al, {other: "and then the tab was gone"})
    al.tap("button", SHARE, other)
    expect(other.get_by_role("button", name=SEND)).to_be_visible()
    other.close()
    for _ in range(50):
        if len(al.look_outside().texts()) > len(held):
            break
        al.page.wait_for_timeout(100)
    al.until_sent()
    for one in (al, couple.bo):
        one.open("/us").grows(["and then the tab was gone"], held)


def test_one_browser_holds_one_live_stream(couple: Couple) -> None:
    al = couple.al
    streams: list[Page] = []

    def count(request: Request) -> None:
        if request.url.endswith("/api/live"):
            streams.append(request.frame.page)

    al.context.on("request", count)
    al.open("/us").page.wait_for_timeout(500)
    assert streams == [al.page]
    other = al.another_tab("/us")
    expect(other.locator("h1")).to_have_text("Us")
    other.wait_for_timeout(500)
    assert streams == [al.page], "the second tab waits for the first one's"
    al.open("/about").page.goto("about:blank")
    other.wait_for_timeout(1000)
    assert streams[-1] is other, "the stream moves to the tab that is left"
    al.context.remove_listener("request", count)
    couple.bo.feel("low_unpleasant", "lonely", "heard by the tab that is left", "Share with Al")
    expect(other.get_by_text("heard by the tab that is left")).to_be_visible()
    al.open("/us")
    other.close()


def test_signing_out_in_one_tab_takes_the_words_off_the_other(couple: Couple) -> None:
    al = couple.al
    other = al.another_tab("/us")
    expect(other.locator("h1")).to_have_text("Us")
    al.open("/you").tap("button", "Sign out")
    al.tap("button", "Sign out now")
    for page in (al.page, other):
        expect(page.get_by_role("button", name="Start with a passkey")).to_be_visible()
        expect(page.locator(BECAUSE)).to_have_count(0)
    other.goto(couple.server.origin + "/mine")
    expect(other.get_by_role("button", name="Start with a passkey")).to_be_visible()
    al.tap("button", "I have used Unsaid before")
    expect(al.page.get_by_role("navigation", name="Main")).to_be_visible(timeout=15_000)
    other.goto(couple.server.origin + "/us")
    expect(other.locator(BECAUSE).first).to_be_visible()
