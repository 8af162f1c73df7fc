"""Something kind: three taps, in the way that lands with the other, never one they put aside; and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from harness import Phone
from people import Couple, NewPhone
from playwright.sync_api import expect
from taps import Thumb

pytestmark = pytest.mark.slow  # make journeys; by keyboard alone in make test

WAYS = ["Kind words", "Time together", "Helping hands", "Touch", "Thoughtful gifts", "Room and support"]
TIME = "Time together With nothing else on"
WORDS = "Kind words Said, written, out loud"
TOUCH = "Touch A hand, a hug, being close"
INVITATION = "Come for a walk with me, because you make our own streets new."


@pytest.fixture(scope="module")
def kind_couple(own_pair: Couple) -> Iterator[Couple]:
    """Two who have not said what lands with them; the tests here go on from one another."""
    yield own_pair
    troubles = {one.name: one.trouble for one in (own_pair.al, own_pair.bo)}
    assert not any(troubles.values()), troubles


def offered(phone: Phone) -> list[str]:
    """The ways on the open composer, in their order."""
    phone.open("/kind").sees("heading", "Something kind")
    expect(phone.page.get_by_text("Opening your notes …")).to_have_count(0)
    return phone.page.locator(".ways-list .words").all_inner_texts()


def put(phone: Phone, order: list[str], aside: list[str]) -> None:
    """Set the card: these first, in this order; those put aside."""
    phone.open("/card").sees("button", "Save")
    for place, way in enumerate(order):
        at = [line.split("\n")[0] for line in phone.page.locator(".card-lines li").all_inner_texts()].index(way)
        for _ in range(at - place):
            phone.tap("button", f"{way}: further up")
    for way in aside:
        phone.tap("button", f"{way}: Not for now")
    phone.tap("button", "Save")
    expect(phone.page.get_by_role("status").filter(has_text="Saved.")).to_be_visible()
    phone.until_sent()


def test_from_the_open_composer_something_kind_is_three_taps_away(kind_couple: Couple) -> None:
    al, bo = kind_couple.al, kind_couple.bo
    bo.open("/us").sees("heading", "Us")
    al.open("/").tap("link", "Something kind")
    al.sees("link", TIME)
    thumb = Thumb(al)
    thumb.tap("link", TIME).tap("button", INVITATION).tap("button", "Send to Bo")
    assert (thumb.taps, thumb.typed) == (3, 0)
    al.tap("button", "Send now")
    note = bo.page.locator("article.note").first
    expect(note).to_contain_text(INVITATION)
    expect(note).to_contain_text("An invitation")


def test_an_invitation_is_accepted_for_both_to_see_and_taken_back_again(kind_couple: Couple) -> None:
    al, bo = kind_couple.al, kind_couple.bo
    al.open("/us")
    own = al.page.locator("article.note").filter(has_text=INVITATION)
    expect(own).to_contain_text("sent")
    bo.open("/us")
    bo.page.get_by_role("link", name="Open: Al, " + INVITATION[:10]).or_(
        bo.page.locator("article.note a").first
    ).first.click()
    bo.tap("button", "Yes, gladly")
    expect(bo.page.locator("article.note")).to_contain_text("accepted")
    expect(own).to_contain_text("accepted")
    own.get_by_role("link").click()
    expect(al.page.get_by_role("button", name="Yes, gladly")).to_have_count(0)
    expect(al.page.get_by_role("button", name="Take that back")).to_have_count(0)
    al.open("/us")
    bo.tap("button", "Take that back")
    bo.sees("button", "Yes, gladly")
    expect(own).not_to_contain_text("accepted")


def test_what_was_said_lately_stands_at_the_end(kind_couple: Couple) -> None:
    al = kind_couple.al
    al.open("/kind/time").tap("button", "More beginnings")
    beginnings = al.page.locator(".beginnings button").all_inner_texts()
    assert len(beginnings) == 20
    assert beginnings[-1] == INVITATION


def test_the_other_s_card_orders_the_ways_and_what_is_not_for_now_is_offered_nowhere(kind_couple: Couple) -> None:
    al, bo = kind_couple.al, kind_couple.bo
    assert offered(al) == WAYS
    put(bo, ["Touch", "Time together"], ["Thoughtful gifts"])
    expected = ["Touch", "Time together", "Kind words", "Helping hands", "Room and support"]
    expect(al.page.locator(".ways-list .words")).to_have_text(expected)
    assert offered(al) == expected
    # Bo's own composer asks what lands with Al, who said nothing.
    assert offered(bo) == WAYS
    al.open("/kind/gifts").sees("heading", "Something kind")
    expect(al.page.locator(".ways-list .words")).to_have_text(expected)
    for path in ("/", "/us", "/mine", "/write", "/kind", "/kind/gifts", "/card", "/prompt", "/you"):
        al.open(path)
        expect(al.page.get_by_role("heading", level=1).first).to_be_attached()
        al.page.wait_for_timeout(300)
        theirs = al.page.locator("main").inner_text()
        if path == "/card":
            theirs = theirs.split("What lands with Bo")[1]
        assert "gifts" not in theirs.lower(), path
        assert "not for now" not in theirs.lower(), path
    put(bo, [], ["Thoughtful gifts"])
    expect(al.page.get_by_role("heading", name="You", exact=True)).to_be_visible()
    assert offered(al) == [*expected, "Thoughtful gifts"]


def test_own_words_need_a_because_and_survive_a_killed_page(kind_couple: Couple) -> None:
    al, bo = kind_couple.al, kind_couple.bo
    al.open("/kind").tap("link", WORDS)
    al.tap("button", "In my own words")
    page = al.page
    page.get_by_role("textbox", name="What I want to say").fill("I like your hands.")
    al.tap("button", "Send to Bo")
    expect(page.get_by_role("alert").filter(has_text="because of what")).to_be_visible()
    al.until_kept()
    al.open("/kind/words")
    expect(page.get_by_role("textbox", name="What I want to say")).to_have_value("I like your hands.")
    page.get_by_role("textbox", name="because …").fill("they are never in a hurry")
    al.tap("button", "Send to Bo")
    al.tap("button", "Send now")
    bo.open("/us")
    expect(bo.page.locator("article.note").first).to_contain_text(
        "I like your hands, because they are never in a hurry"
    )


def test_undo_brings_it_back_as_it_was(kind_couple: Couple) -> None:
    al = kind_couple.al
    al.open("/kind").tap("link", TOUCH)
    starter = al.page.locator(".beginnings button").first.inner_text()
    al.tap("button", starter)
    al.tap("button", "Send to Bo")
    al.tap("button", "Undo")
    expect(al.page.get_by_role("textbox", name="Your words")).to_have_value(starter)
    al.tap("button", "Another beginning")
    al.sees("heading", "A beginning")


def test_with_nobody_there_it_is_kept_and_the_card_says_it_is_for_two(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    assert offered(al) == WAYS
    al.tap("link", WORDS)
    al.page.locator(".beginnings button").first.click()
    expect(al.page.get_by_role("button", name="Send", exact=False)).to_have_count(0)
    al.tap("button", "Keep for me")
    al.tap("button", "Keep now")
    al.open("/mine")
    expect(al.page.locator("article.note")).to_contain_text("because")
    al.open("/card")
    expect(al.page.get_by_text("This card is for two.")).to_be_visible()
    expect(al.page.get_by_role("button", name="Save")).to_have_count(0)


def test_the_card_goes_by_keyboard_and_says_each_move(kind_couple: Couple) -> None:
    bo = kind_couple.bo
    bo.open("/card").sees("button", "Save")
    button = bo.page.locator(".card-lines li").nth(2).get_by_role("button", name="further up")
    name = bo.page.locator(".card-lines li .words").nth(2).inner_text()
    button.focus()
    for place in (2, 1):
        bo.page.keyboard.press("Enter")
        expect(bo.page.get_by_role("status").filter(has_text=f"{name}: place {place}")).to_be_visible()
    assert bo.page.evaluate("document.activeElement.getAttribute('aria-label')") == f"{name}: further up"
    # At the top one more press changes nothing and loses nothing.
    bo.page.keyboard.press("Enter")
    expect(bo.page.locator(".card-lines li .words").first).to_have_text(name)
