"""A minute with an unlocked phone whose owner is elsewhere: no way in is added, no secret is shown, nothing leaves."""

from __future__ import annotations

import re
from typing import Any

import pytest
from harness import ROOT, Phone
from people import Couple
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.slow  # make journeys

# The owner's finger is not there: whatever asks for a passkey is told that nobody touched it.
NOBODY = """
{
  globalThis.__touched = 0;
  for (const name of ['create', 'get'])
    CredentialsContainer.prototype[name] = () => {
      globalThis.__touched += 1;
      return Promise.reject(new DOMException('nobody is here', 'NotAllowedError'));
    };
}
"""
WAYS_IN = """async () => {
  const ask = async (path) => (await fetch(path)).json();
  const { uid, gen, version, vault, wraps, recovery } = await ask('/api/session');
  const { passkeys } = await ask('/api/passkeys');
  const { sessions } = await ask('/api/sessions');
  const { activity } = await ask('/api/activity');
  return { uid, gen, wraps, recovery, passkeys: passkeys.map(({ ref }) => ref).sort(), sessions: sessions.length,
    activity: activity.map(({ what }) => what) };
}"""
ROUTES = ROOT / "pwa/src/routes.tsx"
# What leaves or signs out needs no passkey on purpose: nothing obstructs an exit. The walk stays in one language.
EXITS = re.compile(r"Deutsch|sign out|leave|decline|no, thank you|close the app|use it now|print", re.IGNORECASE)


def addresses() -> list[str]:
    """Every address of the app that needs no note's name."""
    return [path for path in re.findall(r'path: "([^"]+)"', ROUTES.read_text()) if ":" not in path]


def state_of(phone: Phone) -> dict[str, Any]:
    """Everything that lets somebody in, as the server has it."""
    return dict(phone.page.evaluate(WAYS_IN))


def press_everything(page: Page, address: str) -> None:
    """Each button of this screen once, each time from the screen as it opens, and whatever unfolds under it."""
    main = page.locator("main")
    expect(main).to_be_visible()
    page.wait_for_timeout(200)
    count = main.get_by_role("button").count()
    for place in range(min(count, 14)):
        buttons = main.get_by_role("button")
        if buttons.count() <= place:
            page.goto(address)
            expect(main).to_be_visible()
            page.wait_for_timeout(200)
        if buttons.count() <= place:
            continue
        name = buttons.nth(place).inner_text()
        if EXITS.search(name) or not buttons.nth(place).is_visible():
            continue
        buttons.nth(place).click(force=True)
        page.wait_for_timeout(120)
        yield_to = page.locator("main .unfold").get_by_role("button")
        for inner in range(min(yield_to.count(), 4)):
            if yield_to.count() > inner and not EXITS.search(yield_to.nth(inner).inner_text()):
                yield_to.nth(inner).click(force=True)
                page.wait_for_timeout(120)


def test_a_minute_with_an_unlocked_phone_adds_no_way_in_and_reads_no_secret(own_pair: Couple) -> None:
    al = own_pair.al
    code = al.make_code()
    before = state_of(al)
    al.context.add_init_script(NOBODY)
    since = len(al.sent)
    seen: list[str] = []
    touched = 0
    for path in addresses():
        address = al.server.origin + path
        al.page.goto(address)
        press_everything(al.page, address)
        seen.append(al.page.locator("body").inner_text())
        touched += al.page.evaluate("() => globalThis.__touched")
        status = al.page.evaluate("() => fetch('/api/session').then((answer) => answer.status)")
        assert status == 200, f"{path}: {status}"
    assert touched > 0, "something on the way did ask for the passkey"
    al.open("/us")
    after = state_of(al)
    assert after == before
    asked = {f"{one.method} {one.url.removeprefix(al.server.origin)}" for one in al.sent[since:]}
    assert {one for one in asked if one.startswith("POST /api/session/verification/options")}
    assert not {one for one in asked if one == "POST /api/session/verification"}
    groups = code.split("-")
    assert not [text for text in seen if sum(group in text for group in groups) > 1], "the code is never shown again"
