"""Every screen in every state, in chapters of a few phones' lives. Axe walks along, or a camera."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterator

from harness import Phone, pair, wipe
from oracle import b64u
from playwright.sync_api import expect
from state import LONG_TEXT, LONG_WORD, Chapter, State, World
from states_devices import ways_in
from states_find import find_states
from states_heard import heard_states
from states_kind import kind_states
from states_linking import linking_states
from states_locking import locking_states
from states_looking import looking_states
from states_mine import mine_states
from states_opening import opening_states
from states_safety import added_to_safety, operator_states, safety_states
from states_taking_along import taking_along_states

BECAUSE_AL = (
    "you asked how the day was and I said fine, and then I washed up for an hour so that I did not have to sit down."
)
BECAUSE_BO = "the whole week felt like waiting at a counter, and on the stairs you took my bag without a word."
LONG_NAME = "Alexandrine-Wilhelmine V"
TILES = ("lit-up", "stirred-up", "weighed-down", "at-ease")


def link(phone: Phone) -> str:
    """A whole invitation that nobody made."""
    return f"{phone.server.origin}/join#{b64u(bytes([1, 1]) + secrets.token_bytes(80))}"


def signed_out(world: World) -> Iterator[State]:
    """Someone who only looks in."""
    new = world.phone("new")
    page = new.open("/").page
    new.sees("button", "Start with a passkey")
    yield State("welcome", page)
    new.wait_for_worker()
    new.open("/about").sees("heading", "What Unsaid is, and what it can't do")
    yield State("about", page)
    yield from safety_states(new)
    for slug in ("", *(f"/{tile}" for tile in TILES)):
        new.open(f"/look{slug}").sees("heading", "Look around")
        yield State(f"look{slug}".replace("/", " "), page)
    new.open("/recover").sees("heading", "Use your recovery code")
    yield State("recover", page)
    new.tap("button", "Open my notes")
    expect(page.get_by_text("Type the code first.")).to_be_visible()
    yield State("recover, nothing typed", page)
    new.page.get_by_role("textbox", name="Recovery code").fill("BK2G-CJZJ-EF2S-E9PJ-HFYC-PRM0-29MB-C3Q0")
    new.tap("button", "Open my notes")
    expect(page.get_by_text("One of the characters is not right.")).to_be_visible()
    yield State("recover, a wrong code", page)
    new.open("/join").sees("heading", "Were you invited?")
    yield State("join, paste", page)
    page.get_by_role("textbox", name="Invitation").fill("hello")
    new.tap("button", "Open the invitation")
    expect(page.get_by_text("This invitation is not complete.")).to_be_visible()
    yield State("join, half a link", page)
    page.goto(link(new))
    new.sees("heading", "Someone would like to share with you")
    yield State("join, signed out", page)
    new.tap("link", "Look around first")
    new.sees("link", "Back to the invitation")
    new.tap("link", "Back to the invitation")
    new.tap("button", "No, thank you")
    new.sees("heading", "Nothing was sent")
    yield State("join, declined", page)
    world.server.kill()
    new.open("/").tap("button", "Start with a passkey")
    expect(page.get_by_text("The server can't be reached just now.")).to_be_visible()
    yield State("welcome, no network", page)
    world.server.start()
    yield from added_to_safety(new)
    new.close()


def without_prf(world: World) -> Iterator[State]:
    """A passkey that opens nothing by itself: the code comes first, and a cleaned phone is locked."""
    cy = world.phone("cy", prf=False).start_with_passkey()
    yield State("begin, code required", cy.page)
    cy.open("/write/weighed-down").sees("heading", "First, a way back")
    yield State("write, code required", cy.page)
    wipe(cy)
    cy.open("/").tap("button", "I have used Unsaid before")
    cy.sees("heading", "Your notes are locked")
    yield State("locked", cy.page)
    cy.close()


def beginning(al: Phone) -> Iterator[State]:
    """From the first tap to the recovery code."""
    page = al.start_with_passkey().page
    yield State("begin", page)
    al.open("/you/code").sees("button", "Show me the code")
    yield State("code, why", page)
    al.tap("button", "Show me the code")
    shown = page.get_by_role("list", name="Eight groups of the recovery code")
    groups = shown.get_by_role("listitem").all_inner_texts()
    yield State("code, shown", page)
    al.tap("button", "I have it on paper")
    al.sees("heading", "Is it right on paper?")
    yield State("code, confirm", page)
    page.get_by_role("textbox").fill("AAAA")
    al.tap("button", "Confirm")
    expect(page.get_by_text("That is not the group we asked for.")).to_be_visible()
    yield State("code, wrong group", page)
    number = int(
        (page.get_by_role("textbox").get_attribute("aria-label") or page.locator("label").inner_text()).split()[1]
    )
    page.get_by_role("textbox").fill(groups[number - 1].strip())
    al.tap("button", "Confirm")
    al.sees("heading", "Your recovery code is set.")
    yield State("code, done", page)


def alone(al: Phone) -> Iterator[State]:
    """Useful alone at once."""
    page = al.page
    al.open("/").wait_for_worker()
    al.sees("link", "Lit up")
    yield State("today, empty", page)
    al.open("/us").sees("link", "Invite someone")
    yield State("us, alone", page)
    al.open("/mine").sees("heading", "Just mine")
    yield State("mine, empty", page)
    al.open("/no/such/place").sees("heading", "There is nothing here")
    yield State("missing page", page)
    al.open("/you").sees("button", "Sign out")
    yield State("you, alone", page)
    al.tap("button", "Sign out")
    al.sees("button", "Sign out now")
    yield State("sign out", page)
    al.open("/write").sees("link", "Lit up")
    yield State("write, no tile", page)
    for tile in TILES:
        al.open(f"/write/{tile}").sees("button", "Keep for me")
        yield State(f"write {tile}", page)
    al.tap("button", "Keep for me")
    expect(page.get_by_text("Choose a word first.")).to_be_visible()
    yield State("write, no word chosen", page)
    fill_long(al)
    yield State("write, long words", page)
    al.open("/mine").sees("link", "Finish it")
    yield State("mine, something begun", page)
    al.tap("link", "Finish it")
    al.sees("button", "Begin another")
    yield State("write, going on", page)
    al.tap("button", "Keep for me")
    al.sees("button", "Undo")
    yield State("undo bar, kept", page)
    al.tap("button", "Keep now")
    al.open("/mine")
    expect(page.locator("article.note")).to_have_count(1)
    yield State("mine, with a long note", page)
    al.feel("low_pleasant", "calm", "the window was open and it rained")
    al.open("/mine")
    expect(page.locator("article.note")).to_have_count(2)
    al.feel("low_unpleasant", "tired", "I slept four hours")
    # It is not offered in the evening.
    page.clock.set_fixed_time(datetime.datetime.now().astimezone().replace(hour=12))
    for tab in ("Us", "Today"):
        page.get_by_role("link", name=tab, exact=True).click()
    expect(page.get_by_role("button", name="Not now")).to_be_visible()
    yield State("today, install offered", page)
    al.tap("button", "Not now")
    page.clock.set_system_time(datetime.datetime.now().astimezone())
    al.open("/mine")
    expect(page.locator("article.note")).to_have_count(3)
    yield State("mine, with notes", page)


def fill_long(al: Phone) -> None:
    """Everything a sheet can hold, as long as it gets."""
    page = al.page
    al.tap("button", "More words")
    al.tap("button", "My own word")
    page.get_by_role("textbox", name="Your own word").fill(LONG_WORD)
    al.tap("button", "Add")
    for word in ("comforted", "understood"):
        al.tap("button", word)
    al.tap("button", "steady")
    expect(page.get_by_text("Three is enough.")).to_be_visible()
    page.get_by_role("textbox", name="because …").fill(LONG_TEXT)
    al.tap("button", "nothing, just so you know")
    page.locator("summary").click()
    for choice in ("us", "something else", "this is hard for me to say", "this feels older than us"):
        al.tap("button", choice)
    al.until_kept()


def becoming_a_pair(al: Phone, bo: Phone) -> Iterator[State]:
    """Twice: once the pictures do not match, once they do."""
    al.open("/invite").sees("button", "Make an invitation")
    yield State("invite", al.page)
    invitation = al.invitation()
    expect(al.page.get_by_text("Copied.")).to_be_visible()
    yield State("invite, waiting", al.page)
    al.open("/")
    expect(al.page.get_by_text("Your invitation waits for them.")).to_be_visible()
    yield State("today, invitation waits", al.page)
    bo.page.goto(invitation)
    bo.sees("button", "Join")
    yield State("join, signed in", bo.page)
    al.page.goto("about:blank")  # the host is away
    bo.tap("button", "Join")
    bo.sees("heading", "Almost there")
    yield State("joining", bo.page)
    al.open("/invite").sees("heading", "Which four do they see?", 30_000)
    yield State("compare", al.page)
    bo.sees("heading", "Your four pictures", 30_000)
    yield State("showing", bo.page)
    al.tap("button", "None of these")
    for phone, name in ((al, "failed, host"), (bo, "failed, guest")):
        phone.sees("heading", "Nothing was shared", 30_000)
        yield State(name, phone.page)
        phone.tap("button", "All right")
    bo.page.goto(al.invitation())
    bo.tap("button", "Join")
    bo.sees("heading", "Your four pictures", 30_000)
    mine = " ".join(bo.page.locator("main .four > *").all_inner_texts()).split()
    al.sees("heading", "Which four do they see?", 30_000)
    [right] = [one for one in al.page.locator("button.choice").all() if one.inner_text().split() == mine]
    right.click()
    for phone in (al, bo):
        phone.sees("heading", "What do you call them?", 30_000)
    yield State("naming", al.page)
    al.tap("button", "Done")
    expect(al.page.get_by_text("Type a name first.")).to_be_visible()
    yield State("naming, nothing typed", al.page)
    for phone, name in ((al, "Bo"), (bo, LONG_NAME)):
        phone.page.get_by_role("textbox", name="Name").fill(name)
        phone.tap("button", "Done")
        expect(phone.page.get_by_role("heading", name="What do you call them?")).to_have_count(0)


def paired(al: Phone, bo: Phone) -> Iterator[State]:
    """Two people and what they wrote."""
    page = al.page
    al.open("/us").sees("heading", "Us")
    expect(page.get_by_text("Nothing here yet.")).to_be_visible()
    yield State("us, paired and empty", page)
    al.open("/invite").sees("heading", "The two of you")
    yield State("invite, paired", page)
    al.open("/you").sees("button", "Leave")
    yield State("you, paired", page)
    page.locator("summary").first.click()
    yield State("you, the name", page)
    al.tap("button", "Leave")
    al.sees("button", "Leave now")
    yield State("leave", page)
    al.tap("button", "Take it back")
    yield State("leave, taking back", page)
    bo.open("/write/stirred-up").sees("button", f"Share with {LONG_NAME}")
    yield State("write, a long name", bo.page)
    al.feel("low_unpleasant", "lonely", BECAUSE_AL, "Share with Bo", at_once=False)
    al.sees("button", "Undo")
    yield State("undo bar, shared", page)
    al.tap("button", "Send now")
    bo.feel("high_unpleasant", "stressed", BECAUSE_BO, f"Share with {LONG_NAME}")
    al.feel("high_pleasant", "hopeful", "", "Share with Bo")
    bo.feel("low_pleasant", "grateful", "you stayed", f"Share with {LONG_NAME}")
    for one in (al, bo):
        one.until_sent()
    al.open("/us")
    expect(page.locator("article.note")).to_have_count(4)
    yield State("us, with notes", page)
    al.open("/")
    expect(page.locator("article.note")).to_have_count(1)
    yield State("today, their note", page)
    bo.open("/")
    expect(bo.page.locator("article.note")).to_have_count(1)
    yield State("today, their note and a long name", bo.page)
    bo.open("/unsent").sees("heading", "Not sent")
    yield State("unsent, none", bo.page)


def trouble(world: World, al: Phone, bo: Phone) -> Iterator[State]:
    """No network, no session, a newer version, and a page that was closed."""
    page = al.page
    world.server.kill()
    for word in ("sad", "hurt"):
        al.feel("low_unpleasant", word, "written with no signal", "Share with Bo")
    al.open("/us")
    expect(page.get_by_text("No connection just now.")).to_be_visible()
    yield State("us, waiting, no network", page)
    al.open("/you").tap("button", "Leave")
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    yield State("leave, no network", page)
    al.tap("button", "Cancel")
    al.tap("button", "Sign out")
    al.sees("button", "Send, then sign out")
    yield State("sign out, unsent", page)
    al.context.set_offline(True)
    world.server.start()
    bo.open("/you").tap("button", "Leave")
    bo.tap("button", "Leave now")
    expect(bo.page.get_by_role("button", name="Leave now")).to_have_count(0)
    bo.open("/us")
    expect(bo.page.get_by_text("What you two shared is closed.")).to_be_visible()
    yield State("us, closed", bo.page)
    bo.open("/you").sees("button", "Sign out")
    yield State("you, closed", bo.page)
    bo.tap("button", "Take back what I had shared")
    bo.sees("button", "Take it back now")
    yield State("you, letting go", bo.page)
    bo.tap("button", "Take it back now")
    expect(bo.page.get_by_text("You took back what you had shared.")).to_be_visible()
    yield State("you, let go", bo.page)
    bo.open("/us").page.locator("article.note").first.wait_for()
    yield State("us, let go", bo.page)
    al.context.set_offline(False)
    al.open("/").look_outside()
    expect(page.get_by_text("2 notes could not be sent.")).to_be_visible()
    al.open("/").sees("link", "Lit up")
    yield State("today, could not be sent", page)
    al.open("/unsent").sees("button", "Copy the text")
    yield State("unsent", page)
    page.get_by_role("button", name="Discard").first.click()
    yield State("unsent, discarding", page)
    al.open("/you").sees("button", "Sign out")
    yield State("you, unsent", page)
    world.update()
    bo.open("/")
    expect(bo.page.get_by_text("A new version of Unsaid is ready.")).to_be_visible(timeout=30_000)
    yield State("today, update ready", bo.page)
    bo.context.clear_cookies()
    bo.open("/")
    expect(bo.page.get_by_text("The server asks for your passkey again.")).to_be_visible()
    yield State("today, passkey asked again", bo.page)


def strangers(world: World) -> Iterator[State]:
    """Nobody is signed in, or nobody's notes can be opened."""
    yield from signed_out(world)
    yield from without_prf(world)


