"""How long until the other has everything: 1,000 notes written offline, 10,000 on a new device, one note live.

The TypeScript client in two Chromium profiles, a real server on SQLite, a relay that counts the wire.
Prints a table of medians.
Run by `make bench`, or `.venv/bin/python bench/flush.py [rounds]`.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests/e2e"))
from harness import ROOT, Phone, Server, free_port, pair
from playwright.sync_api import sync_playwright
from wire import Relay, cookie_hash

FLUSH, LIBRARY, LIVE = 1_000, 10_000, 20
SCREENFUL = 50
BENCH = "import('/assets/bench.js')"
WORDS = [
    "we",
    "talked",
    "past",
    "each",
    "other",
    "again",
    "and",
    "I",
    "keep",
    "thinking",
    "about",
    "how",
    "you",
    "looked",
    "away",
    "when",
    "it",
    "got",
    "quiet",
]


def corpus(count: int, seed: int = 7) -> list[str]:
    """The fixed corpus: 50 % without text, 35 % of 80 characters, 15 % of 400; shuffled, no two texts alike."""
    draw = random.Random(seed)

    def text(length: int) -> str:
        words = ""
        while len(words) < length:
            words += draw.choice(WORDS) + " "
        return words[: length - 1] + "."

    lengths = [0] * (count // 2) + [80] * (count * 35 // 100) + [400] * (count * 15 // 100)
    draw.shuffle(lengths)
    return [text(length) if length else "" for length in lengths]


def build(folder: Path) -> Path:
    """The app with the bench's entry beside it."""
    script = (
        "import sys; sys.path.insert(0, 'pwa'); import build; build.install(); "
        f"sys.exit(build.node(['node_modules/vite/bin/vite.js', 'build', '--logLevel=warn', "
        f"'--config', 'vite.bench.config.ts', '--outDir', {str(folder)!r}]))"
    )
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True)
    return folder


def ask(phone: Phone, call: str, argument: object = None) -> object:
    """Call one function of `bench/client.ts` in the page."""
    return phone.page.evaluate(f"async (argument) => (await {BENCH}).{call}(argument)", argument)


def owner(phone: Phone) -> str:
    """The relay's name for this phone."""
    return next(cookie_hash(c["value"].encode()) for c in phone.context.cookies() if c["name"] == "session")


def begin_waiting(phone: Phone, name: str, count: int) -> None:
    phone.page.evaluate(
        f"async ([name, count]) => {{ globalThis[name] = (await {BENCH}).shownAt(count) }}", [name, count]
    )


def flush_once(writer: Phone, reader: Phone, relay: Relay, before: int, seed: int) -> dict[str, float]:
    """1,000 notes written offline; from the network's return until the reader shows and holds all."""
    writer.context.set_offline(True)
    envelopes = int(ask(writer, "write", corpus(FLUSH, seed)))  # type: ignore[call-overload]
    begin_waiting(reader, "flushed", before + FLUSH)
    relay.reset()
    writer.context.set_offline(False)
    began = writer.page.evaluate("() => { const now = Date.now(); dispatchEvent(new Event('online')); return now }")
    ended = reader.page.evaluate("() => globalThis.flushed")
    held = ask(reader, "held")
    assert held["items"] >= before + FLUSH, held  # type: ignore[index]
    writer.until_sent()
    a, b = owner(writer), owner(reader)
    return {
        "seconds": (ended - began) / 1000,
        "up": (relay.up[a] + relay.up[b]) / envelopes,
        "down": relay.down[b] / envelopes,
        "writer down": relay.down[a] / envelopes,
        "envelopes": envelopes,
    }


