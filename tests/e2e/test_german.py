"""The same app in German, by the browser or by choice: one language loaded at a time, journeys as short."""

from __future__ import annotations

import re

import pytest
from harness import Phone, pair
from people import NewPhone
from playwright.sync_api import expect
from taps import Thumb

pytestmark = pytest.mark.slow  # make journeys

QUESTION = "How are you, really?"
FRAGE = "Wie geht es dir wirklich?"
LOADED = "() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname)"
CATALOGUE = re.compile(r"\.(en|de)-[\w-]{8}\.js$")


def languages(phone: Phone) -> set[str]:
    """Whose sentences this page has loaded, in whatever part."""
    return {found[1] for name in phone.page.evaluate(LOADED) if (found := CATALOGUE.search(name))}


def choose(phone: Phone, language: str, then: str) -> Phone:
    """Under *You*; the page begins anew in that language."""
    phone.open("/you").tap("button", language)
    phone.sees("heading", then)
    return phone


def test_a_german_browser_is_spoken_to_in_german_from_the_first_paint(phone: NewPhone) -> None:
    al = phone("al", locale="de-DE").open("/")
    page = al.page
    expect(page.get_by_role("button", name="Mit einem Passkey beginnen")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "de"
    al.tap("button", "Mit einem Passkey beginnen")
    expect(page.get_by_role("link", name="Beginnen")).to_be_visible()
    al.wait_for_worker()
    al.open("/write/weighed-down")
    al.tap("button", "einsam")
    al.tap("button", "Für mich behalten")
    al.tap("button", "Jetzt behalten")
    al.open("/mine")
    expect(page.locator("article.note")).to_contain_text("einsam")
    expect(page.get_by_role("heading", name="Heute")).to_be_visible()
    assert languages(al) == {"de"}


@pytest.mark.parametrize("locale", ["en-GB", "fr-FR"])
def test_every_other_browser_is_spoken_to_in_english(phone: NewPhone, locale: str) -> None:
    al = phone("al", locale=locale).open("/about")
    al.sees("heading", "What Unsaid is, and what it can't do")
    assert languages(al) == {"en"}


def test_the_page_before_the_app_says_its_sentence_in_one_language(phone: NewPhone) -> None:
    al = phone("al", locale="de-DE")
    # No script of the app arrives: what stands there is the page alone.
    al.page.route(re.compile(r"/assets/.*\.js$"), lambda route: route.abort())
    al.open("/")
    expect(al.page.get_by_text(FRAGE)).to_be_visible()
    expect(al.page.get_by_text(QUESTION)).to_be_hidden()


def test_the_language_is_chosen_under_you_and_stays_with_no_network(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    al.wait_for_worker()
    choose(al, "Deutsch", "Sprache")
    assert languages(al) == {"de"}
    al.context.set_offline(True)
    al.server.kill()
    al.open("/")
    expect(al.page.get_by_role("heading", name=FRAGE)).to_be_visible()
    choose(al, "English", "Language")
    al.open("/").sees("heading", QUESTION)
    assert languages(al) == {"en"}


def test_the_journeys_are_as_short_in_german_and_each_reads_in_their_own_language(phone: NewPhone) -> None:
    al, bo = (phone(name).start_with_passkey() for name in ("al", "bo"))
    pair(al, bo)
    choose(al, "Deutsch", "Sprache")
    bo.feel("high_pleasant", "happy", "the letter came", "Share with Al")
    bo.until_sent()
    al.open("/")
    expect(al.page.get_by_role("article")).to_contain_text("glücklich")
    thumb = Thumb(al)
    thumb.tap("button", "Das freut mich so sehr")
    assert (thumb.taps, thumb.typed) == (1, 0)
    al.tap("button", "Jetzt senden")
    bo.open("/us")
    expect(bo.page.locator("article.note").first).to_contain_text("I'm so glad")
    thumb = Thumb(al)
    thumb.tap("link", "Schwer beladen").tap("button", "einsam").tap("button", "Nähe").tap("button", "Mit Bo teilen")
    assert (thumb.taps, thumb.typed) == (4, 0)
    al.tap("button", "Jetzt senden")
    newest = bo.page.locator("article.note").first
    expect(newest).to_contain_text("lonely")
    expect(newest).to_contain_text("What would help: closeness")
    al.open("/kind")
    expect(al.page.get_by_role("link", name="Zeit zu zweit")).to_be_visible()
    thumb = Thumb(al)
    thumb.tap("link", "Zeit zu zweit Und sonst nichts nebenher")
    beginning = al.page.locator(".beginnings button").first.inner_text()
    thumb.tap("button", beginning).tap("button", "An Bo senden")
    assert (thumb.taps, thumb.typed) == (3, 0)
    al.tap("button", "Jetzt senden")
    # What one says travels as it was said; what the app says about it is in the reader's language.
    expect(newest).to_contain_text(beginning)
    expect(newest).to_contain_text("An invitation")
