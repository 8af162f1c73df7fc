"""Photographs the running app: `shots.py FOLDER` takes every state in two sizes, light and dark; `--readme` takes the
few that the README and the web app manifest show, and puts them there."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path[:0] = [str(Path(__file__).parents[1])]

from harness import ROOT, Phone, Server, pair  # noqa: E402
from state import State, World  # noqa: E402
from states import CHAPTERS, link  # noqa: E402  # noqa: E402

SIZES = {390: 844, 320: 640}
# What Al and Bo say to each other in the pictures, oldest first.
NOTES = [
    (
        "bo",
        "high_unpleasant",
        "stressed",
        "the whole week felt like standing at a counter with no number.",
        "just listen",
    ),
    ("al", "low_pleasant", "grateful", "you took my bag on the stairs without a word.", ""),
    (
        "al",
        "low_unpleasant",
        "unseen",
        "we talked about the boiler all evening, and I wanted to talk about us.",
        "time together",
    ),
    (
        "bo",
        "low_unpleasant",
        "lonely",
        "I said I was fine on the phone. I wasn't, and I did not know how to begin.",
        "closeness",
    ),
]


@contextmanager
def world(dist: Path | None = None) -> Iterator[World]:
    """A built app, a server with an empty database, a browser driver, and phones."""
    subprocess.run([sys.executable, str(ROOT / "pwa/build.py")], check=True, capture_output=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch, sync_playwright() as driver:
        folder = Path(scratch)
        served = folder / "served"
        subprocess.run(["cp", "-r", str(dist or ROOT / "server/dist"), str(served)], check=True)
        server = Server(folder / "server", served).start()
        phones: list[Phone] = []

        def phone(name: str, **more: object) -> Phone:
            phones.append(Phone(driver, folder, server, name, **more))  # type: ignore[arg-type]
            return phones[-1]

        try:
            yield World(server, phone, served)
        finally:
            for one in phones:
                one.close()
            server.kill()


def photograph(page: Page, path: Path, width: int, scheme: str) -> None:
    """What the phone shows."""
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    page.evaluate("() => { for (const one of document.getAnimations()) one.finish(); scrollTo(0, 0); }")
    page.screenshot(path=path)


def photograph_whole(page: Page, path: Path) -> None:
    """The page to its end, where it is longer than the phone: on a phone that is long enough."""
    height = page.evaluate("() => document.documentElement.scrollHeight")
    size = page.viewport_size
    if size and height > size["height"]:
        page.set_viewport_size({"width": size["width"], "height": height})
        page.screenshot(path=path)
        page.set_viewport_size(size)


def reduce(picture: Path) -> None:
    """To a palette: the look has few colours, and the README loads faster."""
    from PIL import Image

    with Image.open(picture) as full:
        few = full.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    few.save(picture, optimize=True)


def every_state(folder: Path) -> int:
    """`FOLDER/390-light/12 us, with notes.png` and so on; answers how many states there are."""
    count = 0
    for chapter in CHAPTERS.values():
        with world() as place:
            for state in chapter(place):
                count += 1
                take_all(state, folder, f"{count:03}")
    return count


def take_all(state: State, folder: Path, number: str) -> None:
    """In both sizes and colours, and at twice the text."""
    name = f"{number}-{re.sub(r'[^a-z0-9-]+', '-', state.name.lower())}"
    for width in SIZES:
        for scheme in ("light", "dark"):
            album = folder / f"{width}-{scheme}"
            album.mkdir(parents=True, exist_ok=True)
            photograph(state.page, album / f"{name}.png", width, scheme)
            photograph_whole(state.page, album / f"{name}-whole.png")
    album = folder / "320-twice"
    album.mkdir(parents=True, exist_ok=True)
    state.page.evaluate("() => { document.documentElement.style.fontSize = '200%'; }")
    photograph(state.page, album / f"{name}.png", 320, "light")
    state.page.evaluate("() => { document.documentElement.style.fontSize = ''; }")
    state.page.set_viewport_size({"width": 390, "height": 844})


def for_the_readme() -> None:
    """docs/images for the README, pwa/public/screenshots for the manifest."""
    images, screenshots = ROOT / "docs/images", ROOT / "pwa/public/screenshots"
    for folder in (images, screenshots):
        folder.mkdir(parents=True, exist_ok=True)
    with world() as place:
        al, bo = place.phone("al"), place.phone("bo")
        al.open(link(al)[len(place.server.origin) :]).sees("heading", "Someone would like to share with you")
        photograph(al.page, images / "join.png", 390, "light")
        for one in (al, bo):
            one.start_with_passkey()
        pair(al, bo)
        people = {"al": (al, "Bo"), "bo": (bo, "Al")}
        for who, quadrant, word, because, help_ in NOTES:
            phone, partner = people[who]
            phone.feel(quadrant, word, because, f"Share with {partner}", at_once=False, helped=help_)
            phone.tap("button", "Send now")
            phone.until_sent()
        for one in (al, bo):
            if one.open("/").page.get_by_role("button", name="Not now").is_visible():
                one.tap("button", "Not now")
        for path, name in (("/", "today"), ("/us", "us")):
            al.open(path).page.wait_for_timeout(1500)
            photograph(al.page, images / f"{name}.png", 390, "light")
        page = al.open("/write/weighed-down").page
        al.tap("button", "lonely")
        page.get_by_role("textbox", name="because …").fill("the house was full and nobody asked.")
        page.evaluate("() => document.activeElement.blur()")
        photograph(page, images / "write.png", 390, "light")
    for picture in images.glob("*.png"):
        reduce(picture)
    for number, name in enumerate(("today", "write", "us"), 1):
        (screenshots / f"narrow-{number}.png").write_bytes((images / f"{name}.png").read_bytes())


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "test-artefacts/shots")
    parser.add_argument("--readme", action="store_true", help="only the pictures of the README and the manifest")
    chosen = parser.parse_args()
    began = time.monotonic()
    if chosen.readme:
        for_the_readme()
        print("docs/images and pwa/public/screenshots are new.")
    else:
        count = every_state(chosen.folder)
        print(f"{count} states in {chosen.folder}, {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
