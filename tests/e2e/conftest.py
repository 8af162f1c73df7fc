"""A built app, a running server, phones; whatever went wrong in a page unseen fails its test."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from harness import ROOT, Phone, Server, pair
from people import Couple, NewPhone
from playwright.sync_api import Playwright, sync_playwright


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.e2e)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the walks saw, wherever they walked."""
    reports = [one for outcome in ("passed", "failed") for one in terminalreporter.getreports(outcome)]
    noted = [pair for report in reports for pair in getattr(report, "user_properties", [])]
    for name, line in noted:
        if name == "saw":
            terminalreporter.write_line(str(line))
    if any(name == "states" for name, _ in noted):
        terminalreporter.write_line(f"{sum(count for name, count in noted if name == 'states')} states in all")


@pytest.fixture(scope="session", autouse=True)
def built() -> None:
    """The app as `make run` builds it."""
    subprocess.run([sys.executable, str(ROOT / "pwa/build.py")], check=True, capture_output=True, timeout=300)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One driver for all browsers."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server that many strangers use one after the other."""
    running = Server(tmp_path_factory.mktemp("shared") / "server").start()
    yield running
    running.kill()


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A running server: of its own, with an empty database, for a test that names it; the shared one for any other."""
    if "server" not in inspect.signature(request.function).parameters:
        shared: Server = request.getfixturevalue("shared_server")
        yield shared if shared.process else shared.start()
        return
    running = Server(tmp_path / "server").start()
    yield running
    running.kill()


@pytest.fixture
def phone(playwright: Playwright, server: Server, tmp_path: Path) -> Iterator[NewPhone]:
    """Makes phones; afterwards none may have met an error or broken the content security policy."""
    phones: list[Phone] = []

    def make(name: str, **more: object) -> Phone:
        phones.append(Phone(playwright, tmp_path, server, name, **more))  # type: ignore[arg-type]
        return phones[-1]

    yield make
    for one in phones:
        one.close()
    troubles = {one.name: one.trouble for one in phones}
    assert not any(troubles.values()), troubles


@contextmanager
def two_people(playwright: Playwright, folder: Path) -> Iterator[Couple]:
    """Two who became a pair on a server of their own."""
    server = Server(folder / "server").start()
    al, bo = (Phone(playwright, folder, server, name) for name in ("al", "bo"))
    for one in (al, bo):
        one.start_with_passkey()
    pair(al, bo)
    yield Couple(server, al, bo)
    for one in (al, bo):
        one.close()
    server.kill()


@pytest.fixture(scope="session")
def paired(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Couple]:
    """Becoming a pair takes a while, so all tests that only need one share it, and what was written before."""
    with two_people(playwright, tmp_path_factory.mktemp("couple")) as couple:
        yield couple


@pytest.fixture(scope="module")
def own_pair(playwright: Playwright, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Couple]:
    """For files that turn a phone's clock, which cannot be given back, or look at everything there is."""
    with two_people(playwright, tmp_path_factory.mktemp("pair")) as couple:
        yield couple


@pytest.fixture
def couple(paired: Couple) -> Iterator[Couple]:
    """The couple with everything sent, a server that runs, and no error on either phone by the end."""
    if paired.server.process is None:
        paired.server.start()
    for one in (paired.al, paired.bo):
        one.context.set_offline(False)
        one.open("/us").wait_for_worker()
        one.sees("heading", "Us")
        one.until_sent()
    yield paired
    troubles = {one.name: list(one.trouble) for one in (paired.al, paired.bo)}
    for one in (paired.al, paired.bo):
        one.trouble.clear()
        for page in one.context.pages[1:]:
            page.close()
    assert not any(troubles.values()), troubles
