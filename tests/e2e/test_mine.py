"""Just mine: asked about after a week, held, brought along, on this phone only, locked by itself, and edited."""

from __future__ import annotations

import datetime
import json
import sqlite3

import pytest
from harness import Phone, Server, pair, wipe
from people import Couple, NewPhone
from playwright.sync_api import expect
from taps import Thumb

pytestmark = pytest.mark.slow  # make journeys

OFFER = "You kept this a while ago"
ONLY_HERE = "only on this phone"
SECRET = "he reads what comes by post, so this stays here"


@pytest.fixture
def alone(phone: NewPhone) -> Phone:
    """Someone who just started."""
    return phone("al").start_with_passkey()


def days_ago(days: int) -> datetime.datetime:
    """Noon, so many days ago."""
    noon = datetime.datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
    return noon - datetime.timedelta(days=days)


def kept_before(phone: Phone, days: int, *texts: str, more: str = "") -> None:
    """Notes that were kept so many days ago."""
    phone.page.clock.set_system_time(days_ago(days))
    for text in texts:
        phone.open("/write/weighed-down")
        if more:
            phone.page.locator("summary").click()
            phone.tap("button", more)
        phone.page.get_by_role("textbox", name="because …").fill(text)
        phone.tap("button", "sad")
        phone.tap("button", "Keep for me")
        phone.tap("button", "Keep now")
        expect(phone.page.get_by_role("button", name="Keep now")).to_have_count(0)


def today(phone: Phone, path: str = "/mine") -> Phone:
    """Back to the present, on this screen."""
    phone.page.clock.set_system_time(days_ago(0))
    return phone.open(path)


@pytest.fixture
def clocked(alone: Phone) -> Phone:
    """Someone whose clock can be turned."""
    alone.page.clock.install(time=days_ago(30))
    return alone


def test_a_note_is_asked_about_after_a_week_one_at_a_time_and_kept(clocked: Phone) -> None:
    page = clocked.page
    kept_before(clocked, 20, "the oldest")
    kept_before(clocked, 9, "nine days old")
    kept_before(clocked, 2, "two days old")
    today(clocked).sees("heading", OFFER)
    asked = page.locator("section", has=page.get_by_role("heading", name=OFFER))
    expect(asked.get_by_role("article")).to_have_count(1)
    expect(asked).to_contain_text("nine days old")
    expect(asked.get_by_role("button", name="Say it", exact=False)).to_have_count(0)
    thumb = Thumb(clocked).tap("button", "Keep it")
    assert thumb.taps == 1
    expect(page.get_by_text("Kept. It won't be asked about again for a while.")).to_be_visible()
    today(clocked).sees("heading", "Just mine")
    expect(page.locator("article.note")).to_have_count(3)
    expect(page.get_by_role("heading", name=OFFER)).to_have_count(0)


def test_let_it_go_can_be_put_back_for_a_week_and_then_nothing_is_left(clocked: Phone) -> None:
    page = clocked.page
    kept_before(clocked, 20, "let me go")
    page.clock.set_system_time(days_ago(9))
    clocked.open("/mine").tap("button", "Let it go")
    expect(page.get_by_text("Let go.")).to_be_visible()
    expect(page.get_by_text("let me go")).to_have_count(0)
    clocked.tap("button", "Put back")
    expect(page.get_by_text("let me go").first).to_be_visible()
    clocked.tap("button", "Let it go")
    expect(page.get_by_text("Let go.")).to_be_visible()
    clocked.open("/mine")
    note = page.locator("article.note")
    expect(note).to_contain_text("let go")
    expect(note).not_to_contain_text("let me go")
    today(clocked).sees("heading", "Just mine")
    expect(page.get_by_text("What you keep is here.")).to_be_visible()
    expect(note).to_have_count(0)


def test_what_is_held_is_not_asked_about(clocked: Phone) -> None:
    kept_before(clocked, 20, "held from the start", more="hold until I choose")
    kept_before(clocked, 19, "held later")
    today(clocked).tap("button", "Hold until I choose")
    expect(clocked.page.get_by_text("Held. It won't be asked about again.")).to_be_visible()
    clocked.page.clock.set_system_time(days_ago(-60))
    clocked.open("/mine").sees("heading", "Just mine")
    expect(clocked.page.locator("article.note")).to_have_count(2)
    expect(clocked.page.get_by_role("heading", name=OFFER)).to_have_count(0)


