"""Yesterday's copy of the database is put back: two phones bring everything together; nothing taken back returns."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from harness import ROOT, Phone, Server
from people import Couple
from playwright.sync_api import expect

pytestmark = pytest.mark.slow  # make journeys

AGAIN = "The server asks for your passkey again."
VAULT = "() => fetch('/api/vault').then((answer) => answer.json()).then(({ version }) => version)"
STATUS = "() => fetch('/api/session').then(({ status }) => status)"


WITHHELD = """async () => {
  const { spaces } = await (await fetch('/api/session')).json();
  const { id } = spaces.find(({ kind }) => kind === 'shared');
  const { items } = await (await fetch(`/api/spaces/${id}/history?before=1000000&limit=100`)).json();
  return items.filter(({ bytes }) => bytes === null).map(({ seq }) => seq);
}"""


def back_up(server: Server, to: Path) -> None:
    """A whole copy, while the server runs."""
    with sqlite3.connect(server.folder / "data/unsaid.sqlite3") as live, sqlite3.connect(to) as copy:
        live.backup(copy)


def put_back(server: Server, copy: Path) -> str:
    """What docs/deploy.md says; what the command says."""
    server.kill()
    data = server.folder / "data"
    for path in data.glob("unsaid.sqlite3*"):
        path.unlink()
    (data / "unsaid.sqlite3").write_bytes(copy.read_bytes())
    words = [sys.executable, "-m", "server", "restored"]
    done = subprocess.run(
        words, cwd=ROOT, env=server.environment, check=True, capture_output=True, text=True, timeout=60
    )
    server.start()
    return done.stdout


def named(phone: Phone, name: str) -> None:
    """A change that is in the vault alone."""
    phone.open("/you/devices")
    item = phone.page.locator(".ways-in > li").first
    item.get_by_role("button", name="Rename").click()
    item.get_by_role("textbox", name="What you call it").fill(name)
    item.get_by_role("button", name="Done").click()
    phone.sees("heading", name)
    expect(phone.page.get_by_role("status").filter(has_text="The name was changed.")).to_be_visible()


def comes_back(phone: Phone) -> None:
    phone.open("/")
    assert phone.page.evaluate(STATUS) == 401
    expect(phone.page.get_by_text(AGAIN)).to_be_visible()
    phone.tap("button", "Use my passkey")
    expect(phone.page.get_by_text(AGAIN)).to_have_count(0)
    phone.look_outside().until_sent(20)


def test_two_phones_bring_everything_together_again(own_pair: Couple, tmp_path: Path) -> None:
    al, bo, server = own_pair.al, own_pair.bo, own_pair.server
    al.feel("low_unpleasant", "lonely", "before the copy, taken back after", "Share with Bo")
    bo.feel("low_pleasant", "calm", "before the copy", "Share with Al")
    for one in (al, bo):
        one.until_sent()
    al.open("/us").reads("/us", ["before the copy, taken back after", "before the copy"])
    copy = tmp_path / "copy.sqlite3"
    back_up(server, copy)

    al.feel("high_pleasant", "happy", "after the copy, by Al", "Share with Bo")
    bo.feel("high_pleasant", "happy", "after the copy, by Bo", "Share with Al")
    al.feel("low_unpleasant", "sad", "after the copy, for me")
    # The vault moves on too: what is named here is in no copy.
    named(al, "The blue one")
    for one in (al, bo):
        one.until_sent()
    al.open("/us")
    al.page.locator("article.note", has_text="taken back after").get_by_role("link").first.click()
    al.tap("button", "Take it back")
    al.tap("button", "Take back")
    expect(al.page.locator("article.note")).to_contain_text("taken back")
    al.until_sent()
    bo.open("/us")
    expect(bo.page.get_by_text("taken back after")).to_have_count(0)

    moved_on = al.page.evaluate(VAULT)

    told = put_back(server, copy)
    assert "Lines of the journal followed: 1." in told
    for one in (al, bo):
        comes_back(one)
    al.look_outside()
    shared = ["after the copy, by Al", "after the copy, by Bo", "before the copy"]
    for one in (al, bo):
        one.open("/us")
        for text in shared:
            expect(one.page.get_by_text(text, exact=True).first).to_be_visible(timeout=15_000)
        expect(one.page.get_by_text("taken back after")).to_have_count(0)
    al.reads("/mine", ["after the copy, for me"])
    al.open("/you/devices").sees("heading", "The blue one")
    expect(al.page.get_by_text("The server was put back from an older copy of itself")).to_be_visible()
    expect(al.page.get_by_text("older than")).to_have_count(0)
    withheld = bo.page.evaluate(WITHHELD)
    assert len(withheld) == 1, withheld
    # A device that was never here gets it from the server: the vault's name too.
    assert al.page.evaluate(VAULT) >= moved_on
    assert bo.trouble == al.trouble == []


def test_a_server_that_goes_back_without_a_word_is_refused_and_shown(own_pair: Couple, tmp_path: Path) -> None:
    al, server = own_pair.al, own_pair.server
    al.until_sent()
    copy = tmp_path / "copy.sqlite3"
    back_up(server, copy)
    named(al, "The blue one")
    al.until_sent()
    before = al.page.evaluate(VAULT)

    server.kill()
    with sqlite3.connect(copy) as old, sqlite3.connect(server.folder / "data/unsaid.sqlite3") as live:
        for row in old.execute("SELECT gen, version, bytes, uid FROM vault"):
            live.execute("UPDATE vault SET gen = ?, version = ?, bytes = ? WHERE uid = ?", row)
    server.start()
    assert al.page.evaluate(VAULT) < before
    al.open("/")
    expect(al.page.get_by_text("The server gave an older state than this phone has seen.")).to_be_visible()
    # What this phone has seen stands, and is put over no other.
    al.open("/you/devices").sees("heading", "The blue one")
    assert al.page.evaluate(VAULT) < before
    al.trouble.clear()
