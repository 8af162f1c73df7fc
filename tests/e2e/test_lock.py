"""The app lock: out of sight it closes, no key and no word is left to find, and the passkey brings them back."""

from __future__ import annotations

import pytest
from harness import BECAUSE, Phone, Server
from leaks import WITNESS, listen_to
from people import NewPhone
from playwright.sync_api import Page, expect
from storage import Storage, dump

pytestmark = pytest.mark.slow  # make journeys

TEXT = "I keep the letters from the harbour in the blue tin"
DRAFTED = "half a sentence about the harbour"
# Chromium shows a page of a test as visible for ever: the page is told that it is not, as its browser would.
EYES = """
{
  let hidden = false;
  Object.defineProperty(Document.prototype, 'hidden', { get: () => hidden, configurable: true });
  const state = { get: () => hidden ? 'hidden' : 'visible', configurable: true };
  Object.defineProperty(Document.prototype, 'visibilityState', state);
  addEventListener('look', ({ detail }) => {
    hidden = detail === 'away';
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  });
}
"""

# A person who closes the passkey's dialogue, until the page is loaded anew.
DIALOGUE = """
{
  let closes = false;
  addEventListener('dialogue', () => { closes = true; });
  const honest = CredentialsContainer.prototype.get;
  CredentialsContainer.prototype.get = function (...given) {
    return closes ? Promise.reject(new DOMException('closed', 'NotAllowedError')) : honest.apply(this, given);
  };
}
"""
CLOSES = "() => void dispatchEvent(new Event('dialogue'))"


def look(phone: Phone, where: str) -> None:
    """Away from this page, or back."""
    phone.page.evaluate("(where) => void dispatchEvent(new CustomEvent('look', { detail: where }))", where)


def choose(phone: Phone, when: str) -> Phone:
    """Set the lock."""
    phone.open("/you/lock").sees("button", "Never")
    phone.tap("button", when)
    return phone


def is_closed(phone: Phone) -> None:
    """The curtain stands."""
    phone.sees("heading", "Unsaid is closed")


def with_notes(phone: Phone) -> Phone:
    """Someone with a note that is kept and one that is half written."""
    phone.start_with_passkey()
    phone.feel("low_unpleasant", "lonely", TEXT)
    phone.until_sent()
    phone.open("/write/weighed-down")
    phone.page.get_by_role("textbox", name="because …").fill(DRAFTED)
    phone.until_kept()
    return phone


def secrets_of(told: list[str]) -> dict[str, set[bytes]]:
    """What the page handled in the clear: keys and what passkeys gave, and everything that was sealed or opened."""
    found: dict[str, set[bytes]] = {}
    for line in told:
        kind, _, digits = line.partition(" ")
        if len(digits) >= 48:
            found.setdefault(kind, set()).add(bytes.fromhex(digits))
    return found


def keys_at_rest(found: Storage, told: list[str]) -> list[str]:
    """Every place on the disk that holds bytes of a key or of the passkey's secret."""
    secrets = secrets_of(told)
    vault_keys = {plain for plain in secrets.get("plain", set()) if len(plain) == 32}
    assert vault_keys, "the vault key was never seen: the witness is blind"
    everything = vault_keys | secrets["prf"] | {key for key in secrets["key"] if len(key) in (16, 32)}
    return [place for secret in everything for place in found.holding(secret)]


def test_with_the_lock_on_the_disk_holds_no_key_and_no_word(phone: NewPhone) -> None:
    al = phone("al", script=WITNESS + EYES)
    told = listen_to(al.context)
    with_notes(al)
    before = dump(al.page)
    assert [one["place"] for one in before.keys if "decrypt" in one["usages"]] != [], "without a lock a key is here"
    assert not any(one["extractable"] or one["exported"] for one in before.keys), "and none can be taken out"
    assert keys_at_rest(before, told) == []
    choose(al, "At once")
    expect(al.page.get_by_role("status").filter(has_text="The lock is on.")).to_be_visible()
    look(al, "away")
    look(al, "back")
    is_closed(al)
    found = dump(al.page)
    assert {"unsaid/items", "unsaid/drafts", "unsaid/vault", "unsaid/account"} <= found.places
    assert found.keys == [], "no key of any kind is on the disk"
    assert keys_at_rest(found, told) == []
    for words in (TEXT, DRAFTED, "harbour", "lonely"):
        stored = [place for place in found.holding(words.encode()) if "/assets/" not in place]
        assert stored == [], f"{words!r} stands in {stored}"
    assert TEXT not in al.page.content()
    assert DRAFTED not in al.page.content()


def test_it_opens_again_with_the_passkey_and_no_network_and_what_was_begun_is_there(
    server: Server, phone: NewPhone
) -> None:
    al = choose(with_notes(phone("al", script=EYES)), "At once")
    expect(al.page.get_by_role("status").filter(has_text="The lock is on.")).to_be_visible()
    al.wait_for_worker()
    server.kill()
    al.context.set_offline(True)
    al.open("/mine")
    is_closed(al)
    expect(al.page.get_by_text(TEXT)).to_have_count(0)
    al.tap("button", "Open with my passkey")
    expect(al.page.locator(BECAUSE)).to_have_text([TEXT])
    al.open("/write/weighed-down")
    is_closed(al)
    al.tap("button", "Open with my passkey")
    expect(al.page.get_by_role("textbox", name="because …")).to_have_value(DRAFTED)
    al.page.get_by_role("textbox", name="because …").press_sequentially(", and more")
    # Not one keystroke is lost, not even the last one before the app is left.
    look(al, "away")
    look(al, "back")
    is_closed(al)
    al.tap("button", "Open with my passkey")
    expect(al.page.get_by_role("textbox", name="because …")).to_have_value(DRAFTED + ", and more")
    al.context.set_offline(False)
    server.start()


