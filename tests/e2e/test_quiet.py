"""Over a long journey nothing goes to anyone else, no title says a word, and a pause changes no envelope."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import pytest
from harness import Phone
from oracle import from_b64u
from people import Couple
from playwright.sync_api import expect
from test_offline import HEADINGS

pytestmark = pytest.mark.slow  # make journeys

WORDS = "the umbrella in the hall"
CLEAR = 67  # bytes in front of every envelope, with a nonce at their end


def walk(phone: Phone) -> list[str]:
    """Open every address of the app; answer the titles that were shown."""
    titles = []
    for path in HEADINGS:
        phone.open(path)
        expect(phone.page.get_by_role("heading", level=1)).to_be_visible()
        titles.append(phone.page.title())
    return titles


def test_s17_every_request_of_a_long_journey_goes_to_the_own_server(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    al.feel("low_unpleasant", "lonely", WORDS, "Share with Bo")
    al.until_sent()
    bo.open("/").tap("button", "I hear you")
    for one in (al, bo):
        walk(one)
        asked = {urlsplit(sent.url)._replace(path="", query="", fragment="").geturl() for sent in one.sent}
        assert len(one.sent) > 200
        assert asked <= {one.server.origin, "blob:", "data:"}, asked


def test_s10_no_title_of_a_page_says_a_word_or_a_name(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    bo.feel("low_unpleasant", "lonely", WORDS, "Share with Al")
    bo.until_sent()
    al.reads("/us", al.open("/us").texts())
    titles = walk(al)
    al.open("/us").page.locator("article.note a").first.click()
    expect(al.page.get_by_role("heading", level=1)).to_be_visible()
    titles.append(al.page.title())
    assert len(titles) > 30
    for title in titles:
        assert title.endswith("Unsaid"), title
        assert not [word for word in ("Bo", "lonely", "umbrella") if word in title.split()], title


def envelopes(phone: Phone) -> list[bytes]:
    """What this phone has put since it was last asked."""
    bodies = [json.loads(one.body) for one in phone.sent if one.url.endswith("/api/sync") and one.body]
    phone.sent.clear()
    return [from_b64u(text) for body in bodies for text in body["put"]]


def test_s13_a_pause_and_a_mute_change_nothing_about_what_is_sent(couple: Couple) -> None:
    al = couple.al
    shapes = []
    for quiet in (False, True):
        al.open("/you/reminders")
        al.tick("Mute new notes", quiet)
        if quiet:
            al.tap("button", "Pause until I end it")
            expect(al.page.get_by_role("status").filter(has_text="Paused")).to_be_visible()
        al.until_sent()
        envelopes(al)
        al.feel("low_unpleasant", "lonely", WORDS, "Share with Bo")
        al.until_sent()
        sent = envelopes(al)
        assert sent
        # Version and marks, space, epoch and slot; the numbers that follow go on counting.
        shapes.append([(one[:23], len(one)) for one in sent])
    assert shapes[0] == shapes[1]
    al.open("/you/reminders").tap("button", "End the pause")
    al.tick("Mute new notes", False)
