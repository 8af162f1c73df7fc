"""A built app, a running server, phones; whatever went wrong in a page unseen fails its test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from harness import ROOT, Phone, Server
from playwright.sync_api import Playwright, sync_playwright


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session", autouse=True)
def built() -> None:
    """The app as `make run` builds it."""
    subprocess.run([sys.executable, str(ROOT / "pwa/build.py")], check=True, capture_output=True, timeout=300)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One driver for all browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A running server with an empty database."""
    running = Server(tmp_path / "server").start()
    yield running
    running.kill()


NewPhone = Callable[..., Phone]


@pytest.fixture
def phone(playwright: Playwright, server: Server, tmp_path: Path) -> Iterator[NewPhone]:
    """Makes phones; afterwards none may have met an error or broken the content security policy."""
    phones: list[Phone] = []

    def make(name: str, **more: object) -> Phone:
        phones.append(Phone(playwright, tmp_path, server, name, **more))  # type: ignore[arg-type]
        return phones[-1]

    yield make
    troubles = {one.name: one.trouble + [v for v in one.violations()] for one in phones}
    for one in phones:
        one.close()
    assert not any(troubles.values()), troubles
