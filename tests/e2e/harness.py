"""What the browser tests stand on: a server that can really be killed, phones that are real Chromium profiles."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from in_page import COUNT_OUTBOX, HOLD_TEN_SECONDS, KEPT, READ_ALL, WATCH
from playwright.sync_api import BrowserContext, CDPSession, Page, Playwright, Request, expect

ROOT = Path(__file__).parents[2]
PATIENCE = 15  # seconds for whatever is waited for: it only matters where it does not come
expect.set_options(timeout=1000 * PATIENCE)
AXE = ROOT / "pwa/node_modules/axe-core/axe.min.js"
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    # The list under the address bar, which nobody sees here, is a page of its own: half of what a start costs.
    "--disable-features=Translate,OptimizationHints,MediaRouter,PreloadTopChromeWebUI,WebUIOmniboxPopup,WebUIOmniboxAimPopup",
]
MIGRATED: list[bytes] = []  # the empty database, migrated once in a run
BECAUSE = "article.note .because"
TILES = {
    "high_pleasant": "lit-up",
    "high_unpleasant": "stirred-up",
    "low_unpleasant": "weighed-down",
    "low_pleasant": "at-ease",
}


def chromium() -> str:
    """The browser to drive; `make test` sees to it that there is one."""
    candidates = [os.environ.get("UNSAID_CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome"]
    for name in candidates:
        if name and (path := shutil.which(name)):
            return path
    raise RuntimeError("No Chromium was found. Install your system's chromium, or name one in UNSAID_CHROMIUM.")


def free_port() -> int:
    """A loopback port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """One server process group on loopback, with data of its own. `kill` is SIGKILL; nothing gets to tidy up."""

    def __init__(self, folder: Path, dist: Path | None = None, **settings: str) -> None:
        self.folder, self.port = folder, free_port()
        self.origin = f"http://localhost:{self.port}"
        self.log_path = folder / "server.log"
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(folder),
            "DATA_DIR": str(folder / "data"),
            "PORT": str(self.port),
            "OPERATOR": "Rosa",
            **({"DIST": str(dist)} if dist else {}),
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None
        self._migrate(folder / "data/unsaid.sqlite3")

    def _migrate(self, database: Path) -> None:
        database.parent.mkdir(parents=True, exist_ok=True)
        if MIGRATED:
            database.write_bytes(MIGRATED[0])
            return
        words = [sys.executable, "-m", "server", "migrate"]
        subprocess.run(words, cwd=ROOT, env=self.environment, check=True, capture_output=True, timeout=60)
        MIGRATED.append(database.read_bytes())

    def start(self) -> Server:
        """Serve; return when it answers."""
        with self.log_path.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "server", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        for _ in range(300):
            with (
                suppress(urllib.error.URLError, ConnectionError, TimeoutError),
                urllib.request.urlopen(f"{self.origin}/healthz", timeout=1) as answer,
            ):
                if answer.status == 200:
                    return self
            time.sleep(0.05)
        raise RuntimeError(f"The server did not start:\n{self.log_path.read_text()[-2000:]}")

    def kill(self) -> None:
        """SIGKILL the master and its worker at once, and wait until the port is free."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        self.process = None
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) != 0:
                    return
            time.sleep(0.05)
        raise RuntimeError("The killed server still answers.")

    @property
    def stored_bytes(self) -> bytes:
        """Every byte of the database, its journal too."""
        return b"".join(path.read_bytes() for path in sorted((self.folder / "data").glob("unsaid.sqlite3*")))


@dataclass
class Sent:
    """One request as it left the browser, its body unzipped."""

    method: str
    url: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Phone:
    """A person's phone: a persistent Chromium profile with a virtual authenticator. Locators go by role and name."""

    playwright: Playwright
    folder: Path
    server: Server
    name: str
    prf: bool = True
    backed_up: bool = True
    width: int = 390
    height: int = 844
    dark: bool = False
    script: str = ""
    ten_seconds_pass: bool = False
    locale: str = "en-GB"
    worker: bool = True
    sent: list[Sent] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    context: BrowserContext = field(init=False)
    page: Page = field(init=False)
    cdp: CDPSession = field(init=False)

    def __post_init__(self) -> None:
        self.context = self.playwright.chromium.launch_persistent_context(
            str(self.folder / self.name),
            executable_path=chromium(),
            args=[*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
            viewport={"width": self.width, "height": self.height},
            device_scale_factor=2,
            is_mobile=True,
            has_touch=True,
            locale=self.locale,
            color_scheme="dark" if self.dark else "light",
            permissions=["clipboard-read", "clipboard-write"],
            service_workers="allow" if self.worker else "block",
        )
        self.context.set_default_timeout(1000 * PATIENCE)
        self.context.add_init_script(WATCH + ("" if self.ten_seconds_pass else HOLD_TEN_SECONDS) + self.script)
        self.context.on("request", self._note_request)
        self.page = self.context.pages[0]
        self._watch(self.page)
        self.cdp = self.context.new_cdp_session(self.page)
        self.cdp.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
            "hasPrf": self.prf,
            "defaultBackupEligibility": self.backed_up,
            "defaultBackupState": self.backed_up,
        }
        self.authenticator = self.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def _watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.trouble.append(f"page error: {error}"))
        page.on(
            "console", lambda line: self.trouble.append(f"console: {line.text}") if self._is_trouble(line) else None
        )

    @staticmethod
    def _is_trouble(line: Any) -> bool:
        # A dead server, a refused request and a stranger's answer are what these tests are about.
        expected = ("Failed to load resource", "net::ERR_", "EventSource's response has a MIME type")
        return line.type == "error" and not any(one in line.text for one in expected)

    def _note_request(self, request: Request) -> None:
        try:
            body = request.post_data_buffer or b""
        except Exception:
            body = b""
        if body[:2] == b"\x1f\x8b":
            body = gzip.decompress(body)
        self.sent.append(Sent(request.method, request.url, dict(request.headers), body))

    # ---- going somewhere

    def open(self, path: str = "/") -> Phone:
        """Load an address anew, as after a cold start."""
        self.page.goto(self.server.origin + path)
        return self

    def another_tab(self, path: str = "/") -> Page:
        """A second page of the same browser."""
        page = self.context.new_page()
        self._watch(page)
        page.goto(self.server.origin + path)
        return page

    def tap(self, role: Any, name: str, page: Page | None = None) -> None:
        """Tap what has this role and exactly this name."""
        (page or self.page).get_by_role(role, name=name, exact=True).click()

    def sees(self, role: Any, name: str, timeout: float = 1000 * PATIENCE) -> None:
        """Wait until it can be seen."""
        expect(self.page.get_by_role(role, name=name, exact=True).first).to_be_visible(timeout=timeout)

    def wait_for_worker(self) -> None:
        """Until the service worker has everything it keeps and answers this page."""
        self.page.evaluate("() => navigator.serviceWorker.ready.then(() => undefined)")
        for turn in range(200):
            if self.page.evaluate("() => navigator.serviceWorker.controller !== null"):
                return
            # A page that was on its way while the worker took over is not among those it takes.
            if turn == 100:
                self.page.reload()
            self.page.wait_for_timeout(50)
        raise AssertionError("the service worker never took this page")

    # ---- the journeys' steps

    def start_with_passkey(self) -> Phone:
        """J1, to the page that tells who runs the server."""
        self.open()
        self.tap("button", "Start with a passkey")
        self.sees("heading", "This is yours now")
        return self

    def make_code(self) -> str:
        """Show the code, write it down, type one group back; answer the whole of it."""
        self.open("/you/code")
        self.tap("button", "Show me the code")
        code = self.page.get_by_role("list", name="Eight groups of the recovery code")
        groups = code.get_by_role("listitem").all_inner_texts()
        assert [len(group.strip()) for group in groups] == [4] * 8
        self.tap("button", "I have it on paper")
        box = self.page.get_by_role("textbox")
        index = int((box.get_attribute("aria-label") or self.page.locator("label").inner_text()).split()[1]) - 1
        box.fill(groups[index].strip().lower())
        self.tap("button", "Confirm")
        self.sees("heading", "Your recovery code is set.")
        return "-".join(group.strip() for group in groups)

    def invitation(self) -> str:
        """Make an invitation; answer its link, as copied."""
        self.open("/invite")
        self.tap("button", "Make an invitation")
        self.tap("button", "Copy the invitation")
        return str(self.page.evaluate("() => navigator.clipboard.readText()"))

    def feel(
        self,
        quadrant: str,
        word: str,
        because: str = "",
        audience: str = "Keep for me",
        at_once: bool = True,
        helped: str = "",
    ) -> None:
        """J3, after a cold start on the sheet; `at_once` does not wait for the ten seconds."""
        self.open(f"/write/{TILES[quadrant]}")
        if helped:
            self.tap("button", helped)
        self._fill_sheet(word, because, audience, at_once)

    def feel_on(self, word: str, because: str = "", audience: str = "Keep for me") -> None:
        """J3 from Us or Just mine, without a cold start: the pen, a tile, a word."""
        self.tap("link", "Write")
        self.tap("link", "Weighed down")
        self._fill_sheet(word, because, audience, True)

    def _fill_sheet(self, word: str, because: str, audience: str, at_once: bool) -> None:
        self.tap("button", word)
        if because:
            self.page.get_by_role("textbox", name="because …").fill(because)
        self.tap("button", audience)
        if at_once:
            now = self.page.get_by_role(
                "button", name="Keep now" if audience == "Keep for me" else "Send now", exact=True
            )
            now.click()
            # The bar goes when the note has its number and its place in the outbox.
            expect(now).to_have_count(0)

    def tick(self, name: str, on: bool = True) -> Phone:
        """Tick a box, or clear it, and wait until that is kept: it shows at once and is on the disk a moment later."""
        box = self.page.get_by_role("checkbox", name=name)
        box.set_checked(on)
        expect(box).to_have_attribute("aria-busy", "false")
        return self

    def look_outside(self) -> Phone:
        """What a phone does when its network comes back."""
        self.page.evaluate("() => dispatchEvent(new Event('online'))")
        return self

    def texts(self, page: Page | None = None) -> list[str]:
        """The because-texts of this screen, oldest first. The page holds only what is near, so it is scrolled."""
        shown = page or self.page
        expect(shown.get_by_role("navigation", name="Main")).to_be_visible()
        expect(shown.get_by_text("Opening your notes …")).to_have_count(0)
        return list(shown.evaluate(READ_ALL, BECAUSE))[::-1]

    def reads(self, path: str, texts: list[str], seconds: float = PATIENCE) -> Phone:
        """Open a screen and wait until its because-texts are exactly these, oldest first (the newest stands on top)."""
        return self.open(path).shows(texts, seconds)

    def shows(self, texts: list[str], seconds: float = PATIENCE) -> Phone:
        """The same for the screen that is open."""
        until = time.monotonic() + seconds
        while (found := self.texts()) != texts:
            assert time.monotonic() < until, f"{found}\nare not\n{texts}"
            self.page.wait_for_timeout(100)
        return self

    def grows(self, by: list[str], since: list[str], page: Page | None = None, seconds: float = PATIENCE) -> None:
        """Wait until these came to what the screen showed before, newest of all, in whatever order."""
        until = time.monotonic() + seconds
        while True:
            found = self.texts(page)
            if found[: len(since)] == since and sorted(found[len(since) :]) == sorted(by):
                return
            assert time.monotonic() < until, f"{found}\nis not {since}\nand {by}"
            self.page.wait_for_timeout(100)

    def axe(self) -> list[str]:
        """What axe finds wrong on this screen, one line a rule."""
        self.page.evaluate(AXE.read_text() + "; undefined")
        found = self.page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
        return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found["violations"]]

    def until_sent(self, seconds: int = PATIENCE) -> Phone:
        """Wait until nothing here waits to be sent, three looks in a row: what was just tapped is sealed first."""
        empty = 0
        for _ in range(10 * seconds):
            empty = empty + 1 if self.page.evaluate(COUNT_OUTBOX) == 0 else 0
            if empty == 3:
                return self
            self.page.wait_for_timeout(100)
        raise AssertionError("something still waits to be sent")

    def until_kept(self, page: Page | None = None) -> Phone:
        """Wait until what was typed is on the disk: five looks alike, for each of which the page must find the time."""
        before, alike = "", 0
        for _ in range(10 * PATIENCE):
            found = (page or self.page).evaluate(KEPT)
            before, alike = found, alike + 1 if found == before else 1
            if alike == 5:
                return self
            self.page.wait_for_timeout(100)
        raise AssertionError("the disk never stood still")

    def close(self) -> None:
        """Close the browser."""
        self.context.close()


