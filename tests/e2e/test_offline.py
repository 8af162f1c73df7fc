"""With the server dead and the network cut, every screen opens and what is written waits. A hotel's network is none."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from harness import ROOT, Phone
from people import Couple, NewPhone
from playwright.sync_api import expect

QUESTION = "How are you, really?"
# Every address of the app, and the heading it opens with for a pair that is signed in.
HEADINGS = {
    "/": QUESTION,
    "/us": "Us",
    "/mine": "Just mine",
    "/write": "How I'm really feeling",
    "/write/at-ease": "How I'm really feeling",
    "/write/not-sure": "Not sure yet",
    "/edit/gone": "Change your note",
    "/note/gone": "This note isn't here",
    "/erase/gone": "This note isn't here",
    "/talk": "To talk about",
    "/bring": "Bring something along?",
    "/begin": "This is yours now",
    "/you": "You",
    "/you/code": "Your recovery code",
    "/unsent": "Not sent",
    "/invite": "The two of you",
    "/join": "The two of you",
    "/recover": "Use your recovery code",
    "/about": "What Unsaid is, and what it can't do",
    "/safety": "Safety",
    "/look": "Look around",
    "/look/at-ease": "Look around",
    "/kind": "Something kind",
    "/kind/touch": "Touch",
    "/card": "What lands with me",
    "/prompt": "A question to begin with",
    "/you/reminders": "Reminders",
    "/looking": "Looking back",
    "/you/devices": "Passkeys and devices",
    "/you/devices/add": "Add another device of mine",
    "/you/renew-two": "New keys for the two of you",
    "/you/returned": "You are back",
    "/you/lock": "App lock",
    "/you/renew": "New keys",
    "/you/end": "Delete my account",
    "/you/along": "Take it along",
    "/anew": "A new start with my partner",
}
# The same for someone who has no account; every other address shows them the welcome.
FOR_ANYONE = {path: HEADINGS[path] for path in ("/recover", "/about", "/safety", "/look", "/look/at-ease", "/anew")} | {
    "/join": "Were you invited?"
}


def routes() -> set[str]:
    """Every address in the app's own table."""
    table = (ROOT / "pwa/src/routes.tsx").read_text()
    return {
        path.replace(":slug", "at-ease").replace(":id", "gone").replace(":way", "touch")
        for path in re.findall(r'path: "([^"]+)"', table)
    }


def opens(phone: Phone, path: str, heading: str) -> None:
    """A cold start on an address, and once more."""
    phone.open(path)
    phone.sees("heading", heading)
    phone.page.reload()
    phone.sees("heading", heading)


def test_every_screen_opens_and_reloads_with_no_server_and_no_network(couple: Couple) -> None:
    assert set(HEADINGS) == routes(), "a new screen needs its line here"
    al = couple.al
    shared = [*al.texts(), "written in a tunnel"]
    kept = [*al.open("/mine").texts(), "kept in a tunnel"]
    couple.server.kill()
    al.context.set_offline(True)
    for path, heading in HEADINGS.items():
        opens(al, path, heading)
    opens(al, "/no/such/place", "There is nothing here")
    al.feel("low_unpleasant", "lonely", "written in a tunnel", "Share with Bo")
    al.feel("low_unpleasant", "lonely", "kept in a tunnel")
    al.reads("/us", shared).reads("/mine", kept)
    al.open("/us")
    expect(al.page.get_by_text("waiting on this phone")).to_be_visible()
    expect(al.page.get_by_text("No connection just now.")).to_be_visible()

    couple.server.start()
    al.context.set_offline(False)
    al.look_outside().until_sent()
    expect(al.page.get_by_text("No connection just now.")).to_have_count(0)
    couple.bo.reads("/us", shared)


def test_what_lands_is_known_with_no_network_however_late_the_older_notes_are_read(couple: Couple) -> None:
    al = couple.al
    al.open("/kind/touch").sees("heading", "Touch")
    couple.server.kill()
    al.context.set_offline(True)
    page = al.context.new_page()
    page.add_init_script("window.requestIdleCallback = (work) => setTimeout(work, 1500)")
    page.goto(f"{couple.server.origin}/kind/touch")
    expect(page.get_by_role("heading", name="Touch", exact=True)).to_be_visible(timeout=15_000)


@pytest.mark.slow
def test_someone_who_only_looked_in_opens_every_screen_with_no_network(phone: NewPhone) -> None:
    new = phone("new")
    new.open("/").wait_for_worker()
    new.server.kill()
    new.context.set_offline(True)
    for path in HEADINGS:
        new.open(path)
        new.sees("heading", FOR_ANYONE.get(path, QUESTION))
    new.open("/").tap("button", "Start with a passkey")
    expect(new.page.get_by_text("The server can't be reached just now.")).to_be_visible()


class SignInPage(BaseHTTPRequestHandler):
    """A hotel's answer to everything."""

    def answer(self) -> None:
        """200, and a page nobody asked for."""
        page = b"<!doctype html><title>Welcome, dear guest</title><h1>Please accept our terms</h1>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = answer

    def log_message(self, *_said: object) -> None:
        """Says nothing."""


@contextmanager
def captive_portal(port: int) -> Iterator[None]:
    """Someone else answers where the server was."""
    portal = ThreadingHTTPServer(("127.0.0.1", port), SignInPage)
    threading.Thread(target=portal.serve_forever, daemon=True).start()
    yield
    portal.shutdown()
    portal.server_close()


@pytest.mark.slow
def test_a_captive_portal_counts_as_no_network_and_loses_nothing(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    before = al.texts()
    couple.server.kill()
    with captive_portal(couple.server.port):
        al.feel("low_unpleasant", "lonely", "from a hotel", "Share with Bo")
        al.reads("/us", [*before, "from a hotel"])
        expect(al.page.get_by_text("No connection just now.")).to_be_visible()
        expect(al.page.get_by_text("waiting on this phone")).to_have_count(1)
        al.page.evaluate(
            "async () => (await navigator.serviceWorker.getRegistration()).update().catch(() => undefined)"
        )
        for path in ("/", "/mine", "/write", "/you"):
            opens(al, path, HEADINGS[path])
        al.open("/you/code").tap("button", "Show me the code")
        al.tap("button", "I have it on paper")
        al.open("/us")
    couple.server.start()
    al.look_outside().until_sent()
    expect(al.page.get_by_text("waiting on this phone")).to_have_count(0)
    bo.reads("/us", [*before, "from a hotel"])
    bo.feel("low_unpleasant", "lonely", "heard again", "Share with Al")
    # The stranger's answer had ended the live stream for good, as far as the browser goes.
    expect(al.page.get_by_text("heard again")).to_be_visible(timeout=10_000)
