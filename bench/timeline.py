"""How the timeline feels with 10,000 notes on a slow phone, and the sheet under the thumb.

One real Chromium profile whose service worker keeps the app, and no server. Prints a table.
Run by `make bench`, or `.venv/bin/python bench/timeline.py [rounds]`.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from flush import BENCH, ask, build, corpus

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/e2e"))
from harness import Phone, Server, pair
from playwright.sync_api import Page, sync_playwright

NOTES = 10_000
SLOW = 4
NEEDLE = "zeppelin"
# When a screenful of notes stands in the window, painted, in ms since the navigation began; and any other change.
CLOCKS = """
globalThis.painted = () => new Promise((done) => requestAnimationFrame(() => {
  const after = new MessageChannel();
  after.port1.onmessage = () => done(performance.now());
  after.port2.postMessage(0);
}));
globalThis.once = (holds) => new Promise((done, failed) => {
  setTimeout(failed, 20_000, 'it never came');
  const look = () => {
    if (!holds()) return;
    watcher.disconnect();
    painted().then(done);
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { childList: true, subtree: true, characterData: true });
  look();
});
globalThis.readable = once(() => document.querySelectorAll('article.note').length >= 6);
"""
SCROLL = """async (pixels) => {
  scrollTo(0, 0);
  await painted();
  const frames = [];
  let [elements, notes] = [0, 0];
  const began = performance.now();
  for (let last = began; last - began < 4000;) {
    scrollBy(0, pixels);
    const now = await new Promise(requestAnimationFrame);
    frames.push(now - last);
    last = now;
    if (frames.length % 10 === 0) {
      elements = Math.max(elements, document.querySelectorAll('.timeline article *, .timeline article').length);
      notes = Math.max(notes, document.querySelectorAll('.timeline article').length);
    }
  }
  frames.sort((a, b) => a - b);
  const all = performance.now() - began;
  return { fps: frames.length * 1000 / all, p95: frames[Math.floor(frames.length * 0.95)], elements, notes };
}"""
SEARCH = """async ([words, least, most]) => {
  const field = document.querySelector('input[type=search]');
  const began = performance.now();
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  const shown = () => document.querySelectorAll('.timeline article').length;
  return await once(() => shown() >= least && shown() <= most) - began;
}"""
WATCH_TAPS = """() => {
  globalThis.taps = [];
  addEventListener('click', ({ timeStamp }) => painted().then((at) => taps.push(at - timeStamp)), { capture: true });
}"""


def throttle(page: Page, rate: int) -> None:
    """Make the page's thread so many times slower."""
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})


def cold_start(phone: Phone, rate: int) -> float:
    """A new page in a browser that runs; ms to a readable screenful."""
    page = phone.context.new_page()
    throttle(page, rate)
    page.goto(f"{phone.server.origin}/us", wait_until="commit")
    took = float(page.evaluate("() => readable"))
    page.close()
    return took


def stocked(phone: Phone) -> float:
    """10,000 notes in the store and the server gone; seconds until all of them are opened and sealed into pages."""
    texts = corpus(NOTES)
    texts[NOTES // 2] = f"the {NEEDLE} over the harbour"
    ask(phone, "stock", texts)
    phone.open("/us")
    phone.page.evaluate(f"async () => {{ await (await {BENCH}).shownAt({NOTES}) }}")
    for _ in range(200):
        if int(ask(phone, "pages")) >= NOTES // 250:  # type: ignore[call-overload]
            break
        phone.page.wait_for_timeout(100)
    phone.open("/us")
    return float(phone.page.evaluate(f"async () => await (await {BENCH}).shownAt({NOTES}) - performance.timeOrigin"))


def searches(page: Page, rounds: int) -> list[float]:
    """ms from typing to the answer on the screen; the first comes right after the panel opened."""
    page.get_by_role("button", name="Find", exact=True).click()
    took = []
    for _ in range(rounds + 1):
        took.append(float(page.evaluate(SEARCH, [f"harb {NEEDLE}", 1, 1])))
        page.evaluate(SEARCH, ["", 2, NOTES])
    return took


def taps(phone: Phone, rounds: int) -> list[float]:
    """ms from the tap on a chip to its being painted."""
    page = phone.page
    phone.open("/write/weighed-down")
    throttle(page, SLOW)
    page.evaluate(WATCH_TAPS)
    for _ in range(rounds):
        for word in ("sad", "lonely"):
            page.get_by_role("button", name=word, exact=True).click()
            page.wait_for_timeout(150)
    return [float(one) for one in page.evaluate("() => taps")]


def measure(phone: Phone, rounds: int) -> list[tuple[str, str, str]]:
    """Every figure: what, how much, what is wanted."""
    page, middle = phone.page, statistics.median
    phone.server.kill()
    everything = stocked(phone)
    starts = {rate: middle(cold_start(phone, rate) for _ in range(rounds)) for rate in (1, SLOW)}
    # The tab that comes to the front looks outside and folds anew: that is no part of what is measured next.
    page.wait_for_timeout(3000)
    throttle(page, SLOW)
    inserts = middle(float(ask(phone, "insert")) for _ in range(rounds))  # type: ignore[arg-type]
    arrivals = middle(float(ask(phone, "arrive", f"n {n}")) for n in range(rounds))  # type: ignore[arg-type]
    scrolls = [page.evaluate(SCROLL, 60) for _ in range(rounds)]
    page.evaluate("() => scrollTo(0, 0)")
    first, *later = searches(page, rounds)
    tapped = middle(taps(phone, rounds))
    elements, notes = (max(one[name] for one in scrolls) for name in ("elements", "notes"))
    return [
        ("offline cold start to a readable screenful", f"{starts[1]:.0f} ms", "≤ 400 ms"),
        (f"the same at {SLOW}× CPU", f"{starts[SLOW]:.0f} ms", "≤ 900 ms"),
        ("the same until all are open, from sealed pages", f"{everything:.0f} ms", ""),
        (f"a note into the list, to painted, {SLOW}×", f"{inserts:.0f} ms", "≤ 50 ms"),
        (f"the same from its envelope: read, opened, folded, {SLOW}×", f"{arrivals:.0f} ms", ""),
        (f"scrolling 60 px a frame, {SLOW}×", f"{middle(one['fps'] for one in scrolls):.0f} frames/s", "≥ 50"),
        ("its slowest frame but one in twenty", f"{middle(one['p95'] for one in scrolls):.0f} ms", ""),
        ("elements of notes in the page, at most", f"{elements} ({notes} notes)", "≤ 500"),
        (f"a search, typed to shown, {SLOW}×", f"{middle(later):.0f} ms", "≤ 200 ms"),
        ("the first one, as the panel opens", f"{first:.0f} ms", ""),
        (f"a tap on the sheet, to painted, {SLOW}×", f"{tapped:.0f} ms", "≤ 100 ms"),
    ]


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
    print(f"\n{NOTES} notes, no server; medians of {rounds}")
    print("| what | figure | wanted |")
    print("|---|---|---|")
    for row in rows:
        print(f"| {' | '.join(row)} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
