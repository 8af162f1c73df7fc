"""The whole app without touching the screen: Tab, Enter, Space and typing; where focus stands can always be seen."""

from __future__ import annotations

from harness import Phone
from in_page import SETTLED
from people import Couple, NewPhone
from playwright.sync_api import expect

STOPS = 90
# What has the focus: its name, and what keeps a person from seeing that it has.
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return { name: '', wrong: '' };
  const label = element.labels?.[0]?.innerText ?? '';
  const by = (element.getAttribute('aria-labelledby') ?? '').split(' ');
  const labelled = by.map((id) => document.getElementById(id)?.innerText ?? '').join(' ').trim();
  const own = element.matches('input, textarea') ? '' : element.innerText;
  const name = (element.getAttribute('aria-label') ?? (labelled || label || own)).trim().replace(/\\s+/g, ' ');
  const style = getComputedStyle(element);
  const { left, top, width, height } = element.getBoundingClientRect();
  let wrong = '';
  if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) wrong = 'no outline';
  else if (top + height < 1 || top > innerHeight - 1) wrong = 'outside the window';
  else {
    const there = document.elementFromPoint(left + width / 2, Math.min(Math.max(top + height / 2, 1), innerHeight - 2));
    if (there && !element.contains(there) && !there.contains(element) && !element.closest('label')?.contains(there))
      wrong = 'covered by ' + there.outerHTML.slice(0, 80);
  }
  return { name, wrong };
}"""


class Keys:
    """Two hands on a keyboard. Every stop on the way must be visible."""

    def __init__(self, phone: Phone) -> None:
        self.phone, self.page = phone, phone.page

    def to(self, name: str, back: bool = False) -> Keys:
        """Tab until what is called exactly this has the focus."""
        visited = []
        # A bar that just came is measured in the next frame; before that, no browser can keep the focus clear of it.
        self.page.evaluate(SETTLED)
        for _ in range(STOPS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            self.page.evaluate(SETTLED)
            stop = self.page.evaluate(FOCUSED)
            assert not stop["wrong"], f"{stop['name']}: {stop['wrong']}"
            visited.append(stop["name"])
            if stop["name"] == name:
                return self
        raise AssertionError(f"{name} can't be reached with Tab; met {visited}")

    def enter(self, name: str) -> Keys:
        """Go there and press Enter."""
        self.to(name).page.keyboard.press("Enter")
        return self

    def space(self, name: str) -> Keys:
        """Go there and press Space."""
        self.to(name).page.keyboard.press("Space")
        return self

    def type(self, text: str) -> Keys:
        """Type where the focus is."""
        self.page.keyboard.type(text)
        return self


def test_someone_starts_writes_and_keeps_by_keyboard_alone(phone: NewPhone) -> None:
    al = phone("al").open("/")
    al.sees("button", "Start with a passkey")
    keys = Keys(al).enter("Start with a passkey")
    al.sees("heading", "This is yours now")
    keys.enter("Begin")
    al.sees("link", "Weighed down")
    keys.enter("Weighed down")
    al.sees("button", "lonely")
    keys.space("lonely").to("because …").type("the house was full").space("just listen").enter("Keep for me")
    al.sees("button", "Keep now")
    keys.enter("Keep now")
    expect(al.page.get_by_role("button", name="Keep now")).to_have_count(0)
    keys.enter("Just mine")
    expect(al.page.locator("article.note .because")).to_have_text("the house was full")
    keys.enter("Write")
    al.sees("link", "At ease")
    assert not al.trouble


def test_two_people_hear_find_change_and_take_back_by_keyboard_alone(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    bo.feel("low_unpleasant", "lonely", "the kitchen was dark", "Share with Al", helped="just listen")
    bo.until_sent()
    # Today stays with what it opened on: the note is here first.
    expect(al.open("/us").page.get_by_text("the kitchen was dark")).to_be_visible()
    expect(al.open("/").page.get_by_text("the kitchen was dark")).to_be_visible()
    keys = Keys(al).enter("I hear you")
    al.sees("button", "Send now")
    keys.enter("Send now")
    expect(al.page.get_by_role("button", name="Send now")).to_have_count(0)
    al.until_sent()
    expect(bo.look_outside().open("/us").page.get_by_text("I hear you").first).to_be_visible()

    keys.enter("Us")
    al.sees("heading", "Us")
    keys.enter("Find").to("Words in a note").type("kitchen")
    expect(al.page.locator("article.note")).to_have_count(1)
    keys.to("Find", back=True).page.keyboard.press("Escape")
    keys.page.keyboard.press("Enter")
    note = al.page.locator("article.note a").first
    name = note.evaluate("(link) => (link.getAttribute('aria-label') ?? link.innerText).trim().replace(/\\s+/g, ' ')")
    keys.enter(name)
    al.sees("button", "Keep a copy for me")
    keys.enter("Let's talk about this")
    al.sees("button", "We talked about this")
    keys.enter("We talked about this")
    al.sees("button", "Let's talk about this")

    keys = Keys(bo)
    bo.page.locator("article.note a").first.focus()
    bo.page.keyboard.press("Enter")
    bo.sees("link", "Change your note")
    keys.enter("Take it back")
    bo.sees("heading", "Take it back?")
    keys.enter("Take back")
    bo.sees("button", "Put it back")
    keys.enter("Put it back")
    bo.sees("link", "Change your note")
    assert not al.trouble + bo.trouble


def test_something_kind_by_keyboard_alone(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    al.open("/").sees("heading", "How are you, really?")
    keys = Keys(al)
    keys.enter("Something kind")
    al.sees("heading", "Something kind")
    keys.enter("Touch A hand, a hug, being close")
    al.sees("heading", "Touch")
    keys.enter("In my own words")
    keys.to("What I want to say").page.keyboard.type("I like to lean on you")
    keys.to("because …").page.keyboard.type("you do not move")
    keys.enter("Send to Bo")
    al.sees("heading", "How are you, really?")
    al.sees("button", "Send now")
    keys.enter("Send now")
    bo.open("/us")
    expect(bo.page.locator("article.note").first).to_contain_text("I like to lean on you, because you do not move")
