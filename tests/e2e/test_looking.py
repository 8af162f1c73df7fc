"""Looking back: right against the plaintext, together only while both want it, old notes only for who asks."""

from __future__ import annotations

import calendar
import datetime
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from harness import ROOT, Phone, Server, pair
from people import Couple, NewPhone
from playwright.sync_api import Locator, Page, expect
from taps import Thumb
from three_years import Planted, feelings, planted, three_years

sys.path.insert(0, str(ROOT / "bench"))
from flush import ask, build

pytestmark = pytest.mark.slow  # make journeys

BANDS = ("high_unpleasant", "high_pleasant", "low_unpleasant", "low_pleasant", None)
TILES = {
    "high_pleasant": "Lit up",
    "high_unpleasant": "Stirred up",
    "low_unpleasant": "Weighed down",
    "low_pleasant": "At ease",
    None: "Without a tile",
}
HELPS = {
    "listen": "just listen",
    "comfort": "comfort",
    "closeness": "closeness",
    "time": "time together",
    "practical": "practical help",
    "space": "space",
    "nothing": "nothing, just so you know",
    "unsure": "I don't know yet",
}
WAYS = {
    "words": ("kind words", None, ""),
    "time": ("time together", "accepted", "an invitation was accepted"),
    "hands": ("helping hands", "kept", "a promise was kept"),
    "touch": ("touch", "given", "a hug was given"),
    "gifts": ("thoughtful gifts", "given", "a gift was given"),
    "room": ("room and support for goals", "kept", "a promise was kept"),
}
RANGES = {"This month": 7, "This year": 4, "Everything": 0}
MY_WORDS, MY_DAYS, HELPED = "Your words over time", "A calendar of days", "What helped"
WAYS_SEEN, OUR_DAYS, OUR_WORDS = "Ways given and received", "Days with something said", "Words you both have used"
TOGETHER, OLD = "Look back together", "Show me an old note now and then"
TABLE = """(section) => {
  const text = (element) => element.textContent.replace(/[\\u2068\\u2069]/g, '').trim();
  const table = section.querySelector('table');
  return {
    caption: text(table.caption),
    headed: [...table.rows].every((row) => row.cells[0].tagName === 'TH' && row.cells[0].scope !== ''),
    groups: [...table.tBodies].map((body) => {
      const [title, ...rows] = body.rows;
      return [text(title), rows.map((row) => [...row.cells].map(text))];
    }),
  };
}"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
Table = list[tuple[str, list[tuple[str, str]]]]


def today() -> datetime.date:
    return datetime.datetime.now().astimezone().date()


@pytest.fixture(scope="module")
def paired(own_pair: Couple) -> Couple:
    """A pair of this file's own."""
    return own_pair


@pytest.fixture(scope="session")
def plantable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app with an entry through which notes are planted; otherwise the same."""
    return build(tmp_path_factory.mktemp("plantable") / "dist")


@pytest.fixture
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    """A server of the app as it is, or of the one in which notes can be planted."""
    dist = request.getfixturevalue("plantable") if "plant" in request.fixturenames else None
    running = Server(tmp_path / "server", dist).start()
    yield running
    running.kill()


Plant = Callable[[list[Planted]], Phone]


@pytest.fixture
def plant(plantable: Path, server: Server, phone: NewPhone) -> Plant:
    """Al, paired with Bo, and no server any more: puts envelopes of both into Al's phone and opens *Looking back*."""
    assert plantable
    al, bo = phone("al"), phone("bo")
    for one in (al, bo):
        one.start_with_passkey()
    pair(al, bo)
    bo.page.goto("about:blank")
    al.open("/us").wait_for_worker()
    al.until_sent()
    server.kill()

    def put(notes: list[Planted]) -> Phone:
        ask(al, "plant", notes)
        al.open("/looking").sees("heading", "Looking back")
        return al

    return put


# ---- the same, worked out in Python from what was planted


def catalogue(name: str) -> dict[str, str]:
    text = (ROOT / f"pwa/src/messages/en/{name}.ts").read_text()
    return dict(re.findall(r'^  (\w+): "([^"]*)",', text, re.MULTILINE))


HOMES = {word: quadrant for quadrant, words in feelings().items() for word in words}
NAMES = catalogue("feelings")


