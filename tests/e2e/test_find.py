"""Finding something again: words, filters and a day, on the notes of this phone and nowhere else."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from harness import BECAUSE, Phone, pair
from people import Couple, NewPhone
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = pytest.mark.slow  # make journeys

DAYS = {
    "2026-03-02": "the Zeppelin over Köln",
    "2026-03-09": "a quiet Straße",
    "2026-05-17": "Élodie's birthday, and I didn't call",
}


@pytest.fixture(scope="module")
def paired(own_pair: Couple) -> Couple:
    """A pair of this file's own."""
    return own_pair


@pytest.fixture(scope="module")
def written(paired: Couple) -> Couple:
    """Three notes of Al's from other days, two of Bo's from today."""
    al, bo = paired.al, paired.bo
    for day, text in DAYS.items():
        al.page.clock.set_fixed_time(f"{day}T20:00:00Z")
        al.feel("low_unpleasant", "sad", text, "Share with Bo")
    al.page.clock.set_system_time(datetime.now(UTC))
    bo.feel("high_pleasant", "hopeful", "a kite at the quarry", "Share with Al")
    bo.feel("low_pleasant", "grateful", "the quarry at night", "Share with Al")
    for one in (al, bo):
        one.until_sent()
    return paired


@pytest.fixture
def us(couple: Couple, written: Couple) -> Phone:
    """Al's timeline, all of it."""
    al = written.al
    al.open("/us").wait_for_worker()
    expect(al.page.get_by_text("the quarry at night")).to_be_visible()
    return al


def panel(phone: Phone) -> Locator:
    phone.tap("button", "Find")
    found = phone.page.get_by_role("search", name="Find")
    expect(found).to_be_visible()
    return found


def words(page: Page) -> Locator:
    return page.get_by_role("searchbox", name="Words in a note")


def shows(page: Page, *texts: str) -> None:
    expect(page.locator(BECAUSE)).to_have_text(list(texts))


def test_words_are_found_by_their_beginnings_in_any_order_without_accents(us: Phone) -> None:
    page = us.page
    panel(us)
    before = us.texts()
    for typed, found in {
        "zepp": [DAYS["2026-03-02"]],
        "KOLN the": [DAYS["2026-03-02"]],
        "strasse": [DAYS["2026-03-09"]],
        "elodies birth": [DAYS["2026-05-17"]],
        "didnt": [DAYS["2026-05-17"]],
        "quarry": ["the quarry at night", "a kite at the quarry"],
        "hopeful quarry": ["a kite at the quarry"],
    }.items():
        words(page).fill(typed)
        shows(page, *found)
    expect(page.get_by_role("status").filter(has_text="Only:")).to_have_text("Only: “hopeful quarry”.")
    us.tap("button", "Show everything")
    us.shows(before)
    expect(words(page)).to_have_value("")


def test_a_word_that_is_not_there_is_said_so(us: Phone) -> None:
    panel(us)
    words(us.page).fill("eppelin")
    expect(us.page.get_by_role("status").filter(has_text="No note")).to_have_text(
        "Only: “eppelin”. No note on this phone has those words."
    )
    shows(us.page)


def test_filters_narrow_each_other(us: Phone) -> None:
    page = us.page
    within = panel(us)
    words(page).fill("quarry")
    within.get_by_role("button", name="At ease").click()
    shows(page, "the quarry at night")
    within.get_by_role("button", name="Lit up").click()
    shows(page, "the quarry at night", "a kite at the quarry")
    within.get_by_role("button", name="Bo", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Only:")).to_have_text("Only: “quarry” · Bo · Lit up · At ease.")
    within.get_by_role("button", name="You", exact=True).click()
    expect(page.get_by_text("No note on this phone has those words.")).to_be_visible()
    words(page).fill("")
    within.get_by_role("button", name="money").click()
    expect(page.get_by_text("No note on this phone is like that.")).to_be_visible()
    us.tap("button", "Show everything")
    expect(within.get_by_role("button", name="You", exact=True)).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize(
    ("day", "lands"),
    [
        ("2026-05-17", "Sunday 17 May"),
        ("2026-05-01", "Monday 9 March"),
        ("2026-03-02", "Monday 2 March"),
        ("2020-01-01", "Monday 2 March"),
    ],
)
def test_a_day_or_the_nearest_before_it_comes_into_view_with_the_focus(us: Phone, day: str, lands: str) -> None:
    within = panel(us)
    within.get_by_label("Go to a day").fill(day)
    within.get_by_role("button", name="Go", exact=True).click()
    heading = us.page.get_by_role("heading", name=lands, exact=True)
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()


def test_all_of_it_by_keyboard(us: Phone) -> None:
    page = us.page
    page.get_by_role("button", name="Find", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Find", exact=True)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(words(page)).to_be_focused()
    page.keyboard.type("kite")
    shows(page, "a kite at the quarry")
    page.keyboard.press("Enter")
    expect(page.get_by_role("search")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="Only:")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show everything")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(BECAUSE).first).to_have_text("the quarry at night")
    page.get_by_role("button", name="Find", exact=True).focus()
    page.keyboard.press("Space")
    within = page.get_by_role("search")
    within.get_by_role("button", name="Weighed down").focus()
    page.keyboard.press("Space")
    within.get_by_role("button", name="Show these notes").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="Only: Weighed down.")).to_be_focused()


