"""Being heard: an answer in two taps, and no sign of anything before somebody chose one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from harness import Phone
from people import Couple
from playwright.sync_api import Locator, expect
from taps import Thumb

NOTE = "article.note"
FROM_BO = "Share with Al"
ADVICE = (
    "What can I take off your hands?",
    "I'll help. Where shall I begin?",
    "Shall we go through it together?",
    "What would help right now?",
    "Would you rather have company, or quiet?",
    "I could …",
    "What helped me once was …",
)


@pytest.fixture(scope="module")
def paired(own_pair: Couple) -> Couple:
    """A pair of this file's own."""
    return own_pair


@pytest.fixture
def couple(couple: Couple) -> Iterator[Couple]:
    """On today's clock again afterwards."""
    yield couple
    for one in (couple.al, couple.bo):
        one.page.clock.set_system_time(datetime.datetime.now().astimezone())


def says(couple: Couple, text: str, helped: str = "", quadrant: str = "low_unpleasant", word: str = "sad") -> None:
    """Bo shares something, and it is on Al's phone."""
    couple.bo.feel(quadrant, word, text, FROM_BO, helped=helped)
    couple.bo.until_sent()
    couple.al.open("/us")
    expect(note(couple.al, text)).to_be_visible()


def note(phone: Phone, text: str) -> Locator:
    """The note with these words on the screen."""
    return phone.page.locator(NOTE).filter(has_text=text).first


def reads(phone: Phone, text: str) -> Phone:
    """The page of the note with these words, from Us."""
    note(phone.open("/us"), text).get_by_role("link").click()
    expect(phone.page.locator(NOTE)).to_have_count(1)
    return phone


def at_rest(phone: Phone) -> str:
    """The screen as HTML once nothing on it moves any more; where chunks of the timeline end is not part of it."""
    before = ""
    for _ in range(20):
        now = str(
            phone.page.locator("#app").evaluate(
                """(app) => app.innerHTML.replace(/ style="[^"]*"/g, '').replace(/<div><\\/div>|<\\/?div>/g, '')"""
            )
        )
        if now == before:
            break
        before = now
        phone.page.wait_for_timeout(300)
    return before


def whole_screens(phone: Phone, text: str) -> list[str]:
    """Everything this phone shows of the note, to the eye and to the ear."""
    found = []
    for path in ("/us", "/", ""):
        if path:
            phone.open(path).texts()
        else:
            reads(phone, text)
        found += [at_rest(phone), phone.page.locator("body").aria_snapshot()]
    return found


