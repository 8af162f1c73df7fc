"""Every screen in every state can be used by everyone: no axe violation, nothing cut off, nothing to scroll sideways, targets a thumb hits.

What a state contains depends on neither width nor colours, so axe looks at it twice (light and wide, dark and narrow) and the
layout is measured in all four.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import NewPhone
from harness import AXE, ROOT, Server
from playwright.sync_api import Page
from states import State, World, walk

HEIGHTS = {390: 844, 320: 640, 1280: 800}
# Links inside a sentence are as high as their line; everything else that can be tapped is at least 44 px each way.
MEASURE = """(width) => {
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
    const cut = style.overflowY !== 'visible' && !element.matches('textarea') && element.scrollHeight > element.clientHeight + 1;
    if (cut) say('cut off', element);
  }
  return wrong;
}"""
RUN_AXE = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  return violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 160)}`);
}"""


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


def look(page: Page, width: int, scheme: str, axe: bool) -> list[str]:
    """What is wrong with this page in this size and these colours."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    wrong: list[str] = page.evaluate(MEASURE, width)
    if axe:
        if not page.evaluate("() => 'axe' in globalThis"):
            page.evaluate(AXE.read_text() + "; undefined")
        wrong += page.evaluate(RUN_AXE)
    return wrong


def everything_wrong(state: State) -> list[str]:
    """One line for each thing, with the state, the size and the colours."""
    looks = [(390, "light", True), (320, "light", False), (320, "dark", True), (390, "dark", False)]
    if state.wide:
        looks.append((1280, "light", True))
    found = [
        f"{state.name}, {width} {scheme}: {line}"
        for width, scheme, axe in looks
        for line in look(state.page, width, scheme, axe)
    ]
    look(state.page, 390, "light", False)
    return found


def test_every_state_of_every_screen_is_free_of_violations(
    server: Server, served: Path, phone: NewPhone, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong: list[str] = []
    seen: list[str] = []
    for state in walk(World(server, phone, served)):
        assert state.name not in seen
        seen.append(state.name)
        wrong += everything_wrong(state)
    with capsys.disabled():
        print(f"\n{len(seen)} states looked at, light and dark, 390 and 320 px wide")
    assert not wrong, "\n".join(dict.fromkeys(wrong))
    assert len(seen) >= 60


def test_what_is_wrong_is_found(phone: NewPhone) -> None:
    page = phone("new").open("/about").page
    page.evaluate("""() => {
      const add = (tag, text, style) => {
        const element = document.createElement(tag);
        element.textContent = text;
        element.style.cssText = style;
        document.querySelector('main').append(element);
        return element;
      };
      add('button', 'tiny', 'width: 20px; height: 20px; min-height: 0; padding: 0');
      add('p', 'grey on grey', 'color: #999; background: #888');
      add('p', 'wide'.repeat(300), 'overflow-wrap: normal; white-space: nowrap');
      add('div', '', 'height: 4px; overflow: hidden').append(add('p', 'cut', ''));
      add('input', '', '');
    }""")
    found = " ".join(look(page, 390, "light", True))
    for fault in ("only 20 × 20", "too wide for its box", "cut off", "scrolls sideways", "color-contrast", "label"):
        assert fault in found, fault
