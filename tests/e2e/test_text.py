"""What the text does to the screens: in English, German, stretched, from right to left, at 320 px and twice the size.

The app is built with every language in it (`--mode text`, tests/pwa/speaking.ts), walked through once, and speaks in
another voice at every state. Nothing may be clipped, lie on something else, scroll sideways, or stay English when the
rest does not.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harness import ROOT, Server
from people import NewPhone
from playwright.sync_api import Page
from state import LONG_TEXT, LONG_WORD, World
from states import BECAUSE_AL, BECAUSE_BO, CHAPTERS, LONG_NAME
from states_heard import REPLY
from states_kind import PROMISE
from test_axe import LEAST, MEASURE

pytestmark = pytest.mark.slow  # make text
WIDTH, HEIGHT = 320, 640
VOICES = ("en", "de", "pseudo", "rtl")
SIZES = (100, 200)
# What the app says is turned inside out by `pseudo`; what people typed, names and pictures are not.
READ = """() => {
  const texts = [];
  // Names of services and what an operator added are said in no language but their own.
  const ours = (element) => element.closest('[translate="no"]') === null;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    if (ours(node.parentElement) && node.parentElement.checkVisibility({ visibilityProperty: true }))
      texts.push(node.data);
  }
  for (const element of document.body.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
    for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
      if (ours(element)) texts.push(element.getAttribute(name) ?? '');
  }
  return [document.title, ...texts].map((text) => text.trim()).filter((text) => /\\p{L}{2}/u.test(text));
}"""
# Lines of text that lie on one another, where nothing floats.
OVERLAP = """() => {
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode()); ) {
    const element = node.parentElement;
    if (node.data.trim() === '' || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.closest('.unseen, .dock, .finish, .at-hand, .top, [aria-hidden="true"]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      // A serif line reaches a little into the next; its letters do not.
      const air = (bottom - top) * 0.2;
      lines.push({ element, text: node.data.trim().slice(0, 40), left, right, top: top + air, bottom: bottom - air });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  const wrong = [];
  lines.forEach((a, at) => {
    for (const b of lines.slice(at + 1)) {
      if (b.top >= a.bottom) break;
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      if (wide > 2 && a.element !== b.element) wrong.push(`“${b.text}” lies on “${a.text}”`);
    }
  });
  return wrong;
}"""

LAID_OUT = f"""({{ percent, width }}) => {{
  document.documentElement.style.fontSize = `${{percent}}%`;
  return [...({MEASURE})(width), ...({OVERLAP})()];
}}"""


@pytest.fixture(scope="session")
def every_language(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app with every language in it, built once for all who walk at the same time."""
    spec = importlib.util.spec_from_file_location("pwa_build", ROOT / "pwa/build.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    sys.modules["pwa_build"] = build
    spec.loader.exec_module(build)
    together = "PYTEST_XDIST_WORKER" in os.environ
    folder = (tmp_path_factory.getbasetemp().parent if together else tmp_path_factory.mktemp("text")) / "dist"
    with build.alone():
        if not (folder / "sw.js").exists():
            build.build_to(folder, "text")
    return folder


@pytest.fixture
def served(tmp_path: Path, every_language: Path) -> Path:
    """A copy of it, because one state is "there is a newer one"."""
    return shutil.copytree(every_language, tmp_path / "served")


@pytest.fixture
def server(tmp_path: Path, served: Path) -> Iterator[Server]:
    """A server of that copy."""
    running = Server(tmp_path / "server", served).start()
    yield running
    running.kill()


def speak(page: Page, voice: str) -> None:
    """Let the page say everything in this voice; two frames, so that what was drawn again is there."""
    page.evaluate(
        """(voice) => new Promise((done) => {
          speak(voice);
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
        })""",
        voice,
    )


def laid_out(page: Page, percent: int) -> list[str]:
    """What is clipped, outside, or lies on something else at this size of text."""
    wrong: list[str] = page.evaluate(LAID_OUT, {"percent": percent, "width": WIDTH})
    return wrong


def is_own(text: str) -> bool:
    """People said it, whole or cut short; or it is a group of a recovery code."""
    if re.fullmatch(r"[0-9A-Z]{4}", text):
        return True
    said = text.removesuffix("…").strip(" “”:·,")
    return any(own.startswith(said) if len(said) > 12 else own == said for own in OWN)


def wrong_with(page: Page) -> list[str]:
    """One line for each thing that the text does to this page."""
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
    said: dict[str, set[str]] = {}
    wrong = []
    for voice in VOICES:
        speak(page, voice)
        said[voice] = set(page.evaluate(READ))
        for percent in SIZES:
            wrong += [f"{voice}, {percent} %: {line}" for line in laid_out(page, percent)]
    # What stands there in English and in `pseudo` alike, and nobody typed.
    wrong += [f"not translated: {text}" for text in sorted(said["en"] & said["pseudo"]) if not is_own(text)]
    page.evaluate("() => { document.documentElement.style.fontSize = ''; }")
    page.set_viewport_size({"width": 390, "height": 844})
    speak(page, "en")
    return wrong


# What people called each other, typed and wrote in the chapters; names of the app, of languages, of who runs it.
OWN = {
    *("Unsaid", "English", "Deutsch", "Rosa", "Linux · Chrome", "Bo", "Al", LONG_NAME),
    *(LONG_WORD, LONG_TEXT, BECAUSE_AL, BECAUSE_BO, REPLY, PROMISE),
    *(
        "the window was open and it rained",
        "I slept four hours",
        "the letter came",
        "you stayed",
        "written with no signal",
    ),
}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_text_is_clipped_or_overlapping_or_untranslated(
    server: Server, served: Path, phone: NewPhone, record_property: Callable[[str, object], None], chapter: str
) -> None:
    wrong: list[str] = []
    seen = 0
    for state in CHAPTERS[chapter](World(server, phone, served)):
        seen += 1
        wrong += [f"{state.name}: {line}" for line in wrong_with(state.page)]
    record_property("states", seen)
    ways = f"in {len(VOICES)} voices and {len(SIZES)} sizes"
    record_property("saw", f"{chapter}: {seen} states, {ways}, {len(wrong)} things wrong")
    assert not wrong, "\n".join(dict.fromkeys(wrong))
    assert seen >= LEAST[chapter]


def test_what_is_wrong_with_text_is_found(phone: NewPhone) -> None:
    new = phone("new").open("/about")
    new.sees("heading", "What Unsaid is, and what it can't do")
    page = new.page
    assert wrong_with(page) == []
    page.evaluate("""() => {
      const add = (text, style) => {
        const element = document.createElement('p');
        element.textContent = text;
        element.style.cssText = style;
        document.querySelector('main').prepend(element);
      };
      add('Forgotten words', '');
      add('Lying', 'margin: 0 0 -4rem');
      add('clipped', 'height: 8px; overflow: hidden');
    }""")
    found = " ".join(wrong_with(page))
    for fault in ("not translated: Forgotten words", "lies on", "cut off", "rtl, 200 %"):
        assert fault in found, fault


def test_each_voice_says_it_in_its_own_way(phone: NewPhone) -> None:
    new = phone("new").open("/about")
    heading = new.page.get_by_role("heading", level=1)
    new.sees("heading", "What Unsaid is, and what it can't do")
    speak(new.page, "de")
    said = heading.inner_text().replace("\u00ad", "")
    assert said == "Was Unsaid ist und was es nicht kann"
    speak(new.page, "pseudo")
    assert heading.inner_text().startswith("⟦")
    speak(new.page, "rtl")
    assert new.page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"
