"""Every screen in every state can be used by everyone: no axe violation, nothing cut off, targets a thumb hits.

What a state contains depends on neither width nor colours: axe looks at all of it in light, at its contrast again in
dark, and the layout is measured in every size.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from harness import AXE, ROOT, Server
from people import NewPhone
from playwright.sync_api import Page
from states import State, World, walk

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
RUN_AXE = """async (rules) => {
  const only = rules.length > 0 ? { runOnly: rules } : {};
  const { violations } = await axe.run(document, { resultTypes: ['violations'], ...only });
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


def look(page: Page, width: int, scheme: str, rules: list[str] | None) -> list[str]:
    """What is wrong with this page in this size and these colours. `rules` of axe: none, these, or [] for every one."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
    wrong: list[str] = page.evaluate(MEASURE, width)
    if rules is not None:
        if not page.evaluate("() => 'axe' in globalThis"):
            page.evaluate(AXE.read_text() + "; undefined")
        wrong += page.evaluate(RUN_AXE, rules)
    return wrong


def everything_wrong(state: State) -> list[str]:
    """One line for each thing, with the state, the size and the colours."""
    looks: list[tuple[int, str, list[str] | None]] = [
        (390, "light", []),
        (320, "light", None),
        (320, "dark", ["color-contrast"]),
        (390, "dark", None),
    ]
    if state.wide:
        looks.append((1280, "light", []))
    found = [
        f"{state.name}, {width} {scheme}: {line}"
        for width, scheme, rules in looks
        for line in look(state.page, width, scheme, rules)
    ]
    look(state.page, 390, "light", None)
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
    found = " ".join(look(page, 390, "light", []))
    assert "color-contrast" in found
    assert "label" in found
    assert "color-contrast" in " ".join(look(page, 320, "dark", ["color-contrast"]))
    page.evaluate("""() => {
      add('button', 'tiny', 'width: 20px; height: 20px; min-height: 0; padding: 0');
      add('p', 'wide'.repeat(300), 'overflow-wrap: normal; white-space: nowrap');
      add('p', 'broad', 'width: 2000px');
      add('div', '', 'height: 4px; overflow: hidden').append(add('p', 'cut', ''));
    }""")
    found = " ".join(look(page, 390, "light", None))
    for fault in ("only 20 × 20", "too wide for its box", "cut off", "outside", "scrolls sideways"):
        assert fault in found, fault
