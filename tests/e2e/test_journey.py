"""The main job, end to end: two people, two phones, forty notes written while the server is dead."""

from __future__ import annotations

import time

import pytest
from harness import Phone, Server, pair, wipe
from playwright.sync_api import expect

WORDS = {"high_pleasant": "excited", "high_unpleasant": "angry", "low_unpleasant": "lonely", "low_pleasant": "calm"}


def write_twenty(phone: Phone, who: str, partner: str) -> list[str]:
    """Twenty shared notes and one kept, the page loaded anew every few; answer the shared texts in order."""
    written = []
    for n in range(20):
        text, audience = f"{who} {n:02}", f"Share with {partner}"
        if n % 5 == 0:
            quadrant = list(WORDS)[n // 5]
            phone.feel(quadrant, WORDS[quadrant], text, audience)
            phone.open("/us")
        else:
            phone.feel_on("tired", text, audience)
        written.append(text)
    phone.feel("low_unpleasant", "sad", f"{who} alone", "Keep for me")
    return written


@pytest.mark.slow  # one note of each kind: test_offline.py
def test_two_people_write_with_the_server_gone_and_read_each_other_when_it_is_back(server: Server, phone) -> None:
    al, bo = phone("al"), phone("bo")
    for one in (al, bo):
        one.start_with_passkey()
    pair(al, bo, "Bo", "Al")
    for one in (al, bo):
        one.open("/").wait_for_worker()

    server.kill()
    als, bos = write_twenty(al, "al", "Bo"), write_twenty(bo, "bo", "Al")
    for one, mine in ((al, als), (bo, bos)):
        one.reads("/us", mine)
        expect(one.page.get_by_text("waiting on this phone").first).to_be_visible()

    server.start()
    began = time.monotonic()
    for one in (al, bo):
        one.look_outside()
    for one in (al, bo):
        while len(one.texts()) < 40:
            assert time.monotonic() - began < 5, "both timelines within five seconds"
            one.page.wait_for_timeout(50)
    timeline = al.texts()
    assert sorted(timeline) == sorted(als + bos)
    assert [text for text in timeline if text.startswith("al")] == als
    assert [text for text in timeline if text.startswith("bo")] == bos
    for one, alone in ((al, "al alone"), (bo, "bo alone")):
        one.reads("/us", timeline)  # one order for both
        one.reads("/mine", [alone])

    # A new device with the same passkey: the same authenticator, nothing else left on the phone.
    wipe(al)
    al.open("/").tap("button", "I have used Unsaid before")
    al.sees("heading", "How are you, really?")
    expect(al.page.get_by_role("link", name="Lit up", exact=True)).to_be_visible()
    al.reads("/us", timeline)
    al.reads("/mine", ["al alone"])


def test_the_recovery_code_opens_everything_on_a_device_with_a_new_passkey(server: Server, phone) -> None:
    al = phone("al").start_with_passkey()
    code = al.make_code()
    al.feel("low_unpleasant", "lonely", "before the loss")
    al.reads("/mine", ["before the loss"])
    al.until_sent()

    new = phone("new")
    new.open("/recover")
    new.page.get_by_role("textbox", name="Recovery code").fill(code.lower().replace("-", " "))
    new.tap("button", "Open my notes")
    new.sees("heading", "You are back")
    new.reads("/mine", ["before the loss"])


def test_a_wrong_code_is_refused_in_words_and_the_typed_text_stays(phone) -> None:
    al = phone("al")
    al.open("/recover")
    box = al.page.get_by_role("textbox", name="Recovery code")
    box.fill("BK2G-CJZJ-EF2S-E9PJ-HFYC-PRM0-29MB-C3Q0")
    al.tap("button", "Open my notes")
    expect(al.page.get_by_text("One of the characters is not right.")).to_be_visible()
    expect(box).to_have_value("BK2G-CJZJ-EF2S-E9PJ-HFYC-PRM0-29MB-C3Q0")
    assert not [one for one in al.sent if "recovery" in one.url], "a mistyped code never leaves the phone"


@pytest.mark.slow
def test_a_passkey_without_prf_needs_the_code_first_and_opens_with_it_later(server: Server, phone) -> None:
    al = phone("al", prf=False).start_with_passkey()
    al.open("/write/weighed-down")
    expect(al.page.get_by_role("button", name="Keep for me", exact=True)).to_have_count(0)
    code = al.make_code()
    al.feel("low_unpleasant", "lonely", "kept without prf")
    al.reads("/mine", ["kept without prf"])
    al.until_sent()

    wipe(al)
    al.open("/").tap("button", "I have used Unsaid before")
    al.sees("heading", "Your notes are locked")
    al.tap("link", "Use my recovery code")
    al.page.get_by_role("textbox", name="Recovery code").fill(code)
    al.tap("button", "Open my notes")
    al.sees("heading", "You are back")
    al.reads("/mine", ["kept without prf"])