def first_sync(phone: Phone, total: int) -> dict[str, float]:
    """A device that holds nothing signs in; from the answer to its sign-in."""
    phone.page.goto("about:blank")
    types = "cookies,indexeddb,local_storage,service_workers,cache_storage"
    phone.cdp.send("Storage.clearDataForOrigin", {"origin": phone.server.origin, "storageTypes": types})
    phone.open("/")
    begin_waiting(phone, "newest", SCREENFUL)
    begin_waiting(phone, "all", total)
    phone.tap("button", "I have used Unsaid before")
    newest, everything = phone.page.evaluate("async () => [await globalThis.newest, await globalThis.all]")
    began = float(ask(phone, "signedInAt"))  # type: ignore[arg-type]
    return {"newest": (newest - began) / 1000, "all": (everything - began) / 1000}


def live_once(writer: Phone, reader: Phone, n: int) -> float:
    """Milliseconds from the tap on "Send now" until the words stand on the other's screen."""
    text = f"live {n}"
    reader.page.evaluate(
        """(text) => { globalThis.arrived = new Promise((done) => {
             const look = () => {
               if (document.body.textContent.includes(text)) { watcher.disconnect(); done(Date.now()); }
             };
             const watcher = new MutationObserver(look);
             watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
           }) }""",
        text,
    )
    writer.feel("low_unpleasant", "lonely", text, "Share with Bo", at_once=False)
    button = writer.page.get_by_role("button", name="Send now", exact=True)
    button.evaluate("(it) => it.addEventListener('click', () => { globalThis.tapped = Date.now() }, { capture: true })")
    button.click()
    arrived = reader.page.evaluate("() => globalThis.arrived")
    return float(arrived - writer.page.evaluate("() => globalThis.tapped"))


def main(rounds: int) -> None:
    """Run all and print the table."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as driver:
        folder = Path(scratch)
        dist = build(folder / "dist")
        front = free_port()
        server = Server(folder / "server", dist, ORIGIN=f"http://localhost:{front}").start()
        relay = Relay(front, server.port)
        server.origin = f"http://localhost:{front}"
        al, bo = (Phone(driver, folder, server, name) for name in ("al", "bo"))
        try:
            for one in (al, bo):
                one.start_with_passkey()
            pair(al, bo, "Bo", "Al")
            for one in (al, bo):
                one.open("/us").wait_for_worker()
            live = []
            for n in range(LIVE):
                live.append(live_once(al, bo, n))
            al.open("/us")
            flushes = [flush_once(al, bo, relay, LIVE + FLUSH * n, n) for n in range(rounds)]
            written = LIVE + FLUSH * rounds
            while written < LIBRARY:
                ask(al, "write", corpus(FLUSH, written))
                al.page.evaluate("() => dispatchEvent(new Event('online'))")
                al.until_sent(60)
                written += FLUSH
            firsts = [first_sync(bo, written) for _ in range(rounds)]
        finally:
            for one in (al, bo):
                one.close()
            server.kill()
            relay.close()

    def median(rows: list[dict[str, float]], key: str) -> float:
        return statistics.median(row[key] for row in rows)

    print(f"\nmedians of {rounds} (live: {LIVE}); envelopes of {FLUSH} notes: {flushes[0]['envelopes'] / 1000:.0f} kB")
    print("| what | figure | wanted |")
    print("|---|---|---|")
    print(f"| {FLUSH} notes until the partner shows and holds all | {median(flushes, 'seconds'):.2f} s | ≤ 1.5 s |")
    print(f"| wire up, both phones, × the envelopes' bytes | {median(flushes, 'up'):.3f} | ≤ 1.05 |")
    print(f"| wire down to the partner, × | {median(flushes, 'down'):.3f} | ≤ 1.05 |")
    print(f"| wire down to the writer, × | {median(flushes, 'writer down'):.3f} | |")
    print(f"| {written} on a new device: newest screenful | {median(firsts, 'newest'):.2f} s | ≤ 0.5 s |")
    print(f"| {written} on a new device: all | {median(firsts, 'all'):.2f} s | ≤ 5 s |")
    print(f"| tap to visible on the other, live | {statistics.median(live):.0f} ms | ≤ 300 ms |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