def is_blank(page: Page) -> bool:
    """Nothing of the page is painted."""
    return bool(page.evaluate("() => getComputedStyle(document.querySelector('main')).visibility === 'hidden'"))


def test_it_closes_only_after_the_time_that_was_chosen_and_is_blank_meanwhile(phone: NewPhone) -> None:
    al = phone("al", script=EYES)
    with_notes(al)
    look(al, "away")
    assert not is_blank(al.page), "without a lock nothing is covered"
    look(al, "back")
    choose(al, "After 5 minutes")
    expect(al.page.get_by_role("status").filter(has_text="The lock is on.")).to_be_visible()
    al.page.clock.install()
    al.open("/mine").tap("button", "Open with my passkey")
    expect(al.page.locator(BECAUSE)).to_have_text([TEXT])
    look(al, "away")
    assert is_blank(al.page)
    al.page.clock.run_for(4 * 60_000)
    look(al, "back")
    expect(al.page.locator(BECAUSE)).to_be_visible()
    look(al, "away")
    al.page.clock.run_for(5 * 60_000 + 1000)
    # It closes without anyone looking.
    expect(al.page.locator(BECAUSE)).to_have_count(0)
    assert TEXT not in al.page.content()
    look(al, "back")
    is_closed(al)


def test_a_sleeping_phone_closes_before_anything_is_painted_again(phone: NewPhone) -> None:
    al = choose(with_notes(phone("al", script=EYES)), "After 1 minute")
    expect(al.page.get_by_role("status").filter(has_text="The lock is on.")).to_be_visible()
    al.page.clock.install()
    al.open("/mine").tap("button", "Open with my passkey")
    expect(al.page.locator(BECAUSE)).to_have_text([TEXT])
    look(al, "away")
    # No timer ran while it slept: only the clock went on.
    al.page.clock.set_system_time(al.page.evaluate("() => Date.now()") / 1000 + 3600)
    assert TEXT in al.page.content()
    look(al, "back")
    is_closed(al)
    assert TEXT not in al.page.content()


def test_what_was_just_shared_is_sealed_and_sent_before_it_closes(phone: NewPhone) -> None:
    al = choose(phone("al", script=EYES).start_with_passkey(), "At once")
    expect(al.page.get_by_role("status").filter(has_text="The lock is on.")).to_be_visible()
    al.open("/write/weighed-down").tap("button", "Open with my passkey")
    al.page.get_by_role("textbox", name="because …").fill(TEXT)
    al.tap("button", "tired")
    al.tap("button", "Keep for me")
    al.sees("button", "Keep now")
    look(al, "away")
    look(al, "back")
    is_closed(al)
    al.open("/mine").tap("button", "Open with my passkey")
    expect(al.page.locator(BECAUSE)).to_have_text([TEXT])
    al.until_sent()


def test_turning_it_on_or_off_needs_the_passkey(phone: NewPhone) -> None:
    al = with_notes(phone("al", script=EYES + DIALOGUE))
    al.open("/you/lock").page.evaluate(CLOSES)
    al.tap("button", "At once")
    expect(al.page.get_by_role("status").filter(has_text="Nothing was changed.")).to_be_visible()
    al.open("/mine")
    expect(al.page.locator(BECAUSE)).to_have_text([TEXT])
    choose(al, "At once")
    expect(al.page.get_by_role("status").filter(has_text="The lock is on.")).to_be_visible()
    al.page.evaluate(CLOSES)
    al.tap("button", "Never")
    expect(al.page.get_by_role("status").filter(has_text="Nothing was changed.")).to_be_visible()
    al.open("/mine")
    is_closed(al)
    al.page.evaluate(CLOSES)
    al.tap("button", "Open with my passkey")
    expect(al.page.get_by_role("status").filter(has_text="did not open")).to_be_visible()
    assert TEXT not in al.page.content()
    choose_from_closed(al, "Never")
    expect(al.page.get_by_role("status").filter(has_text="The lock is off.")).to_be_visible()
    al.open("/mine")
    expect(al.page.locator(BECAUSE)).to_have_text([TEXT])


def choose_from_closed(phone: Phone, when: str) -> None:
    """The same where the address opens closed."""
    phone.open("/you/lock").tap("button", "Open with my passkey")
    phone.tap("button", when)


def test_where_the_passkey_opens_nothing_it_is_a_screen_lock_and_says_so(phone: NewPhone) -> None:
    cy = phone("cy", prf=False, script=EYES).start_with_passkey()
    cy.make_code()
    cy.feel("low_unpleasant", "lonely", TEXT)
    choose(cy, "At once")
    cy.sees("heading", "Screen lock")
    expect(cy.page.get_by_role("status").filter(has_text="The screen lock is on.")).to_be_visible()
    assert [one["extractable"] for one in dump(cy.page).keys] == [False]
    look(cy, "away")
    assert is_blank(cy.page)
    look(cy, "back")
    is_closed(cy)
    cy.open("/mine")
    is_closed(cy)
    cy.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": cy.authenticator, "isUserVerified": False})
    cy.tap("button", "Open with my passkey")
    expect(cy.page.get_by_role("status").filter(has_text="did not open")).to_be_visible()
    cy.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": cy.authenticator, "isUserVerified": True})
    cy.tap("button", "Open with my passkey")
    expect(cy.page.locator(BECAUSE)).to_have_text([TEXT])
