"""How I'm really feeling: in four taps, from the body when there is no word, with another beginning, and never lost."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from harness import Phone
from people import Couple, NewPhone
from playwright.sync_api import Error, Playwright, expect
from taps import Thumb

QUESTION = "How are you, really?"
GENTLE = "I feel … when … I need …"
HINT = "It may be easier to hear from your own side."
# Milliseconds from the last keystroke until this is said, on the page's own clock.
PAUSE_BEFORE = """(hint) => {
  let typed = performance.now();
  addEventListener('input', () => { typed = performance.now(); }, true);
  globalThis.paused = new Promise((done) => {
    const watching = new MutationObserver(() => {
      const said = [...document.querySelectorAll('[role=status]')].some((one) => one.textContent.includes(hint));
      if (!said) return;
      watching.disconnect();
      done(performance.now() - typed);
    });
    watching.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}"""


@pytest.fixture
def alone(phone: NewPhone) -> Phone:
    """Someone who just started, on Today."""
    al = phone("al").start_with_passkey()
    al.open("/").sees("heading", QUESTION)
    return al


@pytest.mark.parametrize("helped", ["closeness", ""])
def test_a_feeling_is_shared_in_four_taps_without_typing(couple: Couple, helped: str) -> None:
    al, bo = couple.al, couple.bo
    al.open("/").sees("heading", QUESTION)
    bo.open("/us").texts()
    newest = bo.page.locator("article.note").first
    before = newest.get_by_role("link").get_attribute("href", timeout=1000) if newest.is_visible() else ""
    thumb = Thumb(al)
    began = time.monotonic()
    thumb.tap("link", "Weighed down").tap("button", "lonely")
    if helped:
        thumb.tap("button", helped)
    thumb.tap("button", "Share with Bo")
    al.sees("button", "Undo")
    assert (thumb.taps, thumb.typed) == (4 if helped else 3, 0)
    assert time.monotonic() - began < 20
    al.tap("button", "Send now")
    expect(newest.get_by_role("link")).not_to_have_attribute("href", before or "")
    expect(newest).to_contain_text("lonely")
    if helped:
        expect(newest).to_contain_text("What would help: closeness")


def test_what_nobody_calls_back_goes_out_when_the_ten_seconds_are_over(phone: NewPhone) -> None:
    al = phone("al", ten_seconds_pass=True).start_with_passkey()
    al.feel("low_unpleasant", "tired", "kept by itself", at_once=False)
    waits = al.page.get_by_role("button", name="Keep now", exact=True)
    expect(waits).to_be_visible()
    expect(waits).to_have_count(0)
    al.reads("/mine", ["kept by itself"]).until_sent()


@pytest.mark.slow
def test_without_a_word_the_body_suggests_some_and_the_sheet_goes_on(alone: Phone) -> None:
    page = alone.page
    thumb = Thumb(alone)
    thumb.tap("link", "Not sure")
    alone.sees("heading", "How much energy is there?")
    expect(page.get_by_role("heading", name="It might be one of these.")).to_have_count(0)
    expect(page.get_by_role("button", name="Keep for me", exact=True)).to_have_count(0)
    thumb.tap("button", "hardly any").tap("button", "heavy arms and legs").tap("button", "unpleasant")
    alone.sees("heading", "It might be one of these.")
    suggested = page.get_by_role("main").get_by_role("list").get_by_role("button")
    expect(suggested).to_have_count(6)
    expect(suggested.first).to_have_accessible_name("tired")
    expect(suggested.first).to_have_accessible_description("I have little left to give today.")
    expect(page.get_by_role("main").get_by_role("listitem").first).to_contain_text("I have little left to give today.")
    assert "you are" not in page.get_by_role("main").inner_text().lower(), "nobody is told what they are"
    thumb.tap("button", "drained").tap("button", "comfort").tap("button", "Keep for me")
    assert (thumb.taps, thumb.typed) == (7, 0)
    alone.tap("button", "Keep now")
    alone.open("/mine")
    note = page.locator("article.note")
    expect(note).to_contain_text("drained")
    expect(note).to_contain_class("low_unpleasant")
    expect(note).to_contain_text("comfort")


@pytest.mark.slow
def test_what_the_body_said_is_a_draft_too(alone: Phone) -> None:
    alone.open("/write/not-sure").tap("button", "tears close")
    alone.until_kept()
    alone.open("/mine").tap("link", "Finish it")
    alone.sees("heading", "Not sure yet")
    expect(alone.page.get_by_role("button", name="tears close")).to_have_attribute("aria-pressed", "true")


@pytest.mark.slow
def test_nothing_chosen_is_said_in_words_and_a_tile_is_one_tap_away(alone: Phone) -> None:
    alone.open("/write/not-sure").tap("link", "Choose a tile instead")
    alone.tap("link", "At ease")
    alone.tap("button", "Keep for me")
    expect(alone.page.get_by_text("Choose a word first. One is enough.")).to_be_visible()
    alone.tap("button", "calm")
    expect(alone.page.get_by_text("Choose a word first.")).to_have_count(0)


@pytest.mark.slow
def test_another_beginning_is_offered_after_a_pause_and_takes_nothing_away(alone: Phone) -> None:
    page = alone.open("/write/stirred-up").page
    field = page.get_by_role("textbox", name="because …")
    page.evaluate(PAUSE_BEFORE, HINT)
    field.fill("you never ask how the day was")
    says = page.get_by_role("status").filter(has_text=HINT)
    expect(says).to_be_visible()
    assert page.evaluate("() => paused") > 1000, "nobody is interrupted"
    expect(page.get_by_role("button", name="Keep for me")).to_be_enabled()
    alone.tap("button", f"Add “{GENTLE}”")
    expect(field).to_have_value(f"you never ask how the day was\n{GENTLE}")
    expect(field).to_be_focused()
    page.keyboard.type("alone")
    expect(field).to_have_value("you never ask how the day was\nI feel alone when … I need …")
    page.wait_for_timeout(1600)
    expect(says).to_have_count(0)


@pytest.mark.slow
def test_thanks_are_not_hinted_at_nor_anything_under_a_pleasant_tile(alone: Phone) -> None:
    page = alone.page
    for path, text in (
        ("/write/stirred-up", "thank you, you never let me down"),
        ("/write/at-ease", "you always make me laugh"),
        ("/write/lit-up", "you never listen to bad jokes"),
    ):
        alone.open(path)
        page.get_by_role("textbox", name="because …").fill(text)
        page.wait_for_timeout(1600)
        expect(page.get_by_text(HINT)).to_have_count(0)


@pytest.mark.slow
def test_the_hint_is_switched_off_beside_itself_and_on_again_under_you(alone: Phone) -> None:
    page = alone.open("/write/stirred-up").page
    page.get_by_role("textbox", name="because …").fill("you always leave")
    alone.tap("button", "Don't show this")
    expect(page.get_by_text("You can switch it on under You.")).to_be_visible()
    alone.open("/write/stirred-up")
    page.get_by_role("textbox", name="because …").fill("you always leave, every time")
    page.wait_for_timeout(1600)
    expect(page.get_by_text(HINT)).to_have_count(0)
    choice = alone.open("/you").page.get_by_role("checkbox", name="Suggest another beginning")
    expect(choice).not_to_be_checked()
    alone.tick("Suggest another beginning")
    expect(choice).to_be_checked()
    for name in ("Back", "Stirred up"):
        alone.tap("link", name)
    page.get_by_role("textbox", name="because …").fill("you always leave, every single time")
    expect(page.get_by_text(HINT)).to_be_visible()


@pytest.mark.slow
def test_begin_another_and_the_first_waits_in_just_mine(alone: Phone) -> None:
    page = alone.open("/write/weighed-down").page
    alone.tap("button", "sad")
    page.get_by_role("textbox", name="because …").fill("the first")
    alone.until_kept()
    alone.open("/write/at-ease").tap("button", "Begin another")
    expect(page.get_by_text("What you had begun waits in Just mine.")).to_be_visible()
    expect(page.get_by_role("textbox", name="because …")).to_have_value("")
    page.get_by_role("textbox", name="because …").fill("the second")
    alone.until_kept()
    begun = alone.open("/mine").page.get_by_role("list", name="You began something").get_by_role("listitem")
    expect(begun).to_have_count(2)
    expect(begun.first).to_contain_text("the second")
    begun.last.get_by_role("link", name="Finish it").click()
    expect(page.get_by_role("textbox", name="because …")).to_have_value("the first")
    expect(page.get_by_role("button", name="sad")).to_have_attribute("aria-pressed", "true")
    alone.open("/mine")
    first = begun.filter(has_text="the first")
    first.get_by_role("button", name="Let it go").click()
    first.get_by_role("button", name="Put back").click()
    begun.filter(has_text="the second").get_by_role("button", name="Let it go").click()
    expect(begun.filter(has_text="Let go.")).to_have_count(1)
    alone.open("/mine")
    expect(begun).to_have_count(1)
    expect(begun).to_contain_text("the first")


def browser_of(profile: Path) -> list[int]:
    """The processes of the browser that this test started on this profile."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if f"--user-data-dir={profile}".encode() in words:
            found.append(int(entry.name))
    return found


def test_what_was_typed_survives_a_browser_that_is_killed(
    playwright: Playwright, tmp_path: Path, phone: NewPhone, server: object
) -> None:
    al = Phone(playwright, tmp_path, server, "killed")  # type: ignore[arg-type]
    al.start_with_passkey().open("/write/weighed-down").tap("button", "lonely")
    al.page.get_by_role("textbox", name="because …").press_sequentially("on the stairs, and th", delay=20)
    al.until_kept()
    for process in browser_of(tmp_path / "killed"):
        os.kill(process, signal.SIGKILL)
    with suppress(Error):
        al.close()
    again = phone("killed")
    again.open("/").tap("link", "Stirred up")
    field = again.page.get_by_role("textbox", name="because …")
    expect(field).to_have_value("on the stairs, and th")
    expect(again.page.get_by_role("button", name="lonely")).to_have_attribute("aria-pressed", "true")
    expect(again.page.get_by_text("You had begun this.")).to_be_visible()


@pytest.mark.slow
def test_what_was_typed_survives_a_tab_that_crashes(alone: Phone) -> None:
    tab = alone.another_tab("/write/at-ease")
    tab.get_by_role("textbox", name="because …").press_sequentially("the window was open", delay=10)
    alone.until_kept(tab)
    with pytest.raises(Error):
        tab.goto("chrome://crash", timeout=3_000)
    alone.open("/write/at-ease")
    expect(alone.page.get_by_role("textbox", name="because …")).to_have_value("the window was open")