def test_a_note_on_today_is_answered_with_one_tap(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    says(couple, "one tap")
    bo.open("/us")
    al.open("/")
    shown = al.page.locator(NOTE)
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("one tap")
    thumb = Thumb(al)
    thumb.tap("button", "I hear you")
    al.sees("button", "Undo")
    assert (thumb.taps, thumb.typed) == (1, 0)
    expect(shown.filter(has_text="one tap")).to_have_count(0)
    al.tap("button", "Send now")
    expect(note(bo, "one tap")).to_contain_text("heard")
    expect(note(bo, "one tap")).to_contain_text("Al: I hear you")
    expect(bo.page.get_by_role("status").filter(has_text="Al answered.")).to_have_count(1)


@pytest.mark.slow
def test_every_other_answer_is_two_taps_from_today(couple: Couple) -> None:
    says(couple, "two taps", helped="space")
    al = couple.al.open("/")
    thumb = Thumb(al)
    thumb.tap("link", "More ways to answer").tap("button", "Come when you're ready")
    al.sees("button", "Undo")
    assert (thumb.taps, thumb.typed) == (2, 0)
    al.tap("button", "Send now")
    expect(note(couple.bo.open("/us"), "two taps")).to_contain_text("Al: Come when you're ready")


@pytest.mark.slow
def test_what_was_asked_for_comes_before_everything_else(couple: Couple) -> None:
    says(couple, "asked first", helped="comfort")
    shown = note(couple.al.open("/"), "asked first")
    expect(shown).to_be_visible()
    lines = shown.locator("p").all_inner_texts()
    assert lines[1:4] == ["What would help: comfort", "sad", "asked first"]


@pytest.mark.slow
def test_the_writer_sees_nothing_until_an_answer_was_chosen(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    says(couple, "nothing shows")
    before = whole_screens(bo, "nothing shows")
    al.open("/")
    expect(note(al, "nothing shows")).to_be_visible()
    al.tap("link", "More ways to answer")
    al.page.get_by_text("Ask gently").click()
    al.page.get_by_role("textbox", name="In your own words").fill("I am still thinking")
    al.tap("button", "I'll come back to this")
    al.tap("button", "Keep a copy for me")
    expect(al.page.get_by_role("status").filter(has_text="Kept in Just mine. Nobody is told.")).to_have_count(1)
    al.until_sent()
    al.open("/us").open("/mine")
    expect(note(al, "nothing shows")).to_contain_text("Your copy of what")
    bo.look_outside().until_sent()
    assert whole_screens(bo, "nothing shows") == before
    reads(al, "nothing shows").tap("button", "I'm with you")
    al.tap("button", "Send now")
    expect(note(bo.open("/us"), "nothing shows")).to_contain_text("Al: I'm with you")
    assert whole_screens(bo, "nothing shows") != before


@pytest.mark.parametrize("helped", ["just listen", "space", "nothing, just so you know"])
@pytest.mark.slow
def test_who_wants_no_help_is_offered_no_advice(couple: Couple, helped: str) -> None:
    text = f"no advice, {helped}"
    says(couple, text, helped=helped)
    page = reads(couple.al, text).page
    expect(page.get_by_role("group", name="Your answer").get_by_role("button").first).to_be_visible()
    for more in page.locator("details > summary").all():
        more.click()
    offered = page.locator("main").inner_text()
    assert [advice for advice in ADVICE if advice in offered] == []


@pytest.mark.slow
def test_who_wants_help_is_offered_it(couple: Couple) -> None:
    says(couple, "some advice", helped="practical help")
    page = reads(couple.al, "some advice").page
    page.get_by_text("Ask gently").click()
    offered = page.locator("main").inner_text()
    assert len([advice for advice in ADVICE if advice in offered]) >= 4


@pytest.mark.slow
def test_an_answer_can_be_called_back_and_its_words_are_still_there(couple: Couple) -> None:
    says(couple, "called back")
    al, page = couple.al, reads(couple.al, "called back").page
    field = page.get_by_role("textbox", name="In your own words")
    al.tap("button", "I didn't know that …")
    field.press_sequentially("you were up so late")
    al.tap("button", "Answer")
    expect(note(al, "called back")).to_contain_text("You: I didn't know that you were up so late")
    al.tap("button", "Undo")
    expect(field).to_have_value("I didn't know that you were up so late")
    expect(page.locator(".answer")).to_have_count(0)
    al.open("/")
    expect(note(al, "called back")).to_be_visible()
    al.tap("button", "Thank you for telling me")
    al.tap("button", "Undo")
    expect(note(al, "called back")).to_be_visible()
    al.until_sent()
    expect(note(couple.bo.open("/us"), "called back")).not_to_contain_text("heard")


@pytest.mark.slow
def test_my_answer_can_be_taken_back_and_the_note_is_unheard_again(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    says(couple, "not so")
    al.open("/").tap("button", "I hear you")
    al.tap("button", "Send now")
    expect(note(bo.open("/us"), "not so")).to_contain_text("heard")
    reads(al, "not so").tap("button", "Take back this answer")
    al.sees("heading", "What would you like to say?")
    al.until_sent()
    expect(note(bo, "not so")).not_to_contain_text("heard")
    expect(note(bo, "not so")).not_to_contain_text("I hear you")


@pytest.mark.slow
def test_the_writer_says_something_back(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    says(couple, "there and back")
    al.open("/").tap("button", "I'm with you")
    al.tap("button", "Send now")
    bo.open("/us")
    expect(note(bo, "there and back")).to_contain_text("Al: I'm with you")
    reads(bo, "there and back").page.get_by_text("Say something back").click()
    bo.page.get_by_role("textbox", name="In your own words").fill("that helped")
    bo.tap("button", "Answer")
    bo.tap("button", "Send now")
    bo.until_sent()
    expect(note(al.open("/us"), "there and back")).to_contain_text("that helped")


@pytest.mark.slow
def test_a_hasty_second_tap_answers_nothing_more_and_an_arrival_never_slips_under_the_thumb(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    says(couple, "the older one")
    says(couple, "the newer one")
    al.open("/")
    expect(note(al, "the newer one")).to_be_visible()
    bo.feel("low_unpleasant", "sad", "it just came", FROM_BO)
    expect(al.page.get_by_role("status").filter(has_text="Something new from Bo.")).to_have_count(1)
    expect(note(al, "the newer one")).to_be_visible()
    place = al.page.get_by_role("button", name="I hear you", exact=True).bounding_box()
    assert place
    al.page.wait_for_timeout(700)
    al.page.touchscreen.tap(place["x"] + 20, place["y"] + 20)
    expect(note(al, "it just came")).to_be_visible()
    al.page.touchscreen.tap(place["x"] + 20, place["y"] + 20)
    al.page.wait_for_timeout(300)
    expect(note(al, "it just came")).to_be_visible()
    al.tap("button", "Send now")
    al.until_sent()
    for text, answered in (("the newer one", 1), ("it just came", 0), ("the older one", 0)):
        expect(note(al.open("/us"), text).locator(".answer")).to_have_count(answered)


@pytest.mark.slow
def test_undo_moves_no_tile(couple: Couple) -> None:
    al = couple.al
    al.feel("low_unpleasant", "sad", "", at_once=False)
    al.sees("button", "Keep now")
    al.page.get_by_role("link", name="Today", exact=True).click()
    tile = al.page.get_by_role("link", name="At ease", exact=True)
    expect(tile).to_be_visible()
    during = tile.bounding_box()
    al.tap("button", "Keep now")
    expect(al.page.get_by_role("button", name="Keep now")).to_have_count(0)
    assert tile.bounding_box() == during


def test_taken_back_and_put_back_on_both_phones(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    says(couple, "said in anger")
    reads(al, "said in anger")
    reads(bo, "said in anger").tap("button", "Take it back")
    expect(
        bo.page.get_by_text(
            "We remove it from the server now, and from their app when it next connects. What was read, copied or "
            "photographed stays with them. If you may need it later, save a copy somewhere safe first."
        )
    ).to_be_visible()
    bo.page.get_by_role("region", name="Take it back?").get_by_role("button", name="Copy the text").click()
    assert "said in anger" in bo.page.evaluate("() => navigator.clipboard.readText()")
    bo.tap("button", "Take back")
    for one in (bo, al):
        expect(one.page.locator(NOTE)).to_contain_text("taken back")
        expect(one.page.get_by_text("said in anger")).to_have_count(0)
    expect(al.page.get_by_role("button", name="Put it back")).to_have_count(0)
    expect(bo.page.get_by_text("You can put it back until")).to_be_visible()
    bo.tap("button", "Put it back")
    bo.until_sent()
    for one in (bo, al):
        expect(one.page.locator(NOTE)).to_contain_text("said in anger", timeout=10_000)


@pytest.mark.slow
def test_to_talk_about_is_one_list_for_two_and_gets_out_of_the_way(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    says(couple, "for the weekend")
    here = reads(al, "for the weekend").page.url
    al.tap("button", "Let's talk about this")
    al.sees("button", "We talked about this")
    assert al.page.url == here
    expect(al.page.get_by_role("button", name="Undo")).to_have_count(0)
    al.until_sent()
    for one in (al, bo):
        one.open("/talk")
        expect(note(one, "for the weekend")).to_be_visible()
    expect(note(bo, "for the weekend")).not_to_contain_text("heard")
    bo.page.get_by_role("listitem").filter(has_text="for the weekend").get_by_role(
        "button", name="We talked about this"
    ).click()
    # Who has the list open keeps what left it in sight; who comes later does not find it.
    for one in (bo, al):
        one.sees("button", "Put it back on the list")
    bo.until_sent()
    for one in (al, bo):
        one.open("/talk").sees("heading", "To talk about")
        expect(one.page.get_by_text("for the weekend")).to_have_count(0)


@pytest.mark.slow
def test_a_reminder_of_mine_comes_in_words_and_only_to_me(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    says(couple, "not tonight")
    reads(al, "not tonight").tap("button", "I'll come back to this")
    al.tap("button", "tomorrow")
    al.tap("button", "Send now")
    al.until_sent()
    waiting = al.page.get_by_text("You wanted to come back to this.")
    expect(note(al.open("/us"), "not tonight")).to_contain_text("I'll come back to this tomorrow")
    al.open("/").sees("link", "At ease")
    expect(waiting).to_have_count(0)

    tomorrow = datetime.datetime.now().astimezone() + datetime.timedelta(days=1)
    for one in (al, bo):
        one.page.clock.set_system_time(tomorrow)
    for path in ("/us", "/"):
        bo.open(path).page.wait_for_timeout(300)
        expect(bo.page.get_by_text("You wanted to come back to this.")).to_have_count(0)
    # By then the word of yesterday would look like a debt.
    expect(note(bo.open("/us"), "not tonight")).to_contain_text("Al: I'll come back to this")
    expect(note(bo, "not tonight")).not_to_contain_text("tomorrow")
    al.open("/")
    expect(waiting).to_have_count(1)
    line = al.page.get_by_role("listitem").filter(has=waiting)
    line.get_by_role("link", name="Look").click()
    expect(note(al, "not tonight")).to_be_visible()
    al.open("/")
    line.get_by_role("button", name="Done").click()
    expect(waiting).to_have_count(0)
    al.until_sent()
    al.open("/").sees("link", "At ease")
    expect(waiting).to_have_count(0)


def test_an_answer_without_a_network_waits_and_arrives(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    says(couple, "from the train")
    couple.server.kill()
    al.context.set_offline(True)
    al.open("/").tap("button", "I hear you")
    al.tap("button", "Send now")
    expect(note(al.open("/us"), "from the train")).to_contain_text("You: I hear you · waiting on this phone")
    couple.server.start()
    al.context.set_offline(False)
    al.look_outside().until_sent()
    expect(note(al, "from the train")).not_to_contain_text("waiting on this phone")
    expect(note(bo.open("/us"), "from the train")).to_contain_text("Al: I hear you")


@pytest.mark.slow
def test_a_kept_note_is_held_let_go_put_back_and_shared(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    al.feel("low_unpleasant", "tired", "for myself at first")
    note(al.open("/mine"), "for myself at first").get_by_role("link").click()
    al.tap("button", "Hold until I choose")
    al.tap("button", "Don't hold it any longer")
    al.sees("button", "Hold until I choose")
    al.tap("button", "Let it go")
    expect(al.page.locator(NOTE)).to_contain_text("let go")
    al.tap("button", "Put it back")
    expect(al.page.locator(NOTE)).to_contain_text("for myself at first")
    al.tap("button", "Share with Bo")
    al.tap("button", "Send now")
    expect(al.page.get_by_text("It stands with the two of you now.")).to_be_visible()
    al.until_sent()
    expect(note(bo.open("/us"), "for myself at first")).to_be_visible()
    al.open("/mine").sees("heading", "Just mine")
    expect(al.page.get_by_text("for myself at first")).to_have_count(0)


@pytest.mark.slow
def test_a_note_that_is_not_there_says_so_kindly(couple: Couple) -> None:
    couple.al.open("/note/nowhere~0").sees("heading", "This note isn't here")