def name_of(word: Any) -> str:
    return word["own"] if isinstance(word, dict) else NAMES[word]


def band_of(word: Any, content: dict[str, Any]) -> str | None:
    home = None if isinstance(word, dict) else HOMES.get(word)
    return home or content.get("quadrant")


def notes_of(all_of_it: list[Planted]) -> list[Planted]:
    return [one for one in all_of_it if one["content"]["k"] in ("feeling", "thought", "affirm")]


def within(notes: list[Planted], span: str) -> list[Planted]:
    begins = today().isoformat()[: RANGES[span]]
    return [one for one in notes if one["content"]["day"].startswith(begins)]


def month_name(month: str) -> str:
    year, number = month.split("-")
    name = calendar.month_name[int(number)]
    return name if year == f"{today():%Y}" else f"{name} {year}"


def day_name(day: str) -> str:
    date = datetime.date.fromisoformat(day)
    if date == today():
        return "Today"
    if date == today() - datetime.timedelta(days=1):
        return "Yesterday"
    year = "" if date.year == today().year else f" {date.year}"
    return f"{date:%A} {date.day} {date:%B}{year}"


def time_of(day: str, span: str) -> tuple[str, str]:
    """What it sorts by, and its name."""
    if span != "This month":
        return day[:7], month_name(day[:7])
    date = datetime.date.fromisoformat(day)
    first = min(1 + (date.day - 1) // 7 * 7, 22)
    last = calendar.monthrange(date.year, date.month)[1] if first == 22 else first + 6
    return f"{first:02}", f"{first}–{last} {date:%B}"


def expected_words(notes: list[Planted], span: str) -> Table:
    times: dict[tuple[str, str], Counter[tuple[str | None, str]]] = defaultdict(Counter)
    for note in notes:
        content = note["content"]
        if content["k"] == "feeling":
            used = {(band_of(word, content), name_of(word)) for word in content["words"]}
            times[time_of(content["day"], span)].update(used)
    table = []
    for (_, name), used in sorted(times.items(), reverse=True):
        rows = []
        for band in BANDS:
            own = {word: count for (where, word), count in used.items() if where == band}
            share = sum(own.values()) / used.total()
            much = "most" if share > 0.5 else "a good part" if share > 0.25 else "a little"
            often = {
                word: "often" if count > 3 else "sometimes" if count > 1 else "once" for word, count in own.items()
            }
            said = [f"{word} ({how})" if how != "once" else word for word, how in often.items()]
            if own:
                rows.append((f"{TILES[band]}, {much}", ", ".join(sorted(said))))
        table.append((name, rows))
    return table


def words_sorted(table: Table) -> Table:
    """Words that were there as often stand in any order; more frequent ones never after others."""
    for _, rows in table:
        for _, cell in rows:
            ranks = [0 if "(often)" in one else 1 if "(sometimes)" in one else 2 for one in cell.split(", ")]
            assert ranks == sorted(ranks), cell
    return [(title, [(head, ", ".join(sorted(cell.split(", ")))) for head, cell in rows]) for title, rows in table]


def tile_of(content: dict[str, Any]) -> str | None:
    if content["k"] != "feeling":
        return None
    return content.get("quadrant") or band_of(content["words"][0], content)


def expected_days(notes: list[Planted]) -> Table:
    months: dict[str, dict[str, set[str | None]]] = defaultdict(lambda: defaultdict(set))
    for note in notes:
        day = note["content"]["day"]
        months[day[:7]][day].add(tile_of(note["content"]))
    return [
        (
            month_name(month),
            [
                (day_name(day), ", ".join(TILES[band] for band in BANDS if band in days[day]))
                for day in sorted(days, reverse=True)
            ],
        )
        for month, days in sorted(months.items(), reverse=True)
    ]


def expected_helped(all_of_it: list[Planted], notes: list[Planted]) -> Table:
    answers = catalogue("answers")
    asked = {
        one["msg_id"]: one["content"]["help"]
        for one in notes
        if one["mine"] and not one["kept"] and one["content"].get("help")
    }
    said: dict[str, dict[str, str]] = {}
    for one in reversed(all_of_it):
        content = one["content"]
        if content["k"] == "answer" and not one["mine"] and content["to"] in asked:
            words = content.get("text") or answers[content["form"]]
            said.setdefault(asked[content["to"]], {}).setdefault(words, day_name(content["day"]))
    return [(HELPS[one], [(day, words) for words, day in rows.items()]) for one, rows in said.items()]


def expected_ways(all_of_it: list[Planted], notes: list[Planted]) -> Table:
    became = {one["content"]["to"]: one["content"]["step"] for one in all_of_it if one["content"]["k"] == "step"}
    table = []
    for way, (name, step, says) in WAYS.items():
        own = [one for one in notes if one["content"].get("way") == way]
        whose = {True: "given", False: "received"}
        head = ", ".join(whose[mine] for mine in (True, False) if any(one["mine"] is mine for one in own))
        came = step is not None and any(became.get(one["msg_id"]) == step for one in own)
        if own:
            table.append((name, [(head, says if came else "")]))
    return table


def expected_both(shared: list[Planted]) -> set[tuple[str, str]]:
    used: dict[bool, set[tuple[str | None, str]]] = {True: set(), False: set()}
    for one in shared:
        content = one["content"]
        if content["k"] == "feeling":
            used[one["mine"]] |= {(band_of(word, content), name_of(word)) for word in content["words"]}
    theirs = {word for _, word in used[False]}
    return {(word, TILES[band]) for band, word in used[True] if word in theirs}


# ---- the page


def section(page: Page, title: str) -> Locator:
    return page.locator("section.looked", has=page.get_by_role("heading", name=title, exact=True))


def table_of(page: Page, title: str) -> Table:
    """What the table under this picture says; every row has its header."""
    part = section(page, title)
    details = part.locator("details")
    if details.get_attribute("open") is None:
        part.get_by_text("Read as a table").click()
    expect(part.get_by_role("table")).to_be_visible()
    read = part.evaluate(TABLE)
    assert read["headed"], title
    assert read["caption"], title
    return [(group, [(head, cell) for head, cell in rows]) for group, rows in read["groups"]]


def all_opened(page: Page, months: int) -> None:
    """Until the older notes are there too."""
    expect(section(page, MY_DAYS).locator(".months > li")).to_have_count(months, timeout=60_000)


def test_every_picture_is_right_against_the_plaintext_in_every_range(plant: Plant) -> None:
    all_of_it = three_years(today(), 400)
    on = {"k": "joint", "on": True, "day": today().isoformat(), "part": 0}
    al = plant([*all_of_it, planted(True, on), planted(False, on)])
    page, notes = al.page, notes_of(all_of_it)
    al.tap("button", "Everything")
    all_opened(page, len(expected_days([one for one in notes if one["mine"]])))
    al.sees("heading", OUR_WORDS)
    compared = 0
    for span in RANGES:
        al.tap("button", span)
        ranged = within(notes, span)
        mine, shared = ([one for one in ranged if fits(one)] for fits in (lambda n: n["mine"], lambda n: not n["kept"]))
        pictures: dict[str, tuple[Table, Table]] = {}
        wanted = {
            MY_WORDS: expected_words(mine, span),
            MY_DAYS: expected_days(mine),
            HELPED: expected_helped(all_of_it, ranged),
            WAYS_SEEN: expected_ways(all_of_it, shared),
            OUR_DAYS: expected_days(shared),
        }
        for title, table in wanted.items():
            if table:
                pictures[title] = (table_of(page, title), table)
            else:
                expect(section(page, title).get_by_role("figure")).to_have_count(0)
        if MY_WORDS in pictures:
            read, table = pictures[MY_WORDS]
            pictures[MY_WORDS] = (words_sorted(read), table)
        for title, (read, table) in pictures.items():
            assert read == table, f"{title}, {span}"
            compared += sum(len(rows) for _, rows in table)
        if both := expected_both(shared):
            own_differs = {(word, "") for word, _ in both if word not in NAMES.values()}
            [(_, rows)] = table_of(page, OUR_WORDS)
            strip = {(word, "" if (word, "") in own_differs else tile) for word, tile in rows}
            assert strip == {(word, "" if (word, "") in own_differs else tile) for word, tile in both}, span
    assert compared > 300


def test_what_is_drawn_is_what_the_tables_say(plant: Plant) -> None:
    notes = three_years(today(), 300)
    al = plant(notes)
    page = al.page
    al.tap("button", "This year")
    all_opened(page, len(expected_days([one for one in within(notes_of(notes), "This year") if one["mine"]])))
    table = dict(table_of(page, MY_WORDS))
    for month in page.locator(".river > li").all():
        # What is far from the window is not drawn, and has no inner text.
        rows = table[month.get_by_role("heading").text_content() or ""]
        lines = month.locator(".said")
        expect(lines).to_have_count(len(rows))
        for line, (head, cell) in zip(lines.all(), rows, strict=True):
            assert (line.locator(".unseen").text_content() or "").rstrip(": ") == head.split(",")[0]
            drawn = line.locator("bdi")
            said = [
                (one.text_content() or "") + {"once": "", None: ""}.get(how := one.get_attribute("class"), f" ({how})")
                for one in drawn.all()
            ]
            assert said == cell.split(", ")[:4]
    days = {head: cell for _, rows in table_of(page, MY_DAYS) for head, cell in rows}
    page.locator(".months button").first.click()
    dates = page.locator(".months .date")
    expect(dates).not_to_have_count(0)
    for date in dates.all():
        day, tiles = date.locator(".unseen").inner_text().removeprefix(", ").split(": ")
        assert days[day] == tiles
        assert date.locator(".pane").count() == len(tiles.split(", "))
    dates.first.click()
    expect(section(page, MY_DAYS).get_by_role("article").first).to_be_visible()


def hostile(to: str, day: str) -> list[Planted]:
    """What a changed app could send."""
    when = {"day": day, "part": 1}
    long, turned = "ж" * 8_000, "\u202e" + "\u0634\u0631" * 39
    odd = ["constructor", "__proto__", "tostring"]
    says: list[dict[str, Any]] = [
        *({"k": "feeling", "words": ["sad"], "quadrant": "low_unpleasant"} for _ in range(300)),
        {"k": "feeling", "words": odd, "because": long},
        {"k": "feeling", "words": [{"own": turned}, {"own": "W" * 80}], "quadrant": "high_pleasant"},
        {"k": "feeling", "words": [{"own": "constructor"}], "quadrant": "constructor", "help": "constructor"},
        {"k": "affirm", "way": "constructor", "form": "__proto__", "text": long},
        {"k": "affirm", "way": "hands", "form": "hug", "text": turned},
        {"k": "answer", "to": to, "form": "constructor"},
        {"k": "answer", "to": to, "form": "own", "text": long},
        {"k": "answer", "to": to, "form": "own", "text": turned * 100},
        {"k": "joint", "on": "constructor"},
    ]
    old = [{"k": "thought", "text": "old", "day": f"{year:04}-01-01", "part": 1} for year in range(1, 300)]
    return [planted(False, one) for one in [*({**one, **when} for one in says), *old]]


def test_a_hostile_partner_s_notes_neither_break_nor_dominate_a_picture(plant: Plant) -> None:
    day = today().isoformat()
    when = {"day": day, "part": 1}
    on = {"k": "joint", "on": True, **when}
    mine = {"k": "feeling", "words": ["sad", {"own": "W" * 80}], "help": "listen", **when}
    asked = planted(True, mine)
    private = planted(True, {"k": "feeling", "words": ["torn"], **when}, kept=True)
    al = plant([private, asked, *hostile(asked["msg_id"], day), planted(True, on), planted(False, on)])
    page = al.page
    al.sees("heading", OUR_WORDS)
    page.set_viewport_size({"width": 320, "height": 640})
    for span in RANGES:
        al.tap("button", span)
        assert words_sorted(table_of(page, MY_WORDS)) == expected_words([private, asked], span)
        assert table_of(page, MY_DAYS) == expected_days([private, asked])
        [(_, both)] = table_of(page, OUR_WORDS)
        assert both == [("sad", "Weighed down"), ("W" * 80, "Without a tile")]
        expect(section(page, OUR_WORDS).locator(".often")).to_have_count(0)
        expect(section(page, OUR_WORDS)).not_to_contain_text("torn")
        expect(section(page, WAYS_SEEN).get_by_role("listitem")).to_have_count(1)
        said = section(page, HELPED).locator(".bracket .words").all_inner_texts()
        assert len(said) == 2
        assert all(len(one) <= 162 for one in said)
        assert page.evaluate(WIDER) <= 0
        assert page.locator(".months > li").count() <= 2 * 48
    al.sees("button", "Further back")


# ---- two phones


def opened(phone: Phone, path: str = "/looking") -> Phone:
    phone.open(path).sees("heading", "Looking back")
    return phone


def nothing_together(page: Page) -> None:
    for title in (OUR_DAYS, OUR_WORDS):
        expect(page.get_by_role("heading", name=title)).to_have_count(0)


def heard_of(phone: Phone) -> Phone:
    """Everything of mine is there, and everything of the other's is here."""
    phone.look_outside().until_sent()
    return phone


def test_together_only_while_both_have_it_on_and_only_from_what_was_shared(couple: Couple) -> None:
    al, bo = couple.al, couple.bo
    al.feel("low_pleasant", "calm", "", "Share with Bo")
    bo.feel("low_pleasant", "calm", "", "Share with Al")
    for one in (al, bo):
        one.feel("low_unpleasant", "sad", "the private because")
        heard_of(one)
        opened(one)
        expect(one.page.get_by_role("checkbox", name=TOGETHER)).not_to_be_checked()
        nothing_together(one.page)
    al.tick(TOGETHER)
    heard_of(al)
    alone = al.page.locator("section", has=al.page.get_by_role("heading", name="The two of you")).inner_text()
    for one in (al, bo):
        opened(heard_of(one))
        one.page.wait_for_timeout(1000)
        nothing_together(one.page)
    # Whoever has not ticked it is not told who has.
    theirs = bo.page.locator("section", has=bo.page.get_by_role("heading", name="The two of you")).inner_text()
    assert theirs.replace("Al", "Bo") == alone
    bo.tick(TOGETHER)
    heard_of(bo)
    for one in (al, bo):
        opened(heard_of(one)).sees("heading", OUR_DAYS)
        rows = table_of(one.page, OUR_WORDS)
        assert [word for _, words in rows for word, _ in words] == ["calm"], "sad was only kept"
        days = table_of(one.page, OUR_DAYS)
        assert "Weighed down" not in f"{days}"
        expect(section(one.page, OUR_DAYS)).not_to_contain_text("the private because")
    # Either ends it, and it goes while the other looks.
    bo.tick(TOGETHER, on=False)
    nothing_together(bo.page)
    heard_of(bo)
    al.look_outside()
    nothing_together(al.page)
    assert "calm" not in (al.page.locator("main").text_content() or "").split("The two of you")[1]
    bo.tick(TOGETHER)
    heard_of(bo)
    al.look_outside().sees("heading", OUR_DAYS)
    al.tick(TOGETHER, on=False)
    nothing_together(al.page)


def test_it_is_one_tap_from_just_mine_and_only_then_fetched(couple: Couple) -> None:
    al = couple.al
    al.feel("low_unpleasant", "sad")
    al.open("/mine").sees("link", "Looking back")
    named = "() => performance.getEntriesByType('resource').filter((one) => /looking/.test(one.name)).length"
    assert al.page.evaluate(named) == 0
    thumb = Thumb(al).tap("link", "Looking back")
    al.sees("heading", MY_WORDS)
    assert thumb.taps == 1
    al.page.wait_for_function(f"({named})() > 0")


def test_while_just_mine_is_locked_nothing_is_looked_back_on(couple: Couple) -> None:
    al = couple.al
    al.feel("low_unpleasant", "sad")
    al.open("/you").tick("Ask for my passkey")
    al.open("/looking").sees("heading", "Just mine is locked")
    expect(al.page.get_by_role("figure")).to_have_count(0)
    expect(al.page.get_by_text("Weighed down")).to_have_count(0)
    al.tap("button", "Open with my passkey")
    al.sees("heading", MY_WORDS)
    al.open("/you").tick("Ask for my passkey", on=False)


def test_it_prints_on_light_paper_without_buttons(couple: Couple) -> None:
    al = couple.al
    al.feel("low_unpleasant", "sad")
    opened(al).sees("heading", MY_WORDS)
    page = al.page
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (
        page.get_by_role("navigation"),
        page.get_by_role("checkbox"),
        page.get_by_role("button", name="Print"),
    ):
        for one in gone.all():
            expect(one).to_be_hidden()
    paper = page.evaluate("() => getComputedStyle(document.documentElement).backgroundColor")
    ink = page.evaluate("() => getComputedStyle(document.querySelector('.river bdi')).color")
    page.emulate_media(media="screen", color_scheme="light")
    assert (paper, ink) == ("rgb(255, 255, 255)", "rgb(0, 0, 0)")


# ---- old notes


def kept_on(phone: Phone, day: datetime.datetime, text: str, mark: str = "") -> None:
    """A note that was kept on that day."""
    phone.page.clock.set_system_time(day)
    phone.open("/write/weighed-down").tap("button", "sad")
    phone.page.get_by_role("textbox", name="because …").fill(text)
    if mark:
        phone.page.locator("summary").click()
        phone.tap("button", mark)
    phone.tap("button", "Keep for me")
    phone.tap("button", "Keep now")
    expect(phone.page.get_by_role("button", name="Keep now")).to_have_count(0)


def test_an_old_note_comes_up_only_for_who_asked_and_goes_with_one_tap(phone: NewPhone) -> None:
    al = phone("al").start_with_passkey()
    page = al.page
    noon = datetime.datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
    page.clock.install(time=noon - datetime.timedelta(days=800))
    kept_on(al, noon - datetime.timedelta(days=731), "two years ago it rained")
    kept_on(al, noon - datetime.timedelta(days=365), "last year, hard", "this is hard for me to say")
    kept_on(al, noon - datetime.timedelta(days=182), "half a year ago")
    page.clock.set_system_time(noon)
    came = page.get_by_role("heading", name=re.compile("^From (around|half)"))
    al.open("/mine").sees("heading", "Just mine")
    page.wait_for_timeout(500)
    expect(came).to_have_count(0)
    opened(al)
    expect(page.get_by_role("checkbox", name=OLD)).not_to_be_checked()
    al.tick(OLD)
    al.open("/").sees("heading", "How are you, really?")
    page.wait_for_timeout(500)
    expect(came).to_have_count(0)
    al.open("/mine")
    expect(came).to_have_count(1)
    old = page.locator("section", has=came)
    expect(old).to_contain_text("two years ago it rained")
    expect(old.get_by_role("article")).to_have_count(1)
    Thumb(al).tap("button", "Not this one")
    expect(page.get_by_text("Put away. It won't come up again.")).to_be_visible()
    al.open("/mine").sees("link", "Looking back")
    page.wait_for_timeout(500)
    expect(came).to_have_count(0)
    page.clock.set_system_time(noon + datetime.timedelta(days=1))
    al.open("/mine")
    expect(page.locator("section", has=came)).to_contain_text("half a year ago")


def test_leaving_ends_what_comes_up_and_what_was_looked_at_together(phone: NewPhone) -> None:
    al, bo = phone("al"), phone("bo")
    noon = datetime.datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
    for one in (al, bo):
        one.start_with_passkey()
    al.page.clock.install(time=noon - datetime.timedelta(days=400))
    kept_on(al, noon - datetime.timedelta(days=365), "a year ago, with you")
    al.page.clock.set_system_time(noon)
    al.open("/")
    pair(al, bo)
    for one in (al, bo):
        one.feel("low_pleasant", "calm", "", f"Share with {'Bo' if one is al else 'Al'}")
        opened(heard_of(one)).tick(TOGETHER)
        heard_of(one)
    opened(heard_of(al)).sees("heading", OUR_WORDS)
    al.tick(OLD)
    came = al.page.get_by_role("heading", name=re.compile("^From (around|half)"))
    al.open("/mine")
    expect(came).to_have_count(1)
    bo.open("/you").tap("button", "Leave")
    bo.tap("button", "Leave now")
    expect(bo.page.get_by_role("button", name="Leave now")).to_have_count(0)
    al.look_outside()
    opened(al)
    expect(al.page.get_by_role("heading", name="The two of you")).to_have_count(0)
    nothing_together(al.page)
    expect(al.page.get_by_role("checkbox")).to_have_count(0)
    expect(al.page.get_by_role("heading", name=HELPED)).to_have_count(0)
    al.open("/mine").sees("link", "Looking back")
    al.page.wait_for_timeout(500)
    expect(came).to_have_count(0)