def one_couple(world: World) -> Iterator[State]:
    """From the first tap to the day it was closed."""
    al, bo = world.phone("al"), world.phone("bo")
    yield from beginning(al)
    yield from alone(al)
    bo.start_with_passkey()
    yield from becoming_a_pair(al, bo)
    yield from paired(al, bo)
    yield from trouble(world, al, bo)


def a_couple(world: World, called: str = LONG_NAME) -> tuple[Phone, Phone]:
    """Two people who wrote each other; Bo has a long name for Al."""
    al, bo = world.phone("al"), world.phone("bo")
    for one in (al, bo):
        one.start_with_passkey()
    al.feel("low_pleasant", "calm", "the window was open and it rained")
    pair(al, bo, "Bo", called)
    al.feel("low_unpleasant", "lonely", BECAUSE_AL, "Share with Bo")
    bo.feel("high_unpleasant", "stressed", BECAUSE_BO, f"Share with {called}")
    bo.feel("low_pleasant", "grateful", "you stayed", f"Share with {called}")
    for one in (al, bo):
        one.until_sent()
    return al, bo


def being_heard(world: World) -> Iterator[State]:
    """Notes and their answers."""
    yield from heard_states(*a_couple(world), LONG_NAME)


def finding(world: World) -> Iterator[State]:
    """Looking for what was said."""
    yield from find_states(*a_couple(world))


def just_mine(world: World) -> Iterator[State]:
    """Writing, and what is kept."""
    yield from mine_states(*a_couple(world))


def something_kind(world: World) -> Iterator[State]:
    """Two who say what lands with them, and say something kind."""
    al, bo = world.phone("al"), world.phone("bo")
    for one in (al, bo):
        one.start_with_passkey()
    pair(al, bo, host_calls=LONG_NAME)
    yield from kind_states(al, bo, LONG_NAME)
    for one in (al, bo):
        one.close()


def looking_back(world: World) -> Iterator[State]:
    """Pictures of what was said."""
    yield from looking_states(*a_couple(world))


def questions(world: World) -> Iterator[State]:
    """Questions to begin with, and reminders."""
    yield from opening_states(*a_couple(world))


CHAPTERS: dict[str, Chapter] = {
    "strangers": strangers,
    "one couple": one_couple,
    "being heard": being_heard,
    "finding": finding,
    "just mine": just_mine,
    "something kind": something_kind,
    "looking back": looking_back,
    "questions": questions,
    "ways in": ways_in,
    "locking": locking_states,
    "linking": linking_states,
    "the operator": operator_states,
    "taking along": taking_along_states,
}
