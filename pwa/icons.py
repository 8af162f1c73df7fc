"""Draws the PNG icons from their SVG sources with a Chromium. They are committed, so a build needs no browser."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PUBLIC = Path(__file__).resolve().parent / "public"
# iOS rounds the corners itself and shows transparency as black: it gets the picture that fills its square.
PICTURES = {
    "icon-192.png": ("icon.svg", 192),
    "icon-512.png": ("icon.svg", 512),
    "icon-maskable-192.png": ("icon-maskable.svg", 192),
    "icon-maskable-512.png": ("icon-maskable.svg", 512),
    "icon-monochrome-192.png": ("icon-monochrome.svg", 192),
    "icon-monochrome-512.png": ("icon-monochrome.svg", 512),
    "apple-touch-icon.png": ("icon-maskable.svg", 180),
}


def draw(page: Page, source: str, size: int, target: str) -> None:
    """Write the PNG `target`, `size` pixels square."""
    page.set_viewport_size({"width": size, "height": size})
    page.set_content((PUBLIC / source).read_text())
    page.add_style_tag(content="html, body { margin: 0; background: none } svg { display: block }")
    page.screenshot(path=PUBLIC / target, omit_background=True)


def main(chromium: str) -> None:
    """Draw all of them with the browser at the path `chromium`."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        for target, (source, size) in PICTURES.items():
            draw(page, source, size, target)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