def test_say_it_after_a_week_and_it_stands_with_the_two_of_us_with_its_own_day(phone: NewPhone) -> None:
    al, bo = phone("al"), phone("bo")
    for one in (al, bo):
        one.start_with_passkey()
    al.page.clock.install(time=days_ago(9))
    kept_before(al, 9, "said after all")
    today(al, "/invite")
    pair(al, bo, "Bo", "Al")
    today(al)
    Thumb(al).tap("button", "Say it to Bo")
    al.tap("button", "Send now")
    expect(al.page.locator("article.note")).to_have_count(0)
    al.until_sent().reads("/us", ["said after all"])
    bo.reads("/us", ["said after all"])
    day = days_ago(9)
    expect(bo.page.get_by_role("heading", name=f"{day:%A} {day.day} {day:%B}")).to_be_visible()


def test_a_kept_note_is_shared_later_in_three_taps(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    al.feel("low_pleasant", "calm", "first only for me")
    before = bo.texts()
    al.open("/mine").page.locator("article.note", has_text="first only for me").get_by_role("link").click()
    al.tap("button", "Share with Bo")
    al.tap("button", "Send now")
    al.until_sent()
    bo.reads("/us", [*before, "first only for me"])
    al.open("/mine").sees("heading", "Just mine")
    expect(al.page.get_by_text("first only for me")).to_have_count(0)


def test_after_pairing_one_chooses_what_to_bring_and_nothing_is_chosen(phone: NewPhone) -> None:
    al, bo = phone("al"), phone("bo")
    for one in (al, bo):
        one.start_with_passkey()
    for text in ("from before, mine", "from before, for both", "also for both"):
        al.feel("low_unpleasant", "lonely", text)
    al.until_sent()
    pair(al, bo, "Bo", "Al")
    al.tap("link", "Bring something along?")
    al.sees("heading", "Bring something along?")
    ticks = al.page.get_by_role("checkbox")
    expect(ticks).to_have_count(3)
    for tick in ticks.all():
        expect(tick).not_to_be_checked()
    expect(al.page.get_by_text("Bo can read from now on, and keep")).to_be_visible()
    al.tap("button", "Bring these to Us")
    expect(al.page.get_by_text("Choose one first, or go on with nothing.")).to_be_visible()
    for text in ("from before, for both", "also for both"):
        al.page.get_by_role("checkbox", name=text).check()
    al.tap("button", "Bring these to Us")
    al.sees("heading", "Us")
    al.until_sent()
    for one in (al, bo):
        one.reads("/us", ["from before, for both", "also for both"])
    al.reads("/mine", ["from before, mine"])
    bo.open("/invite").sees("button", "Go on")
    expect(bo.page.get_by_role("link", name="Bring something along?")).to_have_count(0)


def envelopes(server: Server) -> int:
    """How many notes the server has."""
    with sqlite3.connect(server.folder / "data/unsaid.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM envelope").fetchone()[0])


def handed_over(phone: Phone) -> list[str]:
    """Every sealed note that left this browser."""
    asked = [json.loads(one.body) for one in phone.sent if one.url.endswith("/api/sync") and one.body]
    return [note for one in asked for note in one.get("put", [])]


def test_a_note_that_stays_on_this_phone_reaches_no_server_in_any_form(server: Server, alone: Phone) -> None:
    page = alone.page
    alone.feel("low_unpleasant", "sad", "an ordinary kept one")
    alone.until_sent()
    assert len(handed_over(alone)) == envelopes(server) == 1, "what is kept goes to the server, sealed"
    alone.open("/write/stirred-up").tap("button", "worried")
    page.get_by_role("textbox", name="because …").fill(SECRET)
    page.locator("summary").click()
    alone.tap("button", ONLY_HERE)
    expect(page.get_by_text("It goes to no server")).to_be_visible()
    expect(page.get_by_text("Only you can read it, only on this phone.")).to_be_visible()
    alone.tap("button", "Keep on this phone")
    alone.tap("button", "Keep now")
    alone.look_outside()
    for path in ("/mine", "/us", "/mine"):
        alone.open(path)
        page.wait_for_timeout(300)
    alone.reads("/mine", ["an ordinary kept one", SECRET])
    expect(page.locator("article.note").first).to_contain_text(ONLY_HERE)
    assert len(handed_over(alone)) == envelopes(server) == 1, "nothing was handed over, not even sealed"
    for one in alone.sent:
        assert SECRET.encode() not in one.url.encode() + one.body + repr(one.headers).encode()
    assert SECRET.encode() not in server.stored_bytes
    alone.open("/you").tap("button", "Sign out")
    expect(page.get_by_text("Notes that are only on this phone would be gone")).to_be_visible()
    alone.sees("button", "Sign out, keep them locked here")
    alone.tap("button", "Sign out, let them be gone")
    alone.tap("button", "I have used Unsaid before")
    alone.sees("link", "Lit up")
    alone.reads("/mine", ["an ordinary kept one"])


