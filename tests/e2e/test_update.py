"""A new version of the app: the old page runs on, says that there is a newer one, and changes to it when asked."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from harness import ROOT, Server
from people import NewPhone
from playwright.sync_api import Page, expect

OLD, NEW = "That's all.", "That's all for now."


def build_changed(folder: Path) -> Path:
    """The app with one sentence changed, built from a copy of its sources by the same script."""
    copy = folder / "next"
    shutil.copytree(ROOT / "pwa", copy / "pwa", ignore=shutil.ignore_patterns("node_modules", "dist", "*.tsbuildinfo"))
    (copy / "pwa/node_modules").symlink_to(ROOT / "pwa/node_modules")
    (copy / ".stamps").mkdir()
    shutil.copy(ROOT / ".stamps/npm", copy / ".stamps")
    (copy / "server").mkdir()
    catalogue = copy / "pwa/src/messages/en/frame.ts"
    text = catalogue.read_text()
    assert text.count(OLD) == 1
    catalogue.write_text(text.replace(OLD, NEW))
    subprocess.run([sys.executable, str(copy / "pwa/build.py")], check=True, capture_output=True, timeout=240)
    return copy / "server/dist"


@pytest.fixture
def served(tmp_path: Path) -> Path:
    """The folder the server serves, to be swapped for another build."""
    return shutil.copytree(ROOT / "server/dist", tmp_path / "served")


@pytest.fixture
def server(tmp_path: Path, served: Path):
    running = Server(tmp_path / "server", served).start()
    yield running
    running.kill()


def kept_by(folder: Path) -> set[str]:
    """The scripts the worker of this build keeps; the folder may hold those of the build before as well."""
    return set(re.findall(r'"/assets/([^"]+\.js)"', (folder / "sw.js").read_text()))


def test_a_new_version_waits_until_it_is_asked_for_and_loses_nothing(
    tmp_path: Path, server: Server, served: Path, phone: NewPhone
) -> None:
    al = phone("al").start_with_passkey()
    al.open("/").wait_for_worker()
    other = al.another_tab("/us")
    al.tap("link", "Weighed down")
    al.page.get_by_role("textbox", name="because …").fill("begun with the old one")
    al.tap("link", "Back")
    old = kept_by(served)

    server.kill()
    shutil.rmtree(served)
    build_changed(tmp_path).rename(served)
    new = kept_by(served)
    assert old != new
    server.start()
    loads: dict[Page, list[str]] = {al.page: [], other: []}
    for page, seen in loads.items():
        page.on("load", lambda loaded, seen=seen: seen.append(loaded.url))
    al.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    for page in (al.page, other):
        expect(page.locator("main")).to_be_visible()
    expect(al.page.get_by_text("A new version of Unsaid is ready.")).to_be_visible()

    # The old page runs on, also where it needs parts the server no longer has.
    expect(al.page.get_by_text(OLD, exact=True)).to_be_visible()
    al.tap("link", "You")
    al.sees("heading", "You")
    al.tap("link", "What they can and cannot see")
    al.sees("heading", "What Unsaid is, and what it can't do")
    for name in old - new:
        there = al.page.evaluate("(name) => fetch(`/assets/${name}`).then((answer) => answer.ok)", name)
        assert there, "the phone has what the server no longer has"
    al.page.go_back()
    al.tap("link", "Back")
    assert loads == {al.page: [], other: []}, "nothing reloads by itself"

    al.tap("button", "Use it now")
    expect(al.page.get_by_text(NEW, exact=True)).to_be_visible()
    expect(al.page.get_by_text("A new version of Unsaid is ready.")).to_have_count(0)
    al.page.wait_for_timeout(1000)
    assert {page: len(seen) for page, seen in loads.items()} == {al.page: 1, other: 1}, "each tab reloads once"
    al.open("/mine").tap("link", "Finish it")
    expect(al.page.get_by_role("textbox", name="because …")).to_have_value("begun with the old one")
    server.kill()
    al.open("/")
    expect(al.page.get_by_text(NEW, exact=True)).to_be_visible()
