"""How long the pictures of *Looking back* take with 2,000 notes over three years on a slow phone.

One real Chromium profile whose service worker keeps the app, and no server. Prints a table.
Run by `make bench`, or `.venv/bin/python bench/looking.py [rounds]`.
"""

from __future__ import annotations

import datetime
import statistics
import sys
import tempfile
from pathlib import Path

from flush import ask, build
from timeline import CLOCKS, SLOW, throttle

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests/e2e"))
from harness import Phone, Server, pair
from playwright.sync_api import Page, expect, sync_playwright
from three_years import planted, three_years

NOTES = 2_000
# ms from a tap on the chip, link or line to its picture being painted, whatever was there before being gone.
TAP = """async ([role, name]) => {
  const named = (element) => (element.getAttribute('aria-label') ?? element.textContent).trim() === name;
  const element = [...document.querySelectorAll(role)].find(named);
  await painted();
  const began = performance.now();
  element.click();
  return (await painted()) - began;
}"""
OPEN = """async () => {
  const began = performance.now();
  [...document.querySelectorAll('a')].find((one) => one.textContent === 'Looking back').click();
  return (await once(() => document.querySelectorAll('.months > li').length > 30)) - began;
}"""
# One picture by itself: taken out of the page's layout, put back, painted.
ALONE = """async (title) => {
  const heading = [...document.querySelectorAll('h2')].find((one) => one.textContent === title);
  const figure = heading.closest('section');
  figure.scrollIntoView();
  figure.style.display = 'none';
  await painted();
  const began = performance.now();
  figure.style.display = '';
  return (await painted()) - began;
}"""
TABLE = """async (title) => {
  const heading = [...document.querySelectorAll('h2')].find((one) => one.textContent === title);
  const details = heading.closest('section').querySelector('details');
  details.open = false;
  await painted();
  const began = performance.now();
  details.open = true;
  const ended = await once(() => details.querySelector('tr') !== null);
  details.open = false;
  await painted();
  return ended - began;
}"""


def stocked(phone: Phone) -> Page:
    """The notes in the store, the server gone, both looking back together."""
    today = datetime.datetime.now().astimezone().date()
    notes = three_years(today, NOTES)
    on = {"k": "joint", "on": True, "day": today.isoformat(), "part": 0}
    ask(phone, "plant", [*notes, planted(True, on), planted(False, on)])
    phone.open("/looking").tap("button", "Everything")
    expect(phone.page.locator(".months > li").nth(35)).to_be_visible(timeout=60_000)
    phone.sees("heading", "Words you both have used")
    phone.page.wait_for_timeout(3000)
    return phone.page


def measure(phone: Phone, rounds: int) -> list[tuple[str, str, str]]:
    """Every figure: what, how much, what is wanted."""
    phone.server.kill()
    page, middle = stocked(phone), statistics.median
    throttle(page, SLOW)
    rows = []
    for name in ("This month", "This year", "Everything"):
        took = []
        for _ in range(rounds):
            page.evaluate(TAP, ["button", "This month" if name != "This month" else "This year"])
            took.append(float(page.evaluate(TAP, ["button", name])))
        rows.append((f"all pictures at once, “{name}”: tap to painted", f"{middle(took):.0f} ms", "≤ 300 ms"))
    took = []
    for _ in range(rounds):
        page.evaluate(TAP, ["button", "This month"])
        page.evaluate(TAP, ["button", "Everything"])
        took.append(float(page.evaluate(TAP, ["button", "Further back"])))
    rows.append(("a year more of the river, “Further back”", f"{middle(took):.0f} ms", "≤ 300 ms"))
    for title in page.locator("section.looked h2").all_inner_texts():
        took = [float(page.evaluate(ALONE, title)) for _ in range(rounds)]
        rows.append((f"“{title}” laid out and painted by itself, everything", f"{middle(took):.0f} ms", "≤ 300 ms"))
        took = [float(page.evaluate(TABLE, title)) for _ in range(rounds)]
        rows.append((f"“{title}” as a table", f"{middle(took):.0f} ms", ""))
    took = []
    for _ in range(rounds):
        phone.tap("link", "Just mine")
        page.get_by_role("link", name="Looking back").wait_for()
        took.append(float(page.evaluate(OPEN)))
    rows.append(("opening it from Just mine, everything", f"{middle(took):.0f} ms", "≤ 300 ms"))
    return rows


def main(rounds: int) -> None:
    """Run all and print the table."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        folder = Path(scratch)
        server = Server(folder / "server", build(folder / "dist")).start()
        al, bo = (Phone(driver, folder, server, name, script=CLOCKS) for name in ("al", "bo"))
        try:
            for one in (al, bo):
                one.start_with_passkey()
            pair(al, bo, "Bo", "Al")
            bo.close()
            al.open("/us").wait_for_worker()
            al.until_sent()
            rows = measure(al, rounds)
        finally:
            al.close()
            server.kill()
    print(f"\n{NOTES} notes over three years, no server, {SLOW}× CPU; medians of {rounds}")
    print("| what | figure | wanted |")
    print("|---|---|---|")
    for row in rows:
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