def test_what_is_on_this_phone_only_is_shared_only_after_saying_so(couple: Couple) -> None:
    al = couple.al
    al.open("/write/stirred-up").tap("button", "worried")
    al.page.locator("summary").click()
    al.tap("button", ONLY_HERE)
    expect(al.page.get_by_role("button", name="Share with Bo", exact=True)).to_have_count(0)
    al.tap("button", "Let me share it with Bo after all")
    al.sees("button", "Share with Bo")
    al.until_kept()
    al.open("/mine").tap("button", "Let it go")


def test_just_mine_has_a_lock_of_its_own(couple: Couple) -> None:
    al = couple.al
    page = al.page
    al.feel("low_unpleasant", "hurt", "behind the curtain")
    al.open("/write/weighed-down").tap("button", "lonely")
    page.get_by_role("textbox", name="because …").fill("begun behind the curtain")
    al.until_kept()
    lock = "Ask for my passkey before Just mine opens"
    al.open("/you").tick(lock)
    expect(page.get_by_text("A curtain inside the open app")).to_be_visible()
    al.open("/mine").sees("heading", "Just mine is locked")
    for path in ("/mine", "/us", "/", "/write/weighed-down"):
        al.open(path)
        page.wait_for_timeout(300)
        assert "behind the curtain" not in page.content(), path
    expect(page.get_by_role("textbox", name="because …")).to_have_value("")
    al.context.set_offline(True)
    al.open("/mine").tap("button", "Open with my passkey")
    expect(page.locator("article.note").filter(has_text="behind the curtain")).to_be_visible()
    expect(page.get_by_role("list", name="You began something")).to_contain_text("begun behind the curtain")
    al.tap("button", "Lock again")
    al.sees("heading", "Just mine is locked")
    assert "behind the curtain" not in page.content()
    al.context.set_offline(False)
    al.open("/you").tick(lock, on=False)
    al.open("/mine").sees("heading", "Just mine")
    expect(page.get_by_text("begun behind the curtain")).to_be_visible()
    al.tap("button", "Let it go")


def test_an_edit_shows_as_edited_on_both_phones(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    al.feel("high_unpleasant", "frustrated", "said in a hurry", "Share with Bo", helped="space")
    al.until_sent()
    expect(bo.open("/us").page.get_by_text("said in a hurry")).to_be_visible()
    before = bo.texts()
    al.open("/us").page.locator("article.note", has_text="said in a hurry").get_by_role("link").click()
    al.tap("link", "Change your note")
    page = al.page
    field = page.get_by_role("textbox", name="because …")
    expect(field).to_have_value("said in a hurry")
    expect(page.get_by_role("button", name="frustrated")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="space", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("It will show as edited.")).to_be_visible()
    field.fill("said with more time")
    al.until_kept()
    page.reload()
    expect(field).to_have_value("said with more time")
    expect(page.get_by_text("You had begun this change.")).to_be_visible()
    al.tap("button", "Save the change")
    expect(page.locator("article.note", has_text="said with more time")).to_contain_text("edited")
    al.until_sent()
    expect(bo.page.locator("article.note", has_text="said with more time")).to_contain_text("edited")
    bo.reads("/us", [*before[:-1], "said with more time"])
    al.open("/mine").sees("heading", "Just mine")
    expect(page.get_by_text("A change to a note")).to_have_count(0)


def test_what_a_closed_page_did_not_take_is_kept_for_me(phone: NewPhone, server: Server) -> None:
    al, bo = phone("al"), phone("bo")
    for one in (al, bo):
        one.start_with_passkey()
    pair(al, bo, "Bo", "Al")
    al.open("/us").wait_for_worker()
    al.context.set_offline(True)
    al.feel("low_unpleasant", "sad", "too late to be shared", "Share with Bo")
    bo.open("/you").tap("button", "Leave")
    bo.tap("button", "Leave now")
    expect(bo.page.get_by_role("button", name="Leave now")).to_have_count(0)
    al.context.set_offline(False)
    al.open("/").look_outside()
    al.open("/unsent").tap("button", "Keep for me")
    expect(al.page.get_by_text("Everything was sent.")).to_be_visible()
    al.reads("/mine", ["too late to be shared"])


def test_what_was_kept_is_on_a_new_phone_and_what_was_only_here_is_not(alone: Phone) -> None:
    alone.feel("low_unpleasant", "sad", "goes along")
    alone.open("/write/weighed-down").tap("button", "hurt")
    alone.page.locator("summary").click()
    alone.tap("button", ONLY_HERE)
    alone.tap("button", "Keep on this phone")
    alone.tap("button", "Keep now")
    alone.until_sent()
    wipe(alone)
    alone.open("/").tap("button", "I have used Unsaid before")
    alone.sees("link", "Lit up")
    alone.open("/mine")
    expect(alone.page.locator("article.note")).to_have_count(1)
    alone.reads("/mine", ["goes along"])
