"""Taking everything along and bringing it back: silent, whole, readable without the app, never the other's word."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path
from typing import Any

import pytest
from harness import AXE, Phone, Server, chromium, flat, pair
from people import NewPhone
from playwright.sync_api import Download, Playwright, expect

PAGE, NOTES = "Save the page to read or print", "Save the file that Unsaid can read"
ALONG = "/you/along"
SCRIPT = "<script>document.title = 'run'</script><img src=x onerror=alert(1)> \u202eturned"
KEPT, SHARED, THEIRS = "kept for me alone", "said to you", "what you could not know"
REPLY, DRAFTED, HERE = "I did not know that", "half a sentence", "nobody else's server"


def verifications(phone: Phone) -> list[str]:
    return [json.loads(one.body)["purpose"] for one in phone.sent if one.url.endswith("/verification") and one.body]


def made(phone: Phone) -> Phone:
    """The page with both files ready."""
    phone.open(ALONG).tap("button", "Make the files")
    phone.sees("link", PAGE, 30_000)
    return phone


def saved(phone: Phone, link: str, folder: Path) -> Path:
    """Save one of the files; answer where it lies."""
    with phone.page.expect_download() as waiting:
        phone.tap("link", link)
    download: Download = waiting.value
    path = folder / f"{phone.name}-{download.suggested_filename}"
    download.save_as(path)
    return path


def elements(path: Path, line: str = "note") -> list[dict[str, Any]]:
    return [one for one in json.loads(path.read_text()) if one.get("line") == line]


def choose(phone: Phone, path: Path) -> Phone:
    """Give the page a file."""
    phone.open(ALONG)
    with phone.page.expect_file_chooser() as waiting:
        phone.tap("button", "Choose the file")
    waiting.value.set_files(path)
    return phone


def brought_in(phone: Phone, path: Path, says: str = "They are in Just mine.") -> Phone:
    choose(phone, path).tap("button", "Bring them in")
    expect(phone.page.get_by_role("status").filter(has_text=says)).to_be_visible(timeout=60_000)
    return phone


def as_kept(notes: list[dict[str, Any]], name: str) -> list[Any]:
    """What a new account's own file is to say of these."""

    def answer(one: dict[str, Any]) -> dict[str, Any]:
        return one if one["mine"] else {"by": name, **one}

    return sorted(
        (
            one["id"],
            one["day"],
            one["part"],
            json.dumps(
                one["content"] if one["mine"] else {"k": "copy", "of": one["content"], "by": name}, sort_keys=True
            ),
            json.dumps([answer(each) for each in one.get("answers", [])], sort_keys=True),
            one.get("only_here", False),
        )
        for one in notes
    )


def as_read(notes: list[dict[str, Any]]) -> list[Any]:
    assert all(one["mine"] and one["space"] == 0 for one in notes)
    return as_kept(notes, "")


def two_who_wrote(phone: NewPhone) -> tuple[Phone, Phone]:
    """Al and Bo with notes of every sort; the last of Al's is a draft."""
    al, bo = phone("al"), phone("bo")
    for one in (al, bo):
        one.start_with_passkey()
    al.feel("low_pleasant", "calm", KEPT)
    pair(al, bo, "Bo", "Al")
    al.feel("low_unpleasant", "lonely", f"{SHARED} {SCRIPT}", "Share with Bo", helped="just listen")
    bo.feel("high_unpleasant", "stressed", THEIRS, "Share with Al")
    for one in (al, bo):
        one.until_sent()
    bo.open("/us").page.locator("article.note", has_text=SHARED).get_by_role("link").click()
    bo.page.get_by_role("textbox", name="In your own words").fill(REPLY)
    bo.tap("button", "Answer")
    bo.tap("button", "Send now")
    bo.until_sent()
    al.open("/write/at-ease").tap("button", "relieved")
    al.page.get_by_role("textbox", name="because …").fill(HERE)
    al.page.locator("summary").click()
    al.tap("button", "only on this phone")
    al.tap("button", "Keep on this phone")
    al.tap("button", "Keep now")
    al.open("/write/weighed-down").page.get_by_role("textbox", name="because …").fill(DRAFTED)
    al.until_kept()
    al.open("/us").shows([f"{SHARED} {SCRIPT}", THEIRS])
    return al, bo