def test_it_says_expanded_no_sooner_than_there_is_something_to_go_to(phone: NewPhone) -> None:
    al = phone("al", worker=False).start_with_passkey()
    al.feel("low_pleasant", "calm", "the tide was out", "Keep for me")
    held: list[Route] = []
    al.page.route(re.compile(r"/assets/seldom-"), lambda route: held.append(route))
    al.open("/mine")
    find = al.page.get_by_role("button", name="Find", exact=True)
    with al.page.expect_request(re.compile(r"/assets/seldom-")):
        find.click()
    expect(find).to_have_attribute("aria-expanded", "false")
    assert find.get_attribute("aria-controls") is None
    held[0].continue_()
    expect(find).to_have_attribute("aria-expanded", "true")
    expect(al.page.locator(f'[id="{find.get_attribute("aria-controls")}"]')).to_be_visible()


def test_what_was_found_is_still_there_after_a_look_at_a_note_and_gone_after_a_visit(us: Phone) -> None:
    page = us.page
    panel(us)
    words(page).fill("kite")
    shows(page, "a kite at the quarry")
    page.get_by_role("link", name="Today", exact=True).click()
    page.get_by_role("link", name="Us", exact=True).click()
    expect(words(page)).to_have_value("kite")
    shows(page, "a kite at the quarry")
    us.open("/us")
    expect(page.get_by_text("the quarry at night")).to_be_visible()
    expect(words(page)).to_have_count(0)


def test_what_is_to_be_talked_about_is_pinned_without_a_count(us: Phone) -> None:
    page = us.page
    expect(page.get_by_role("link", name="To talk about", exact=True)).to_have_count(0)
    page.locator("article.note", has_text="a kite at the quarry").get_by_role("link").click()
    us.tap("button", "Let's talk about this")
    page.get_by_role("link", name="Us", exact=True).click()
    expect(page.get_by_role("link", name="To talk about", exact=True)).to_be_visible()
    panel(us).get_by_role("button", name="To talk about").click()
    shows(page, "a kite at the quarry")
    us.tap("button", "Show everything")
    us.tap("link", "To talk about")
    us.sees("heading", "To talk about")
    us.open("/us")
    page.locator("article.note", has_text="a kite at the quarry").get_by_role("link").click()
    us.tap("button", "We talked about this")
    page.get_by_role("link", name="Us", exact=True).click()
    expect(page.get_by_text("the quarry at night")).to_be_visible()
    expect(page.get_by_role("link", name="To talk about", exact=True)).to_have_count(0)


def test_something_kind_is_found_by_its_way_beside_feelings(us: Phone) -> None:
    page = us.page
    us.open("/kind/time").sees("heading", "Time together")
    beginning = page.locator(".beginnings button").first
    said = beginning.inner_text()
    beginning.click()
    us.tap("button", "Send to Bo")
    us.tap("button", "Send now")
    us.until_sent()
    us.open("/us")
    within = panel(us)
    within.get_by_role("button", name="Touch", exact=True).click()
    expect(page.get_by_text("No note on this phone is like that.")).to_be_visible()
    within.get_by_role("button", name="Time together", exact=True).click()
    shows(page, said)
    within.get_by_role("button", name="Lit up").click()
    shows(page, said, "a kite at the quarry")
    expect(page.get_by_role("status").filter(has_text="Only:")).to_have_text("Only: Lit up · Time together · Touch.")
    within.get_by_role("button", name="Bo", exact=True).click()
    shows(page, "a kite at the quarry")


def test_signing_out_ends_the_search(phone: NewPhone) -> None:
    al, bo = phone("al").start_with_passkey(), phone("bo").start_with_passkey()
    pair(al, bo)
    al.feel("low_unpleasant", "sad", "one word", "Share with Bo")
    al.until_sent().open("/us")
    panel(al)
    words(al.page).fill("word")
    shows(al.page, "one word")
    assert len(al.page.workers) == 1
    al.page.get_by_role("link", name="You", exact=True).click()
    al.tap("button", "Sign out")
    al.tap("button", "Sign out now")
    al.sees("button", "Start with a passkey")
    assert al.page.workers == []


KEPT = """async () => {
  const open = indexedDB.open('unsaid');
  const db = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  let all = JSON.stringify([location.href, { ...localStorage }, { ...sessionStorage }, history.state]);
  for (const name of db.objectStoreNames) {
    const reading = db.transaction(name).objectStore(name).getAll();
    await new Promise((done) => { reading.onsuccess = done; });
    all += JSON.stringify(reading.result);
  }
  db.close();
  return all;
}"""


def test_a_search_works_with_no_server_in_a_thread_of_its_own_and_leaves_nothing(couple: Couple, us: Phone) -> None:
    page = us.page
    couple.server.kill()
    us.context.set_offline(True)
    us.open("/us")
    expect(page.get_by_text("the quarry at night")).to_be_visible()
    assert len(page.workers) == 0
    asked = len(us.sent)
    panel(us)
    words(page).fill("zeppelin")
    shows(page, DAYS["2026-03-02"])
    assert len(page.workers) == 1
    assert "search.worker" in page.workers[0].url
    assert "zeppelin" not in page.evaluate(KEPT).lower()
    assert not [one.url for one in us.sent[asked:] if "zeppelin" in one.url + one.body.decode(errors="replace")]


def test_new_and_changed_notes_can_be_found_while_the_search_is_open(us: Phone, couple: Couple) -> None:
    panel(us)
    words(us.page).fill("marmalade")
    expect(us.page.get_by_text("No note on this phone has those words.")).to_be_visible()
    couple.bo.feel("high_pleasant", "happy", "marmalade in bed", "Share with Al")
    us.look_outside()
    shows(us.page, "marmalade in bed")
