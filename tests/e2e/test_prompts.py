"""Prompts that open: with no server, one after the other without a repeat, and passed over without a trace."""

from __future__ import annotations

import json
import sqlite3

import pytest
from harness import Phone, Server, wipe
from people import Couple, NewPhone
from playwright.sync_api import Page, expect
from taps import Thumb

pytestmark = pytest.mark.slow  # make journeys

ALL = 60
# Everything the device keeps, as text: sealed bytes come out as numbers, which hold no word.
STORED = """() => new Promise((done, failed) => {
  const opening = indexedDB.open('unsaid');
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = () => {
    const found = {};
    const names = [...opening.result.objectStoreNames];
    const reading = opening.result.transaction(names);
    for (const name of names) {
      const all = reading.objectStore(name).getAll();
      all.onsuccess = () => { found[name] = all.result; };
    }
    reading.oncomplete = () => {
      opening.result.close();
      const read = (_, one) => one instanceof Uint8Array ? new TextDecoder('latin1').decode(one) : one;
      done(JSON.stringify(found, read));
    };
  };
})"""


@pytest.fixture
def alone(phone: NewPhone) -> Phone:
    """Someone who just started, with the whole app on the phone."""
    one = phone("al").start_with_passkey()
    one.open("/mine").wait_for_worker()
    one.sees("heading", "Just mine")
    return one


def question(page: Page) -> str:
    """The one question on the sheet."""
    heading = page.get_by_role("main").get_by_role("heading", level=2).first
    expect(heading).to_be_visible()
    return heading.inner_text()


def another(phone: Phone) -> str:
    """Pass this one over; answer the next."""
    before = question(phone.page)
    phone.tap("button", "Another one")
    expect(phone.page.get_by_role("heading", level=2, name=before, exact=True)).to_have_count(0)
    return question(phone.page)


def answer_field(page: Page) -> str:
    """What is typed in the field that the question names."""
    return str(page.get_by_role("textbox", name=question(page), exact=True).input_value())


def rows(server: Server) -> dict[str, list[tuple[object, ...]]]:
    """All the server keeps, but for what moves by itself."""
    with sqlite3.connect(f"file:{server.folder / 'data/unsaid.sqlite3'}?mode=ro", uri=True) as database:
        names = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        return {name: database.execute(f'select * from "{name}"').fetchall() for name in names}


def test_a_question_is_answered_with_no_server_and_kept(alone: Phone, server: Server) -> None:
    server.kill()
    alone.context.set_offline(True)
    page = alone.open("/mine").page
    thumb = Thumb(alone).tap("link", "A question to begin with")
    asked = question(page)
    thumb.type(asked, "that I was scared of Thursday")
    thumb.tap("button", "Keep for me")
    assert (thumb.taps, thumb.typed) == (2, 1)
    alone.tap("button", "Keep now")
    alone.shows(["that I was scared of Thursday"])
    assert question(alone.open("/prompt").page) != asked
    alone.context.set_offline(False)
    server.start()
    alone.look_outside().until_sent()
    assert b"scared of Thursday" not in server.stored_bytes


def test_nothing_is_kept_without_a_word(alone: Phone) -> None:
    page = alone.open("/prompt").page
    question(page)
    alone.tap("button", "Keep for me")
    expect(page.get_by_text("Write a few words first.")).to_be_visible()
    alone.page.get_by_role("textbox").fill("   ")
    alone.tap("button", "Keep for me")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert alone.texts(alone.open("/mine").page) == []


def test_none_comes_again_over_restarts_until_all_were_seen_and_then_the_first(alone: Phone, server: Server) -> None:
    server.kill()
    seen = [question(alone.open("/prompt").page)]
    for turn in range(1, ALL):
        if turn % 17 == 0:
            assert question(alone.open("/prompt").page) == seen[-1], "a question that was only looked at stays"
        seen.append(another(alone))
    assert len(set(seen)) == ALL
    assert another(alone) == seen[0]
    alone.open("/prompt")
    assert another(alone) == seen[1]


