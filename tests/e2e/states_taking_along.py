"""The states of taking one's notes along and bringing them back, for someone alone."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from harness import Phone
from playwright.sync_api import expect
from state import LONG_TEXT, State, World

# A page that never gets on: what is under way can be looked at.
SLOW = """
{
  const honest = CredentialsContainer.prototype.get;
  addEventListener('wait', () => {
    CredentialsContainer.prototype.get = () => new Promise(() => {});
  });
  addEventListener('go', () => { CredentialsContainer.prototype.get = honest; });
}
"""
HEAD = '{"unsaid":"notes","version":1},{"line":"space","n":0,"kind":"private"}'
WORDS = '"content":{"k":"thought","text":"so"}'
NOTE = f'{{"line":"note","id":"a.0","space":0,"mine":true,"day":"2025-03-01","part":2,{WORDS}}}'


def choose(al: Phone, path: Path, text: str) -> None:
    path.write_text(text)
    with al.page.expect_file_chooser() as waiting:
        al.tap("button", "Choose the file")
    waiting.value.set_files(path)


def taking_along_states(world: World) -> Iterator[State]:
    """Files are made and read; what is none is refused."""
    al, folder = world.phone("along", script=SLOW).start_with_passkey(), Path(tempfile.mkdtemp())
    page = al.page
    al.feel("low_pleasant", "calm", LONG_TEXT)
    al.open("/you/along").sees("button", "Make the files")
    yield State("along", page)
    page.evaluate("() => void dispatchEvent(new Event('wait'))")
    al.tap("button", "Make the files")
    al.sees("button", "Stop")
    yield State("along, under way", page)
    al.open("/you/along").tap("button", "Make the files")
    al.sees("link", "Save the page to read or print")
    yield State("along, ready", page)
    choose(al, folder / "foreign.json", "{}")
    expect(page.get_by_text("That is not a file Unsaid made for this")).to_be_visible()
    yield State("along, a foreign file", page)
    choose(al, folder / "notes.json", f'[{HEAD},{NOTE},{{"line":"note"}},{{"line":"draft"}},{{"line":"end"}}]')
    al.sees("button", "Bring them in")
    yield State("along, what it holds", page)
    al.tap("button", "Bring them in")
    expect(page.get_by_text("They are in Just mine.")).to_be_visible()
    yield State("along, brought in", page)
    al.open("/you").tick("Ask for my passkey")
    al.open("/you/along").sees("button", "Open with my passkey")
    yield State("along, Just mine is locked", page)
    al.close()
    cy = world.phone("no code", prf=False).start_with_passkey()
    cy.open("/you/along").sees("link", "Make a recovery code")
    yield State("along, code required", cy.page)
    cy.close()
