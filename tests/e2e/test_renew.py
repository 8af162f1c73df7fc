"""New keys after a theft or a seen code: the thief is out, my other device catches up, and nothing anywhere is lost."""

from __future__ import annotations

import pytest
from harness import BECAUSE, Phone
from people import NewPhone
from playwright.sync_api import expect

pytestmark = pytest.mark.slow  # make journeys

KEPT = "what I kept before anyone had my phone"
LATER = "what I wrote on the other device, without a connection"
DRAFTED = "half a sentence that nobody has seen"
STATE = """async () => {
  const answer = await fetch('/api/session');
  return answer.status === 200 ? answer.json() : { status: answer.status };
}"""


def second_device(phone: NewPhone, code: str) -> Phone:
    """Another device of the same person, which came in with the code and has a passkey of its own."""
    other = phone("al2")
    other.open("/recover").page.get_by_role("textbox", name="Recovery code").fill(code)
    other.tap("button", "Open my notes")
    expect(other.page.get_by_role("heading", name="Use your recovery code")).to_have_count(0)
    other.reads("/mine", [KEPT])
    return other


def renew(al: Phone, keep: bool) -> str:
    """Make new keys on this phone; `keep` leaves the other device signed in. Answers the new code."""
    al.open("/you/renew").sees("heading", "Sign these out")
    ticks = al.page.get_by_role("checkbox")
    expect(ticks).not_to_have_count(0)
    for tick in ticks.all():
        expect(tick).to_be_checked()
        if keep:
            tick.click()
    al.tap("button", "Go on with my passkey")
    groups = al.page.get_by_role("list", name="Eight groups of the recovery code").get_by_role("listitem")
    expect(groups).to_have_count(8)
    code = [one.strip() for one in groups.all_inner_texts()]
    al.tap("button", "I have it on paper")
    al.sees("heading", "Your new recovery code")
    index = int(al.page.locator("label").inner_text().split()[1]) - 1
    al.page.get_by_role("textbox").fill("AAAA" if code[index] != "AAAA" else "BBBB")
    al.tap("button", "Make the new keys")
    expect(al.page.get_by_text("Nothing was changed. You can try again.")).to_be_visible()
    al.page.get_by_role("textbox").fill(code[index])
    al.tap("button", "Make the new keys")
    al.sees("heading", "Your keys are new")
    return "-".join(code)


def test_a_seen_code_opens_nothing_any_more_and_my_other_device_catches_up(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    old = al.make_code()
    al.feel("low_pleasant", "calm", KEPT)
    al.until_sent()
    other = second_device(phone, old)
    # It writes something without a connection, and has it on its way when the keys change.
    other.wait_for_worker()
    other.context.set_offline(True)
    other.feel("low_unpleasant", "tired", LATER)
    other.open("/write/lit-up")
    other.page.get_by_role("textbox", name="because …").fill(DRAFTED)
    other.until_kept()

    before = al.page.evaluate(STATE)
    new = renew(al, keep=True)
    after = al.page.evaluate(STATE)
    assert (after["gen"], after["version"] > before["version"]) == (before["gen"] + 1, True)
    assert after["uid"] == before["uid"]
    assert after["wrap"] not in (None, before["wrap"])
    al.reads("/mine", [KEPT])
    al.feel("low_pleasant", "calm", "written with the new keys")
    al.until_sent()

    other.context.set_offline(False)
    other.open("/mine").sees("heading", "Your keys are new", 30_000)
    assert KEPT not in other.page.content()
    # Its passkey has no wrap of the new keys: the new code opens, the old one does not.
    other.tap("button", "Open with my passkey")
    expect(other.page.get_by_text("did not open your notes").first).to_be_visible()
    other.tap("button", "Another way in")
    other.tap("link", "Use my recovery code")
    other.page.get_by_role("textbox", name="Recovery code").fill(old)
    other.tap("button", "Open my notes")
    expect(other.page.get_by_text("only the newer one works")).to_be_visible()
    other.page.get_by_role("textbox", name="Recovery code").fill(new)
    other.tap("button", "Open my notes")
    expect(other.page.get_by_role("textbox", name="Recovery code")).to_have_count(0)
    other.open("/mine")
    expect(other.page.locator(BECAUSE).filter(has_text=LATER)).to_be_visible(timeout=30_000)
    expect(other.page.locator(BECAUSE).filter(has_text=KEPT)).to_be_visible()
    other.until_sent()
    other.open("/write/lit-up")
    expect(other.page.get_by_role("textbox", name="because …")).to_have_value(DRAFTED)
    al.open("/mine")
    expect(al.page.locator(BECAUSE).filter(has_text=LATER)).to_be_visible(timeout=30_000)


def test_a_stolen_phone_is_signed_out_in_the_same_step(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    code = al.make_code()
    al.feel("low_pleasant", "calm", KEPT)
    al.until_sent()
    stolen = second_device(phone, code)
    renew(al, keep=False)
    assert stolen.page.evaluate(STATE) == {"status": 401}
    al.reads("/mine", [KEPT])
    al.open("/mine")
    expect(al.page.locator(BECAUSE)).to_have_text([KEPT])


def test_with_the_app_lock_on_the_new_keys_open_by_the_passkey_alone(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    al.feel("low_pleasant", "calm", KEPT)
    al.until_sent()
    page = al.page
    al.open("/you/lock").tap("button", "After 15 minutes")
    expect(page.get_by_role("status").filter(has_text="The lock is on.")).to_be_visible()
    al.open("/you/renew").tap("button", "Open with my passkey")
    al.sees("heading", "Sign these out")
    al.tap("button", "Go on with my passkey")
    al.sees("heading", "Your keys are new")
    al.open("/mine").sees("heading", "Unsaid is closed")
    al.tap("button", "Open with my passkey")
    expect(page.locator(BECAUSE)).to_have_text([KEPT])