@pytest.mark.slow
def test_s16_what_is_taken_along_comes_back_equal_and_nobody_is_told(
    server: Server, phone: NewPhone, tmp_path: Path
) -> None:
    al, bo = two_who_wrote(phone)
    before = len(bo.sent)
    al.sent.clear()
    made(al)
    page, notes = saved(al, PAGE, tmp_path), saved(al, NOTES, tmp_path)
    today = datetime.datetime.now().astimezone().date().isoformat()
    assert [path.name for path in (page, notes)] == [f"al-unsaid-{today}.html", f"al-unsaid-{today}.json"]
    assert verifications(al) == ["export"]
    told = [one for one in al.sent if not one.url.startswith(f"{server.origin}/assets/")]
    named = [one.url for one in told if re.search("export|along", one.url + one.body.decode("latin-1"))]
    assert {url.removeprefix(server.origin) for url in named} <= {
        ALONG,
        "/api/session/verification/options",
        "/api/session/verification",
    }
    assert not any(one.body for one in bo.sent[before:] if "sync" not in one.url), "the other's phone asked nothing new"
    al.open("/you/devices")
    expect(al.page.get_by_text("Export")).to_have_count(0)

    exported = elements(notes)
    assert sorted(flat(one["content"].get("because", "")).split(" <")[0] for one in exported) == sorted(
        [KEPT, SHARED, THEIRS, HERE]
    )
    assert [draft["content"]["because"] for draft in elements(notes, "draft")] == [DRAFTED]
    new = phone("new").start_with_passkey()
    choose(new, notes)
    expect(new.page.get_by_text("It holds notes of")).to_be_visible()
    expect(new.page.get_by_text("The drafts in it stay in the file.")).to_be_visible()
    new.tap("button", "Bring them in")
    expect(new.page.get_by_role("status").filter(has_text="They are in Just mine.")).to_be_visible()
    again = saved(made(new), NOTES, tmp_path)
    assert as_read(elements(again)) == as_kept(exported, "Bo")
    assert len(exported) == 4

    new.open("/mine")
    copy = new.page.get_by_role("article").filter(has_text=THEIRS)
    expect(copy.get_by_text("Your copy of what Bo wrote")).to_be_visible()
    expect(new.page.get_by_role("article").filter(has_text=SHARED).get_by_text(REPLY)).to_be_visible()
    brought_in(new, notes, "All of it was here already. Nothing was changed.")
    brought_in(new, again, "All of it was here already. Nothing was changed.")
    brought_in(al, notes, "All of it was here already. Nothing was changed.")
    assert as_read(elements(saved(made(new), NOTES, tmp_path))) == as_kept(exported, "Bo")
    new.open("/us")
    expect(new.page.get_by_role("article")).to_have_count(0)


@pytest.mark.slow
def test_the_page_reads_from_a_disk_with_no_script_and_asks_for_nothing(
    playwright: Playwright, phone: NewPhone, tmp_path: Path
) -> None:
    al, _ = two_who_wrote(phone)
    page = saved(made(al), PAGE, tmp_path)
    html = page.read_text()
    assert "<script" not in html
    assert "src=" not in html.replace("&lt;img src=x", "")
    browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
    try:
        for script in (False, True):
            context = browser.new_context(java_script_enabled=script, offline=True, bypass_csp=False)
            shown = context.new_page()
            asked: list[str] = []
            wrong: list[str] = []
            shown.on("request", lambda request, asked=asked: asked.append(request.url))
            shown.on("console", lambda line, wrong=wrong: wrong.append(line.text))
            shown.goto(page.as_uri())
            text = flat(shown.locator("body").inner_text())
            for words in (
                KEPT,
                SHARED,
                THEIRS,
                REPLY,
                DRAFTED,
                HERE,
                "lonely",
                "Bo",
                "just listen",
                "only on this phone",
            ):
                assert words in text, words
            assert "<script>document.title = 'run'</script><img src=x onerror=alert(1)> turned" in text
            assert shown.title() == "What was said, and what was kept"
            assert asked == [page.as_uri()]
            assert wrong == []
            context.close()
        context = browser.new_context(bypass_csp=True)
        shown = context.new_page()
        shown.goto(page.as_uri())
        assert shown.locator("html").get_attribute("lang") == "en"
        for scheme in ("light", "dark"):
            for width in (320, 1280):
                shown.set_viewport_size({"width": width, "height": 800})
                shown.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                assert shown.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
                shown.evaluate(AXE.read_text() + "; undefined")
                found = shown.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
                assert [one["id"] for one in found["violations"]] == []
        styled = shown.locator("article").first
        assert styled.evaluate("(one) => getComputedStyle(one).borderInlineStartWidth") == "3px", (
            "the style is let through"
        )
        context.close()
    finally:
        browser.close()


