"""Finds a Chromium that really starts, or gets one; `browser.py FILE` writes its path there for the browser tests.

Tried in this order: UNSAID_CHROMIUM, the system's, Playwright's own, Debian's package where we are root.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOPELESS = (
    "The browser tests need a Chromium, and none was found or could be installed. Install your system's chromium "
    "(Debian, Ubuntu: apt-get install chromium), or name one: UNSAID_CHROMIUM=/path/to/chromium make test"
)


def starts(path: str | None) -> bool:
    """True for a browser that can say its version: a package that only points elsewhere, or lacks libraries, cannot."""
    if not path:
        return False
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def on_path() -> str | None:
    """The first of the usual names that starts."""
    return next((path for name in NAMES if starts(path := shutil.which(name))), None)


def playwrights_own() -> str | None:
    """Where Playwright puts its own Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _quietly(*command: str, seconds: int) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as trouble:
        print(f"{command[0]}: {type(trouble).__name__}", file=sys.stderr)


def download() -> str | None:
    """Let Playwright download its own."""
    print("No Chromium here; asking Playwright for its own…", file=sys.stderr)
    _quietly(sys.executable, "-m", "playwright", "install", "chromium", seconds=180)
    return playwrights_own()


def debians() -> str | None:
    """Install Debian's package, which only root can."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    print("Installing Debian's chromium…", file=sys.stderr)
    _quietly("apt-get", "update", seconds=120)
    _quietly("apt-get", "install", "-y", "--no-install-recommends", "chromium", "fonts-noto-color-emoji", seconds=600)
    return on_path()


def named() -> str | None:
    """The one that was asked for by name."""
    return shutil.which(os.environ.get("UNSAID_CHROMIUM") or "nothing-was-named")


def ways() -> Iterator[Callable[[], str | None]]:
    """Where a Chromium may come from; somebody who names one gets that one or a refusal."""
    yield named
    if not os.environ.get("UNSAID_CHROMIUM"):
        yield from (on_path, playwrights_own, download, debians)


def find() -> str | None:
    """The path of a Chromium that starts, or None when nothing helped."""
    return next((path for way in ways() if starts(path := way())), None)


def main(target: str) -> int:
    """Write the path into the file `target`."""
    path = find()
    if path is None:
        print(HOPELESS, file=sys.stderr)
        return 1
    Path(target).write_text(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
