"""The states of the page on safety, and of an account that the operator signed out everywhere."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

from harness import ROOT, Phone
from playwright.sync_api import Route, expect
from state import LONG_TEXT, LONG_WORD, State, World

ADDED = [
    {"country": "DE", "name": LONG_WORD, "line": "030 123456", "note": LONG_TEXT},
    {"country": "", "name": "Café am Markt", "line": "ask at the counter", "note": ""},
]


def safety_states(new: Phone) -> Iterator[State]:
    """Someone who only looks in: the country of the browser, the one with the most lines, and none."""
    page = new.open("/safety").page
    new.sees("heading", "Safety")
    yield State("safety", page)
    country = page.get_by_role("combobox", name="Country")
    country.select_option("CA")
    yield State("safety, another country", page)
    country.select_option("")
    yield State("safety, no country", page)


def added_to_safety(new: Phone) -> Iterator[State]:
    """What an operator added, as long as it gets."""

    def more(route: Route) -> None:
        route.fulfill(json={"operator": "Rosa", "version": "1", "help_lines": ADDED})

    new.context.route("**/api/server", more)
    new.open("/safety")
    expect(new.page.get_by_text("Added by whoever runs this server.")).to_be_visible()
    yield State("safety, lines added", new.page)
    new.context.unroute("**/api/server")


def operator_states(world: World) -> Iterator[State]:
    """The number of the account, and what it was used for."""
    al = world.phone("revoked").start_with_passkey()
    page = al.open("/you").page
    page.get_by_text("The number of your account").click()
    yield State("you, the number of the account", page)
    number = page.locator("code").inner_text()
    words = [sys.executable, "-m", "server", "account", "revoke", number]
    subprocess.run(words, cwd=ROOT, env=al.server.environment, check=True, capture_output=True, timeout=60)
    al.open("/you/devices").tap("button", "Use my passkey")
    expect(page.get_by_text("Whoever runs this server signed you out everywhere").first).to_be_visible()
    yield State("devices, signed out by the operator", page)
    al.close()
