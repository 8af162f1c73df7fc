"""The app can be put on a home screen, breaks no rule of its own, and paints before any script runs."""

from __future__ import annotations

import datetime
import json
import urllib.request

import pytest
from harness import QUIET, Phone, Server, chromium
from people import Couple, NewPhone
from playwright.sync_api import Locator, Page, Playwright, expect
from test_offline import HEADINGS, QUESTION


def test_the_browser_offers_to_install_it(phone: NewPhone) -> None:
    new: Phone = phone("new")
    new.open("/").wait_for_worker()
    assert new.cdp.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    assert new.cdp.send("Page.getAppManifest")["errors"] == []


def test_the_manifest_names_the_app_its_icons_its_shortcuts_and_its_pictures(server: Server) -> None:
    with urllib.request.urlopen(f"{server.origin}/manifest.webmanifest", timeout=5) as answer:
        assert answer.headers["Content-Type"].startswith("application/manifest+json")
        manifest = json.load(answer)
    assert (manifest["id"], manifest["name"], manifest["short_name"]) == ("/", "Unsaid", "Unsaid")
    assert manifest["scope"] == "/"
    assert manifest["start_url"].startswith("/")
    assert manifest["display"] == "standalone"
    assert {"lang", "dir", "description", "background_color", "theme_color"} <= set(manifest)
    assert {(icon["purpose"], icon["sizes"]) for icon in manifest["icons"]} >= {
        (purpose, size) for purpose in ("any", "maskable", "monochrome") for size in ("192x192", "512x512")
    }
    assert {shortcut["url"] for shortcut in manifest["shortcuts"]} == {"/write", "/mine"}
    assert all(shot["form_factor"] == "narrow" for shot in manifest["screenshots"])
    assert len(manifest["screenshots"]) >= 2
    named = [
        *manifest["icons"],
        *manifest["screenshots"],
        *(icon for s in manifest["shortcuts"] for icon in s["icons"]),
    ]
    for address in {one["src"] for one in named}:
        with urllib.request.urlopen(server.origin + address, timeout=5) as answer:
            assert answer.headers["Content-Type"] in ("image/png", "image/svg+xml"), address


@pytest.mark.slow
def test_it_is_offered_after_the_first_note_by_day_and_never_in_the_evening(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    noon = datetime.datetime.now().astimezone().replace(hour=12, minute=0)
    offer = al.page.get_by_role("button", name="Not now")
    al.page.clock.set_fixed_time(noon)
    al.open("/").sees("heading", QUESTION)
    expect(offer).to_have_count(0)
    al.feel("low_pleasant", "calm")
    for hour, shown in ((21, 0), (5, 0), (6, 1), (20, 1)):
        al.page.clock.set_fixed_time(noon.replace(hour=hour))
        for tab in ("Us", "Today"):
            al.page.get_by_role("link", name=tab, exact=True).click()
        expect(al.page.get_by_role("main")).to_contain_text(QUESTION)
        al.page.wait_for_timeout(300)
        expect(offer).to_have_count(shown)


def test_no_screen_breaks_the_content_security_policy(couple: Couple) -> None:
    al = couple.al
    for path, heading in HEADINGS.items():
        al.open(path)
        al.sees("heading", heading)
    al.feel("low_unpleasant", "lonely", "seen by both", "Share with Bo")
    assert [line for line in al.trouble if "policy" in line] == []
    # The same ears hear it when a rule is broken.
    al.page.evaluate(
        "() => document.body.append(Object.assign(document.createElement('img'), { src: 'https://example.org/x.png' }))"
    )
    expect(al.page.locator("img")).to_be_attached()
    for _ in range(40):
        if any("policy: img-src" in line for line in al.trouble):
            break
        al.page.wait_for_timeout(50)
    assert any("policy: img-src" in line for line in al.trouble)
    al.trouble.clear()


def box(found: Locator) -> tuple[float, ...]:
    """Where it stands, in pixels."""
    expect(found).to_be_visible()
    place = found.bounding_box()
    assert place
    return tuple(round(place[side], 1) for side in ("x", "y", "width", "height"))


def first_screen(page: Page, address: str) -> dict[str, tuple[float, ...]]:
    """Where the name and the question stand."""
    page.goto(address)
    heading = page.get_by_role("heading", name=QUESTION, exact=True)
    return {"name": box(page.locator(".brand")), "question": box(heading)}


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 640)])
def test_the_first_screen_stands_where_it_stays_before_any_script_runs(
    playwright: Playwright, server: Server, width: int, height: int
) -> None:
    browser = playwright.chromium.launch(executable_path=chromium(), args=[*QUIET, "--no-sandbox"])
    places = {}
    for scripts in (False, True):
        context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": height})
        page = context.new_page()
        places[scripts] = first_screen(page, server.origin)
        if scripts:
            expect(page.get_by_role("button", name="Start with a passkey")).to_be_visible()
            assert first_screen(page, server.origin) == places[scripts]
        else:
            assert "it needs JavaScript" in page.content()
            expect(page.get_by_role("button")).to_have_count(0)
    browser.close()
    assert places[False] == places[True]