def test_what_is_passed_over_leaves_no_trace(couple: Couple) -> None:
    al, server = couple.al, couple.server
    page = al.open("/prompt").page
    passed = [question(page)]
    al.until_kept()
    before, sent = rows(server), len(al.sent)
    for _ in range(6):
        passed.append(another(al))
    page.wait_for_timeout(1200)
    told = [(one.method, one.url) for one in al.sent[sent:]]
    assert told == [], "passing a question over tells the server nothing"
    al.open("/us").look_outside()
    page.wait_for_timeout(1200)
    after = rows(server)
    assert {name for name in after if after[name] != before[name]} <= {"session"}, "nothing of it is on the server"
    stored = page.evaluate(STORED)
    assert json.loads(stored)["drafts"] == []
    for trace in [*passed, "almost", "unsaid_thanks"]:
        assert trace not in stored, "nothing of it can be read on the phone"
    assert page.title() == "Us · Unsaid"
    assert al.texts(al.open("/mine").page) == [] or all(one not in al.page.inner_text("main") for one in passed)


def test_the_title_of_the_page_never_says_the_question(alone: Phone) -> None:
    page = alone.open("/prompt").page
    for _ in range(3):
        question(page)
        assert page.title() == "A question to begin with · Unsaid"
        another(alone)


def test_a_draft_keeps_its_question_through_everything(alone: Phone) -> None:
    page = alone.open("/prompt").page
    asked = question(page)
    page.get_by_role("textbox", name=asked).fill("half a sentence")
    alone.until_kept()
    assert question(alone.open("/prompt").page) == asked
    assert answer_field(page) == "half a sentence"
    expect(page.get_by_text("You had begun this.")).to_be_visible()
    other = another(alone)
    assert other != asked
    assert answer_field(page) == ""
    expect(page.get_by_text("What you had begun waits in Just mine.")).to_be_visible()
    assert question(alone.open("/prompt").page) == asked, "what was begun is gone on with"
    assert another(alone) == other, "and the question in front is still the one that was in front"
    alone.open("/mine").tap("link", "Finish it")
    assert (question(page), answer_field(page)) == (asked, "half a sentence")
    alone.tap("button", "Keep for me")
    alone.tap("button", "Undo")
    # The sheet is back when the draft is one again.
    page.wait_for_url("**/prompt**")
    assert (question(page), answer_field(page)) == (asked, "half a sentence")
    alone.open("/mine").tap("link", "Finish it")
    assert (question(page), answer_field(page)) == (asked, "half a sentence")


def test_the_next_question_is_heard_and_the_keyboard_reaches_everything(alone: Phone) -> None:
    page = alone.open("/prompt").page
    first = question(page)
    page.get_by_role("button", name="Another one").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name=first, exact=True)).to_have_count(0)
    expect(page.get_by_role("heading", level=2).first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Another one")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.type("by keyboard")
    assert answer_field(page) == "by keyboard"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Keep for me")).to_be_focused()
    page.keyboard.press("Enter")
    alone.sees("button", "Undo")


def test_a_shared_answer_is_read_by_the_other(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    page = al.open("/prompt").page
    asked = question(page)
    page.get_by_role("textbox", name=asked).fill("the rain on the tin roof")
    al.tap("button", "Share with Bo")
    al.tap("button", "Send now")
    expect(page.get_by_role("button", name="Send now")).to_have_count(0)
    al.until_sent()
    bo.open("/us")
    note = bo.page.locator("article.note", has_text="the rain on the tin roof")
    expect(note).to_be_visible()
    note.get_by_role("link").click()
    expect(bo.page.get_by_role("article").get_by_text(asked, exact=True)).to_be_visible()


def test_what_was_answered_on_one_phone_is_not_asked_on_the_other(alone: Phone) -> None:
    page = alone.open("/prompt").page
    asked = question(page)
    page.get_by_role("textbox", name=asked).fill("on the first phone")
    alone.tap("button", "Keep for me")
    alone.tap("button", "Keep now")
    expect(page.get_by_role("button", name="Keep now")).to_have_count(0)
    alone.until_sent()
    wipe(alone)
    alone.open()
    alone.tap("button", "I have used Unsaid before")
    alone.sees("link", "Lit up")
    alone.open("/mine").shows(["on the first phone"])
    seen = [question(alone.open("/prompt").page)]
    while len(seen) < ALL - 1:
        seen.append(another(alone))
    assert len(set(seen)) == ALL - 1
    assert asked not in seen
    assert another(alone) == asked
