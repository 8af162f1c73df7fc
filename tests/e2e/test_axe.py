"""Every screen in every state can be used by everyone: no axe violation, nothing cut off, targets a thumb hits.

axe is asked about every state in every size and both colours, and again with forced colours; the layout is measured
in every size and at twice the text.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import monitoring
import pytest
from harness import AXE, ROOT, Server
from people import NewPhone
from playwright.sync_api import Page
from state import State, World
from states import CHAPTERS

pytestmark = pytest.mark.slow  # make axe

HEIGHTS = {390: 844, 320: 640, 1280: 800}
# Links inside a sentence are as high as their line; everything else that can be tapped is at least 44 px each way.
MEASURE = """(width) => {
  for (const animation of document.getAnimations()) animation.finish();
  const wrong = [];
  const say = (what, element) => wrong.push(`${what}: ${element.outerHTML.slice(0, 120)}`);
  const root = document.documentElement;
  if (innerWidth !== width) wrong.push(`the page is ${innerWidth} px wide`);
  if (root.scrollWidth > root.clientWidth) wrong.push(`scrolls sideways, ${root.scrollWidth} px`);
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.checkVisibility({ visibilityProperty: true }) || element.closest('.unseen, svg')) continue;
    const style = getComputedStyle(element);
    const { left, right, width: wide, height } = element.getBoundingClientRect();
    if (left < -0.5 || right > width + 0.5) say('outside', element);
    const inline = style.display === 'inline';
    if (element.matches('a, button, input, textarea, summary') && !inline && (wide < 43.5 || height < 43.5)) {
      say(`only ${Math.round(wide)} × ${Math.round(height)}`, element);
    }
    const speaks = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
    if (speaks && !inline && element.scrollWidth > element.clientWidth + 1) say('too wide for its box', element);
    const hides = style.overflowY !== 'visible' && !element.matches('textarea');
    if (hides && element.scrollHeight > element.clientHeight + 1) say('cut off', element);
  }
  return wrong;
}"""
RUN_AXE = """async ({ only, without }) => {
  if (!('axe' in globalThis)) return null;
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  const chosen = only.length > 0 ? { runOnly: only } : { rules };
  const { violations } = await axe.run(document, { resultTypes: ['violations'], ...chosen });
  return violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
}"""
# Until when an invitation works, and when I want to be reminded; nothing else on any screen is told to the minute.
MINUTES_ARE_SAID = ("invite", "reminders")
# What waits on my own phone, or could not be sent from it.
OWN_COUNTS = ("could not be sent", "not been sent yet")


class Look(NamedTuple):
    """One way of looking at a state. `axe`: no rule, these, or [] for every one."""

    width: int
    scheme: str
    axe: list[str] | None
    forced: bool = False
    text: int = 100

    def __str__(self) -> str:
        extras = (", forced colours" if self.forced else "") + (f", {self.text} % text" if self.text != 100 else "")
        return f"{self.width} {self.scheme}{extras}"


# Each way changes little from the one before it: turning a page over costs as much as looking at it.
EVERY = [
    *(Look(390, scheme, [], forced=True) for scheme in ("light", "dark")),
    *(Look(width, "dark", []) for width in (390, 320, 1280)),
    *(Look(width, "light", None, text=200) for width in (1280, 320, 390)),
    *(Look(width, "light", []) for width in (390, 320, 1280)),
]
# A chapter that ends early has not been looked at.
LEAST = {
    "strangers": 19,
    "one couple": 55,
    "being heard": 20,
    "finding": 5,
    "just mine": 15,
    "something kind": 12,
    "looking back": 8,
    "questions": 10,
    "ways in": 18,
    "locking": 12,
    "linking": 17,
    "the operator": 2,
    "taking along": 8,
}


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """A copy of the app, because one state is "there is a newer one"."""
    return shutil.copytree(ROOT / "server/dist", tmp_path / "served")


@pytest.fixture
def server(tmp_path: Path, served: Path) -> Iterator[Server]:
    """A server of that copy."""
    running = Server(tmp_path / "server", served).start()
    yield running
    running.kill()


def look(page: Page, way: Look, before: Look | None = None) -> None:
    """Show the page this way; it may be known how it was shown before."""
    if before is None or (way.scheme, way.forced) != (before.scheme, before.forced):
        page.emulate_media(
            color_scheme=way.scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
            forced_colors="active" if way.forced else "none",
        )
    if before is None or way.width != before.width:
        page.set_viewport_size({"width": way.width, "height": HEIGHTS[way.width]})
    if before is None or way.text != before.text:
        page.evaluate("(percent) => { document.documentElement.style.fontSize = percent; }", f"{way.text}%")


def wrong_in(page: Page, way: Look, before: Look | None = None) -> list[str]:
    """What is wrong with this page, looked at this way."""
    look(page, way, before)
    wrong: list[str] = page.evaluate(MEASURE, way.width)
    if way.axe is not None:
        # axe reads the author's colours where the browser paints the person's own.
        asked = {"only": way.axe, "without": ["color-contrast"] if way.forced else []}
        found = page.evaluate(RUN_AXE, asked)
        if found is None:
            page.evaluate(AXE.read_text() + "; undefined")
            found = page.evaluate(RUN_AXE, asked)
        wrong += found
    return wrong


def watching_in(state: State) -> list[str]:
    """Scores, receipts, counts and minutes that stand on this screen."""
    lines = [
        one for one in state.page.locator("body").inner_text().splitlines() if not any(o in one for o in OWN_COUNTS)
    ]
    found = [word for line in lines for word in monitoring.in_sentence(line)]
    return [] if state.name.startswith(MINUTES_ARE_SAID) else [f"says “{word}”" for word in found]


def everything_wrong(state: State) -> list[str]:
    """One line for each thing, with the state, the size and the colours."""
    steps = zip(EVERY, [None, *EVERY], strict=False)
    found = [f"{state.name}, {way}: {line}" for way, before in steps for line in wrong_in(state.page, way, before)]
    found += [f"{state.name}: {line}" for line in watching_in(state)]
    look(state.page, Look(390, "light", None))
    return found


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_state_of_every_screen_is_free_of_violations(
    server: Server, served: Path, phone: NewPhone, record_property: Callable[[str, object], None], chapter: str
) -> None:
    wrong: list[str] = []
    seen: list[str] = []
    for state in CHAPTERS[chapter](World(server, phone, served)):
        assert state.name not in seen
        seen.append(state.name)
        wrong += everything_wrong(state)
    record_property("states", len(seen))
    record_property(
        "saw", f"{chapter}: {len(seen)} states, each looked at in {len(EVERY)} ways, {len(wrong)} things wrong"
    )
    assert not wrong, "\n".join(dict.fromkeys(wrong))
    assert len(seen) >= LEAST[chapter]


def test_what_is_wrong_is_found(phone: NewPhone) -> None:
    new = phone("new").open("/about")
    new.sees("heading", "What Unsaid is, and what it can't do")
    page = new.page
    page.evaluate("""() => {
      globalThis.add = (tag, text, style) => {
        const element = document.createElement(tag);
        element.textContent = text;
        element.style.cssText = style;
        document.querySelector('main').prepend(element);
        return element;
      };
      add('p', 'grey on grey', 'color: #999; background: #888');
      add('input', '', '');
    }""")
    found = " ".join(wrong_in(page, Look(390, "light", [])))
    assert "color-contrast" in found
    assert "label" in found
    assert "label" in " ".join(wrong_in(page, Look(390, "light", [], forced=True)))
    assert "color-contrast" in " ".join(wrong_in(page, Look(320, "dark", ["color-contrast"])))
    page.evaluate("""() => {
      add('button', 'tiny', 'width: 20px; height: 20px; min-height: 0; padding: 0');
      add('p', 'wide'.repeat(300), 'overflow-wrap: normal; white-space: nowrap');
      add('p', 'broad', 'width: 2000px');
      add('div', '', 'height: 4px; overflow: hidden').append(add('p', 'cut', ''));
      add('p', 'Seen at 21:04', '');
    }""")
    found = " ".join(wrong_in(page, Look(390, "light", None)))
    for fault in ("only 20 × 20", "too wide for its box", "cut off", "outside", "scrolls sideways"):
        assert fault in found, fault
    assert watching_in(State("planted", page)) == ["says “Seen at”", "says “21:04”"]
    page.evaluate("() => add('p', 'roomy', 'width: 18rem; position: absolute')")
    assert "roomy" not in " ".join(wrong_in(page, Look(320, "light", None)))
    assert "roomy" in " ".join(wrong_in(page, Look(320, "light", None, text=200)))