def pair(host: Phone, guest: Phone, host_calls: str = "Bo", guest_calls: str = "Al") -> str:
    """J2, with both phones open: link, emoji, names. Answers the link."""
    link = host.invitation()
    guest.page.goto(link)
    assert "#" not in guest.page.url, "the fragment must be gone from the address at once"
    guest.tap("button", "Join")
    guest.sees("heading", "Your four pictures", 30_000)
    mine = guest.page.locator("main .four > *").all_inner_texts()
    assert len(mine) == 4
    host.sees("heading", "Which four do they see?", 30_000)
    choices = host.page.locator("button.choice")
    right = [one for one in choices.all() if flat(one.inner_text()) == flat(" ".join(mine))]
    assert len(right) == 1, "exactly one of three sets is the guest's"
    right[0].click()
    for phone, name in ((host, host_calls), (guest, guest_calls)):
        phone.sees("heading", "What do you call them?", 30_000)
        phone.page.get_by_role("textbox", name="Name").fill(name)
        phone.tap("button", "Done")
        expect(phone.page.get_by_role("heading", name="What do you call them?")).to_have_count(0)
    return link


def wipe(phone: Phone) -> None:
    """Everything this site stored on the phone is gone; the passkey is not."""
    phone.page.goto("about:blank")
    phone.cdp.send(
        "Storage.clearDataForOrigin",
        {
            "origin": phone.server.origin,
            "storageTypes": "cookies,indexeddb,local_storage,service_workers,cache_storage",
        },
    )


def flat(text: str) -> str:
    """Text without the line breaks a layout puts in."""
    return " ".join(text.split())
