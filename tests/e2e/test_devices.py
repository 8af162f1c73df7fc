"""Who can get in: passkeys and devices seen, named, added, removed; what another did is noticed; the ways back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from harness import Phone, pair, wipe
from people import NewPhone
from playwright.sync_api import expect
from states_devices import add_passkey, answers, with_code

pytestmark = pytest.mark.slow  # make journeys

CHANGED = "Something changed about who can open your notes."
CODE_USED = "Your recovery code was used. Whoever saw it can use it too."
# What the app tells the password manager, in order.
SIGNALS = """
if (globalThis.PublicKeyCredential) {
  globalThis.told = JSON.parse(sessionStorage.getItem('told') ?? '[]');
  for (const name of ['signalAllAcceptedCredentials', 'signalUnknownCredential']) {
    PublicKeyCredential[name] = async (what) => {
      told.push([name, what]);
      sessionStorage.setItem('told', JSON.stringify(told));
    };
  }
}
"""


STATUS = "() => fetch('/api/session').then(({ status }) => status)"
LISTEN = """() => {
  globalThis.ended = new Promise((done) => {
    const stream = new EventSource('/api/live');
    stream.onerror = () => done(stream.readyState);
  });
}"""


def asked(phone: Phone, path: str) -> Any:
    """What the server says to this phone."""
    return phone.page.evaluate("(path) => fetch(path).then((answer) => answer.json())", path)


def refs(phone: Phone) -> list[str]:
    return [one["ref"] for one in asked(phone, "/api/passkeys")["passkeys"]]


def ways_in(phone: Phone) -> Phone:
    phone.open("/you/devices").sees("heading", "What changed")
    return phone


def changes(phone: Phone) -> list[str]:
    ways_in(phone)
    return phone.page.locator(".changes li > span:first-child").all_inner_texts()


def test_a_lost_phone_is_shut_out_and_the_new_one_has_everything(phone: NewPhone) -> None:
    lost = phone("lost").start_with_passkey()
    code = lost.make_code()
    lost.feel("low_pleasant", "calm", "the window was open")
    lost.until_sent()
    lost.open("/").sees("link", "Lit up")

    new = with_code(phone("new"), code)
    expect(new.page.get_by_text("Your other devices say that the code was used.")).to_be_visible()
    new.reads("/mine", ["the window was open"])
    # A code that was typed somewhere is asked to be replaced until it is; what this phone did itself is no news to it.
    new.open("/")
    expect(new.page.get_by_text(CODE_USED)).to_be_visible()
    expect(new.page.get_by_text(CHANGED)).to_have_count(0)

    lost.open("/")
    expect(lost.page.get_by_text(CHANGED)).to_be_visible()
    lost.tap("link", "Look at it")
    lost.sees("heading", "What changed")
    said = lost.page.locator(".changes li > span:first-child").all_inner_texts()
    assert said[:3] == ["A passkey was added", "The recovery code was used", "A recovery code was made"]
    lost.open("/")
    lost.sees("link", "Lit up")
    expect(lost.page.get_by_text(CODE_USED)).to_be_visible()
    expect(lost.page.get_by_text(CHANGED)).to_have_count(0)

    fresh = new.make_code()
    assert fresh != code
    new.open("/")
    new.sees("link", "Lit up")
    expect(new.page.get_by_text(CODE_USED)).to_have_count(0)

    ways_in(new)
    assert len(refs(new)) == 2
    lost.page.evaluate(LISTEN)
    mine = here(new)
    [others] = [one for one in new.page.get_by_role("button", name="Remove Passkey").all() if one_of(one) != mine]
    others.click()
    new.tap("button", "Remove it")
    expect(new.page.get_by_role("status").filter(has_text="The passkey was removed.")).to_be_visible()
    assert len(refs(new)) == 1
    # The open stream ended with the session, and the next request is refused.
    lost.page.evaluate("() => ended")
    assert lost.page.evaluate(STATUS) == 401
    lost.open("/")
    expect(lost.page.get_by_text("The server asks for your passkey again.")).to_be_visible()
    lost.tap("button", "Use my passkey")
    expect(lost.page.get_by_text("This server does not know that passkey.")).to_be_visible()
    # The paper that was typed opens nothing any more.
    thief = phone("thief")
    thief.open("/recover")
    thief.page.get_by_role("textbox", name="Recovery code").fill(code)
    thief.tap("button", "Open my notes")
    expect(thief.page.get_by_text("This code does not open anything here.")).to_be_visible()


def here(phone: Phone) -> str:
    """The name of the passkey this phone came in with."""
    return phone.page.locator(".ways-in > li", has_text="You came in with this one").locator("h3").inner_text()


def one_of(button: Any) -> str:
    """The passkey a button is about."""
    return str(button.locator("xpath=ancestor::li").locator("h3").inner_text())


def test_a_passkey_is_added_named_and_removed_and_its_manager_told_at_the_end_alone(phone: NewPhone) -> None:
    al = phone("al", script=SIGNALS).start_with_passkey()
    al.feel("low_pleasant", "calm", "the window was open")
    [first] = refs(al)
    second = add_passkey(al)
    assert len(refs(al)) == 2
    item = al.page.locator(".ways-in > li").filter(has_text="was not tried yet")
    expect(item).to_have_count(1)
    assert al.page.evaluate("() => told") == []

    item.get_by_role("button", name="Rename").click()
    item.get_by_role("textbox", name="What you call it").fill("Blue key")
    item.get_by_role("button", name="Done").click()
    expect(al.page.get_by_role("heading", name="Blue key")).to_be_visible()
    expect(al.page.get_by_role("status").filter(has_text="The name was changed.")).to_be_focused()
    ways_in(al)
    expect(al.page.get_by_role("heading", name="Blue key")).to_be_visible()
    al.until_sent()
    assert b"Blue key" not in al.server.stored_bytes

    # The second opens the notes on a phone that holds nothing.
    wipe(al)
    al.open("/").tap("button", "I have used Unsaid before")
    al.sees("link", "Lit up")
    al.reads("/mine", ["the window was open"])
    ways_in(al)
    assert here(al) == "Blue key"

    al.page.get_by_role("button", name="Remove Passkey", exact=True).click()
    al.tap("button", "Remove it")
    expect(al.page.get_by_role("status").filter(has_text="The passkey was removed.")).to_be_visible()
    [left] = asked(al, "/api/passkeys")["passkeys"]
    assert left["ref"] != first
    [[name, what]] = al.page.evaluate("() => told")
    assert name == "signalAllAcceptedCredentials"
    assert what["allAcceptedCredentialIds"] == [left["id"]]
    assert what["userId"] == asked(al, "/api/session")["uid"]
    assert second


def test_the_last_way_in_stays(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    ways_in(al).page.get_by_role("button", name="Remove Passkey").click()
    al.tap("button", "Remove it")
    expect(al.page.get_by_text("This is the last way into your notes.")).to_be_visible()
    # One that opens nothing by itself does not replace it.
    add_passkey(al, prf=False)
    expect(al.page.locator(".ways-in > li").filter(has_text="does not open your notes by itself")).to_have_count(1)
    answers(al, al.authenticator)
    al.page.locator(".ways-in > li", has_text="You came in with this one").get_by_role("button", name="Remove").click()
    al.tap("button", "Remove it")
    expect(al.page.get_by_text("This is the last way into your notes.")).to_be_visible()
    assert len(refs(al)) == 2


def test_what_was_stopped_changes_nothing(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    ways_in(al)
    al.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": al.authenticator, "isUserVerified": False})
    al.tap("button", "Add another passkey")
    expect(al.page.get_by_text("That was stopped before it finished.")).to_be_visible()
    assert len(refs(al)) == 1
    assert changes(al) == ["You began here"]


def test_devices_are_signed_out_one_alone_or_all_others(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    code = al.make_code()
    two = with_code(phone("two"), code)
    three = with_code(phone("three"), code)
    ways_in(al)
    one = al.page.locator(".ways-in > li").filter(has=al.page.get_by_role("button", name="Sign out"))
    expect(one).to_have_count(2)
    one.first.get_by_role("button", name="Sign out").click()
    one.first.get_by_role("button", name="Sign it out").click()
    expect(al.page.get_by_role("status").filter(has_text="Signed out.")).to_be_focused()
    expect(one).to_have_count(1)
    assert sorted(other.page.evaluate(STATUS) for other in (two, three)) == [200, 401]
    al.tap("button", "Sign out all others")
    al.tap("button", "Sign them all out")
    expect(one).to_have_count(0)
    assert [other.page.evaluate(STATUS) for other in (two, three)] == [401, 401]
    assert al.page.evaluate(STATUS) == 200
    assert changes(al)[:2] == ["A device was signed out", "A device was signed out"]


def test_the_list_can_not_be_had_without_the_server_and_says_so(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    al.open("/").wait_for_worker()
    al.server.kill()
    al.open("/you/devices")
    expect(al.page.get_by_text("This list comes from the server")).to_be_visible()
    al.server.start()
    al.tap("button", "Try again")
    al.sees("heading", "Your passkeys")


def test_the_card_is_printed_with_what_it_is_where_to_type_it_and_the_warning(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    page = al.open("/you/code").page
    al.tap("button", "Show me the code")
    page.emulate_media(media="print")
    printed = page.locator("body").inner_text()
    for line in (
        "The way back into my notes in Unsaid",
        f"open localhost:{al.server.port}, choose “I have a recovery code”",
        "Whoever has this code can open everything as you.",
    ):
        assert line in printed, line
    assert len(page.locator(".code > li").all_inner_texts()) == 8
    for gone in ("I have it on paper", "Print", "Just mine", "picture"):
        assert gone not in printed, gone
    assert page.locator("canvas, img, .code-card svg").count() == 0


def test_a_locked_phone_names_every_way_in_the_nearest_first_and_makes_no_keys(phone: NewPhone) -> None:
    cy = phone("cy", prf=False).start_with_passkey()
    code = cy.make_code()
    cy.feel("low_pleasant", "calm", "the window was open")
    cy.until_sent()
    before = asked(cy, "/api/session")
    wipe(cy)
    cy.open("/").tap("button", "I have used Unsaid before")
    cy.sees("heading", "Your notes are locked")
    assert cy.page.get_by_role("heading", level=2).all_inner_texts() == [
        "With your recovery code",
        "From another device of yours",
        "If all of that is gone",
    ]
    cy.tap("button", "Unlock with a passkey")
    expect(cy.page.get_by_text("That one did not open them.")).to_be_visible()
    now = asked(cy, "/api/session")
    assert {key: now[key] for key in ("uid", "gen", "version", "vault", "wraps")} == {
        key: before[key] for key in ("uid", "gen", "version", "vault", "wraps")
    }
    cy.tap("link", "Use my recovery code")
    cy.page.get_by_role("textbox", name="Recovery code").fill(code)
    cy.tap("button", "Open my notes")
    cy.sees("heading", "You are back")
    cy.reads("/mine", ["the window was open"])


def test_signed_out_with_something_unsent_it_waits_here_sealed_and_goes_after_the_next_sign_in(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    al.open("/").wait_for_worker()
    al.server.kill()
    al.feel("low_unpleasant", "tired", "four hours of sleep")
    al.open("/you").tap("button", "Sign out")
    expect(al.page.get_by_text("One note has not been sent yet.")).to_be_visible()
    al.tap("button", "Sign out, keep them locked here")
    al.sees("button", "Start with a passkey")
    stored = json.dumps(al.page.evaluate(EVERYTHING))
    assert "four hours" not in stored
    assert "CryptoKey" not in stored
    al.server.start()
    al.open("/").tap("button", "I have used Unsaid before")
    al.sees("link", "Lit up")
    al.reads("/mine", ["four hours of sleep"]).until_sent()


def test_a_copied_cookie_is_dead_with_its_stream_once_the_person_signs_out_or_is_signed_out(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    code = al.make_code()
    two = with_code(phone("two"), code)
    thieves = []
    for name, whose in (("thief of al", al), ("thief of two", two)):
        thief = phone(name).open("/about")
        thief.sees("heading", "What Unsaid is, and what it can't do")
        thief.context.add_cookies(whose.context.cookies())  # type: ignore[arg-type]
        assert thief.page.evaluate(STATUS) == 200
        thief.page.evaluate(LISTEN)
        thieves.append(thief)
    of_al, of_two = thieves
    ways_in(al).tap("button", "Sign out all others")
    al.tap("button", "Sign them all out")
    expect(al.page.get_by_role("button", name="Sign out all others")).to_have_count(0)
    of_two.page.evaluate("() => ended")
    assert [of_two.page.evaluate(STATUS), of_al.page.evaluate(STATUS)] == [401, 200]
    al.open("/you").tap("button", "Sign out")
    al.tap("button", "Sign out now")
    al.sees("button", "Start with a passkey")
    of_al.page.evaluate("() => ended")
    assert of_al.page.evaluate(STATUS) == 401


def end(phone: Phone, take_back: bool = False) -> None:
    """Delete the account now, down to the last tap."""
    phone.open("/you/end").sees("heading", "Delete my account")
    if take_back:
        phone.tap("button", "Take it back")
    phone.tap("button", "Now, for good")
    phone.tap("button", "Delete it for good")
    phone.tap("button", "Delete it now")


def test_an_account_ends_on_the_server_and_on_the_phone_and_not_without_a_connection(phone: NewPhone) -> None:
    al = phone("al", script=SIGNALS).start_with_passkey()
    al.feel("low_pleasant", "calm", "the window was open")
    al.until_sent().open("/").wait_for_worker()
    al.server.kill()
    end(al)
    expect(al.page.get_by_text("The server can't be reached just now.")).to_be_visible()
    al.reads("/mine", ["the window was open"])
    al.server.start()
    al.open("/you").sees("heading", "You")
    credential = asked(al, "/api/session")["credential_id"]
    end(al)
    al.sees("button", "Start with a passkey")
    assert [name for name, rows in al.page.evaluate(EVERYTHING).items() if rows] == []
    assert al.page.evaluate("() => told") == [
        ["signalUnknownCredential", {"rpId": "localhost", "credentialId": credential}]
    ]
    assert al.page.evaluate(STATUS) == 401
    al.tap("button", "I have used Unsaid before")
    expect(al.page.get_by_text("This server does not know that passkey.")).to_be_visible()


@pytest.mark.parametrize("take_back", [False, True])
def test_who_ends_an_account_says_what_becomes_of_what_was_shared(phone: NewPhone, take_back: bool) -> None:
    al, bo = phone("al").start_with_passkey(), phone("bo").start_with_passkey()
    pair(al, bo)
    al.feel("low_unpleasant", "lonely", "you said you were fine", "Share with Bo")
    bo.feel("low_unpleasant", "tired", "four hours of sleep", "Share with Al")
    for one in (al, bo):
        one.until_sent()
    bo.reads("/us", ["you said you were fine", "four hours of sleep"])
    end(al, take_back)
    al.sees("button", "Start with a passkey")
    # Nothing is shown to one who watches; at the next opening it is closed, and each keeps their own.
    bo.open("/us")
    expect(bo.page.get_by_text("What you two shared is closed.")).to_be_visible()
    bo.shows(["four hours of sleep"] if take_back else ["you said you were fine", "four hours of sleep"])


# Every store of this origin, as text; keys by their kind.
EVERYTHING = """() => new Promise((done, failed) => {
  const opening = indexedDB.open('unsaid');
  opening.onerror = () => failed(opening.error);
  opening.onsuccess = async () => {
    const stores = [...opening.result.objectStoreNames];
    const all = {};
    const text = (value) => value instanceof CryptoKey ? 'CryptoKey ' + value.extractable
      : value instanceof Uint8Array ? new TextDecoder('latin1').decode(value)
      : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, text(v)]))
      : value;
    for (const name of stores) {
      all[name] = await new Promise((got) => {
        const asking = opening.result.transaction(name).objectStore(name).getAll();
        asking.onsuccess = () => got(asking.result.map(text));
      });
    }
    opening.result.close();
    done(all);
  };
})"""