@pytest.mark.slow
def test_with_no_network_the_passkey_opens_it_here_or_it_is_said_that_it_cannot(
    server: Server, phone: NewPhone, tmp_path: Path
) -> None:
    al, cy = phone("al").start_with_passkey(), phone("cy", prf=False).start_with_passkey()
    cy.make_code()
    for one in (al, cy):
        one.feel("low_pleasant", "calm", KEPT)
        one.open(ALONG).wait_for_worker()
        one.sees("button", "Make the files")
    server.kill()
    assert [one["content"]["because"] for one in elements(saved(made(al), NOTES, tmp_path))] == [KEPT]
    cy.open(ALONG).tap("button", "Make the files")
    expect(cy.page.get_by_role("status").filter(has_text="This needs a connection")).to_be_visible()
    # Somebody else's finger: the passkey is there and its user is not verified.
    al.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": al.authenticator, "isUserVerified": False})
    al.open(ALONG).tap("button", "Make the files")
    expect(al.page.get_by_role("status").filter(has_text="No file was made.")).to_be_visible()


@pytest.mark.slow
def test_just_mine_goes_along_while_it_is_locked_and_stays_locked(phone: NewPhone, tmp_path: Path) -> None:
    al = phone("al").start_with_passkey()
    al.feel("low_pleasant", "calm", KEPT)
    al.open("/you").tick("Ask for my passkey")
    al.open("/mine").sees("heading", "Just mine is locked")
    notes = saved(made(al), NOTES, tmp_path)
    assert [one["content"]["because"] for one in elements(notes)] == [KEPT]
    expect(al.page.get_by_text("Just mine is locked. Open it")).to_be_visible()
    al.page.get_by_role("link", name="Just mine").click()
    al.sees("heading", "Just mine is locked")


def test_a_foreign_file_is_refused_in_one_sentence_and_stores_nothing(phone: NewPhone, tmp_path: Path) -> None:
    al = phone("al").start_with_passkey()
    path = tmp_path / "file.json"
    for text, says in (
        ('{"messages": []}', "That is not a file Unsaid made for this"),
        ("[" * 100_000, "That is not a file Unsaid made for this"),
        ('[{"unsaid":"notes","version":9},{"line":"end"}]', "A newer version of Unsaid made that file."),
        ('[{"unsaid":"notes","version":1}', "The end of that file is missing."),
        ('[{"unsaid":"notes","version":1}' + ',{"line":"note"}' * 70_000 + "]", "That is more than Unsaid takes in"),
    ):
        path.write_text(text)
        choose(al, path)
        expect(al.page.get_by_role("status").filter(has_text=says)).to_be_visible()
        expect(al.page.get_by_role("button", name="Bring them in")).to_have_count(0)
    al.open("/mine")
    expect(al.page.get_by_role("article")).to_have_count(0)


@pytest.mark.slow
def test_both_ways_by_keyboard_alone(phone: NewPhone, tmp_path: Path) -> None:
    al = phone("al").start_with_passkey()
    al.feel("low_pleasant", "calm", KEPT)
    page = al.open(ALONG).page

    def reach(name: str) -> None:
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("() => document.activeElement.textContent") == name:
                return
        raise AssertionError(f"{name} is not reached")

    reach("Make the files")
    page.keyboard.press("Enter")
    al.sees("link", NOTES)
    reach(NOTES)
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    path = tmp_path / "file.json"
    waiting.value.save_as(path)
    reach("Choose the file")
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    choosing.value.set_files(path)
    reach("Bring them in")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").filter(has_text="All of it was here already.")).to_be_visible()
    assert al.axe() == []
