"""Leaving, taking back and the end of an account in a real browser: quick, alone, quiet, and told first of all."""

from __future__ import annotations

import json

import pytest
from harness import Phone, Sent, pair
from people import Couple, NewPhone
from playwright.sync_api import Response, expect
from taps import Thumb

STILL_MS = 4000
CLOSED = "What you two shared is closed."
BEFORE = "said while we were two"
ONE_MORE = "just before I went"


@pytest.fixture
def two(phone: NewPhone) -> Couple:
    """Two who are paired and said something; Bo looks at it, with the live stream open."""
    al, bo = phone("al").start_with_passkey(), phone("bo").start_with_passkey()
    pair(al, bo)
    al.feel("low_unpleasant", "sad", BEFORE, "Share with Bo")
    al.until_sent()
    bo.feel("low_pleasant", "calm", "and Bo answered", "Share with Al")
    bo.until_sent()
    al.reads("/us", [BEFORE, "and Bo answered"]).wait_for_worker()
    bo.reads("/us", [BEFORE, "and Bo answered"]).wait_for_worker()
    return Couple(al.server, al, bo)


def screen(phone: Phone) -> str:
    """Everything this phone shows, to the eye and to the ear."""
    return str(phone.page.locator("body").evaluate("(body) => body.innerText + body.innerHTML"))


