"""The page on safety for anyone at any time, what an operator may add, the quick way out; who runs the server."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from harness import ROOT, Phone, wipe
from people import NewPhone
from playwright.sync_api import Page, Route, expect
from states import link
from storage import DUMP

OURS = "ul[aria-label]"
ADDED = "Added by whoever runs this server. We can't check it."
HOSTILE = [
    {"country": "GB", "name": "National Domestic Abuse Helpline", "line": "0900 666 666", "note": "the new number"},
    {"country": "<b>", "name": "<img src=x onerror=\"document.title='owned'\">", "line": "*21*0900666#", "note": ""},
    {
        "country": "\u202e",
        "name": "\u202eyalp",
        "line": "javascript:document.title='owned'",
        "note": "https://x.example",
    },
    {"country": "constructor", "name": "w" * 100_000, "line": "08000", "note": "</ul></section><style>*{display:none}"},
    {"country": 7, "name": None, "line": [], "note": {}},
    *({"country": "", "name": f"line {n}", "line": "112", "note": ""} for n in range(2000)),
]
STANDALONE = """
const asked = globalThis.matchMedia;
globalThis.matchMedia = (query) =>
  query === '(display-mode: standalone)' ? { matches: true } : asked.call(globalThis, query);
globalThis.close = () => {};
"""


def help_of(page: Page) -> list[str]:
    """Our own lines as they stand, with the addresses they call."""
    page.locator(OURS).wait_for()
    rows: list[str] = page.locator(f"{OURS} > li").evaluate_all(
        "(rows) => rows.map((row) => row.innerText + row.querySelector('a').href)"
    )
    return rows


def asked(phone: Phone) -> set[tuple[str, str]]:
    """What the server was asked since the list was emptied, but for the files of the app."""
    found = {(one.method, one.url.removeprefix(phone.server.origin)) for one in phone.sent}
    return {(method, path) for method, path in found if not path.startswith("/assets/")}


def everything_kept(phone: Phone) -> dict[str, Any]:
    """What this browser keeps of us, but for the files of the app."""
    found: dict[str, Any] = phone.page.evaluate(DUMP)
    return {kind: found[kind] for kind in ("keys", "bytes", "words", "cookie")}


def test_s15_the_safety_page_is_there_for_a_stranger_with_no_network_and_for_someone_locked_out(
    phone: NewPhone,
) -> None:
    al = phone("al", prf=False)
    al.open().wait_for_worker()
    al.server.kill()
    al.context.set_offline(True)
    al.open("/").tap("link", "Safety")
    al.sees("heading", "Safety")
    lines = help_of(al.page)
    assert any("999" in line and line.endswith("tel:999") for line in lines)
    assert any("0808 2000 247" in line for line in lines)
    al.open("/safety").sees("heading", "Someone to talk to")
    assert help_of(al.page) == lines
    al.context.set_offline(False)
    al.server.start()
    al.start_with_passkey()
    wipe(al)
    al.open("/").tap("button", "I have used Unsaid before")
    al.sees("heading", "Your notes are locked")
    al.tap("link", "Safety")
    al.sees("heading", "Safety")
    assert help_of(al.page) == lines


@pytest.mark.slow
def test_s15_behind_the_app_lock_it_is_one_tap_away(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    al.open("/you/lock").tap("button", "At once")
    expect(al.page.get_by_role("status").filter(has_text="The lock is on.")).to_be_visible()
    al.open("/mine").sees("heading", "Unsaid is closed")
    al.tap("link", "Safety")
    al.sees("heading", "Safety")
    expect(al.page.get_by_role("link", name="Passkeys and devices")).to_have_count(0)
    assert len(help_of(al.page)) > 3


@pytest.mark.slow
def test_s15_the_list_can_be_read_for_every_country_and_nobody_is_told_which(phone: NewPhone) -> None:
    al = phone("al", locale="de-AT")
    al.open("/safety")
    country = al.page.get_by_role("combobox", name="Land")
    expect(country).to_have_value("AT")
    al.wait_for_worker()
    al.page.wait_for_load_state("networkidle")
    before = everything_kept(al)
    al.sent.clear()
    for code in ("GB", "US", "ZA", "CH"):
        country.select_option(code)
        assert help_of(al.page)
    country.select_option("")
    expect(al.page.get_by_text("112", exact=False).first).to_be_visible()
    assert asked(al) == set()
    assert everything_kept(al) == before
    al.open("/safety")
    expect(country).to_have_value("AT")


@pytest.mark.slow
def test_s15_opening_it_leaves_no_trace_in_the_account(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    al.open("/you/devices").sees("heading", "What changed")
    al.page.wait_for_load_state("networkidle")
    al.sent.clear()
    al.tap("link", "Safety")
    al.sees("heading", "Safety")
    al.page.wait_for_load_state("networkidle")
    # A stream may begin anew at any time.
    assert asked(al) <= {("GET", "/api/server"), ("GET", "/api/live")}
    al.open("/you/devices").sees("heading", "What changed")
    expect(al.page.locator(".changes > li")).to_have_count(1)


@pytest.mark.slow
def test_s15_nothing_an_operator_adds_hides_or_changes_one_of_ours(phone: NewPhone) -> None:
    al = phone("al")
    al.open("/safety")
    ours = help_of(al.page)
    expect(al.page.get_by_text(ADDED)).to_have_count(0)

    def hostile(route: Route) -> None:
        route.fulfill(json={"operator": "Rosa", "version": "1", "help_lines": HOSTILE})

    al.context.route("**/api/server", hostile)
    al.open("/safety")
    expect(al.page.get_by_text(ADDED)).to_be_visible()
    assert help_of(al.page) == ours
    added = al.page.locator("ul[aria-labelledby=added]")
    assert 0 < added.locator("li").count() <= 50
    # Theirs come after ours, are text, and call nothing but a number.
    assert al.page.evaluate(
        "() => !!(document.querySelector('ul[aria-label]')"
        ".compareDocumentPosition(document.querySelector('#added')) & 4)"
    )
    assert al.page.locator("main img, main style, main script").count() == 0
    links = added.locator("a").evaluate_all("(all) => all.map((one) => one.href)")
    assert {one for one in links if not re.fullmatch(r"tel:\+?\d+", one)} == set()
    expect(added.get_by_text("*21*0900666#")).to_be_visible()
    assert al.page.title() == "Safety · Unsaid"
    assert al.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    # Kept for when there is no network, and as harmless then.
    al.wait_for_worker()
    al.context.unroute("**/api/server")
    al.server.kill()
    al.context.set_offline(True)
    al.open("/safety")
    expect(al.page.get_by_text(ADDED)).to_be_visible()
    assert help_of(al.page) == ours
    al.context.set_offline(False)
    al.server.start()


def test_the_quick_exit_leaves_nothing_of_ours_and_does_not_come_back(phone: NewPhone) -> None:
    al = phone("al")
    page = al.open("/").page
    al.sees("button", "Start with a passkey")
    al.tap("link", "Safety")
    al.tap("button", "Quick exit")
    page.wait_for_url("about:blank")
    assert page.evaluate("() => document.body.innerText") == ""
    page.go_back()
    assert "/safety" not in page.url
    al.open("/safety").sees("button", "Quick exit")
    page.keyboard.press("Escape")
    page.wait_for_timeout(1000)
    page.keyboard.press("Escape")
    assert page.url.endswith("/safety"), "once, and once more after a while, is not twice"
    page.keyboard.press("Escape")
    page.wait_for_url("about:blank")


@pytest.mark.slow
def test_the_quick_exit_of_an_installed_app_empties_its_window(phone: NewPhone) -> None:
    al = phone("al", script=STANDALONE)
    al.open("/").sees("button", "Start with a passkey")
    al.tap("link", "Safety")
    al.tap("button", "Quick exit")
    expect(al.page.locator("body")).to_be_empty()
    assert al.page.url == f"{al.server.origin}/"
    al.page.evaluate("() => void document.dispatchEvent(new Event('visibilitychange'))")
    al.sees("button", "Start with a passkey")


def test_s9_who_runs_the_server_is_said_before_signing_up_and_behind_an_invitation_before_any_button(
    phone: NewPhone,
) -> None:
    says = "This server says it is run by Rosa. We can't check that. It may be your partner."
    al = phone("al")
    al.open("/").tap("link", "What this is, and what it can't do")
    expect(al.page.get_by_text(says)).to_be_visible()
    al.page.goto(link(al))
    expect(al.page.get_by_text(says)).to_be_visible()
    assert al.page.evaluate(
        "() => [...document.querySelectorAll('main button')].every((button) =>"
        " [...document.querySelectorAll('main h2')].every((answer) => answer.compareDocumentPosition(button) & 4))"
    ), "what it is, what they see, who runs it, how to get out: all before the first button"
    al.sent.clear()
    al.tap("link", "Look around first")
    al.sees("heading", "What the other sees")
    al.page.go_back()
    al.tap("button", "No, thank you")
    al.sees("heading", "Nothing was sent")
    assert [one.url for one in al.sent if "/api/" in one.url and not one.url.endswith("/api/server")] == []
    al.start_with_passkey()
    expect(al.page.get_by_text(says)).to_be_visible()
    al.open("/you")
    expect(al.page.get_by_text(says)).to_be_visible()


@pytest.mark.slow
def test_s9_an_operator_who_signs_me_out_everywhere_cannot_do_it_unseen(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    al.open("/you").page.get_by_text("The number of your account").click()
    number = al.page.locator("code").inner_text()
    words = [sys.executable, "-m", "server", "account", "revoke", number]
    subprocess.run(words, cwd=ROOT, env=al.server.environment, check=True, capture_output=True, timeout=60)
    al.open("/you/devices").tap("button", "Use my passkey")
    told = al.page.get_by_text("Whoever runs this server signed you out everywhere")
    expect(told.first).to_be_visible()
    expect(al.page.locator(".changes")).to_contain_text("Whoever runs this server signed you out everywhere")
    al.open("/you")
    expect(told).to_be_visible()

    def forgetful(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "revoked_on": None})

    # This device has heard of it, so a server that would rather not say it any more changes nothing here.
    al.context.route(re.compile(r"/api/session$"), forgetful)
    al.open("/").open("/you")
    al.page.wait_for_load_state("networkidle")
    expect(told).to_be_visible()


@pytest.mark.slow
def test_s12_signing_out_shows_what_was_not_sent_and_leaves_nothing_on_the_device(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    al.feel("low_unpleasant", "lonely", "the third step creaks")
    al.until_sent().wait_for_worker()
    al.server.kill()
    al.context.set_offline(True)
    al.feel("low_unpleasant", "tired", "the fourth one too")
    al.open("/you").tap("button", "Sign out")
    expect(al.page.get_by_text("One note has not been sent yet.")).to_be_visible()
    for choice in ("Send, then sign out", "Sign out, keep them locked here", "Sign out, discard them"):
        al.sees("button", choice)
    assert everything_kept(al)["keys"], "until a choice is made nothing goes"
    al.context.set_offline(False)
    al.server.start()
    al.tap("button", "Send, then sign out")
    al.sees("button", "Start with a passkey")
    kept = everything_kept(al)
    assert (kept["keys"], kept["bytes"], kept["cookie"]) == ([], [], "")
    words = json.dumps(kept["words"])
    assert not [
        part for part in ("creaks", "fourth", "lonely", "tired", "me") if f'"{part}' in words or part + " " in words
    ]
    al.tap("button", "I have used Unsaid before")
    al.sees("link", "Not sure")
    al.reads("/mine", ["the third step creaks", "the fourth one too"])