def stays(phone: Phone, before: str) -> None:
    """Nothing on this screen changes for some seconds."""
    for _ in range(STILL_MS // 400):
        phone.page.wait_for_timeout(400)
        assert screen(phone) == before


def changes(sent: list[Sent]) -> list[str]:
    """What was asked for besides looking, in its order, without what says who somebody is."""
    paths = [one.url.split("/api/", 1)[1] for one in sent if one.method != "GET" and "/api/" in one.url]
    return [path for path in paths if not path.startswith("session")]


def leaves(phone: Phone, take_back: bool = False) -> int:
    """From Today to having left; answers how many taps that took."""
    phone.open("/").sees("link", "You")
    thumb = Thumb(phone).tap("link", "You").tap("button", "Leave")
    if take_back:
        thumb.tap("button", "Take it back")
    thumb.tap("button", "Leave now")
    expect(phone.page.get_by_text(CLOSED)).to_be_visible()
    return thumb.taps


def closed(phone: Phone) -> Phone:
    """The next opening says it."""
    phone.open("/us")
    expect(phone.page.get_by_text(CLOSED)).to_be_visible()
    return phone


def test_s1_s2_one_leaves_in_three_taps_and_the_watching_partner_sees_and_gets_nothing(two: Couple) -> None:
    al, bo = two.al, two.bo
    got: list[Response] = []
    bo.page.on("response", lambda response: got.append(response))
    before = screen(bo)
    assert leaves(al) <= 3
    assert al.page.get_by_role("dialog").count() == 0
    al.feel("low_unpleasant", "sad", "written after the end")
    stays(bo, before)
    bo.look_outside()
    bo.page.wait_for_timeout(500)
    assert screen(bo) == before, "not even when it asks"
    for response in got:
        if response.url.endswith("/api/sync") and response.status == 200:
            items = [item for space in response.json()["spaces"] for item in space["items"]]
            assert items == []
    # S3: it stays with both, the whole of it, and Bo is told only now.
    closed(bo).shows([BEFORE, "and Bo answered"])
    assert "written after the end" not in screen(bo)
    closed(al).shows([BEFORE, "and Bo answered"])


@pytest.mark.slow
@pytest.mark.parametrize("take_back", [False, True])
def test_s1_without_a_signal_leaving_is_told_before_anything_else(two: Couple, take_back: bool) -> None:
    al, bo = two.al, two.bo
    before = screen(bo)
    al.context.set_offline(True)
    al.feel("low_unpleasant", "sad", ONE_MORE, "Share with Bo")
    al.feel("low_unpleasant", "sad", "for me alone", "Keep for me")
    leaves(al, take_back)
    expect(al.page.get_by_text("You will have left as soon as this phone reaches the server.").first).to_be_visible()
    al.sent.clear()
    al.context.set_offline(False)
    al.look_outside()
    expect(al.page.get_by_text("You will have left as soon as this phone reaches the server.")).to_have_count(1)
    stays(bo, before)
    told = changes(al.sent)
    assert told[0].endswith("/leave"), told
    assert json.loads(next(one.body for one in al.sent if one.url.endswith("/leave"))) == {
        "notes": "take_back" if take_back else "stay"
    }
    # What waited went nowhere, and can be seen.
    al.open("/unsent")
    expect(al.page.get_by_text(ONE_MORE)).to_be_visible()
    al.tap("button", "Keep for me")
    expect(al.page.get_by_text("Everything was sent.")).to_be_visible()
    closed(bo).shows(["and Bo answered"] if take_back else [BEFORE, "and Bo answered"])
    closed(al).shows([BEFORE, "and Bo answered"])
    al.reads("/mine", ["for me alone", ONE_MORE])


@pytest.mark.slow
def test_s3_what_was_shared_can_be_let_go_of_later_by_whoever_was_left(two: Couple) -> None:
    al, bo = two.al, two.bo
    leaves(al)
    closed(bo)
    bo.open("/you").tap("button", "Take back what I had shared")
    bo.tap("button", "Take it back now")
    expect(bo.page.get_by_text("You took back what you had shared.")).to_be_visible()
    closed(al).shows([BEFORE])
    expect(al.page.get_by_text("taken back").first).to_be_visible()
    # Theirs stays with them, and so does their own on their own phone.
    closed(bo).shows([BEFORE, "and Bo answered"])
    bo.open("/you").sees("heading", "You")
    expect(bo.page.get_by_role("button", name="Take back what I had shared")).to_have_count(0)


@pytest.mark.slow
def test_s3_what_is_let_go_of_leaves_every_tab_and_a_phone_that_was_opened_without_a_network(two: Couple) -> None:
    al, bo = two.al, two.bo
    leaves(al)
    closed(bo).shows([BEFORE, "and Bo answered"])
    closed(al).shows([BEFORE, "and Bo answered"])
    other = al.context.new_page()
    other.goto(f"{al.server.origin}/us")
    expect(other.get_by_text("and Bo answered")).to_be_visible()
    bo.open("/you").tap("button", "Take back what I had shared")
    bo.tap("button", "Take it back now")
    expect(bo.page.get_by_text("You took back what you had shared.")).to_be_visible()
    al.context.set_offline(True)
    al.open("/us").shows([BEFORE, "and Bo answered"])
    al.context.set_offline(False)
    for page in (al.page, other):
        expect(page.get_by_text("and Bo answered")).to_have_count(0)
        expect(page.get_by_text(BEFORE)).to_be_visible()


@pytest.mark.slow
def test_whoever_was_left_can_pair_anew_and_nothing_of_the_old_comes_along(two: Couple, phone: NewPhone) -> None:
    al, bo = two.al, two.bo
    leaves(al)
    cy = phone("cy").start_with_passkey()
    closed(bo)
    pair(bo, cy, "Cy", "Bo")
    bo.feel("low_pleasant", "calm", "a new beginning", "Share with Cy")
    bo.until_sent()
    cy.reads("/us", ["a new beginning"])
    al.open("/us")
    assert "a new beginning" not in screen(al)


@pytest.mark.slow
def test_s4_an_account_ends_at_once_and_can_be_kept_for_seven_days(two: Couple) -> None:
    al, bo = two.al, two.bo
    al.feel("low_unpleasant", "sad", "for me alone", "Keep for me")
    al.until_sent()
    before = screen(bo)
    al.open("/you/end").tap("button", "Delete my account")
    al.tap("button", "Delete it in seven days")
    al.sees("button", "Start with a passkey")
    stays(bo, before)
    closed(bo).shows([BEFORE, "and Bo answered"])
    al.tap("button", "I have used Unsaid before")
    al.sees("link", "Lit up")
    expect(al.page.get_by_text("Your account ends.")).to_be_visible()
    al.open("/you/end").tap("button", "Keep my account")
    al.sees("heading", "Your account stays")
    al.open("/").sees("link", "Lit up")
    expect(al.page.get_by_text("Your account ends.")).to_have_count(0)
    al.reads("/mine", ["for me alone"])
    # What was left stays left.
    closed(al)
    al.open("/you/end").tap("button", "Now, for good")
    al.tap("button", "Delete it for good")
    al.tap("button", "Delete it now")
    al.sees("button", "Start with a passkey")
    closed(bo).shows([BEFORE, "and Bo answered"])
